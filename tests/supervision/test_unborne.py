"""A case that nobody bears is shown at once, to be assigned by a day, and told further up."""

from __future__ import annotations

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play, day
from tests.supervision.test_escalations import outline, told_up
from tests.supervision.watching import nobodys_story, rounds, written

OFFICE, WORKER, ELSEWHERE, LEFT = (
    "jingban01",
    "shegong01",
    "shegong02",
    "shegong77",
)
ASSIGN = ("assign_bearer", "case")

pytestmark = on_sqlite


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def assigned(office: SupervisionApplication, play: Play, number: int, bearer: str = WORKER) -> None:
    with clock.use(at(day(number), 15)):
        office.assign_duties(file_ids=[play.file_id], bearer=bearer)


def desk(app: Flask, account: str, number: int) -> str:
    client = reader(app, account)
    with clock.use(at(day(number), 20)):
        level(client)
        return client.get("/supervision/").get_data(as_text=True)


def test_somebody_is_to_be_named_within_three_days_and_silence_goes_further_up(
    office: SupervisionApplication,
) -> None:
    nobodys_story(office)

    rounds(office, 0, 12)

    assert written(office, *ASSIGN) == {
        "fell_due": 0,
        "missed": 4,
        "office": 4,
        "leading_group": 10,
    }
    first = told_up(office)[0].data
    assert (first["duty"], first["due_on"], first["unit"]) == (
        "assign_bearer",
        day(3).isoformat(),
        "station-1",
    )


def test_a_case_assigned_in_time_is_not_missed_however_late_the_clock_comes(
    office: SupervisionApplication,
) -> None:
    play = nobodys_story(office)
    assigned(office, play, 3)

    rounds(office, 12)

    assert written(office, *ASSIGN) == {"fell_due": 0}
    assert told_up(office) == []


def test_a_case_assigned_too_late_was_missed_though_the_clock_stood_still_meanwhile(
    office: SupervisionApplication,
) -> None:
    play = nobodys_story(office)
    assigned(office, play, 5)

    rounds(office, 12)

    assert written(office, *ASSIGN) == {"fell_due": 0, "missed": 4, "office": 4}
    assert outline(office) == [("duty_escalated", "office"), ("escalation_ended", None)]


def test_naming_somebody_takes_the_alarm_off_in_the_same_act(
    office: SupervisionApplication,
) -> None:
    play = nobodys_story(office)
    rounds(office, 5)

    assigned(office, play, 5)

    assert outline(office) == [("duty_escalated", "office"), ("escalation_ended", None)]


def test_the_end_of_a_case_takes_the_alarm_off(office: SupervisionApplication) -> None:
    play = nobodys_story(office)
    rounds(office, 5)

    play.ended(6)

    assert outline(office)[-1] == ("escalation_ended", None)


def test_the_office_and_the_station_see_at_once_what_nobody_bears_and_until_when_it_is_assigned(
    office: SupervisionApplication, app: Flask
) -> None:
    play = nobodys_story(office)

    handler, worker, elsewhere = (desk(app, it, 0) for it in (OFFICE, WORKER, ELSEWHERE))
    late = desk(app, OFFICE, 4)
    assigned(office, play, 4)
    after = desk(app, OFFICE, 4)

    assert "无人承担（1件）" in handler
    assert "待分派" in handler
    assert "/supervision/bearers/assign?station=station-1" in handler
    assert "无人承担（1件）" in worker
    assert "/supervision/bearers/assign" not in worker
    assert "无人承担" not in elsewhere
    assert "逾期未分派" in late
    assert "无人承担" not in after


def test_what_a_worker_left_is_nobodys_and_stands_on_the_desk_of_each_colleague(
    office: SupervisionApplication, app: Flask
) -> None:
    play = nobodys_story(office)
    own = Play(office, case_ref="梅社戒〔2026〕0002")
    assigned(office, play, 1, LEFT)
    assigned(office, own, 1, WORKER)

    handler, colleague = desk(app, OFFICE, 2), desk(app, WORKER, 2)

    assert f"承担人{LEFT}已不在岗" in handler
    assert f"/supervision/bearers/hand-over?from={LEFT}" in handler
    assert "只列你承担的和还没有承担人的案件" in colleague
    assert colleague.count(f"/supervision/cases/{play.file_id}") > 1
    with clock.use(at(day(2), 20)):
        told = reader(app, OFFICE).get("/supervision/api/bearers/unborne").json
    assert [(it["case_ref"], it["left_by"], it["since"]) for it in told or ()] == [
        (play.case_ref, LEFT, None)
    ]


def test_the_page_of_a_case_says_that_somebody_is_to_be_named(
    office: SupervisionApplication, app: Flask
) -> None:
    play = nobodys_story(office)
    client = reader(app, WORKER)

    with clock.use(at(day(5), 20)):
        level(client)
        page = client.get(f"/supervision/cases/{play.file_id}?part=duties").get_data(as_text=True)

    assert "分派承担人" in page
