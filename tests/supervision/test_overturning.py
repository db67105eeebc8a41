"""What was counted is taken off by two: one proposes it with a reason, another account decides."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from shared import clock
from shared.access.actor import Actor
from shared.eventstore.act import Act, acting
from shared.law import Refusal
from tests.supervision.conftest import DAY, START, asking, at, file_of, opened, refusing
from tests.supervision.desk import READERS, Register, app_of, reader
from tests.supervision.playing import Play
from tests.supervision.test_pages import page, send

POLICE, ANOTHER, WORKER = "minjing01", "minjing02", "shegong01"
CASE, PERSON = "梅社戒〔2026〕0092", UUID("00000000-0000-4000-8000-0000000000fa")
TODAY = START + 9 * DAY


@pytest.fixture
def app(office: SupervisionApplication, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The desk, with a second officer."""
    second = Actor(account=ANOTHER, role="police_station", unit="police", name="丁民警")
    monkeypatch.setitem(READERS, ANOTHER, second)
    return app_of(office, Register())


def by(account: str) -> AbstractContextManager[Act]:
    """Act as an officer, under a command of one's own."""
    act = Act(account=account, role="police_station", unit="police", command_id=str(uuid4()))
    return acting(act)


def refused(office: SupervisionApplication, **about: Any) -> tuple[UUID, UUID]:
    """A case with one refusal that counts: the file, and the refusal's notice."""
    file_id = opened(office, **about)
    notice = office.notify_test(file_id=file_id, asking=asking(1, START + 3 * DAY)).answer
    office.record_refusal(file_id=file_id, refusing=refusing(notice, START + 3 * DAY))
    return file_id, UUID(notice)


def proposed(office: SupervisionApplication, file_id: UUID, matter: UUID) -> None:
    with by(POLICE):
        office.propose_overturning(file_id=file_id, matter_id=matter, because="证人更正")


def decided(
    office: SupervisionApplication,
    file_id: UUID,
    matter: UUID,
    *,
    account: str = ANOTHER,
    approved: bool = True,
) -> None:
    with by(account):
        office.decide_overturning(
            file_id=file_id, matter_id=matter, approved=approved, why="已核实"
        )


def of_a_proposed_correction(office: SupervisionApplication) -> None:
    """Proposed, declined, proposed again and approved; for the golden files."""
    file_id, matter = refused(office, case_ref=CASE, person_id=PERSON)
    for approved in (False, True):
        proposed(office, file_id, matter)
        decided(office, file_id, matter, approved=approved)


def test_it_counts_until_another_account_agrees(office: SupervisionApplication) -> None:
    file_id, matter = refused(office)
    proposed(office, file_id, matter)
    assert file_of(office).refused_tests == 1

    with pytest.raises(Refusal, match="更正须由另一人批准"):
        decided(office, file_id, matter, account=POLICE)
    assert file_of(office).refused_tests == 1
    decided(office, file_id, matter)

    assert file_of(office).refused_tests == 0
    assert file_of(office).proposed == {}
    facts = office.stream(file_id)[-1]
    assert (facts.personal["approver"], facts.personal["because"]) == (ANOTHER, "证人更正")


def test_what_was_declined_counts_and_may_be_proposed_anew(office: SupervisionApplication) -> None:
    file_id, matter = refused(office)
    proposed(office, file_id, matter)
    with pytest.raises(Refusal, match="已提出更正"):
        proposed(office, file_id, matter)

    decided(office, file_id, matter, account=POLICE, approved=False)  # the proposer withdraws it

    assert file_of(office).refused_tests == 1
    with pytest.raises(Refusal, match="没有待审批的更正"):
        decided(office, file_id, matter)
    proposed(office, file_id, matter)
    decided(office, file_id, matter)
    assert file_of(office).refused_tests == 0


def test_nobody_proposes_what_does_not_count(office: SupervisionApplication) -> None:
    file_id, matter = refused(office)
    proposed(office, file_id, matter)
    decided(office, file_id, matter)

    with pytest.raises(Refusal, match="已经更正"):
        proposed(office, file_id, matter)


def test_two_officers_do_it_on_their_pages_and_a_worker_does_not(
    office: SupervisionApplication, app: Flask
) -> None:
    file_id, matter = refused(office)
    base = f"/supervision/cases/{file_id}/corrections"
    with clock.use(at(TODAY)):
        shown = send(
            reader(app, POLICE),
            f"{base}/proposals/new",
            {"matter_id": str(matter), "because": "证人更正"},
        )
        waiting = page(reader(app, ANOTHER), f"{base}/decisions/new")
        gone = send(
            reader(app, ANOTHER),
            f"{base}/decisions/new",
            {"matter_id": str(matter), "approved": "true", "why": "已核实"},
        )
        denied = reader(app, WORKER).get(f"{base}/proposals/new")

    assert "提出更正" in shown
    assert "证人更正" in waiting
    assert ANOTHER in gone
    assert denied.status_code == 403
    assert file_of(office).refused_tests == 0


def test_a_use_outside_the_term_that_was_recorded_by_mistake_is_taken_back_by_two(
    office: SupervisionApplication,
) -> None:
    """It counts nothing here; the registry, which counts three years from it, is told of it."""
    play = Play(office)
    play.confirm(9, used=-3)
    (use_id,) = play.file.uses_outside
    proposed(office, play.file_id, use_id)

    with pytest.raises(Refusal, match="更正须由另一人批准"):
        decided(office, play.file_id, use_id, account=POLICE)
    decided(office, play.file_id, use_id)

    (event,) = office.entries(names=["supervision.breach_overturned"])
    assert (event.facts["matter_id"], event.facts["counter"], event.facts["count"]) == (
        use_id,
        "use",
        0,
    )
    with pytest.raises(Refusal):
        proposed(office, play.file_id, use_id)


def test_nobody_is_criticised_for_a_use_outside_the_term(office: SupervisionApplication) -> None:
    play = Play(office)

    play.confirm(9, used=-3)

    assert play.file.countable == {}
    assert list(play.file.correctable.values()) == ["use"]


def test_the_form_of_a_correction_offers_a_use_outside_the_term(
    office: SupervisionApplication, app: Flask
) -> None:
    play = Play(office)
    play.confirm(9, used=-3)

    with clock.use(at(TODAY)):
        form = page(reader(app, POLICE), f"/supervision/cases/{play.file_id}/corrections/new")
        told = page(reader(app, POLICE), f"/supervision/cases/{play.file_id}?part=breaches")

    assert "期限以外的吸毒认定" in form
    assert "公安机关认定的吸毒" in told
