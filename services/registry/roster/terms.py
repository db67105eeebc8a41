"""How long an order runs, in months, from 36, 36个月, 3年, 三年, 一年六个月."""

from __future__ import annotations

import re

from services.registry.roster.cells import Cell, number_in_words, stated
from shared.calendar import MONTHS_A_YEAR

HALF_A_YEAR = 6
LONGEST = 120  # no order runs so long: a larger number stands in the wrong column
# Where the heading names no unit, 1, 2 and 3 could be years or months.
LARGEST_AMBIGUOUS = 3
SPELLED = re.compile(
    r"(?:(?P<years>[^年半]{1,3})年)?(?P<half>半年?)?(?:(?P<months>[^个月]{1,3})个?月)?"
)
NUMBER = re.compile(r"(\d{1,3})(?:\.0+)?")


class NotATerm(ValueError):
    """The cell states something that is no length of time, or one that could be two."""


def read_term(cell: Cell, *, unit: str) -> int | None:
    """Read months; `unit` is what the heading says of bare numbers: 月, 年 or nothing."""
    text = stated(cell).replace(" ", "")
    if not text:
        return None
    months = _bare(text, unit=unit) if NUMBER.fullmatch(text) else _spelled(text)
    if not 0 < months <= LONGEST:
        raise NotATerm
    return months


def _bare(text: str, *, unit: str) -> int:
    number = int(float(text))
    if not unit and number <= LARGEST_AMBIGUOUS:
        raise NotATerm
    return number * MONTHS_A_YEAR if unit == "年" else number


def _spelled(text: str) -> int:
    found = SPELLED.fullmatch(text)
    if not found:
        raise NotATerm
    months = _count(found["years"]) * MONTHS_A_YEAR + _count(found["months"])
    return months + HALF_A_YEAR if found["half"] else months


def _count(words: str | None) -> int:
    number = number_in_words(words) if words else 0
    if number is None:
        raise NotATerm
    return number
