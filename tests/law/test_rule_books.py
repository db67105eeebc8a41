"""Numbers of law stand in dated tables, and a decision can say which one it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.registry.rules.book import BOOK as REGISTRY
from services.supervision.rules.windows import BOOK as SUPERVISION
from shared.law import Citation, RuleBook

FIRST = """
[report_in_days]
value = 15
law = "戒毒条例"
article = "14(1)"
since = 2011-06-26
text = "15日内报到"
"""
LATER = FIRST.replace("15", "10")
SHARED_BY_BOTH = ["suspension_counts", "term_start_day_counts"]


@pytest.fixture
def book(tmp_path: Path) -> RuleBook:
    (tmp_path / "2025-11-18.toml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "2027-07-01.toml").write_text(LATER, encoding="utf-8")
    (tmp_path / "notes.toml").write_text("nothing = 1", encoding="utf-8")
    return RuleBook(tmp_path)


def test_a_day_goes_by_the_newest_table_that_was_in_use(book: RuleBook) -> None:
    assert book.as_of(date(2027, 6, 30))["report_in_days"].number == 15
    assert book.as_of(date(2027, 7, 1))["report_in_days"].number == 10


def test_a_case_older_than_the_software_goes_by_the_oldest_table(book: RuleBook) -> None:
    rule = book.as_of(date(2023, 4, 1))["report_in_days"]

    assert rule.table == date(2025, 11, 18)
    assert rule.since == date(2011, 6, 26)


def test_a_rule_says_its_source(book: RuleBook) -> None:
    rule = book.as_of(date(2026, 1, 1))["report_in_days"]

    assert rule.citation == Citation("戒毒条例", "14(1)")
    assert rule.text == "15日内报到"


def test_a_value_of_the_wrong_kind_is_not_guessed_at(book: RuleBook) -> None:
    rule = book.as_of(date(2026, 1, 1))["report_in_days"]

    with pytest.raises(TypeError, match="report_in_days of 2025-11-18 is no bool: 15"):
        _ = rule.flag


@pytest.mark.parametrize("department", [REGISTRY, SUPERVISION])
def test_every_rule_that_ships_is_in_force_and_says_why(department: RuleBook) -> None:
    rules = [rule for table in department.tables for rule in table.rules.values()]

    assert rules
    assert all(rule.text and rule.citation.law and rule.since <= rule.table for rule in rules)


@pytest.mark.parametrize("name", SHARED_BY_BOTH)
def test_both_departments_count_the_same_days(name: str) -> None:
    """A term and its windows end on one day, so both tables answer these alike, day for day."""
    days = {table.dated for book in (REGISTRY, SUPERVISION) for table in book.tables}

    assert all(
        REGISTRY.as_of(day)[name].value == SUPERVISION.as_of(day)[name].value for day in days
    )
