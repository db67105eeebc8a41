"""Days that cannot be are refused by the field; facts out of order are kept and meet no duty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.law import Refusal
from tests.registry import town
from tests.registry.desk import send
from tests.registry.life.story import PAPER, at
from tests.registry.test_api import call

LONG_AGO = date(2000, 1, 1)
DECIDED_ON = date(2026, 11, 20)
BEFORE = DECIDED_ON - timedelta(days=1)
ACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "terminate_case": ("ended_on", {"cause": "compulsory_isolation", **PAPER}),
    "form_group": ("formed_on", {"members": town.MEMBERS}),
    "set_care_plan": ("set_on", {"plan": "每月谈话"}),
    "record_refusal_to_sign": ("refused_on", {"reason": "不认可", "witnesses": ["甲", "乙"]}),
}
"""What is said to have been done on a day, and the field that names it."""


@pytest.fixture
def case_id(office: RegistryApplication) -> UUID:
    """A case that was decided and served on 20 November, and reported in today."""
    return town.reported(office)


@pytest.mark.parametrize("on", [LONG_AGO, BEFORE])
@pytest.mark.parametrize("command", ACTS)
def test_nothing_is_done_in_a_case_before_its_decision(
    office: RegistryApplication, case_id: UUID, command: str, on: date
) -> None:
    field, more = ACTS[command]
    act = getattr(office, command)

    with at(town.TODAY), pytest.raises(Refusal, match="早于") as refused:
        act(case_id=case_id, **{field: on}, **more)
    with at(town.TODAY):
        act(case_id=case_id, **{field: DECIDED_ON}, **more)

    assert refused.value.field == field


def test_nobody_refuses_to_sign_between_the_decision_and_its_service(
    office: RegistryApplication,
) -> None:
    case_id = town.reported(office, decided_on=date(2026, 11, 10))

    with at(town.TODAY), pytest.raises(Refusal, match="送达日期") as refused:
        office.record_refusal_to_sign(
            case_id=case_id, refused_on=BEFORE, reason="不认可", witnesses=["甲", "乙"]
        )

    assert refused.value.field == "refused_on"


def test_a_group_of_nobody_is_none(office: RegistryApplication, case_id: UUID) -> None:
    with at(town.TODAY), pytest.raises(Refusal, match="至少要有一名成员") as refused:
        office.form_group(
            case_id=case_id, formed_on=town.TODAY, members=(), missing_reason="都没有来"
        )

    assert refused.value.field == "members"
    assert "form_group" in town.owed(office, case_id)


def test_a_detention_before_the_report_in_is_kept_and_stops_nothing(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    before = office.case(case_id)
    typed = {"suspended_on": "2026-11-21", "cause": "detention", **PAPER}

    told = send(handler, f"/registry/cases/{case_id}/suspension", typed)

    case = office.case(case_id)
    (kept,) = office.entries(names=["registry.case_suspended"])
    assert kept.facts["defects"] == ("suspended_before_term",)
    assert (case.status, case.last_day, case.spans) == (before.status, before.last_day, ())
    assert office.person(case.of_person).flag == "registered_user"
    assert "期限不停止计算：中止日期早于报到日期" in told


def test_measures_from_before_the_agreement_are_kept_and_stay_owed(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    path = f"/registry/cases/{case_id}"
    plan = {"set_on": "2026-11-21", "plan": "每月谈话"}
    early = send(handler, f"{path}/care-plan", plan)
    with at(town.TODAY):
        office.sign_agreement(case_id=case_id, agreement=town.agreement())
    signed = town.owed(office, case_id)
    again = send(handler, f"{path}/care-plan", plan)
    still = town.owed(office, case_id)
    done = send(handler, f"{path}/care-plan", {**plan, "set_on": "2026-11-23"})

    for told in (early, again):
        assert "仍须确定措施：措施确定日期早于协议签订日期" in told
    assert "set_care_plan" in signed
    assert "set_care_plan" in still
    assert "set_care_plan" not in town.owed(office, case_id)
    assert "措施确定日期早于协议签订日期" not in done


def test_the_program_is_told_what_measures_fall_short_of(case_id: UUID, app: Flask) -> None:
    body = {"set_on": "2026-11-23", "plan": "每月谈话"}

    told = call(app, "POST", f"/cases/{case_id}/care-plan", body=body, status=201)

    assert told["defects"] == ["planned_before_agreement"]
