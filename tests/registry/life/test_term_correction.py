"""Whoever decides on a correction of a term sees what is proposed beside what stands."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry import town
from tests.registry.affairs.registers import call
from tests.registry.desk import SECRETARY, page, reader, send
from tests.registry.life.story import PAPER
from tests.registry.papers import signed_form

WHY = "漏填折抵和一次拘留"
TYPED = {
    "reported_on": "2026-11-22",
    "credit_days": "10",
    "suspensions": "2026-11-22/2026-11-23",
    "why": WHY,
}


@pytest.fixture
def path(office: RegistryApplication, handler: FlaskClient) -> str:
    """A case in which a correction waits."""
    found = f"/registry/cases/{town.signed(office)}"
    send(handler, f"{found}/correction", TYPED)
    return found


def test_the_decision_shows_what_is_proposed_beside_what_stands(
    handler: FlaskClient, path: str
) -> None:
    shown = page(handler, f"{path}/correction/decision")
    again = send(handler, f"{path}/correction/decision", {"approved": "true"}, status=422)

    for said in (shown, again):
        assert "2026年11月23日" in said
        assert "<strong>2026年11月22日" in said
        assert "<strong>10</strong>" in said
        assert "<strong>2026年11月22日（周日）起中止，2026年11月23日（周一）恢复" in said
        assert "2029年11月22日" in said
        assert "<strong>2029年11月12日" in said
        assert WHY in said
        assert "jingban01" in said


def test_the_file_shows_it_to_those_who_may_see_the_decision_alone(
    app: Flask, handler: FlaskClient, path: str
) -> None:
    of_the_office = page(handler, path)
    of_the_village = page(reader(app, SECRETARY), path)

    assert "待审批的期限更正" in of_the_office
    assert WHY in of_the_office
    assert "待审批的期限更正" not in of_the_village
    assert WHY not in of_the_village


def test_the_program_is_told_the_same(app: Flask, path: str) -> None:
    case = path.removeprefix("/registry")

    told: dict[str, Any] = call(app, "GET", case)["correction"]
    of_the_village = call(app, "GET", case, as_account=SECRETARY)

    assert (told["proposed_by"], told["proposed_on"], told["why"]) == (
        "jingban01",
        "2026-11-23",
        WHY,
    )
    assert (told["reported_on"], told["credit_days"]) == ("2026-11-22", 10)
    assert told["suspensions"] == [["2026-11-22", "2026-11-23"]]
    assert told["last_day"] == "2029-11-12"
    assert told["standing"] == {
        "reported_on": "2026-11-23",
        "credit_days": 0,
        "suspensions": [],
        "last_day": "2029-11-22",
    }
    assert of_the_village["correction"] is None


def test_the_desk_counts_what_waits_and_leads_there_until_it_is_decided(
    handler: FlaskClient, path: str
) -> None:
    decision = f"{path}/correction/decision"
    waiting = page(handler, "/registry/")
    send(handler, f"{path}/correction/withdrawal", {"why": "不属实"})
    declined = page(handler, "/registry/")
    send(handler, f"{path}/correction", TYPED)
    send(handler, decision, {"approved": "true", **signed_form()})
    corrected = page(handler, "/registry/")

    assert f'<a href="{decision}">待审批案件更正</a> <strong>1</strong>' in waiting
    assert "待审批案件更正" not in declined
    assert "待审批案件更正" not in corrected


def test_a_closed_case_waits_for_no_decision(handler: FlaskClient, path: str) -> None:
    ending = {"ended_on": "2026-11-23", "cause": "compulsory_isolation", **PAPER}
    closed = send(handler, f"{path}/termination", ending)

    assert "待审批的期限更正" not in closed
    assert "待审批案件更正" not in page(handler, "/registry/")


def test_the_timeline_tells_what_was_proposed(handler: FlaskClient, path: str) -> None:
    told = page(handler, f"{path}?part=timeline")

    assert "提出更正期限：2026年11月22日（周日）报到，折抵10天" in told
    assert WHY not in told
