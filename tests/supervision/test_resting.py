"""A sealed file opens to the police who say why, for an hour, and every opening is on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.service import SupervisionService
from shared import clock
from shared.eventstore.act import Act, acting
from shared.law import Citation
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.resting import ReasonNeeded
from tests.supervision.conftest import CASE, at, on_sqlite, opened, rests, told
from tests.supervision.desk import READERS, Register, app_of, reader
from tests.supervision.test_api import Program
from tests.supervision.test_pages import of, page, send

pytestmark = on_sqlite

DAY = date(2032, 1, 6)
POLICE, WORKER, AUDITOR = "minjing01", "shegong01", "dudao01"
ARTICLE = Citation("戒毒条例", "7")
SENTENCE = "档案已封存，查阅须写明理由"
WHY = "法院来函调查〔2032〕3号"


@pytest.fixture
def file_id(office: SupervisionApplication) -> Iterator[UUID]:
    """A file of 2026 that rests by now."""
    made = opened(office)
    rests(office, on=date(2032, 1, 5))
    with clock.use(at(DAY)):
        yield made


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def as_(account: str) -> Any:
    return acting(Act(account=account, role="police_station", unit="police"))


def test_an_opening_is_kept_with_who_when_which_and_why(
    office: SupervisionApplication, file_id: UUID
) -> None:
    with as_(POLICE):
        office.open_sealed_file(file_id=file_id, why=WHY)

    (noted,) = office.entries(names=["supervision.sealed_file_opened"])
    assert (noted.account, noted.facts["opened_at"]) == (POLICE, at(DAY))
    assert (noted.facts["file_id"], noted.facts["of_case"]) == (file_id, CASE)
    assert noted.personal["why"] == WHY
    assert WHY not in str(noted.facts)


def test_a_file_is_sealed_from_when_the_registry_says_and_no_more_once_it_says_so(
    office: SupervisionApplication,
) -> None:
    """Not by its own count of three years after the end: only the registry knows of all cases."""
    made = opened(office)
    rests(office, on=date(2032, 1, 5))
    days = (date(2032, 1, 4), date(2032, 1, 5))
    before = [office.file(made).state_on(day) for day in days]

    office.hear(told(office, "case_unsealed", happened_on=DAY, unsealed_on=DAY.isoformat()))

    assert before == ["over", "sealed"]
    assert office.file(made).state_on(DAY) == "over"


def test_it_is_open_to_that_reader_for_an_hour(
    office: SupervisionApplication, file_id: UUID
) -> None:
    file = office.file(file_id)
    with as_(POLICE):
        office.open_sealed_file(file_id=file_id, why=WHY)

        office.must_be_readable(file)
        with clock.use(at(DAY) + timedelta(minutes=61)), pytest.raises(ReasonNeeded):
            office.must_be_readable(file)
    with as_("minjing02"), pytest.raises(ReasonNeeded):
        office.must_be_readable(file)


@pytest.mark.parametrize("part", ["tests", "breaches", "talks", "plan", "duties", "timeline"])
def test_each_part_asks_why_first_and_then_leads_on(app: Flask, file_id: UUID, part: str) -> None:
    police = reader(app, POLICE)
    path = of(file_id, f"?part={part}")
    answer = police.get(path)
    assert answer.status_code == 303

    again = send(police, answer.location, {"why": ""}, 422)
    shown = send(police, answer.location, {"why": WHY})

    assert SENTENCE in again
    assert "《戒毒条例》第7条" in again
    assert "理由已写入查阅记录" in shown
    assert CASE in page(police, path)


def test_a_program_is_told_the_article_and_reads_once_it_said_why(
    app: Flask, file_id: UUID
) -> None:
    program, path = Program(app), f"/cases/{file_id}"

    refused = program.get(path, 422)
    empty = program.post(f"{path}/openings", {}, 422)
    program.post(f"{path}/openings", {"why": WHY})
    read = program.get(path)
    (opening,) = program.get(f"{path}/openings")

    for problem in (refused, empty):
        assert (problem["detail"], problem["article"]) == (SENTENCE, str(ARTICLE))
    assert read["case_ref"] == CASE
    assert (opening["account"], opening["why"]) == (POLICE, WHY)


@pytest.mark.parametrize("account", [WORKER, AUDITOR])
def test_whoever_may_not_read_it_cannot_open_it_by_a_reason(
    app: Flask, file_id: UUID, account: str
) -> None:
    page(reader(app, account), of(file_id), 403)
    page(reader(app, account), of(file_id, "/opening"), 403)
    Program(app, account).post(f"/cases/{file_id}/openings", {"why": WHY}, 403)


def test_other_desks_are_told_nothing_until_the_reader_said_why(
    office: SupervisionApplication, file_id: UUID
) -> None:
    service = SupervisionService()
    service.app = office
    peers = LocalPeers({"supervision": service}, service="reporting")
    ask: dict[str, Any] = {"actor": READERS[POLICE], "case_ref": CASE}

    with pytest.raises(PeerRefused) as refused:
        peers.call("supervision", "case_history", **ask)
    with as_(POLICE):
        office.open_sealed_file(file_id=file_id, why=WHY)
    told = peers.call("supervision", "case_history", **ask)

    assert refused.value.kind == "ReasonNeeded"
    assert told[-1]["summary"] == "写明理由，查阅封存档案"
