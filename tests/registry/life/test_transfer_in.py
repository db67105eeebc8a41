"""A case that another town began is taken over, and what it lacks here is owed (戒毒条例 22)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

import services.registry.messages.published as language
from services.registry.application import RegistryApplication
from services.registry.rules.course import COUNTERS
from services.registry.schemas.transfer_in import COUNTED as ASKED
from services.supervision.application import SupervisionApplication
from services.supervision.messages import HEARD
from services.supervision.rules.counters import NAMES
from tests.registry import town
from tests.registry.conftest import MASTER
from tests.registry.desk import SECRETARY, page, reader, send
from tests.registry.life.story import at
from tests.registry.test_messages import said, told
from tests.support.stores import new_file

LETTER = {
    "kind": "community_rehab",
    "decision_no": "霍公(禁)社戒决字〔2026〕3号",
    "authority": "霍山县公安局",
    "decided_on": "2026-01-03",
    "served_on": "2026-01-05",
    "term_months": "36",
    "credit_days": "0",
    "origin": "燕子河镇",
    "document_no": "燕函2号",
    "reported_on": "2026-01-10",
    "left_on": "2026-11-13",
    "received_on": "2026-11-23",
    "refused_tests": "1",
    "reason": "材料今日寄到",
}
STATED = {"suspensions_stated": "true", "suspensions": "2026-03-01/2026-03-11"}


def take_in(handler: FlaskClient, office: RegistryApplication, **typed: str) -> str:
    """Type what the letter says; answers the page of the case."""
    person_id = town.registered(office)
    return send(handler, f"/registry/people/{person_id}/transfer-in", {**LETTER, **typed})


def test_the_term_runs_on_and_the_agreement_is_owed_anew(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    shown = take_in(handler, office, **STATED)

    (opened,) = office.entries(names=["registry.transferred_in"])
    case = office.case(opened.stream_id)
    assert case.last_day == date(2029, 1, 19)
    assert case.last_days_argued == (date(2029, 1, 9), date(2029, 1, 30))
    assert town.owed(office, case.id) == {
        "sign_agreement": date(2026, 11, 26),
        "privacy_notice": date(2026, 11, 26),
        "form_group": date(2026, 12, 8),
    }
    assert "2029年1月19日" in shown
    assert "2029年1月30日" in shown


def test_without_its_suspensions_the_end_is_unknown_until_they_are_stated(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    shown = take_in(handler, office)

    (opened,) = office.entries(names=["registry.transferred_in"])
    assert "转入材料没有写明中止期间" in shown
    assert office.case(opened.stream_id).last_day is None


def test_who_helps_hears_of_it_as_of_a_report_in(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    take_in(handler, office, **STATED)

    for audience in language.HELPERS:
        (message,) = told(office, audience)
        assert said([message]) == ["reported_in"]
        assert message.data == {
            "kind": "community_rehab",
            "reported_on": "2026-01-10",
            "station": None,
        }


COUNTED = {
    "refused_tests": "2",
    "absences": "1",
    "absent_days": "12",
    "not_reported": "",
    "drug_uses": "0",
    "minor_breaches": "3",
}


def test_supervision_carries_each_counter_on_that_the_letter_states(
    handler: FlaskClient, office: RegistryApplication, tmp_path: Path
) -> None:
    """What the letter does not state stays unknown there; a nought that it states is one."""
    take_in(handler, office, **STATED, **COUNTED)
    store = new_file(tmp_path / "supervision.sqlite3")
    supervision = SupervisionApplication(store, master=MASTER, readers=HEARD)

    for message in told(office, "supervision"):
        supervision.hear(message)

    (opened,) = office.entries(names=["registry.transferred_in"])
    file = supervision.find_file(office.case(opened.stream_id).ref)
    assert file is not None
    carried = {name: it.opening for name, it in file.counters(town.TODAY).items()}
    store.close()
    assert carried == {
        "test": 2,
        "leave_times": 1,
        "leave_days": 12,
        "no_report": None,
        "use": 0,
        "minor": 3,
    }


def test_registry_and_supervision_name_the_counters_alike() -> None:
    assert set(ASKED.values()) == set(COUNTERS) == set(NAMES)


def test_an_agreement_that_is_not_signed_anew_is_missed(
    handler: FlaskClient, office: RegistryApplication
) -> None:
    take_in(handler, office, **STATED)

    with at(date(2026, 11, 27)):
        office.run_clock()

    (opened,) = office.entries(names=["registry.transferred_in"])
    assert office.care(opened.stream_id).missed["sign_agreement"] == date(2026, 11, 26)


def test_the_api_takes_it_in_and_a_village_does_not(
    app: Flask, handler: FlaskClient, office: RegistryApplication
) -> None:
    person_id = town.registered(office)
    letter = {**LETTER, "term_months": 36, "credit_days": 0, "refused_tests": 1}
    del letter["reason"]
    headers = {
        "Authorization": "Bearer jingban01",
        "Idempotency-Key": "k9",
        "Guihang-Reason": quote("材料今日寄到"),
    }

    page(reader(app, SECRETARY), f"/registry/people/{person_id}/transfer-in", status=403)
    answer = handler.post(
        f"/registry/api/people/{person_id}/transfer-in", json=letter, headers=headers
    )

    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert town.owed(office, UUID((answer.json or {})["case_id"])) == {
        "sign_agreement": date(2026, 11, 26),
        "privacy_notice": date(2026, 11, 26),
        "form_group": date(2026, 12, 8),
    }


def test_it_cannot_arrive_before_it_left(handler: FlaskClient, office: RegistryApplication) -> None:
    person_id = town.registered(office)
    typed = {**LETTER, **STATED, "left_on": str(town.TODAY), "received_on": "2026-11-20"}

    shown = send(handler, f"/registry/people/{person_id}/transfer-in", typed, status=422)

    assert "早于" in shown
    assert not office.entries(names=["registry.transferred_in"])
