"""Deadlines are counted as 公安机关办理行政案件程序规定 35 and 民法典 201 and 203 count them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.calendar import deadline, is_working_day, next_working_day, working_days_after

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))

unhurried = settings(deadline=None)  # a busy machine is no fault of the calendar


@pytest.mark.parametrize(
    ("served_on", "due_on"),
    [
        (date(2025, 12, 1), date(2025, 12, 16)),
        (date(2025, 12, 20), date(2026, 1, 4)),  # a Sunday on which offices work
        (date(2025, 12, 16), date(2025, 12, 31)),
        (date(2025, 12, 17), date(2026, 1, 4)),  # New Year's Day to Saturday are off
        (date(2026, 2, 1), date(2026, 2, 24)),  # the Spring Festival is over on the 23rd
    ],
)
def test_fifteen_days_end_on_a_day_on_which_offices_work(served_on: date, due_on: date) -> None:
    assert deadline(served_on, 15) == due_on


def test_without_rolling_the_last_day_stands_where_it_falls() -> None:
    new_year = date(2026, 1, 1)

    assert deadline(date(2025, 12, 17), 15, roll=False) == new_year


def test_a_period_of_no_days_ends_on_the_day_of_the_event() -> None:
    assert deadline(date(2025, 12, 1), 0) == date(2025, 12, 1)


@unhurried
@given(event=DAYS, days=st.integers(0, 60))
def test_a_deadline_never_comes_early_and_passes_over_closed_days_only(
    event: date, days: int
) -> None:
    counted = event + timedelta(days=days)

    due = deadline(event, days)

    skipped = [counted + timedelta(days=n) for n in range((due - counted).days)]
    assert is_working_day(due)
    assert not any(is_working_day(day) for day in skipped)


def test_three_working_days_leave_out_the_weekend() -> None:
    friday = date(2025, 11, 28)

    assert working_days_after(friday, 3) == date(2025, 12, 3)


def test_a_make_up_sunday_is_one_of_three_working_days() -> None:
    new_years_eve = date(2025, 12, 31)

    assert working_days_after(new_years_eve, 3) == date(2026, 1, 6)


def test_a_working_day_is_its_own_next_working_day() -> None:
    sunday_worked = date(2026, 1, 4)

    assert next_working_day(sunday_worked) == sunday_worked
    assert next_working_day(date(2026, 1, 1)) == sunday_worked


@unhurried
@given(event=DAYS, days=st.integers(1, 12))
def test_working_days_are_counted_one_by_one(event: date, days: int) -> None:
    last = working_days_after(event, days)

    between = [event + timedelta(days=n) for n in range(1, (last - event).days + 1)]
    assert sum(is_working_day(day) for day in between) == days
    assert is_working_day(last)
