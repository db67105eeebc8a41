"""Seventy-odd ways in which an agreement is broken, or is not: counted, found, owed, alarmed of.

Days are those of the case, 0 that of the report-in. Windows 1 to 4 run from days 0, 31, 59 and 90.
Everything is recorded at eight in the evening of its day; the clock runs at that hour and the next
of the day on which the case is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.duties.duty import LEADING_GROUP, OFFICE
from tests.supervision.conftest import at
from tests.supervision.playing import Play, Tale, day

Alarmed = tuple[str, str, int]
"""What the police should have been told, who was alarmed that they were not, and on which day."""


@dataclass(frozen=True)
class Scenario:
    """What is recorded, and how it stands on a day.

    `found` are the detections in their order; `answers` the breaches that are still to be answered
    by criticism, education and a written admonition; `owed` what is still to be reported.
    """

    name: str
    tale: tuple[Tale, ...]
    on: int
    counted: dict[str, int]
    found: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    file: dict[str, Any] | None = None
    withdrawn: int = 0
    answers: int = 0
    alarms: tuple[Alarmed, ...] = ()


def silence(matter: str, since: int) -> tuple[Alarmed, ...]:
    """Nobody told the police: the office hears a day later, the leading group after three."""
    return ((matter, OFFICE, since + 1), (matter, LEADING_GROUP, since + 3))


def thrice(play: Play) -> None:
    for number in (5, 36, 65):
        play.refuse(number)


def same_day_thrice(play: Play) -> None:
    for _ in range(3):
        play.refuse(5)


def three_windows_on_a_day(play: Play) -> None:
    """Notices for this window and the two after it, served at once and refused at once."""
    for number in (5, 36, 65):
        play.refuse(5, play.notice_for(number, served=5))


def one_notice_thrice(play: Play) -> None:
    notice = play.notice(5)
    for number in (5, 6, 7):
        play.refuse(number, notice)


def refused_overturned_and_again(play: Play) -> None:
    notice = play.notice(5)
    play.refuse(5, notice)
    play.overturn(6, 0)
    assert play.refuse(7, notice) == {"count": 0, "defects": ["notice_counted"]}


def surprise_twice(play: Play) -> None:
    play.refuse_surprise(5)
    play.refuse(20, play.notices[-1])


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


def found_on_leave(play: Play) -> None:
    play.leave(10, 50)
    play.away(20, 30)


def overstayed_too_early(play: Play) -> None:
    leave = play.leave(10, 15)
    play.away(12, 22, kind="overstay", leave_id=leave)


def back_and_gone_again(play: Play) -> None:
    play.returns(play.leave(10, 50), 20)
    play.away(30, 38)


def on_leave(play: Play) -> None:
    play.returns(play.leave(10, 50), 50)


def open_and_back(play: Play) -> None:
    play.back(play.away(10), 30)


def ten_missed_talks(play: Play) -> None:
    for number in range(1, 11):
        play.violate(number)


def after_another_case(play: Play) -> None:
    """The same person, under an earlier order, refused three times; that one was reported."""
    earlier = Play(play.office, case_ref="梅社戒〔2026〕0099")
    thrice(earlier)
    earlier.report_matter(65, "test")
    earlier.ended(70)
    play.refuse(75)


def refused_in_custody(play: Play) -> None:
    notice = play.notice(32, appear_at=at(day(34), 15))
    play.held(33)
    play.refuse(34, notice)
    play.freed(40)


def refused_after_the_end(play: Play) -> None:
    play.refuse(5)
    notice = play.notice(36)
    play.replaced(37)
    play.refuse(38, notice)


def counted_longer(play: Play) -> None:
    """Gone in the last days; whether the twenty in custody made the term longer is for the town."""
    play.held(100, 120)
    play.away(LAST - 10, LAST + 25)
    play.read(LAST + 26, counted_from=day(0).isoformat(), left_out=spans((100, 120)))


def spans(*ran: tuple[int, int]) -> list[list[str]]:
    """First day and day of release, as the registry writes them."""
    return [[day(first).isoformat(), day(end).isoformat()] for first, end in ran]


LAST = (date(2029, 1, 4) - day(0)).days
"""The last day of the term."""
TAKEN_OVER = {"tracked_from": day(31).isoformat()}
MOVED_HERE: dict[str, Any] = {
    "heard": "transferred_in",
    "tracked_from": day(31).isoformat(),
    "counters": {"test": 2, "leave_days": 12},
}
SCENARIOS = [
    # Tests that were refused or missed.
    Scenario("nothing", (), 40, {}),
    Scenario("one refusal", (lambda p: p.refuse(5),), 6, {"test": 1}, answers=1),
    Scenario(
        "two refusals", (lambda p: p.refuse(5), lambda p: p.refuse(36)), 40, {"test": 2}, answers=2
    ),
    Scenario(
        "three refusals",
        (thrice,),
        70,
        {"test": 3},
        ("test",),
        ("test",),
        answers=3,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "four refusals are one matter",
        (thrice, lambda p: p.refuse(95)),
        96,
        {"test": 4},
        ("test",),
        ("test",),
        answers=4,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "two refusals and an unexcused miss",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.miss(65)),
        70,
        {"test": 3},
        ("test",),
        ("test",),
        answers=3,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "two refusals and an excused miss",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.miss(65, justified=True)),
        70,
        {"test": 2},
        answers=2,
    ),
    Scenario("three notices on one day", (same_day_thrice,), 6, {"test": 1}, answers=1),
    Scenario(
        "three notices on one day, each for another window",
        (three_windows_on_a_day,),
        6,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "the end of one window and the beginning of the next are nine days apart",
        (lambda p: p.refuse(25), lambda p: p.refuse(34)),
        40,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "the end of one window and the beginning of the next are ten days apart",
        (lambda p: p.refuse(25), lambda p: p.refuse(35)),
        40,
        {"test": 2},
        answers=2,
    ),
    Scenario("one notice refused three times", (one_notice_thrice,), 8, {"test": 1}, answers=1),
    Scenario(
        "twice in a window, after an admonition", (twice_in_a_window,), 21, {"test": 2}, answers=2
    ),
    Scenario(
        "twice in a window, nobody admonished",
        (lambda p: p.refuse(5), lambda p: p.refuse(20)),
        21,
        {"test": 1},
        answers=1,
    ),
    Scenario("a refusal without witnesses", (lambda p: p.refuse(5, witnesses=()),), 6, {}),
    Scenario("a test that nobody arranged", (), 200, {}),
    Scenario(
        "a refusal, and the test is taken on the same day",
        (lambda p: p.refuse(5), lambda p: p.test(5)),
        21,
        {},
    ),
    Scenario(
        "a third refusal, and the test was taken that day after all",
        (thrice, lambda p: p.test(65, recorded=70)),
        71,
        {"test": 2},
        ("test",),
        withdrawn=1,
        answers=2,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "a third refusal, and custody of that day is heard of later",
        (thrice, lambda p: p.held(64, 66, heard=70)),
        71,
        {"test": 2},
        ("test",),
        withdrawn=1,
        answers=2,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "a missed talk, and custody of that day is heard of later",
        (lambda p: p.violate(5), lambda p: p.held(4, 8, heard=20)),
        21,
        {},
    ),
    Scenario(
        "a surprise test that is refused",
        (lambda p: p.refuse_surprise(20),),
        21,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a notice of a surprise test refused twice",
        (surprise_twice,),
        30,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a surprise test refused again, nobody admonished",
        (lambda p: p.refuse_surprise(5), lambda p: p.refuse_surprise(20)),
        21,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a surprise test refused again, after an admonition",
        (lambda p: p.refuse_surprise(5), lambda p: p.admonish(6), lambda p: p.refuse_surprise(20)),
        21,
        {"test": 2},
        answers=2,
    ),
    Scenario(
        "a surprise test and one of the plan, both refused within days",
        (lambda p: p.refuse_surprise(5), lambda p: p.refuse(8)),
        21,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a surprise test is refused, and taken that day after all",
        (lambda p: p.refuse_surprise(20), lambda p: p.test(20)),
        21,
        {},
    ),
    Scenario(
        "two refusals and one of a surprise test",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.refuse_surprise(65)),
        70,
        {"test": 3},
        ("test",),
        ("test",),
        answers=3,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "a refusal, then the test is taken",
        (lambda p: p.refuse(5), lambda p: p.test(20)),
        21,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "the test is taken, then a refusal",
        (lambda p: p.test(5), lambda p: p.refuse(20)),
        21,
        {},
    ),
    Scenario(
        "an admonition answers the refusal that it names and no other",
        (
            lambda p: p.refuse(5),
            lambda p: p.refuse(36),
            lambda p: p.correct(37, 0),
            lambda p: p.correct(37, 1),
            lambda p: p.admonish(38),
        ),
        40,
        {"test": 2},
        answers=1,
    ),
    Scenario(
        "an admonition resets nothing",
        (lambda p: p.refuse(5), lambda p: p.admonish(6), lambda p: p.refuse(36)),
        400,
        {"test": 2},
        answers=2,
    ),
    Scenario(
        "an overturned refusal",
        (lambda p: p.refuse(5), lambda p: p.refuse(36), lambda p: p.overturn(40, 0)),
        41,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a refusal that a paper takes off which nobody shows",
        (lambda p: p.refuse(5), lambda p: p.overturn(40, 0, shown=False)),
        41,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "a third refusal that a paper takes off which nobody shows",
        (thrice, lambda p: p.overturn(70, 1, shown=False)),
        71,
        {"test": 3},
        ("test",),
        ("test",),
        answers=3,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "the notice of an overturned refusal is refused once more",
        (refused_overturned_and_again,),
        12,
        {},
    ),
    Scenario(
        "a third refusal that is overturned",
        (thrice, lambda p: p.overturn(70, 1)),
        71,
        {"test": 2},
        ("test",),
        withdrawn=1,
        answers=2,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "a third that is overturned, and another",
        (thrice, lambda p: p.overturn(70, 1), lambda p: p.refuse(95)),
        98,
        {"test": 3},
        ("test", "test"),
        ("test",),
        withdrawn=1,
        answers=3,
        alarms=(*silence("test", since=65), *silence("test", since=95)),
    ),
    # Leaving the county.
    Scenario("away for two days", (lambda p: p.away(10, 12),), 20, {}),
    Scenario(
        "away for three days",
        (lambda p: p.away(10, 13),),
        20,
        {"leave_times": 1, "leave_days": 3},
        answers=1,
    ),
    Scenario(
        "away twice",
        (lambda p: p.away(10, 13), lambda p: p.away(20, 24)),
        30,
        {"leave_times": 2, "leave_days": 7},
        answers=2,
    ),
    Scenario(
        "away three times",
        (lambda p: p.away(10, 13), lambda p: p.away(20, 24), lambda p: p.away(30, 33)),
        40,
        {"leave_times": 3, "leave_days": 10},
        ("leave_times",),
        ("leave_times",),
        answers=3,
        alarms=silence("leave_times", since=33),
    ),
    Scenario(
        "two absences of 30 days in all",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 55)),
        60,
        {"leave_times": 2, "leave_days": 30},
        answers=2,
    ),
    Scenario(
        "two absences of 31 days in all",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 56)),
        60,
        {"leave_times": 2, "leave_days": 31},
        ("leave_days",),
        ("leave_days",),
        answers=2,
        alarms=silence("leave_days", since=56),
    ),
    Scenario(
        "an open absence grows",
        (lambda p: p.away(10),),
        25,
        {"leave_times": 1, "leave_days": 15},
        answers=1,
    ),
    Scenario(
        "an open absence on its thirtieth day",
        (lambda p: p.away(10),),
        40,
        {"leave_times": 1, "leave_days": 30},
        answers=1,
    ),
    Scenario(
        "an open absence crosses the limit overnight",
        (lambda p: p.away(10),),
        50,
        {"leave_times": 1, "leave_days": 40},
        ("leave_days",),
        ("leave_days",),
        answers=1,
        alarms=silence("leave_days", since=41),
    ),
    Scenario(
        "away, and back", (open_and_back,), 100, {"leave_times": 1, "leave_days": 20}, answers=1
    ),
    Scenario(
        "absences that overlap count a day once",
        (lambda p: p.away(10, 20), lambda p: p.away(15, 25)),
        30,
        {"leave_times": 2, "leave_days": 15},
        answers=2,
    ),
    Scenario("an absence without proof", (lambda p: p.away(10, 30, proof=""),), 40, {}),
    Scenario("a reported leave", (on_leave,), 60, {}),
    Scenario(
        "a leave that overstays", (overstayed,), 30, {"leave_times": 1, "leave_days": 7}, answers=1
    ),
    Scenario(
        "a leave that overstays by a day",
        (overstayed_by_a_day,),
        30,
        {"leave_times": 1, "leave_days": 1},
        answers=1,
    ),
    Scenario("an absence found within a reported leave", (found_on_leave,), 60, {}),
    Scenario(
        "a leave that is said to overstay before its day",
        (overstayed_too_early,),
        30,
        {"leave_times": 1, "leave_days": 7},
        answers=1,
    ),
    Scenario(
        "back from a leave early, and gone again without a report",
        (back_and_gone_again,),
        60,
        {"leave_times": 1, "leave_days": 8},
        answers=1,
    ),
    Scenario(
        "a report that came when the person had left excuses from its day on",
        (lambda p: p.leave(10, 40, written=20), lambda p: p.away(10, 30)),
        60,
        {"leave_times": 1, "leave_days": 10},
        answers=1,
    ),
    Scenario(
        "an overturned absence",
        (lambda p: p.away(10, 25), lambda p: p.away(40, 56), lambda p: p.overturn(60, 0)),
        61,
        {"leave_times": 1, "leave_days": 16},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=silence("leave_days", since=56),
    ),
    Scenario(
        "days in custody are no absence",
        (lambda p: p.held(15, 35), lambda p: p.away(10, 40)),
        50,
        {"leave_times": 1, "leave_days": 10},
        answers=1,
    ),
    Scenario(
        "thirty days, or thirty-two if days of return count: a named person chooses",
        (
            lambda p: p.away(10, 25),
            lambda p: p.away(40, 55),
            lambda p: p.judge(60, "leave_days", counts=True),
        ),
        63,
        {"leave_times": 2, "leave_days": 32},
        ("leave_days",),
        ("leave_days",),
        answers=2,
        alarms=silence("leave_days", since=60),
    ),
    # Other breaches.
    Scenario(
        "ten missed talks are never serious",
        (ten_missed_talks,),
        20,
        {"minor": 10},
        answers=10,
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
        answers=5,
    ),
    Scenario(
        "did not report in, and the reason was not accepted",
        (lambda p: p.violate(0, kind="no_report"),),
        5,
        {"no_report": 1},
        owed=("refusal",),
        alarms=silence("refusal", since=0),
    ),
    Scenario(
        "did not report in, and the reason was accepted after all",
        (lambda p: p.violate(0, kind="no_report"), lambda p: p.overturn(2, 0)),
        5,
        {},
        alarms=(("refusal", OFFICE, 1),),
    ),
    Scenario(
        "signs of use",
        (lambda p: p.suspect(5),),
        10,
        {},
        owed=("drug_use",),
        alarms=silence("drug_use", since=5),
    ),
    Scenario("signs of use after the last day", (lambda p: p.suspect(LAST + 1),), LAST + 5, {}),
    Scenario(
        "signs of use when the case had ended",
        (lambda p: p.ended(20), lambda p: p.suspect(21)),
        25,
        {},
    ),
    Scenario(
        "both tests and days",
        (thrice, lambda p: p.away(70, 105)),
        110,
        {"test": 3, "leave_times": 1, "leave_days": 35},
        ("test", "leave_days"),
        ("leave_days", "test"),
        answers=4,
        alarms=(*silence("test", since=65), *silence("leave_days", since=105)),
    ),
    # Use.
    Scenario("a positive strip is no use", (lambda p: p.test(5, "positive"),), 6, {}),
    Scenario(
        "the police find use in the term, and nobody has to report it to them",
        (lambda p: p.confirm(9, test_id=p.test(5, "positive"), used=4),),
        12,
        {"use": 1},
    ),
    Scenario("use before the term", (lambda p: p.confirm(9, used=-3),), 10, {}),
    Scenario(
        "a finding that answers a suspicion is one matter",
        (lambda p: p.suspect(5), lambda p: p.confirm(9, matter=next(iter(p.file.matters)))),
        10,
        {"use": 1},
        owed=("drug_use",),
        alarms=silence("drug_use", since=5),
    ),
    Scenario(
        "a finding that is taken back",
        (lambda p: p.confirm(9, used=4), lambda p: p.overturn(9, 0)),
        20,
        {},
    ),
    Scenario(
        "a finding that is taken back leaves what the station saw to be reported",
        (
            lambda p: p.suspect(5),
            lambda p: p.confirm(9, matter=next(iter(p.file.matters))),
            lambda p: p.overturn(9, 0),
        ),
        10,
        {},
        owed=("drug_use",),
        alarms=silence("drug_use", since=5),
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
        answers=1,
        alarms=silence("test", since=36),
    ),
    Scenario(
        "an opening balance without the page's scan counts for nothing",
        (lambda p: p.balance(31, "test", 2, shown=False), lambda p: p.refuse(36)),
        40,
        {"test": 1},
        file=TAKEN_OVER,
        answers=1,
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
        answers=1,
    ),
    Scenario(
        "a new case starts at nothing",
        (after_another_case,),
        80,
        {"test": 1},
        file={"kind": "community_recovery"},
        answers=1,
    ),
    Scenario(
        "in recovery three refusals are reported too",
        (thrice,),
        70,
        {"test": 3},
        ("test",),
        ("test",),
        file={"kind": "community_recovery", "term_months": 12},
        answers=3,
        alarms=silence("test", since=65),
    ),
    Scenario(
        "nothing counts once another order took its place",
        (refused_after_the_end,),
        40,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "an absence stops with the case",
        (lambda p: p.away(10), lambda p: p.ended(25)),
        100,
        {"leave_times": 1, "leave_days": 16},
        answers=1,
    ),
    Scenario("a detention excuses what falls into it", (refused_in_custody,), 41, {}),
    Scenario(
        "counters that came from another town go on",
        (),
        40,
        {"test": 2, "leave_days": 12},
        file=MOVED_HERE,
    ),
    Scenario(
        "two refusals in another town and one here",
        (lambda p: p.refuse(36),),
        40,
        {"test": 3, "leave_days": 12},
        ("test",),
        ("test",),
        file=MOVED_HERE,
        answers=1,
        alarms=silence("test", since=36),
    ),
    Scenario(
        "three refusals in another town are found on arrival",
        (),
        40,
        {"test": 3},
        ("test",),
        ("test",),
        file=MOVED_HERE | {"counters": {"test": 3}},
        alarms=silence("test", since=0),
    ),
    # What falls away, and what comes back, with something else than what was counted.
    Scenario(
        "a written report that is found later takes its days off",
        (lambda p: p.away(10, 45), lambda p: p.leave(10, 40, written=9, recorded=47)),
        60,
        {"leave_times": 1, "leave_days": 5},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46),),
    ),
    Scenario(
        "a written report that is found later takes an absence off",
        (
            lambda p: p.away(10, 13),
            lambda p: p.away(20, 24),
            lambda p: p.away(30, 33),
            lambda p: p.leave(20, 24, written=19, recorded=33),
        ),
        60,
        {"leave_times": 2, "leave_days": 6},
        ("leave_times",),
        withdrawn=1,
        answers=2,
    ),
    Scenario(
        "a return from the leave before its day gives the days back",
        (
            lambda p: p.away(10, 45),
            lambda p: p.returns(p.leave(9, 50, written=8, recorded=47), 10, recorded=47),
        ),
        60,
        {"leave_times": 1, "leave_days": 35},
        ("leave_days", "leave_days"),
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46), *silence("leave_days", since=47)),
    ),
    Scenario(
        "a detention of which the town hears later takes its days off",
        (lambda p: p.away(10, 45), lambda p: p.held(15, 35, heard=47)),
        60,
        {"leave_times": 1, "leave_days": 15},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46),),
    ),
    Scenario(
        "a release of which the town hears later gives days back",
        (lambda p: p.away(10), lambda p: p.held(14), lambda p: p.freed(15, heard=50)),
        55,
        {"leave_times": 1, "leave_days": 44},
        ("leave_days",),
        ("leave_days",),
        answers=1,
        alarms=silence("leave_days", since=50),
    ),
    Scenario(
        "suspensions that are stated anew take days off",
        (lambda p: p.away(10, 45), lambda p: p.term(47, suspensions=spans((15, 35)))),
        60,
        {"leave_times": 1, "leave_days": 15},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46),),
    ),
    Scenario(
        "suspensions that are taken back give days back",
        (
            lambda p: p.held(15, 35),
            lambda p: p.away(10, 45),
            lambda p: p.term(47, suspensions=[]),
        ),
        60,
        {"leave_times": 1, "leave_days": 35},
        ("leave_days",),
        ("leave_days",),
        answers=1,
        alarms=silence("leave_days", since=47),
    ),
    Scenario(
        "a term that began later takes off what lay before it",
        (lambda p: p.away(10, 45), lambda p: p.begun(20, heard=47)),
        60,
        {"leave_times": 1, "leave_days": 25},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46),),
    ),
    Scenario(
        "a case that had ended before takes off what came after it",
        (lambda p: p.away(10, 45), lambda p: p.ended(20, heard=47)),
        60,
        {"leave_times": 1, "leave_days": 11},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, 46),),
    ),
    Scenario(
        "days at the end of a term that somebody counts longer",
        (counted_longer,),
        LAST + 30,
        {"leave_times": 1, "leave_days": 31},
        ("leave_days",),
        ("leave_days",),
        answers=1,
        alarms=silence("leave_days", since=LAST + 26),
    ),
    Scenario(
        "days at the end of a term that somebody counts shorter after all",
        (
            counted_longer,
            lambda p: p.read(LAST + 28, counted_from=day(0).isoformat(), left_out=[]),
        ),
        LAST + 40,
        {"leave_times": 1, "leave_days": 11},
        ("leave_days",),
        withdrawn=1,
        answers=1,
        alarms=(("leave_days", OFFICE, LAST + 27),),
    ),
    Scenario(
        "an opening balance that is stated anew takes a breach off",
        (
            lambda p: p.balance(31, "test", 2),
            lambda p: p.refuse(36),
            lambda p: p.balance(38, "test", 1),
        ),
        50,
        {"test": 2},
        ("test",),
        file=TAKEN_OVER,
        withdrawn=1,
        answers=1,
        alarms=(("test", OFFICE, 37),),
    ),
    Scenario(
        "a breach that was reported and falls away is not to be reported any more",
        (
            lambda p: p.away(10, 45),
            lambda p: p.report_matter(45, "leave_days"),
            lambda p: p.leave(10, 40, written=9, recorded=47),
        ),
        60,
        {"leave_times": 1, "leave_days": 5},
        ("leave_days",),
        withdrawn=1,
        answers=1,
    ),
    # Who is told, and who is not.
    Scenario(
        "three refusals, reported within the day",
        (thrice, lambda p: p.report_matter(65, "test")),
        70,
        {"test": 3},
        ("test",),
        answers=3,
    ),
    Scenario(
        "three refusals, reported when the day was over",
        (thrice, lambda p: p.report_matter(67, "test")),
        70,
        {"test": 3},
        ("test",),
        answers=3,
        alarms=(("test", OFFICE, 66),),
    ),
    Scenario(
        "a matter that is overturned alarms nobody further",
        (thrice, lambda p: p.overturn(67, 1)),
        70,
        {"test": 2},
        ("test",),
        withdrawn=1,
        answers=2,
        alarms=(("test", OFFICE, 66),),
    ),
    Scenario(
        "a refusal that was answered",
        (lambda p: p.refuse(5), lambda p: p.correct(6, 0), lambda p: p.admonish(7)),
        20,
        {"test": 1},
    ),
    Scenario(
        "an admonition alone answers nothing",
        (lambda p: p.refuse(5), lambda p: p.admonish(7)),
        20,
        {"test": 1},
        answers=1,
    ),
    Scenario(
        "what answered one breach answers no later one",
        (
            lambda p: p.refuse(5),
            lambda p: p.correct(6, 0),
            lambda p: p.admonish(7),
            lambda p: p.refuse(36),
        ),
        40,
        {"test": 2},
        answers=1,
    ),
]
