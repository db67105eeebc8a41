"""Forty ways in which an agreement is broken, or is not: counters, detections, duties to report.

Days are those of the case, 0 that of the report-in. Windows 1 to 4 run from days 0, 31, 59 and 90.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from services.supervision.application import SupervisionApplication
from tests.supervision.conftest import REPORT_IN, file_of, on_sqlite, told
from tests.supervision.playing import Play, day

Tale = Callable[[Play], object]


@dataclass(frozen=True)
class Scenario:
    """What is recorded, and how it stands on a day; `found` are the detections in their order."""

    name: str
    tale: tuple[Tale, ...]
    on: int
    counted: dict[str, int]
    found: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    file: dict[str, Any] | None = None
    withdrawn: int = 0


def thrice(play: Play) -> None:
    for number in (5, 36, 65):
        play.refuse(number)


def same_day_thrice(play: Play) -> None:
    for _ in range(3):
        play.refuse(5)


def one_notice_thrice(play: Play) -> None:
    notice = play.notice(5)
    for number in (5, 6, 7):
        play.refuse(number, notice)


def twice_in_a_window(play: Play) -> None:
    play.refuse(5)
    play.admonish(6)
    play.refuse(20)


def overstayed(play: Play) -> None:
    leave = play.leave(10, 15)
    play.away(15, 22, kind="overstay", leave_id=leave)


def overstayed_by_a_day(play: Play) -> None:
    leave = play.leave(10, 15)
    play.away(15, 16, kind="overstay", leave_id=leave)


def on_leave(play: Play) -> None:
    play.returns(play.leave(10, 50), 50)


def open_and_back(play: Play) -> None:
    play.back(play.away(10), 30)


def ten_missed_talks(play: Play) -> None:
    for number in range(1, 11):
        play.violate(number)


def refused_after_the_end(play: Play) -> None:
    play.refuse(5)
    notice = play.notice(36)
    play.replaced(37)
    play.refuse(38, notice)


TAKEN_OVER = {"tracked_from": day(31).isoformat()}
SCENARIOS = [
    # Tests that were refused or missed.
    Scenario("nothing", (), 40, {}),
    Scenario("one refusal", (lambda p: p.refuse(5),), 6, {"test": 1}),
    Scenario("two refusals", (lambda p: p.refuse(5), lambda p: p.refuse(36)), 40, {"test": 2}),
    Scenario("three refusals", (thrice,), 70, {"test": 3}, ("test",), ("test",)),
    Scenario(
        "four refusals are one matter",
        (thrice, lambda p: p.refuse(95)),
        96,
        {"test": 4},
        ("test",),
        ("test",),
    ),
    Scenario(
        "two refusals and an unexcused miss",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.miss(65)),
        70,
        {"test": 3},
        ("test",),
        ("test",),
    ),
    Scenario(
        "two refusals and an excused miss",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.miss(65, justified=True)),
        70,
        {"test": 2},
    ),
    Scenario("three notices on one day", (same_day_thrice,), 6, {"test": 1}),
    Scenario("one notice refused three times", (one_notice_thrice,), 8, {"test": 1}),
    Scenario("twice in a window, after an admonition", (twice_in_a_window,), 21, {"test": 2}),
    Scenario(
        "twice in a window, nobody admonished",
        (lambda p: p.refuse(5), lambda p: p.refuse(20)),
        21,
        {"test": 1},
    ),
    Scenario("a refusal without witnesses", (lambda p: p.refuse(5, witnesses=()),), 6, {}),
    Scenario("a test that nobody arranged", (), 200, {}),
    Scenario(
        "a refusal, then the test is taken",
        (lambda p: p.refuse(5), lambda p: p.test(20)),
        21,
        {"test": 1},
    ),
    Scenario(
        "the test is taken, then a refusal",
        (lambda p: p.test(5), lambda p: p.refuse(20)),
        21,
        {},
    ),
    Scenario(
        "an admonition resets nothing",
        (lambda p: p.refuse(5), lambda p: p.admonish(6), lambda p: p.refuse(36)),
        400,
        {"test": 2},
    ),
    Scenario(
        "an overturned refusal",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.overturn(40, 0)),
        41,
        {"test": 1},
    ),
    Scenario(
        "a third refusal that is overturned",
        (thrice, lambda p: p.overturn(70, 1)),
        71,
        {"test": 2},
        ("test",),
        withdrawn=1,
    ),
    Scenario(
        "a third that is overturned, and another",
        (thrice, lambda p: p.overturn(70, 1), lambda p: p.refuse(95)),
        96,
        {"test": 3},
        ("test", "test"),
        ("test",),
        withdrawn=1,
    ),
    # Leaving the county.
    Scenario("away for two days", (lambda p: p.away(10, 12),), 20, {}),
    Scenario(
        "away for three days",
        (lambda p: p.away(10, 13),),
        20,
        {"leave_times": 1, "leave_days": 3},
    ),
    Scenario(
        "away twice",
        (lambda p: p.away(10, 13), lambda p: p.away(20, 24)),
        30,
        {"leave_times": 2, "leave_days": 7},
    ),
    Scenario(
        "away three times",
        (lambda p: p.away(10, 13), lambda p: p.away(20, 24), lambda p: p.away(30, 33)),
        40,
        {"leave_times": 3, "leave_days": 10},
        ("leave_times",),
        ("leave_times",),
    ),
    Scenario(
        "two absences of 30 days in all",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 55)),
        60,
        {"leave_times": 2, "leave_days": 30},
    ),
    Scenario(
        "two absences of 31 days in all",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 56)),
        60,
        {"leave_times": 2, "leave_days": 31},
        ("leave_days",),
        ("leave_days",),
    ),
    Scenario(
        "an open absence grows",
        (lambda p: p.away(10),),
        25,
        {"leave_times": 1, "leave_days": 15},
    ),
    Scenario(
        "an open absence on its thirtieth day",
        (lambda p: p.away(10),),
        40,
        {"leave_times": 1, "leave_days": 30},
    ),
    Scenario("away, and back", (open_and_back,), 100, {"leave_times": 1, "leave_days": 20}),
    Scenario(
        "absences that overlap count a day once",
        (lambda p: p.away(10, 20), lambda p: p.away(15, 25)),
        30,
        {"leave_times": 2, "leave_days": 15},
    ),
    Scenario("an absence without proof", (lambda p: p.away(10, 30, proof=""),), 40, {}),
    Scenario("a reported leave", (on_leave,), 60, {}),
    Scenario("a leave that overstays", (overstayed,), 30, {"leave_times": 1, "leave_days": 7}),
    Scenario(
        "a leave that overstays by a day",
        (overstayed_by_a_day,),
        30,
        {"leave_times": 1, "leave_days": 1},
    ),
    Scenario(
        "an overturned absence",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 56), lambda p: p.overturn(60, 0)),
        61,
        {"leave_times": 1, "leave_days": 16},
        ("leave_days",),
        withdrawn=1,
    ),
    Scenario(
        "days in custody are no absence",
        (lambda p: p.held(15, 35), lambda p: p.away(10, 40)),
        50,
        {"leave_times": 1, "leave_days": 10},
    ),
    Scenario(
        "thirty days, or thirty-two if days of return count: a named person chooses",
        (
            lambda p: p.away(10, 25),
            lambda p: p.away(40, 55),
            lambda p: p.judge(60, "leave_days", counts=True),
        ),
        61,
        {"leave_times": 2, "leave_days": 32},
        ("leave_days",),
        ("leave_days",),
    ),
    # Other breaches.
    Scenario(
        "ten missed talks are never serious",
        (ten_missed_talks,),
        20,
        {"minor": 10},
    ),
    Scenario("a breach without proof", (lambda p: p.violate(5, proof=""),), 6, {}),
    Scenario(
        "counters never sum up",
        (
            lambda p: p.refuse(5),
            lambda p: p.refuse(36),
            lambda p: p.away(40, 50),
            lambda p: p.away(60, 70),
            lambda p: p.violate(75),
        ),
        80,
        {"test": 2, "leave_times": 2, "leave_days": 20, "minor": 1},
    ),
    Scenario(
        "did not report in, and the reason was not accepted",
        (lambda p: p.violate(0, kind="no_report"),),
        1,
        {"no_report": 1},
        owed=("refusal",),
    ),
    Scenario("signs of use", (lambda p: p.suspect(5),), 6, {}, owed=("drug_use",)),
    Scenario(
        "both tests and days",
        (thrice, lambda p: p.away(70, 105)),
        110,
        {"test": 3, "leave_times": 1, "leave_days": 35},
        ("test", "leave_days"),
        ("leave_days", "test"),
    ),
    # Use.
    Scenario("a positive strip is no use", (lambda p: p.test(5, "positive"),), 6, {}),
    Scenario(
        "the police find use in the term",
        (lambda p: p.confirm(9, test_id=p.test(5, "positive"), used=4),),
        10,
        {"use": 1},
        owed=("drug_use",),
    ),
    Scenario("use before the term", (lambda p: p.confirm(9, used=-3),), 10, {}),
    Scenario(
        "a finding that answers a suspicion is one matter",
        (lambda p: p.suspect(5), lambda p: p.confirm(9, matter=next(iter(p.file.matters)))),
        10,
        {"use": 1},
        owed=("drug_use",),
    ),
    Scenario(
        "prescribed medicine",
        (lambda p: p.clear(p.test(5, "positive"), 9),),
        10,
        {},
    ),
    # Where a case begins and ends.
    Scenario(
        "an opening balance of two, and a refusal",
        (lambda p: p.balance(31, "test", 2), lambda p: p.refuse(36)),
        40,
        {"test": 3},
        ("test",),
        ("test",),
        file=TAKEN_OVER,
    ),
    Scenario(
        "an opening balance that is stated anew replaces the first",
        (lambda p: p.balance(31, "test", 2), lambda p: p.balance(32, "test", 1)),
        40,
        {"test": 1},
        file=TAKEN_OVER,
    ),
    Scenario(
        "days before the take-over are in the balance alone",
        (lambda p: p.balance(31, "leave_days", 10), lambda p: p.away(20, 41)),
        50,
        {"leave_times": 1, "leave_days": 20},
        file=TAKEN_OVER,
    ),
    Scenario("a new case starts at nothing", (), 10, {}, file={"kind": "community_recovery"}),
    Scenario(
        "in recovery three refusals are reported too",
        (thrice,),
        70,
        {"test": 3},
        ("test",),
        ("test",),
        file={"kind": "community_recovery", "term_months": 12},
    ),
    Scenario(
        "nothing counts once another order took its place",
        (refused_after_the_end,),
        40,
        {"test": 1},
    ),
    Scenario(
        "an absence stops with the case",
        (lambda p: p.away(10), lambda p: p.ended(25)),
        100,
        {"leave_times": 1, "leave_days": 16},
    ),
    Scenario(
        "a detention excuses what falls into it",
        (lambda p: p.held(33, 40), lambda p: p.refuse(5)),
        41,
        {"test": 1},
    ),
]


def test_there_are_forty_of_them() -> None:
    assert len({it.name for it in SCENARIOS}) == len(SCENARIOS) >= 40


@on_sqlite
@pytest.mark.parametrize("it", SCENARIOS, ids=lambda it: it.name)
def test_a_breach_is_counted_found_and_owed(office: SupervisionApplication, it: Scenario) -> None:
    play = Play(office, **(it.file or {}))

    for tell in it.tale:
        tell(play)

    found = tuple(e.facts["counter"] for e in play.happened("serious_breach_detected"))
    assert play.counted(it.on) == it.counted
    assert found == it.found
    assert tuple(play.owed()) == it.owed
    assert len(play.happened("serious_breach_withdrawn")) == it.withdrawn


@on_sqlite
def test_counters_that_came_from_another_town_go_on(office: SupervisionApplication) -> None:

    moved = REPORT_IN | {"counters": {"test": 2, "leave_days": 12}}
    office.hear(told(office, "transferred_in", happened_on=day(31), **moved))

    counters = file_of(office).counters(day(40))

    assert {name: it.value for name, it in counters.items() if it.value} == {
        "test": 2,
        "leave_days": 12,
    }
    assert counters["test"].left == 1


@on_sqlite
def test_a_contested_count_is_said_and_grounds_nothing(office: SupervisionApplication) -> None:
    play = Play(office)
    play.away(10, 25)
    play.away(40, 55)

    counter = file_of(office).counters(day(60))["leave_days"]

    assert (counter.value, counter.contested, counter.is_serious) == (30, True, False)
    assert play.owed() == []


@on_sqlite
def test_each_counter_says_what_it_counts_and_by_which_article(
    office: SupervisionApplication,
) -> None:

    play = Play(office)
    play.refuse(5)
    play.away(10, 15)

    counters = file_of(office).counters(day(20))

    assert [(it.what, it.on, it.amount) for it in counters["test"].basis] == [
        ("refused", day(5), 1)
    ]
    assert [(it.what, it.amount) for it in counters["leave_days"].basis] == [("unreported", 5)]
    articles = {name: str(it.rule.citation) for name, it in counters.items() if it.rule}
    assert articles == dict.fromkeys(("test", "leave_times", "leave_days"), "《戒毒条例》第20条")
