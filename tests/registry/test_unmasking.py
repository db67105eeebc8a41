"""An auditor sees files masked; one opens for a written reason, and who looked is on record."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry.desk import AUDITOR, POLICE, SECRETARY, page, reader, send
from tests.registry.town import number, registered, reported

WHY = "按县督查通知〔2026〕3号核对身份"


@pytest.fixture
def auditor(app: Flask) -> FlaskClient:
    """The browser of an auditor."""
    return reader(app, AUDITOR)


def test_one_file_is_shown_in_full_for_a_written_reason_that_is_on_record(
    office: RegistryApplication, auditor: FlaskClient
) -> None:
    case_id = reported(office)
    person_id = office.case(case_id).of_person
    path = f"/registry/people/{person_id}"

    before = page(auditor, path)
    shown = send(auditor, path, {"why": WHY}, to=f"{path}/unmasked", status=200)
    again = page(auditor, path)

    assert ("李四海" in before, number() in before) == (False, False)
    assert ("李四海" in shown, number() in shown) == (True, True)
    assert ("李四海" in again, number() in again) == (False, False)
    (noted,) = office.entries(names=["registry.file_unmasked"])
    assert (noted.account, noted.personal["why"]) == (AUDITOR, WHY)
    assert noted.facts["of_person"] == person_id
    assert "why" not in noted.facts


@pytest.mark.parametrize("why", ["", "检查", "督查通知〔3〕号"])
def test_a_word_is_no_reason_and_shows_nothing(
    office: RegistryApplication, auditor: FlaskClient, why: str
) -> None:
    path = f"/registry/people/{registered(office)}"

    shown = send(auditor, path, {"why": why}, to=f"{path}/unmasked", status=422)

    assert number() not in shown
    assert office.unmaskings() == []
    assert "请写明查看理由，不少于 10 个字" in shown


def test_the_office_and_the_auditors_read_who_looked_when_and_why(
    office: RegistryApplication, auditor: FlaskClient, handler: FlaskClient
) -> None:
    case_id = reported(office)
    path = f"/registry/people/{office.case(case_id).of_person}"
    send(auditor, path, {"why": WHY}, to=f"{path}/unmasked", status=200)

    listed = [page(it, "/registry/unmaskings") for it in (handler, auditor)]
    timeline = page(handler, f"/registry/cases/{case_id}?part=timeline")
    told: Any = handler.get("/registry/api/unmaskings").get_json()

    assert all(WHY in it and AUDITOR in it for it in listed)
    assert ("李四海" in listed[0], "李四海" in listed[1]) == (True, False)
    assert "写明理由，查看完整身份信息" in timeline
    assert [(it["account"], it["why"]) for it in told] == [(AUDITOR, WHY)]


def test_the_api_gives_the_file_once_for_the_reason(
    office: RegistryApplication, auditor: FlaskClient
) -> None:
    address = f"/registry/api/people/{registered(office)}/unmasked"
    sent = {"Idempotency-Key": "k1", "Authorization": f"Bearer {AUDITOR}"}

    refused = auditor.post(address, json={"why": "检查"}, headers=sent)
    told = auditor.post(address, json={"why": WHY}, headers=sent | {"Idempotency-Key": "k2"})

    assert refused.status_code == 422
    assert told.get_json()["person"]["id_no"] == number()
    assert len(office.unmaskings()) == 1


def test_a_protected_person_is_unmasked_to_nobody_who_was_not_named(
    office: RegistryApplication, auditor: FlaskClient
) -> None:
    person_id = registered(office)
    office.protect_person(person_id=person_id, accounts=("jingban01",), why="证人")
    path = f"/registry/people/{person_id}"

    send(auditor, "/registry/people", {"why": WHY}, to=f"{path}/unmasked", status=403)

    assert office.unmaskings() == []


@pytest.mark.parametrize("account", [SECRETARY, POLICE])
def test_nobody_else_reads_the_list_of_looks(app: Flask, account: str) -> None:
    page(reader(app, account), "/registry/unmaskings", 403)
