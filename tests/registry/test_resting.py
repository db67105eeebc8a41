"""A sealed file opens to whoever says why, for an hour, and every opening is in the read log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from deploy.assembly import Offices
from deploy.cli.casework import case as case_verb
from deploy.settings import settings_from
from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from services.registry.service import RegistryService
from services.supervision.application import SupervisionApplication
from shared import clock
from shared.access.actor import Actor
from shared.law import Citation, Refusal
from shared.messaging.asking import PeerRefused
from shared.messaging.peers import LocalPeers
from shared.resting import ReasonNeeded
from tests.registry.desk import AUDITOR, HIDDEN, OFFICE, POLICE, page, reader, send
from tests.registry.test_api import call
from tests.registry.town import TODAY, by, number, reported, signed

NOON = datetime(2030, 3, 4, 12, tzinfo=clock.SHANGHAI)
"""More than three years after a measure of a month that began in November 2026."""
ARTICLE = Citation("戒毒条例", "7")
WHY = "法院来函调查〔2030〕3号"
SENTENCE = "档案已封存，查阅须写明理由"
NEW_DECISION = {
    "kind": "community_rehab",
    "decision_no": "金公(禁)社戒决字〔2030〕7号",
    "authority": "金寨县公安局",
    "decided_on": "2030-03-01",
    "served_on": "2030-03-01",
    "term_months": "36",
    "credit_days": "0",
}
HANDLER = Actor(account=OFFICE, role="office_handler", unit="office")


@pytest.fixture
def case_id(office: RegistryApplication) -> Iterator[UUID]:
    """A case whose file is sealed today."""
    with by():
        made = signed(office, kind=RECOVERY, months=1)
    with clock.use(NOON):
        office.run_clock()
        yield made


def open_for(office: RegistryApplication, case_id: UUID, account: str = OFFICE) -> None:
    with by(account):
        office.open_sealed_file(case_id=case_id, why=WHY)


def test_who_opened_which_file_when_and_why_is_in_the_read_log(
    stored_office: RegistryApplication,
) -> None:
    office = stored_office
    made = signed(office, kind=RECOVERY, months=1)
    with clock.use(NOON):
        office.run_clock()

        open_for(office, made)

    (noted,) = office.entries(names=["registry.sealed_file_opened"])
    case = office.case(made)
    assert (noted.account, noted.facts["opened_at"]) == (OFFICE, NOON)
    assert (noted.facts["file_id"], noted.facts["of_case"]) == (made, case.ref)
    assert noted.facts["of_person"] == case.of_person
    assert noted.personal["why"] == WHY
    assert WHY not in str(noted.facts)


@pytest.mark.parametrize("why", ["", "  \n"])
def test_without_a_reason_it_stays_closed(
    office: RegistryApplication, case_id: UUID, why: str
) -> None:
    with pytest.raises(Refusal) as refused, by():
        office.open_sealed_file(case_id=case_id, why=why)

    assert str(refused.value) == f"{SENTENCE}（{ARTICLE}）"
    assert refused.value.field == "why"
    assert office.entries(names=["registry.sealed_file_opened"]) == []


def test_it_stays_open_to_this_reader_for_an_hour(
    office: RegistryApplication, case_id: UUID
) -> None:
    case = office.case(case_id)
    open_for(office, case_id)

    with by():
        office.must_be_readable(case)
    with by("jingban02"), pytest.raises(ReasonNeeded):
        office.must_be_readable(case)
    with clock.use(NOON + timedelta(minutes=60)), by():
        office.must_be_readable(case)
    with clock.use(NOON + timedelta(minutes=61)), by(), pytest.raises(ReasonNeeded):
        office.must_be_readable(case)


def test_another_sealed_file_stays_closed(office: RegistryApplication, case_id: UUID) -> None:
    with clock.use(datetime(2026, 11, 23, 9, tzinfo=clock.SHANGHAI)):
        other = reported(office, id_no=number(born=date(1990, 2, 2)), kind=RECOVERY, months=1)
    office.run_clock()

    open_for(office, case_id)

    with by(), pytest.raises(ReasonNeeded):
        office.must_be_readable(office.case(other))


def test_what_is_not_sealed_asks_for_no_reason(office: RegistryApplication) -> None:
    made = signed(office)

    with by():
        office.must_be_readable(office.case(made))
    with pytest.raises(Refusal, match="没有封存"), by():
        office.open_sealed_file(case_id=made, why=WHY)


# On pages.


@pytest.mark.parametrize("place", ["case", "person", "dossier", "history"])
def test_each_page_of_it_asks_why_first_and_then_leads_on(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID, place: str
) -> None:
    case = office.case(case_id)
    path = {
        "case": f"/registry/cases/{case_id}",
        "person": f"/registry/people/{case.of_person}",
        "dossier": f"/registry/dossiers/{case_id}",
        "history": f"/registry/people/{case.of_person}/history",
    }[place]
    page(handler, "/registry/people")
    answer = handler.get(path)
    assert answer.status_code == 303
    asked = page(handler, answer.location)

    again = send(handler, answer.location, {"why": " "}, status=422)
    shown = send(handler, answer.location, {"why": WHY})

    assert "查阅理由" in asked
    assert "李四海" not in asked
    assert SENTENCE in again
    assert "《戒毒条例》第7条" in again
    assert "理由已写入查阅记录" in shown
    assert page(handler, path)
    assert WHY in page(handler, answer.location)


def test_the_way_back_never_leads_to_another_host(handler: FlaskClient, case_id: UUID) -> None:
    path = f"/registry/cases/{case_id}/opening"

    hidden = dict(HIDDEN.findall(page(handler, path)))
    answer = handler.post(f"{path}?next=//evil.example/", data=hidden | {"why": WHY})

    assert answer.location == f"/registry/cases/{case_id}"


def test_an_act_on_a_sealed_file_is_refused_with_the_article(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    person = office.case(case_id).of_person
    hidden = dict(HIDDEN.findall(page(handler, "/registry/people/new")))

    answer = handler.post(
        f"/registry/people/{person}/in-full", data=hidden | {"purpose": "核对材料"}
    )

    assert answer.status_code == 422
    assert SENTENCE in answer.text
    assert "《戒毒条例》第7条" in answer.text


@pytest.mark.parametrize("account", [POLICE, AUDITOR])
def test_whoever_may_not_read_it_cannot_open_it_by_a_reason(
    app: Flask, case_id: UUID, account: str
) -> None:
    page(reader(app, account), f"/registry/cases/{case_id}", 403)
    page(reader(app, account), f"/registry/cases/{case_id}/opening", 403)
    call(
        app,
        "POST",
        f"/cases/{case_id}/openings",
        body={"why": WHY},
        as_account=account,
        status=403,
    )


# For programs.


def test_a_program_is_told_the_article_and_reads_once_it_said_why(
    app: Flask, case_id: UUID
) -> None:
    path = f"/cases/{case_id}"

    refused = call(app, "GET", path, status=422)
    empty = call(app, "POST", f"{path}/openings", body={"why": ""}, status=422)
    call(app, "POST", f"{path}/openings", body={"why": WHY}, status=201)
    read = call(app, "GET", path)
    (opening,) = call(app, "GET", f"{path}/openings")

    for problem in (refused, empty):
        assert (problem["detail"], problem["article"]) == (SENTENCE, str(ARTICLE))
        assert problem["field"] == "why"
    assert read["status"] == "sealed"
    assert (opening["account"], opening["why"]) == (OFFICE, WHY)


# Across departments, and at the command line.


def test_other_desks_are_told_nothing_until_the_reader_said_why(
    office: RegistryApplication, case_id: UUID
) -> None:
    service: Any = RegistryService()
    service.app = office
    peers = LocalPeers({"registry": service}, service="reporting")
    ask: dict[str, Any] = {"actor": HANDLER, "case_ref": office.case(case_id).ref}

    with pytest.raises(PeerRefused) as refused:
        peers.call("registry", "case_history", **ask)
    open_for(office, case_id)
    told = peers.call("registry", "case_history", **ask)

    assert (refused.value.kind, refused.value.sentence) == ("ReasonNeeded", SENTENCE)
    assert told[-1]["summary"] == "写明理由，查阅封存档案"


def test_the_command_line_says_why_in_each_department(tmp_path: Path) -> None:
    offices = Offices(settings_from({}, data=tmp_path))
    offices.prepare()
    office = offices.app(RegistryApplication)
    with clock.use(datetime.combine(TODAY, NOON.timetz())):
        ref = office.case(signed(office, kind=RECOVERY, months=1)).ref
        offices.level()
    runner = CliRunner()
    with clock.use(NOON):
        office.run_clock()

        silent = runner.invoke(case_verb, ["--data", str(tmp_path), ref])
        told = runner.invoke(case_verb, ["--data", str(tmp_path), "--reason", WHY, ref])

    assert silent.exit_code == 1
    assert SENTENCE in silent.output
    assert told.exit_code == 0, told.output
    assert "sealed" in told.output.splitlines()[0]
    for kind in (RegistryApplication, SupervisionApplication):
        (noted,) = offices.app(kind).entries(names=[f"{kind.name}.sealed_file_opened"])
        assert noted.account == "system:cli"
    offices.close()


def test_a_decision_is_received_without_a_reason_and_opens_no_former_file(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    person_id = office.case(case_id).of_person
    page(handler, "/registry/people")
    asked = page(handler, str(handler.get(f"/registry/people/{person_id}").location))
    path = f"/registry/people/{person_id}/decisions/new"
    empty = page(handler, path)

    shown = send(handler, path, {**NEW_DECISION, "reason": "补录"})

    assert f'href="{path}"' in asked
    assert "以前的档案已封存" in empty
    assert "李四海" not in empty
    assert "金公(禁)社戒决字〔2030〕7号" in shown
    assert handler.get(f"/registry/cases/{case_id}").status_code == 303
    assert office.openings_of(office.case(case_id)) == []


def test_a_program_enters_a_decision_on_somebody_whose_file_is_sealed(
    app: Flask, office: RegistryApplication, case_id: UUID
) -> None:
    person_id = office.case(case_id).of_person
    path = f"/people/{person_id}/decisions"
    body = {**NEW_DECISION, "term_months": 36, "credit_days": 0}

    made = call(app, "POST", path, status=201, body=body, key="k7")

    assert office.case(UUID(made["case_id"])).status == "ordered"
    assert office.openings_of(office.case(case_id)) == []


def test_a_case_from_another_town_is_taken_in_without_a_reason(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    person_id = office.case(case_id).of_person
    letter = {
        **NEW_DECISION,
        "origin": "燕子河镇",
        "document_no": "燕函2号",
        "reported_on": "2030-03-02",
        "received_on": "2030-03-04",
        "refused_tests": "0",
        "reason": "补录",
    }

    send(handler, f"/registry/people/{person_id}/transfer-in", letter)

    assert office.entries(names=["registry.transferred_in"])
    assert office.openings_of(office.case(case_id)) == []
