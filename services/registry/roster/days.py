"""The many spellings of a day in rosters, read as one date, or not at all.

A day is taken only if it is certain: a month without its day, a two-digit year or 12/1/2025 (which
half of the world reads as January) is not a day here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from services.registry.roster.cells import DIGITS, Cell, number_in_words, stated

# The fields of a row that hold a day, in the order in which the days should come.
DAYS = ("decided_on", "served_on", "reported_on", "signed_on")
# Orders of community rehab exist since 2008. Dates before this year are mistyped years: a bare
# 2025 in a date cell is a day of 1905 to a spreadsheet.
FIRST_YEAR, LAST_YEAR = 1990, 2100
# Spreadsheets count days from here (the 1900 system, with its leap-year mistake behind it).
EPOCH = date(1899, 12, 30)

TIME = r"(?:[T ]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2})?(?:\.\d+)?[秒分]?Z?)?"
WEEKDAY = r"(?:[(（ ]*(?:周|星期|礼拜)[一二三四五六日天][)） ]*)?"
BETWEEN_YEAR = r"\s*[-/.。、·_年 ]\s*"
BETWEEN_MONTH = r"\s*[-/.。、·_月 ]\s*"
WRITTEN = re.compile(
    rf"(\d{{4}}){BETWEEN_YEAR}(\d{{1,2}}){BETWEEN_MONTH}(\d{{1,2}})\s*[日号.。]?{WEEKDAY}{TIME}{WEEKDAY}"
)
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
IN_WORDS = re.compile(rf"([0-9{''.join(DIGITS)}]{{4}})年(.{{1,3}})月(.{{1,4}}?)[日号]?")
DASHES = str.maketrans(dict.fromkeys("－—–−‐‑―", "-") | dict.fromkeys("．", ".") | {"／": "/"})
# 未报到, 尚未签订, 拒签: it has not happened, so there is no day to tell.
NOT_YET = re.compile(
    r"(?:尚|还|暂)?(?:未|没|没有|待|拒绝?|拒不)(?:按时|及时)?(?:报到|送达|签|下达|作出|定)[收订署字协议]{0,3}"
)


class NotADay(ValueError):
    """The cell states something that is no certain, existing day."""


def read_day(cell: Cell) -> date | None:
    """Read a day; None where nothing is stated, `NotADay` where what is stated is no day."""
    if isinstance(cell, date):
        return _bounded(cell)
    text = stated(cell).translate(DASHES).strip("'\"=")
    if not text or says_not_yet(cell):
        return None
    return _bounded(_day_in(text))


def says_not_yet(cell: Cell) -> bool:
    """Whether the cell says in words that the event has not happened (未报到, 尚未签订)."""
    return bool(NOT_YET.fullmatch(stated(cell)))


def _day_in(text: str) -> date:
    if found := WRITTEN.fullmatch(text) or RUN_TOGETHER.fullmatch(text):
        return _date(*(int(part) for part in found.groups()))
    if found := SERIAL.fullmatch(text):
        return EPOCH + timedelta(days=int(found[1]))
    if found := IN_WORDS.fullmatch(text):
        return _date(_year_in_words(found[1]), *map(_count_in_words, found.groups()[1:]))
    raise NotADay


def _year_in_words(signs: str) -> int:
    return int("".join(str(number_in_words(sign)) for sign in signs))


def _count_in_words(text: str) -> int:
    return number_in_words(text) or 0


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay from None


def _bounded(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADay
    return day
