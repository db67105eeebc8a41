"""The desk warns before a breach is serious, and until a serious one is reported."""

from __future__ import annotations

import re
from datetime import datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.breaches import LAST
from tests.supervision.conftest import on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play, day

WORKER, POLICE, ELSEWHERE, OFFICE = "shegong01", "minjing01", "shegong02", "jingban01"
OK = 200
WARNED = re.compile(r'<ul class="alarms">(.*?)</ul>', re.DOTALL)

pytestmark = on_sqlite


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def warned(client: FlaskClient, number: int) -> str:
    """What the desk warns of on the evening of that day of the case; empty if of nothing."""
    with clock.use(datetime.combine(day(number), time(20), clock.SHANGHAI)):
        level(client)
        found = WARNED.search(client.get("/supervision/").get_data(as_text=True))
        answer = client.get("/supervision/api/alarms")
    listed = answer.json if answer.status_code == OK else []
    assert bool(found) == bool(listed)
    return found[1] if found else ""


def test_one_refusal_is_no_alarm_and_two_are(app: Flask, office: SupervisionApplication) -> None:
    play, worker = Play(office), reader(app, WORKER)
    play.refuse(5)
    once = warned(worker, 6)
    play.refuse(36)
    twice = warned(worker, 37)

    assert once == ""
    assert "临近严重违反" in twice
    assert "再1次即构成严重违反" in twice
    assert f"/supervision/cases/{play.file_id}?part=breaches" in twice


def test_a_serious_breach_stays_an_alarm_until_it_is_reported(
    app: Flask, office: SupervisionApplication
) -> None:
    play, worker = Play(office), reader(app, WORKER)
    for number in (5, 36, 65):
        play.refuse(number)
    owed = warned(worker, 65)
    play.report_matter(65, "test")
    reported = warned(worker, 66)

    assert "须报告公安机关" in owed
    assert "报告期限" in owed
    assert reported == ""


def test_an_open_absence_warns_on_the_eve_of_the_day_that_makes_it_serious(
    app: Flask, office: SupervisionApplication
) -> None:
    play, worker = Play(office), reader(app, WORKER)
    play.away(10)

    assert [bool(warned(worker, number)) for number in (13, 39, 40)] == [False, False, True]
    assert "再1日即构成严重违反" in warned(worker, 40)


@pytest.mark.parametrize("account", [WORKER, POLICE])
def test_a_report_that_is_owed_stays_an_alarm_after_the_last_day(
    app: Flask, office: SupervisionApplication, account: str
) -> None:
    play, client = Play(office), reader(app, account)
    for number in (5, 36, LAST):
        play.refuse(number)
    owed = warned(client, LAST + 2)
    play.report_matter(LAST + 3, "test")
    reported = warned(client, LAST + 4)

    assert "须报告公安机关" in owed
    assert reported == ""


def test_a_report_that_is_owed_ends_with_its_ground_also_after_the_last_day(
    app: Flask, office: SupervisionApplication
) -> None:
    play, worker = Play(office), reader(app, WORKER)
    for number in (5, 36, LAST):
        play.refuse(number)
    play.overturn(LAST + 2, 0)

    assert warned(worker, LAST + 3) == ""


def test_nothing_is_near_a_limit_after_the_last_day(
    app: Flask, office: SupervisionApplication
) -> None:
    """Two refusals, and signs of use that are to be reported."""
    play, worker = Play(office), reader(app, WORKER)
    play.refuse(5)
    play.refuse(36)
    play.suspect(LAST)

    assert "临近严重违反" in warned(worker, LAST)
    assert "临近严重违反" not in warned(worker, LAST + 1)
    assert "须报告公安机关" in warned(worker, LAST + 1)


@pytest.mark.parametrize(("account", "sees"), [(POLICE, True), (ELSEWHERE, False), (OFFICE, False)])
def test_alarms_are_for_whoever_may_see_the_breaches(
    app: Flask, office: SupervisionApplication, account: str, *, sees: bool
) -> None:
    play = Play(office)
    play.refuse(5)
    play.refuse(36)

    assert bool(warned(reader(app, account), 37)) == sees
