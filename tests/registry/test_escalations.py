"""What the stations did not do in time comes to the office, and to nobody else of the registry."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from flask import Flask

from services.registry.application import RegistryApplication
from tests.registry.desk import AUDITOR, OFFICE, POLICE, SECRETARY, WORKER, app_of, page, reader
from tests.registry.test_api import call
from tests.registry.test_messages import heard
from tests.registry.town import reported

FIRST, SECOND = (f"00000000-0000-4000-8000-0000000000f{n}" for n in (1, 2))
TITLE = "逾期上报：派出所、工作站没有按期办理"


@pytest.fixture
def app(office: RegistryApplication) -> Flask:
    return app_of(office)


@pytest.fixture
def told(office: RegistryApplication) -> Any:
    """Supervision tells one thing after another."""
    positions = count(5)

    def tell(name: str, **data: Any) -> None:
        before = office.tracked("supervision")
        office.hear(replace(heard(name, **data), position=next(positions), previous=before))

    return tell


def overdue(alarm_id: str | None, **differs: Any) -> dict[str, Any]:
    """A report to the police that was due on the 21st."""
    usual = {
        "alarm_id": alarm_id,
        "duty": "report_to_police",
        "due_on": "2026-11-21",
        "unit": "station-1",
        "level": "office",
        "law": "戒毒条例",
        "article": "21",
        "escalated_on": "2026-11-22",
    }
    return usual | differs


def listed(app: Flask) -> list[tuple[str, str]]:
    """What a program of the office is told, in its order."""
    return [(it["alarm_id"], it["level"]) for it in call(app, "GET", "/escalations")]


def test_the_office_sees_what_is_overdue_where_and_by_which_article(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    case_id = reported(office)
    told("duty_escalated", **overdue(FIRST))

    shown = page(reader(app, OFFICE), "/registry/")

    part = shown.split('id="escalated"')[1].split("</section>")[0]
    for word in (
        "报告公安机关",
        "已提醒领导小组办公室",
        "第一工作站",
        "《戒毒条例》第21条",
        "李四海",
    ):
        assert word in part
    assert f"/registry/cases/{case_id}" in part


def test_what_was_due_first_comes_first_and_the_next_level_takes_the_place_of_the_one_before(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    reported(office)
    told("duty_escalated", **overdue(FIRST))
    told("duty_escalated", **overdue(SECOND, due_on="2026-11-19"))
    told("duty_escalated", **overdue(FIRST, level="leading_group"))

    assert listed(app) == [(SECOND, "office"), (FIRST, "leading_group")]


def test_it_leaves_when_supervision_says_that_it_is_over_and_comes_back_when_it_is_not(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    reported(office)
    told("duty_escalated", **overdue(FIRST))

    told("escalation_ended", alarm_id=FIRST, ended_on="2026-11-23")
    gone, desk = listed(app), page(reader(app, OFFICE), "/registry/")
    told("duty_escalated", **overdue(FIRST))

    assert (gone, TITLE in desk) == ([], False)
    assert listed(app) == [(FIRST, "office")]


def test_a_duty_without_a_kind_that_may_be_told_shows_no_article(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    reported(office)
    told("duty_escalated", **overdue(FIRST, duty="test_procedure", law=None, article=None))

    part = page(reader(app, OFFICE), "/registry/").split('id="escalated"')[1].split("</section>")[0]

    assert "检测手续" in part
    assert "《" not in part


def test_what_an_earlier_release_noted_is_heard_and_shown_to_nobody(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    reported(office)

    told("duty_escalated", **overdue(None, due_on=None, unit=None, law=None, article=None))

    assert listed(app) == []


@pytest.mark.parametrize("account", [WORKER, POLICE, SECRETARY])
def test_stations_and_villages_are_not_shown_what_came_to_the_office(
    office: RegistryApplication, app: Flask, told: Any, account: str
) -> None:
    reported(office)
    told("duty_escalated", **overdue(FIRST))

    assert TITLE not in page(reader(app, account), "/registry/")
    call(app, "GET", "/escalations", as_account=account, status=403)


def test_an_auditor_sees_it_without_the_name(
    office: RegistryApplication, app: Flask, told: Any
) -> None:
    reported(office)
    told("duty_escalated", **overdue(FIRST))

    shown = page(reader(app, AUDITOR), "/registry/")

    assert TITLE in shown
    assert "李四海" not in shown
