"""What must hold of the calendar whatever the day on which somebody reports: ten years, every day.

Detentions are drawn from the day itself, so that every run looks at the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from services.registry.rules.term import (
    last_day_of_term,
    last_days_that_can_be_argued,
    readings,
)
from services.supervision.rules.windows import Reading, Window, stages_of, windows_of
from shared.calendar import OpenSpan, Span, anniv, last_day

DAY = timedelta(days=1)
FIRST = date(2023, 1, 1)
STARTS = [FIRST + n * DAY for n in range((date(2033, 1, 1) - FIRST).days)]
MONTHS = 36
PLANS = ("PLAN_22", "PLAN_28")


def detentions(start: date) -> list[Span]:
    """Up to four, which may overlap, lie in the tail, or begin on a first or last day."""
    dice = Random(start.toordinal())
    plain = last_day(start, MONTHS)
    begins = [start, plain, plain + DAY, *(start + dice.randrange(1150) * DAY for _ in range(6))]
    drawn = dice.sample(begins, dice.randrange(5))
    return [(first, first + dice.choice([0, 1, 10, 15, 90]) * DAY) for first in drawn]


def days_of(spans: list[Span]) -> set[date]:
    return {first + n * DAY for first, end in spans for n in range((end - first).days)}


def walked(start: date, suspended: set[date]) -> date:
    """The last day, found by tearing off one sheet of the calendar after the other."""
    left, day = (anniv(start, MONTHS) - start).days, start - DAY
    while left:
        day += DAY
        left -= day not in suspended
    return day


def other_ways(spans: list[Span], dice: Random) -> Iterator[list[Span]]:
    """The same set of days, said otherwise: in another order, split, and partly twice."""
    yield spans[::-1]
    yield dice.sample(spans, len(spans))
    split = [part for first, end in spans for part in halves(first, end)]
    yield split
    yield [*spans, *split]
    yield [(day, day + DAY) for day in days_of(spans)]


def halves(first: date, end: date) -> list[Span]:
    middle = first + (end - first) // DAY // 2 * DAY
    return [(first, middle), (middle, end)]


def test_the_last_day_is_the_one_that_the_calendar_on_the_wall_gives() -> None:
    wrong = [
        start
        for start in STARTS
        if last_day_of_term(reported_on=start, months=MONTHS, suspensions=detentions(start))
        != walked(start, days_of(detentions(start)))
    ]

    assert wrong == []


def test_the_last_day_depends_on_the_set_of_suspended_days_alone() -> None:
    wrong = [
        (start, way)
        for start in STARTS
        for way in other_ways(detentions(start), Random(start.toordinal()))
        if last_day(start, MONTHS, way) != last_day(start, MONTHS, detentions(start))
    ]

    assert wrong == []


@pytest.mark.parametrize("plan", PLANS)
def test_windows_tile_the_days_that_count(plan: str) -> None:
    wrong = [start for start in STARTS if not tiles(start, plan, detentions(start))]

    assert wrong == []


def test_terms_tile_time_one_after_the_other() -> None:
    """Recovery after recovery: the day after a last day is where the next begins, for 36 months."""
    wrong = [
        start
        for start in STARTS
        if [last_day(start, months) + DAY for months in range(1, MONTHS + 1)]
        != [anniv(start, months) for months in range(1, MONTHS + 1)]
    ]

    assert wrong == []


def test_no_day_drifts() -> None:
    """Every month opens on the start's own day, or on the first where a month lacks it."""
    for start in STARTS:
        opened = [anniv(start, months) for months in range(MONTHS + 1)]
        assert all(it.day == start.day or (it.day == 1 and start.day > 28) for it in opened)
        assert all(28 <= (other - one).days <= 33 for one, other in pairwise(opened))
        assert anniv(start, 48).year == start.year + 4
        assert anniv(start, 48).timetuple()[1:3] == start.timetuple()[1:3]


def test_the_town_counts_within_what_can_be_argued() -> None:
    for start in STARTS:
        spans = detentions(start)
        earliest, latest = last_days_that_can_be_argued(
            reported_on=start, months=MONTHS, suspensions=spans
        )
        counted = last_day_of_term(reported_on=start, months=MONTHS, suspensions=spans)
        assert counted is not None
        assert latest is not None
        assert earliest <= counted <= latest


def test_every_reading_is_found_and_each_is_what_the_calendar_on_the_wall_gives() -> None:
    """First day counted or not, detention left out or not, the way between two towns likewise."""
    for start in STARTS:
        held, way = detentions(start), on_the_way(start)
        found = readings(reported_on=start, months=MONTHS, held=held, on_the_way=way)

        apart = [days_of(held), days_of(way)]
        silent = [set(), apart[0], apart[1], apart[0] | apart[1]]
        walks = {walked(first, days) for first in (start, start + DAY) for days in silent}
        assert [it.last_day for it in found] == sorted(walks)
        for it in found:
            assert it.last_day == walked(it.counted_from, days_of(closed(it.left_out)))


def test_the_first_and_the_last_of_the_readings_are_what_can_be_argued() -> None:
    for start in STARTS:
        held, way = detentions(start), on_the_way(start)
        found = readings(reported_on=start, months=MONTHS, held=held, on_the_way=way)

        argued = last_days_that_can_be_argued(
            reported_on=start, months=MONTHS, suspensions=[*held, *way]
        )

        assert argued == (found[0].last_day, found[-1].last_day)


@pytest.mark.parametrize("plan", PLANS)
def test_windows_tile_the_days_that_count_by_every_reading(plan: str) -> None:
    for start in STARTS[::7]:
        found = readings(
            reported_on=start, months=MONTHS, held=detentions(start), on_the_way=on_the_way(start)
        )
        for it in found:
            chosen = Reading(counted_from=it.counted_from, left_out=it.left_out)
            laid = windows_of(
                start=start, months=MONTHS, stages=stages_of(plan, on=start), reading=chosen
            )
            left_out = days_of(closed(it.left_out))
            assert (laid[0].first, laid[-1].last) == (opens(it.counted_from, left_out), it.last_day)
            between = [one.last + n * DAY for one, other in pairwise(laid) for n in gap(one, other)]
            assert set(between) <= left_out


def on_the_way(start: date) -> list[Span]:
    """From one town to another, once; in some terms the days are those of a detention, too."""
    dice = Random(start.toordinal() * 7)
    begins = start + dice.randrange(1095) * DAY
    if dice.random() < 0.3 and detentions(start):
        begins = max(start, dice.choice(detentions(start))[0] - DAY)
    return [(begins, begins + dice.choice([0, 1, 10, 15]) * DAY)]


def closed(spans: Sequence[OpenSpan]) -> list[Span]:
    return [(first, end) for first, end in spans if end is not None]


def opens(first: date, left_out: set[date]) -> date:
    """The first day that counts."""
    while first in left_out:
        first += DAY
    return first


def gap(one: Window, other: Window) -> range:
    """How many days on from the end of one window lie before the next."""
    return range(1, (other.first - one.last).days)


def tiles(start: date, plan: str, spans: list[Span]) -> bool:
    """Whether each day that counts lies in one window, up to the last day, and none drifts."""
    found = windows_of(
        start=start, months=MONTHS, stages=stages_of(plan, on=start), suspensions=spans
    )
    plain = windows_of(start=start, months=MONTHS, stages=stages_of(plan, on=start))
    suspended = days_of(spans)
    served = [number_served(it.first, it.last, suspended) for it in found]
    apart = all(one.last < other.first for one, other in pairwise(found))
    lengths = [(it.last - it.first).days + 1 for it in plain]
    return apart and served == lengths and found[-1].last == walked(start, suspended)


def number_served(first: date, last: date, suspended: set[date]) -> int:
    held = sum(first <= day <= last for day in suspended)
    return (last - first).days + 1 - held
