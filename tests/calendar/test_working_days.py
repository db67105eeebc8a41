"""Which days offices work is what the State Council's notices say, and else a stated guess."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from shared.calendar import WorkingDays, day_note, is_provisional, is_working_day, notices

# Written down from the notices themselves, weekday by weekday, apart from library and table.
OFF_ON_WEEKDAYS = """
2024-01-01 2024-02-12 2024-02-13 2024-02-14 2024-02-15 2024-02-16 2024-04-04 2024-04-05
2024-05-01 2024-05-02 2024-05-03 2024-06-10 2024-09-16 2024-09-17
2024-10-01 2024-10-02 2024-10-03 2024-10-04 2024-10-07
2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04
2025-05-01 2025-05-02 2025-05-05 2025-06-02
2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08
2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23
2026-04-06 2026-05-01 2026-05-04 2026-05-05 2026-06-19 2026-09-25
2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07
"""
WORKED_ON_WEEKENDS = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
MAY_2027 = """
[[announced]]
year = 2027
source = "国办发明电〔2026〕0号"

[[day]]
on = 2027-05-08
working = true
name = "劳动节调休上班"
source = "国办发明电〔2026〕0号"

[[day]]
on = 2027-05-04
working = false
name = "劳动节调休"
source = "国办发明电〔2026〕0号"
"""


def days(listed: str) -> set[date]:
    return {date.fromisoformat(day) for day in listed.split()}


def every_day(first_year: int, last_year: int) -> list[date]:
    first = date(first_year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(last_year + 1, 1, 1) - first).days)]


def test_every_day_of_three_years_is_as_the_notices_have_it() -> None:
    off, worked = days(OFF_ON_WEEKDAYS), days(WORKED_ON_WEEKENDS)

    wrong = [
        day
        for day in every_day(2024, 2026)
        if is_working_day(day) != (day in worked or (day.weekday() < 5 and day not in off))
    ]

    assert wrong == []


def test_the_table_and_the_library_agree_on_the_years_announced() -> None:
    library = holidays.country_holidays("CN")

    wrong = [
        day for day in every_day(2024, 2026) if is_working_day(day) != library.is_working_day(day)
    ]

    assert wrong == []


def test_every_moved_day_names_the_notice_that_moved_it() -> None:
    on_file = notices()

    unsourced = [
        day for day, moved in on_file.moved.items() if moved.source != on_file.sources[day.year]
    ]

    assert unsourced == []


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (date(2026, 1, 4), "元旦调休上班"),
        (date(2026, 2, 17), "春节"),
        (date(2026, 3, 3), ""),
        (date(2023, 4, 23), "调休上班"),
        (date(2028, 10, 1), "国庆节，暂按法定节假日"),
        (date(2028, 11, 1), "暂按法定节假日"),
    ],
)
def test_a_day_says_what_is_special_about_it(day: date, note: str) -> None:
    assert day_note(day) == note


def test_years_without_a_notice_are_provisional() -> None:
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 1))


def test_a_statutory_holiday_of_a_later_year_is_assumed() -> None:
    assert not is_working_day(date(2028, 10, 2))


def test_a_new_notice_is_a_matter_of_the_table(tmp_path: Path) -> None:
    table = tmp_path / "working_days.toml"
    table.write_text(MAY_2027, encoding="utf-8")

    announced = WorkingDays.read(table)

    assert announced.is_working_day(date(2027, 5, 8))
    assert not announced.is_working_day(date(2027, 5, 4))
    assert announced.note(date(2027, 5, 4)) == "劳动节调休"
    assert not announced.is_provisional(date(2027, 12, 31))


def test_a_moved_day_without_a_source_is_not_read(tmp_path: Path) -> None:
    table = tmp_path / "working_days.toml"
    row = MAY_2027.rpartition("source")[0]
    table.write_text(row, encoding="utf-8")

    with pytest.raises(TypeError, match="source"):
        WorkingDays.read(table)
