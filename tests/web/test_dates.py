"""Days are said with their weekday, and a relative date never stands alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from shared.web.dates import distance, long_day, moment, said, special
from shared.web.extraction import CHINESE

MONDAY = date(2026, 11, 23)


def test_a_day_is_said_with_its_weekday(app: Flask) -> None:
    with app.test_request_context("/"):
        assert long_day(MONDAY) == "2026年11月23日（周一）"


def test_a_day_is_said_in_english(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert long_day(MONDAY) == "Mon 23 November 2026"


def test_an_instant_is_said_in_shanghai(app: Flask) -> None:
    with app.test_request_context("/"):
        assert moment(datetime(2026, 11, 23, 20, 5, tzinfo=UTC)) == "2026-11-24 04:05"


def test_no_day_is_a_dash() -> None:
    assert long_day(None) == moment(None) == "—"


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "逾期3天"), (0, "今天"), (1, "明天"), (5, "还有5天")]
)
def test_a_distance_is_said_in_days(app: Flask, days: int, words: str) -> None:
    with app.test_request_context("/"):
        assert distance(MONDAY + timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "1 day overdue"), (-3, "3 days overdue"), (5, "in 5 days")]
)
def test_english_counts_one_and_many(app: Flask, days: int, words: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert distance(MONDAY + timedelta(days=days)) == words


def test_a_day_inside_a_sentence_is_said_as_a_day() -> None:
    assert said(MONDAY) == "2026年11月23日（周一）"
    assert said(3) == 3


def test_what_the_calendar_notes_is_chinese(app: Flask) -> None:
    with app.test_request_context("/"):
        assert special(date(2026, 10, 1)) == "国庆节"


def test_every_note_of_the_calendar_has_english_words(app: Flask) -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(6 * 365)]

    with app.test_request_context("/?lang=en"):
        left = {special(day) for day in days if CHINESE.search(special(day))}

    assert left == set()
