"""What follows a positive strip has its days: they fall due, are missed, alarm, and stand still."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import READERS, Register, app_of, level, reader
from tests.supervision.playing import Play, day
from tests.supervision.test_service import Asking
from tests.supervision.watching import rounds, story, written

WORKER, POLICE, ELSEWHERE = "shegong01", "minjing01", "shegong02"
NOT_OF_TESTS = ("jingban01", "shuji01")
STEPS = ("ask_laboratory", "laboratory_result", "ask_retest", "retest_result")

pytestmark = on_sqlite


def steps(play: Play, test_id: Any) -> dict[str, dict[str, int]]:
    """What the clock has written of each step that follows the strip."""
    found = {it: written(play.office, it, str(test_id)) for it in STEPS}
    return {name: it for name, it in found.items() if it}


def test_a_positive_strip_that_lies_about_is_missed_and_alarms_further_up(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    strip = play.test(5, "positive")

    rounds(office, 20)

    assert steps(play, strip) == {
        "ask_laboratory": {"fell_due": 5, "missed": 9, "office": 10, "leading_group": 12}
    }


def test_a_laboratory_that_is_asked_owes_its_result_within_six_days(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.ask_lab(strip, 7)

    rounds(office, 14)

    assert steps(play, strip) == {
        "ask_laboratory": {"fell_due": 5},
        "laboratory_result": {"fell_due": 7, "missed": 14},
    }


def test_a_positive_result_is_told_and_what_is_asked_of_the_b_sample_comes_back(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.ask_lab(strip, 6)
    play.lab_found(strip, 9, "positive")
    play.ask_retest(strip, 13)

    rounds(office, 21)

    assert steps(play, strip) == {
        "ask_laboratory": {"fell_due": 5},
        "laboratory_result": {"fell_due": 6},
        "ask_retest": {"fell_due": 9, "missed": 13},
        "retest_result": {"fell_due": 13, "missed": 20, "office": 21},
    }


def test_a_negative_laboratory_waits_for_no_retest(office: SupervisionApplication) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.ask_lab(strip, 6)
    play.lab_found(strip, 9, "negative")

    rounds(office, 40)

    assert set(steps(play, strip)) == {"ask_laboratory", "laboratory_result"}


@pytest.mark.parametrize("settled", ["confirmed", "cleared"])
def test_what_the_police_have_settled_waits_for_nothing(
    office: SupervisionApplication, settled: str
) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    if settled == "confirmed":
        play.confirm(7, test_id=strip)
    else:
        play.clear(strip, 7)

    rounds(office, 40)

    assert steps(play, strip) == {"ask_laboratory": {"fell_due": 5}}


def test_the_days_stand_still_while_the_person_is_held(office: SupervisionApplication) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.held(6)

    rounds(office, 15)
    while_held = steps(play, strip)
    play.freed(20)
    rounds(office, 30)

    assert while_held == {"ask_laboratory": {"fell_due": 5}}
    assert steps(play, strip) == {
        "ask_laboratory": {"fell_due": 5, "missed": 23, "office": 24, "leading_group": 26}
    }


def test_nobody_is_alarmed_further_while_the_person_is_held(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.held(11, 30)

    rounds(office, 40)

    assert steps(play, strip) == {
        "ask_laboratory": {"fell_due": 5, "missed": 9, "office": 10, "leading_group": 31}
    }


def test_the_strip_of_a_defective_test_owes_nothing(office: SupervisionApplication) -> None:
    play = story(office)
    strip = play.test(5, "positive", tester_2="")

    rounds(office, 20)

    assert steps(play, strip) == {}


def test_what_is_due_when_the_case_ends_is_due_no_more(office: SupervisionApplication) -> None:
    play = story(office)
    strip = play.test(5, "positive")
    play.ended(8)

    rounds(office, 20)

    assert steps(play, strip) == {"ask_laboratory": {"fell_due": 5}}


def test_what_was_due_before_the_takeover_was_never_missed(office: SupervisionApplication) -> None:
    play = story(office, tracked_from=day(31).isoformat())
    strip = play.test(5, "positive")

    rounds(office, 40)

    assert steps(play, strip) == {}


# On the pages.


@pytest.fixture
def play(office: SupervisionApplication) -> Play:
    return story(office)


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


def shown(client: FlaskClient, number: int, path: str, **asked: str) -> Any:
    """A page, or an answer, on the evening of that day of the case."""
    with clock.use(at(day(number), 20)):
        level(client)
        answer = client.get(path, query_string=asked)
    return answer.json if answer.is_json else answer.get_data(as_text=True)


@pytest.mark.parametrize("account", [WORKER, POLICE])
def test_it_stands_in_the_due_list_with_its_day_and_its_reason(
    app: Flask, play: Play, account: str
) -> None:
    play.test(5, "positive")

    desk = shown(reader(app, account), 6, "/supervision/")

    assert "初筛阳性送实验室检测（2026-01-10采样）" in desk
    assert "自2026-01-10起3日内，最晚2026-01-13" in desk
    assert "《吸毒检测程序规定》第10条" in desk


def test_the_due_list_counts_it_among_what_falls_due(app: Flask, play: Play) -> None:
    worker = reader(app, WORKER)
    play.test(5, "positive")

    said = {
        name: "送实验室检测" in shown(worker, number, "/supervision/", when=name)
        for name, number in (("today", 8), ("overdue", 9), ("week", 6), ("breach", 6))
    }
    desk = shown(worker, 8, "/supervision/")

    assert said == {"today": True, "overdue": True, "week": True, "breach": False}
    assert re.search(r">1</span>[^0-9]*今日应办", desk)


def test_the_due_list_of_another_worker_leaves_it_out(app: Flask, play: Play) -> None:
    play.test(5, "positive")
    play.office.hand_over_duties(former=WORKER, bearer="shegong03", reason="休产假")
    worker = reader(app, WORKER)

    assert "送实验室检测" in shown(worker, 6, "/supervision/", bearer="shegong03")
    assert "送实验室检测" not in shown(worker, 6, "/supervision/", bearer="shegong04")


def test_the_calendar_shows_its_last_day(app: Flask, play: Play) -> None:
    worker = reader(app, WORKER)
    play.test(5, "positive")

    days = shown(worker, 6, "/supervision/api/calendar", month="2026-01")
    page = shown(worker, 6, "/supervision/calendar", month="2026-01")

    assert [(it["day"], it["what"], it["duty"], it["window"]) for it in days] == [
        ("2026-01-13", "laboratory", "ask_laboratory", None)
    ]
    assert "初筛阳性送实验室检测" in page


def test_the_file_says_what_is_to_be_done_and_that_it_is_late(app: Flask, play: Play) -> None:
    play.test(5, "positive")

    page = shown(reader(app, WORKER), 10, f"/supervision/cases/{play.file_id}", part="duties")

    assert "初筛阳性送实验室检测（2026-01-10采样）" in page
    assert "逾期" in page


def test_a_program_asks_for_all_that_waits(app: Flask, play: Play) -> None:
    play.test(5, "positive")

    (found,) = shown(reader(app, POLICE), 6, "/supervision/api/laboratory")

    assert (found["duty"], found["since"], found["due_on"]) == (
        "ask_laboratory",
        "2026-01-10",
        "2026-01-13",
    )
    assert found["article"] == "《吸毒检测程序规定》第10条"
    assert shown(reader(app, ELSEWHERE), 6, "/supervision/api/laboratory") == []


@pytest.mark.parametrize("account", NOT_OF_TESTS)
def test_who_may_not_see_tests_never_learns_of_it(app: Flask, play: Play, account: str) -> None:
    play.test(5, "positive")
    rounds(play.office, 12)
    client = reader(app, account)

    told = [
        shown(client, 12, "/supervision/"),
        shown(client, 12, "/supervision/calendar", month="2026-01"),
        shown(client, 12, f"/supervision/cases/{play.file_id}", part="duties"),
    ]

    assert not [page for page in told if "初筛阳性" in page or "实验室" in page]


def test_the_dossier_of_whoever_may_not_see_tests_leaves_it_out(play: Play) -> None:
    play.test(5, "positive")
    rounds(play.office, 12)
    service = Asking(play.office)

    handler = service.history(READERS["jingban01"])
    police = service.history(READERS["minjing01"])

    assert [it for it in police if "初筛阳性送实验室" in it["summary"]]
    assert not [it for it in handler if "实验室" in it["summary"] or "阳性" in it["summary"]]
