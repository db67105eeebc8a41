"""Test windows tile the term: no day that counts is left out, none counts twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.supervision.rules.windows import (
    BOOK,
    CUSTOM,
    HALF,
    Stage,
    Window,
    default_plan,
    plans,
    rule_of,
    stages_of,
    windows_of,
)
from shared.calendar import Span, anniv, last_day
from shared.law import Refusal

START = date(2025, 12, 1)
STARTS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
DAY = timedelta(days=1)

unhurried = settings(deadline=None)  # a busy machine is no fault of the calendar


def laid_down(plan: str) -> tuple[Stage, ...]:
    return stages_of(plan, on=START)


def windows(
    start: date, plan: str = "PLAN_22", months: int = 36, spans: Sequence[Span] = ()
) -> list[tuple[date, date]]:
    found = windows_of(start=start, months=months, stages=laid_down(plan), suspensions=spans)
    return [(window.first, window.last) for window in found]


SPANS = st.lists(
    st.tuples(st.dates(date(2023, 1, 1), date(2032, 1, 1)), st.integers(0, 90)).map(
        lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1]))
    ),
    max_size=4,
)
STAGES = st.lists(
    st.tuples(st.integers(1, 12), st.one_of(st.just(HALF), st.integers(1, 6).map(Decimal))),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2025, 12, 1), date(2025, 12, 31)),
        (13, date(2026, 12, 1), date(2027, 1, 31)),
        (22, date(2028, 9, 1), date(2028, 11, 30)),
    ],
)
def test_plan_22_tests_monthly_then_every_two_then_every_three_months(
    number: int, first: date, last: date
) -> None:
    found = windows(START)

    assert len(found) == 22
    assert found[number - 1] == (first, last)


def test_windows_are_numbered_from_one() -> None:
    found = windows_of(start=START, months=2, stages=laid_down("PLAN_22"))

    assert found == (
        Window(number=1, first=date(2025, 12, 1), last=date(2025, 12, 31)),
        Window(number=2, first=date(2026, 1, 1), last=date(2026, 1, 31)),
    )


def test_a_start_on_the_31st_does_not_drift() -> None:
    found = windows(date(2025, 12, 31))

    assert found[1] == (date(2026, 1, 31), date(2026, 2, 28))
    assert found[2] == (date(2026, 3, 1), date(2026, 3, 30))


def test_plan_28_tests_twice_a_month_at_first() -> None:
    found = windows(START, "PLAN_28")

    assert len(found) == 28
    assert found[:2] == [
        (date(2025, 12, 1), date(2025, 12, 16)),
        (date(2025, 12, 17), date(2025, 12, 31)),
    ]
    assert found[4:6] == [
        (date(2026, 2, 1), date(2026, 2, 14)),
        (date(2026, 2, 15), date(2026, 2, 28)),
    ]
    assert found[12] == (date(2026, 6, 1), date(2026, 6, 30))


def test_an_interrupted_window_runs_on_after_release() -> None:
    found = windows(START, spans=[(date(2026, 5, 10), date(2026, 5, 25))])

    assert found[5] == (date(2026, 5, 1), date(2026, 6, 15))
    assert found[6] == (date(2026, 6, 16), date(2026, 7, 15))


def test_no_window_is_dropped_by_a_long_suspension() -> None:
    found = windows(START, spans=[(date(2026, 5, 10), date(2026, 8, 20))])

    assert len(found) == 22
    assert found[5] == (date(2026, 5, 1), date(2026, 9, 10))
    assert found[6] == (date(2026, 9, 11), date(2026, 10, 10))


def test_a_window_that_would_open_on_the_day_of_detention_opens_on_release() -> None:
    """The suspended days lie between two windows then: nobody is tested, nothing is due."""
    found = windows(START, spans=[(date(2026, 5, 1), date(2026, 5, 11))])

    assert found[4] == (date(2026, 4, 1), date(2026, 4, 30))
    assert found[5] == (date(2026, 5, 11), date(2026, 6, 10))


def test_a_detention_on_the_last_day_of_a_window_leaves_that_day_open() -> None:
    found = windows(START, spans=[(date(2026, 4, 30), date(2026, 5, 11))])

    assert found[4] == (date(2026, 4, 1), date(2026, 5, 11))
    assert found[5] == (date(2026, 5, 12), date(2026, 6, 11))


def test_a_release_on_the_first_day_of_a_window_cuts_nothing_off() -> None:
    found = windows(START, spans=[(date(2026, 4, 20), date(2026, 5, 1))])

    assert found[4] == (date(2026, 4, 1), date(2026, 5, 11))
    assert found[5][0] == date(2026, 5, 12)


def test_while_a_suspension_is_open_only_the_windows_before_it_are_known() -> None:
    found = windows_of(
        start=START,
        months=36,
        stages=laid_down("PLAN_22"),
        suspensions=[(date(2026, 2, 10), None)],
    )

    assert [window.number for window in found] == [1, 2]


def test_a_short_recovery_cuts_the_plan() -> None:
    found = windows(date(2025, 8, 31), months=17)

    assert len(found) == 15
    assert found[-1] == (date(2026, 12, 31), date(2027, 1, 30))


def test_credited_days_cut_the_last_window() -> None:
    found = windows_of(start=START, months=36, stages=laid_down("PLAN_22"), credit_days=200)

    assert found[-1].last == date(2028, 5, 14)
    assert found[-1].first == date(2028, 3, 1)


def test_a_plan_of_ones_own_may_halve_months_and_leave_a_short_window() -> None:
    stages = [(1, HALF), (5, Decimal(2))]

    found = windows_of(start=START, months=6, stages=stages)

    assert [(window.first.isoformat(), window.last.isoformat()) for window in found] == [
        ("2025-12-01", "2025-12-16"),
        ("2025-12-17", "2025-12-31"),
        ("2026-01-01", "2026-02-28"),
        ("2026-03-01", "2026-04-30"),
        ("2026-05-01", "2026-05-31"),
    ]


def test_a_plan_that_leaves_part_of_the_term_untested_is_refused() -> None:
    with pytest.raises(Refusal, match="只排到第 12 个月，期限有 18 个月") as refused:
        windows_of(start=START, months=18, stages=[(12, Decimal(1))])

    assert refused.value.field == "plan"


@pytest.mark.parametrize("stage", [(36, Decimal("1.5")), (36, Decimal(0)), (36, Decimal("0.25"))])
def test_a_window_of_a_third_of_a_month_is_no_window(stage: Stage) -> None:
    with pytest.raises(Refusal, match="不是检测方案的一段"):
        windows_of(start=START, months=36, stages=[stage])


def test_the_default_plan_is_one_of_those_laid_down() -> None:
    assert default_plan(on=START) == "PLAN_22"
    assert plans(on=START) == ("PLAN_22", "PLAN_28", CUSTOM)


def test_a_plan_names_what_it_rests_on() -> None:
    assert str(rule_of("PLAN_28", on=START).citation) == "《戒毒条例》第19条第2项"
    assert str(rule_of(CUSTOM, on=START).citation) == "《戒毒条例》第19条第2项"


@pytest.mark.parametrize("plan", ["PLAN_99", CUSTOM, "default_plan", ""])
def test_a_plan_nobody_laid_down_has_no_stages(plan: str) -> None:
    with pytest.raises(Refusal, match="没有") as refused:
        stages_of(plan, on=START)

    assert refused.value.field == "plan"


OWN = ((3, HALF), (9, Decimal(2)), (24, Decimal(5)))
"""A plan of one person's own: halves, pairs of months, and a stage that its windows do not fill."""


@pytest.mark.parametrize(
    ("plan", "stages"),
    [*((name, laid_down(name)) for name in plans(on=START) if name != CUSTOM), (CUSTOM, OWN)],
    ids=lambda it: it if isinstance(it, str) else "",
)
@pytest.mark.parametrize("months", [36, 7])
def test_windows_tile_the_term_for_every_start_day(
    plan: str, stages: tuple[Stage, ...], months: int
) -> None:
    """Every day of ten years, every plan, a whole term and one that cuts the plan short."""
    first = date(2023, 1, 1)
    starts = (first + n * DAY for n in range((date(2032, 12, 31) - first).days + 1))

    torn = [
        start
        for start in starts
        if not tiles(
            [(it.first, it.last) for it in windows_of(start=start, months=months, stages=stages)],
            start,
            months,
        )
    ]

    assert (plan, torn) == (plan, [])


@unhurried
@given(start=STARTS, months=st.integers(1, 36), stages=STAGES)
def test_windows_of_any_plan_tile_any_term(start: date, months: int, stages: list[Stage]) -> None:
    covering = [*stages, (36, Decimal(1))]

    found = windows_of(start=start, months=months, stages=covering)

    assert tiles([(window.first, window.last) for window in found], start, months)


@unhurried
@given(start=STARTS, months=st.integers(1, 36), spans=SPANS)
def test_every_day_that_counts_lies_in_one_window_and_between_windows_all_is_suspended(
    start: date, months: int, spans: list[Span]
) -> None:
    suspended = {day for first, end in spans for day in days(first, end)}

    found = windows(start, months=months, spans=spans)

    between = [day for one, other in pairwise(found) for day in days(one[1] + DAY, other[0])]
    assert all(first not in suspended and last not in suspended for first, last in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert set(between) <= suspended
    assert found[-1][1] == last_day(start, months, spans)
    assert set(days(start, found[0][0])) <= suspended


@unhurried
@given(start=STARTS, spans=SPANS, data=st.data())
def test_windows_depend_on_the_set_of_suspended_days_alone(
    start: date, spans: list[Span], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(spans))

    assert windows(start, spans=shuffled + spans) == windows(start, spans=spans)


@unhurried
@given(start=STARTS, spans=SPANS)
def test_no_window_is_dropped_and_each_keeps_its_length_in_days_that_count(
    start: date, spans: list[Span]
) -> None:
    suspended = {day for first, end in spans for day in days(first, end)}

    found, plain = windows(start, spans=spans), windows(start)

    assert [served(window, suspended) for window in found] == [
        served(window, set()) for window in plain
    ]


@unhurried
@given(start=STARTS)
def test_windows_do_not_drift(start: date) -> None:
    """Window 13 opens a year after the start, window 19 two years, whatever lay between."""
    found = windows(start)

    assert found[12][0] == anniv(start, 12)
    assert found[18][0] == anniv(start, 24)


def test_the_plans_are_those_of_the_table_in_use() -> None:
    assert BOOK.as_of(START).dated == date(2025, 11, 18)
    assert BOOK.as_of(date(2023, 1, 1)).dated == date(2025, 11, 18)


def tiles(found: list[tuple[date, date]], start: date, months: int) -> bool:
    begins, ends = found[0][0] == start, found[-1][1] == last_day(start, months)
    return begins and ends and all(one[1] + DAY == other[0] for one, other in pairwise(found))


def days(first: date, end: date) -> list[date]:
    return [first + n * DAY for n in range((end - first).days)]


def served(window: tuple[date, date], suspended: set[date]) -> int:
    return sum(day not in suspended for day in days(window[0], window[1] + DAY))
