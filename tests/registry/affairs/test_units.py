"""What units and villages are told to do (S9), and who signs for the town there (禁毒法 34)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared import clock
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import OTHER_SECRETARY, SECRETARY, WORKER, page, reader, send
from tests.registry.town import NOW, TODAY, by

DUE = date(2026, 11, 30)


def assigned(office: RegistryApplication, *, unit: str = "石桥村") -> UUID:
    """Tell a village to do something by the end of the month."""
    with by():
        done = office.assign_unit_task(
            unit=unit, what="逐户走访", assigned_on=TODAY, due_on=DUE, measure=1, doc_no="梅禁1号"
        )
    return UUID(done.answer)


def test_a_task_is_reported_until_it_is_done(office: RegistryApplication) -> None:
    task_id = assigned(office)
    for done in (False, True):
        with by():
            office.report_unit_task(
                task_id=task_id, reported_on=TODAY, done=done, report="已走访三十户"
            )

    with by(), pytest.raises(Refusal, match="已于 2026-11-23 报告完成"):
        office.report_unit_task(task_id=task_id, reported_on=TODAY, done=True, report="再报")

    task = {"task_id": str(task_id), "reported_on": "2026-11-23"}
    assert reports(office, "unit_task_reported") == [
        task | {"done": False},
        task | {"done": True},
    ]
    assert "逐户走访" not in str([entry.facts for entry in office.entries(limit=None)])


def test_a_task_is_due_after_it_is_given_and_reported_after_it(office: RegistryApplication) -> None:
    with pytest.raises(Refusal) as due:
        office.assign_unit_task(
            unit="石桥村", what="x", assigned_on=TODAY, due_on=TODAY - timedelta(days=1)
        )
    with by(), pytest.raises(Refusal) as said:
        office.report_unit_task(
            task_id=assigned(office), reported_on=date(2026, 11, 22), done=True, report="x"
        )

    assert (due.value.field, said.value.field) == ("due_on", "reported_on")


def test_what_is_late_is_said_on_the_day_after(office: RegistryApplication, app: Flask) -> None:
    task_id = assigned(office)

    with clock.use(NOW.replace(day=30)):
        on_the_day = call(app, "GET", "/unit-tasks")[0]["status"]
    with clock.use(NOW.replace(month=12, day=1)):
        after = call(app, "GET", "/unit-tasks")[0]["status"]
        report = {"reported_on": "2026-12-01", "done": True, "report": "补办"}
        post(app, f"/unit-tasks/{task_id}/reports", report)
        late = call(app, "GET", "/unit-tasks")[0]["status"]

    assert (on_the_day, after, late) == ("task_open", "task_overdue", "task_done_late")


def test_a_village_sees_and_reports_its_own_tasks(office: RegistryApplication, app: Flask) -> None:
    village, station = assigned(office), assigned(office, unit="station-1")
    report = {"reported_on": "2026-11-23", "report": "已办", "done": "true"}

    mine = page(reader(app, SECRETARY), "/registry/unit-tasks")
    others = page(reader(app, OTHER_SECRETARY), "/registry/unit-tasks")
    shown = send(reader(app, SECRETARY), f"/registry/unit-tasks/{village}/report", report)
    send(reader(app, WORKER), f"/registry/unit-tasks/{station}/report", report)

    assert "逐户走访" in mine
    assert "第一禁毒工作站" not in mine
    assert "逐户走访" not in others
    assert "按期完成" in shown
    page(reader(app, OTHER_SECRETARY), f"/registry/unit-tasks/{station}/report", 403)
    page(reader(app, SECRETARY), "/registry/unit-tasks/new", 403)


def test_a_task_by_page_and_by_program(handler: FlaskClient, app: Flask) -> None:
    typed = {
        "unit": "police",
        "what": "核查底数",
        "assigned_on": "2026-11-23",
        "due_on": "2026-12-10",
    }

    shown = send(handler, "/registry/unit-tasks/new", typed)
    post(app, "/unit-tasks", typed | {"unit": "石桥村", "measure": 2})

    assert "核查底数" in shown
    assert [(it["unit"], it["measure"]) for it in call(app, "GET", "/unit-tasks")] == [
        ("police", None),
        ("石桥村", 2),
    ]


def test_a_village_has_one_base_organisation(handler: FlaskClient, app: Flask) -> None:
    designated = {
        "village": "石桥村",
        "organisation": "石桥村村民委员会",
        "designated_on": "2026-11-23",
        "doc_no": "梅政〔2026〕3号",
    }

    shown = send(handler, "/registry/unit-tasks/base-organisations/new", designated)
    again = post(app, "/base-organisations", designated, status=422)

    assert "石桥村村民委员会" in shown
    assert again["field"] == "village"
    (told,) = call(app, "GET", "/base-organisations")
    assert told.items() >= designated.items()
