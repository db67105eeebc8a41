"""Terms run by the calendar: months as 民法典 202 has them, suspended days left out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.calendar import Span, anniv, last_day, merge, since, to_calendar

STARTS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
MONTHS = st.integers(1, 36)
SPANS = st.lists(
    st.tuples(st.dates(date(2022, 6, 1), date(2033, 1, 1)), st.integers(0, 120)).map(
        lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1]))
    ),
    max_size=6,
)
DAY = timedelta(days=1)

unhurried = settings(deadline=None)  # a busy machine is no fault of the calendar


def days_of(spans: list[Span]) -> set[date]:
    return {first + n * DAY for first, end in spans for n in range((end - first).days)}


def test_credit_cannot_eat_the_whole_term() -> None:
    with pytest.raises(ValueError, match="31 credited days"):
        last_day(date(2025, 12, 1), 1, credit=31)


def test_an_open_suspension_swallows_those_that_begin_after_it() -> None:
    spans = [(date(2026, 7, 1), date(2026, 7, 9)), (date(2026, 5, 10), None)]

    assert merge(spans) == ((date(2026, 5, 10), None),)


def test_days_before_the_start_cannot_be_suspended() -> None:
    before = (date(2025, 10, 1), date(2025, 11, 1))
    across = (date(2025, 11, 21), date(2025, 12, 11))

    assert last_day(date(2025, 12, 1), 36, [before]) == date(2028, 11, 30)
    assert last_day(date(2025, 12, 1), 36, [across]) == date(2028, 12, 10)
    assert since(date(2025, 12, 1), [before, across]) == ((date(2025, 12, 1), across[1]),)


def test_a_span_that_ends_before_it_begins_is_no_span() -> None:
    with pytest.raises(ValueError, match="2026-05-25/2026-05-10"):
        merge([(date(2026, 5, 25), date(2026, 5, 10))])


@unhurried
@given(start=STARTS)
def test_months_never_drift(start: date) -> None:
    """Every month's boundary is the start's own day, or the first where a month lacks it."""
    boundaries = [anniv(start, months) for months in range(37)]

    assert all(day.day in {start.day, 1} for day in boundaries)
    assert all(one < other for one, other in pairwise(boundaries))
    assert boundaries[36] - boundaries[0] in {timedelta(days=1095), timedelta(days=1096)}


@unhurried
@given(start=STARTS, months=MONTHS, spans=SPANS)
def test_a_term_has_as_many_days_that_count_as_without_suspension(
    start: date, months: int, spans: list[Span]
) -> None:
    """The last day is found again by walking the calendar day by day."""
    suspended = days_of(spans)
    left, day = (anniv(start, months) - start).days, start - DAY

    while left:
        day += DAY
        left -= day not in suspended

    assert last_day(start, months, spans) == day


@unhurried
@given(start=STARTS, months=MONTHS, spans=SPANS, data=st.data())
def test_the_last_day_depends_on_the_set_of_suspended_days_alone(
    start: date, months: int, spans: list[Span], data: st.DataObject
) -> None:
    """Neither order, nor splitting, nor saying a thing twice makes a difference."""
    shuffled = data.draw(st.permutations(spans))
    split = [part for first, end in spans for part in halves(first, end)]

    ends = {last_day(start, months, way) for way in (spans, shuffled, split, spans + split)}

    assert len(ends) == 1


@unhurried
@given(spans=SPANS)
def test_merging_keeps_the_days_and_leaves_gaps_between_spans(spans: list[Span]) -> None:
    merged = list(merge(spans))

    assert days_of(merged) == days_of(spans)
    assert all(one[1] < other[0] for one, other in pairwise(merged))


@unhurried
@given(day=STARTS, spans=SPANS)
def test_a_mapped_day_is_never_a_suspended_one(day: date, spans: list[Span]) -> None:
    mapped = to_calendar(day, spans)

    assert mapped not in days_of(spans)
    assert to_calendar(day + DAY, spans) > mapped


def halves(first: date, end: date) -> list[Span]:
    middle = first + (end - first) / 2
    return [(first, middle), (middle, end)]
