"""The month on the wall: who is expected on which day, and whose last day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import asking, at, on_sqlite, opened, sampling
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import day
from tests.supervision.watching import rounds, story

TODAY = date(2026, 1, 20)
PAGE = "/supervision/calendar"
WORKER, ELSEWHERE = "shegong01", "shegong02"

pytestmark = on_sqlite


@pytest.fixture(autouse=True)
def _in_january() -> Iterator[None]:
    with clock.use(at(TODAY, 16)):
        yield


@pytest.fixture
def file_id(office: SupervisionApplication) -> UUID:
    """The first window lasts until 4 February, the second until 4 March."""
    return opened(office)


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def days(client: FlaskClient, **asked: str) -> list[tuple[str, str, int]]:
    """What the calendar lists."""
    level(client)
    found: Any = client.get("/supervision/api/calendar", query_string=asked).json
    return [(it["day"], it["what"], it["window"]) for it in found]


@pytest.mark.usefixtures("file_id")
def test_the_last_day_of_a_window_stands_in_its_month(app: Flask) -> None:
    worker = reader(app, WORKER)

    assert days(worker, month="2026-02") == [("2026-02-04", "last_day", 1)]
    assert days(worker, month="2026-03") == [("2026-03-04", "last_day", 2)]
    assert days(worker) == []


def test_an_appointment_stands_on_its_day_until_the_test_is_taken(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    worker = reader(app, WORKER)
    office.notify_test(file_id=file_id, asking=asking(1, TODAY))
    asked = days(worker, month="2026-01")
    office.record_test(file_id=file_id, taken=sampling(TODAY))

    assert asked == [("2026-01-20", "appointment", 1)]
    assert days(worker, month="2026-01") == []
    assert days(worker, month="2026-02") == []


def test_the_calendar_of_one_worker_shows_what_that_worker_bears(
    app: Flask, office: SupervisionApplication, file_id: UUID
) -> None:
    opened(office, case_ref="梅社戒〔2026〕0002")
    office.assign_duties(file_ids=[file_id], bearer=WORKER)
    worker = reader(app, WORKER)

    assert len(days(worker, month="2026-02")) == 2
    assert len(days(worker, month="2026-02", bearer=WORKER)) == 1


@pytest.mark.usefixtures("file_id")
def test_another_station_sees_nothing_of_it(app: Flask) -> None:
    assert days(reader(app, ELSEWHERE), month="2026-02") == []


@pytest.mark.parametrize("month", ["2026-13", "x", "0001-01", "9999-12", ""])
@pytest.mark.usefixtures("file_id")
def test_what_is_no_month_of_any_term_is_the_one_that_runs(app: Flask, month: str) -> None:
    worker = reader(app, WORKER)
    level(worker)

    answer = worker.get(PAGE, query_string={"month": month})

    assert answer.status_code == 200
    assert "2026年1月应办日历" in answer.get_data(as_text=True)


@pytest.mark.usefixtures("file_id")
def test_each_day_is_there_with_what_is_on_it(app: Flask) -> None:
    worker = reader(app, WORKER)
    level(worker)

    text = worker.get(PAGE, query_string={"month": "2026-02"}).get_data(as_text=True)

    assert text.count('<time datetime="2026-02-') == 28
    assert "张*" in text
    assert "data-print" in text


def test_talks_visits_and_reports_that_fell_due_stand_on_their_last_days(
    app: Flask, office: SupervisionApplication
) -> None:
    play, worker, police = story(office), reader(app, WORKER), reader(app, "minjing01")
    rounds(office, 0, 10)

    def duties_in(client: FlaskClient, month: str, **asked: str) -> list[tuple[str, str]]:
        with clock.use(at(day(10), 20)):
            level(client)
            query = {"month": month, **asked}
            found: Any = client.get("/supervision/api/calendar", query_string=query).json
        return [(it["day"], it["duty"]) for it in found if it["what"] == "other"]

    before = duties_in(worker, "2026-02")
    whole_town, one_worker = (duties_in(police, "2026-02", **it) for it in ({}, {"bearer": WORKER}))
    play.talk(10)
    after = duties_in(worker, "2026-02")
    with clock.use(at(day(10), 20)):
        shown = worker.get(PAGE, query_string={"month": "2026-02"}).get_data(as_text=True)

    assert before == [("2026-02-04", "talk"), ("2026-02-04", "periodic_report")]
    assert after == [("2026-02-04", "periodic_report")]
    assert "定期汇报" in shown
    assert (whole_town, one_worker) == ([], before)
    assert "选定社工以后" not in shown
    with clock.use(at(day(10), 20)):
        assert "选定社工以后" in police.get(PAGE).get_data(as_text=True)
    assert duties_in(worker, "2026-01") == []
