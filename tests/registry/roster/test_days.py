"""Days, as they are spelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.roster.cells import Cell
from services.registry.roster.days import EPOCH, NotADay, read_day, says_not_yet

SIGNS = "〇一二三四五六七八九"


def in_words(count: int) -> str:
    """13 as 十三."""
    tens, unit = divmod(count, 10)
    begun = {0: "", 1: "十"}.get(tens, f"{SIGNS[tens]}十")
    return begun + (SIGNS[unit] if unit else "")


def year_in_words(year: int) -> str:
    return "".join(SIGNS[int(digit)] for digit in str(year))


SPELLINGS: list[Callable[[date], Cell]] = [
    lambda day: day,
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: int(f"{day:%Y%m%d}"),
    lambda day: float(f"{day:%Y%m%d}"),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}.",
    lambda day: f"{day.year}．{day.month}．{day.day}",
    lambda day: f"{day.year}。{day.month}。{day.day}",
    lambda day: f"{day.year}、{day.month}、{day.day}",
    lambda day: f"{day.year}—{day.month}—{day.day}",
    lambda day: f"{day.year} {day.month} {day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    lambda day: f"{day.year}年{day.month}月{day.day}号",
    lambda day: f"{day.year}年{day.month}月{day.day}",
    lambda day: f" {day.year} 年 {day.month} 月 {day.day} 日 ",
    lambda day: f"{day.year}年{day.month}月{day.day}日（周一）",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: f"{day:%Y-%m-%d}T00:00:00",
    lambda day: f"{day.year}/{day.month}/{day.day} 0:00",
    lambda day: f"'{day:%Y-%m-%d}",
    lambda day: f"\t{day:%Y-%m-%d}",
    lambda day: f"{year_in_words(day.year)}年{in_words(day.month)}月{in_words(day.day)}日",
    lambda day: f"{year_in_words(day.year).replace('〇', '○')}年{day.month}月{in_words(day.day)}日",
    lambda day: (
        f"{year_in_words(day.year).replace('〇', '零')}年{in_words(day.month)}月{day.day}日"
    ),
    lambda day: f"{day:%Y-%m-%d}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda day: (day - EPOCH).days,
    lambda day: float((day - EPOCH).days),
    lambda day: (day - EPOCH).days + 0.5,
    lambda day: str((day - EPOCH).days),
]


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_spelling_of_a_day_is_that_day(day: date) -> None:
    assert {read_day(spell(day)) for spell in SPELLINGS} == {day}


@pytest.mark.parametrize(
    ("spelled", "day"),
    [
        ("二〇二五年十二月一日", date(2025, 12, 1)),
        ("二○二五年十二月三十一日", date(2025, 12, 31)),
        ("二O二五年二月廿八日", date(2025, 2, 28)),
        ("二零二五年零三月零五日", date(2025, 3, 5)),
        ("贰零贰伍年拾贰月叁拾日", date(2025, 12, 30)),
        ("２０２５．１２．１", date(2025, 12, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_formal_spelling_is_read(spelled: str, day: date) -> None:
    assert read_day(spelled) == day


@pytest.mark.parametrize("cell", ["", " ", "　", "/", "／", "无", "-", "——", "暂无", "N/A"])
def test_nothing_stated_is_no_day_and_no_fault(cell: str) -> None:
    assert read_day(cell) is None


@pytest.mark.parametrize("cell", ["未报到", "尚未签订", "未签协议", "没有签", "待报到", "拒绝签订"])
def test_not_yet_is_no_day_and_no_fault(cell: str) -> None:
    assert read_day(cell) is None
    assert says_not_yet(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-02-30",
        "2025年2月30日",
        "2023-02-29",
        "2025-13-01",
        "2025-00-10",
        "20250230",
        20251301,
        "二〇二五年十三月一日",
        "二〇二五年二月三十日",
        "2025年12月",
        "2025-12",
        "2025.12",
        2025.12,
        "202512",
        2025,
        "2025",
        "25.12.1",
        "12/1/2025",
        "01-12-2025",
        "1905-07-17",
        date(1905, 7, 17),
        "0205-12-01",
        "2205-12-01",
        -5,
        45627000,
        "2025-12-01至2025-12-05",
        "见备注",
        "不详",
        "#VALUE!",
        True,
    ],
)
def test_what_is_no_certain_day_is_not_taken_for_one(cell: Cell) -> None:
    with pytest.raises(NotADay):
        read_day(cell)


@given(cell=st.text(max_size=30) | st.floats() | st.integers())
def test_no_cell_breaks_the_reading(cell: str | float) -> None:
    try:
        read_day(cell)
    except NotADay:
        return
