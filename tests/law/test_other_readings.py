"""A town may read the law's silence otherwise: it changes two lines of the tables, dated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.cli.law import law
from services.registry.rules import book
from services.registry.rules.course import days_on_the_way
from services.registry.rules.term import last_day_of_term
from services.supervision.rules import windows
from shared.law import RuleBook

REPORTED = date(2026, 12, 1)
DETAINED = [(date(2027, 5, 10), date(2027, 5, 25))]


@pytest.fixture
def other_readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 2026-07-01 on, the day of reporting does not count, nor days on the way; detained do."""
    for module in (book, windows):
        folder = tmp_path / module.__name__
        folder.mkdir()
        today = (module.BOOK.folder / "2025-11-18.toml").read_text(encoding="utf-8")
        (folder / "2025-11-18.toml").write_text(today, encoding="utf-8")
        (folder / "2026-07-01.toml").write_text(read_otherwise(today), encoding="utf-8")
        monkeypatch.setattr(module, "BOOK", RuleBook(folder))


def read_otherwise(table: str) -> str:
    table = table.replace(
        "[term_start_day_counts]\nvalue = true", "[term_start_day_counts]\nvalue = false"
    )
    table = table.replace("[transit_counts]\nvalue = true", "[transit_counts]\nvalue = false")
    return table.replace("[suspension_counts]\nvalue = false", "[suspension_counts]\nvalue = true")


@pytest.mark.usefixtures("other_readings")
def test_the_last_day_follows_the_towns_reading() -> None:
    last = last_day_of_term(reported_on=REPORTED, months=36, suspensions=DETAINED)

    assert last == date(2029, 12, 1)


@pytest.mark.usefixtures("other_readings")
def test_the_windows_follow_the_same_reading() -> None:
    stages = windows.stages_of("PLAN_22", on=REPORTED)

    found = windows.windows_of(start=REPORTED, months=36, stages=stages, suspensions=DETAINED)

    assert found[0].first == date(2026, 12, 2)
    assert found[5] == windows.Window(number=6, first=date(2027, 5, 2), last=date(2027, 6, 1))
    assert found[-1].last == date(2029, 12, 1)


@pytest.mark.usefixtures("other_readings")
def test_days_on_the_way_move_the_last_day_where_the_town_does_not_count_them() -> None:
    left_on, received_on = date(2027, 2, 1), date(2027, 2, 11)
    left_out = days_on_the_way(left_on, received_on)

    last = last_day_of_term(reported_on=REPORTED, months=36, on_the_way=left_out)

    assert left_out == ((left_on, received_on),)
    assert last == date(2029, 12, 11)
    assert days_on_the_way(date(2026, 6, 1), date(2026, 6, 11)) == ()


@pytest.mark.usefixtures("other_readings")
def test_guihang_law_says_how_the_town_counts_the_days_on_the_way() -> None:
    asked = [
        "last-day",
        "--start",
        "2026-12-01",
        "--months",
        "36",
        "--transit",
        "2027-02-01/2027-02-11",
    ]

    done = CliRunner().invoke(law, asked)

    assert done.stdout.startswith("最后一日：2029-12-11")
    assert (
        "2027-02-01 变更执行地，2027-02-11 转入，共 10 日，不计入（《戒毒条例》第22条第2款）"
        in done.stdout
    )


@pytest.mark.usefixtures("other_readings")
def test_a_case_that_began_before_keeps_the_reading_it_began_under() -> None:
    reported_on = date(2026, 6, 30)

    last = last_day_of_term(reported_on=reported_on, months=36, suspensions=DETAINED)

    assert last == date(2029, 7, 14)
