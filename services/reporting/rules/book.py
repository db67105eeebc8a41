"""The rule tables by which reporting counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shared.law import Rule, RuleBook

BOOK = RuleBook(Path(__file__).parent)

LAWFULLY_UNSIGNED = "unsigned_"


def lawful_reason(state: str, *, on: date) -> Rule | None:
    """Find the rule by which a person in this state need not sign; None if there is none."""
    rule = BOOK.as_of(on).rules.get(f"{LAWFULLY_UNSIGNED}{state}")
    return rule if rule is not None and rule.flag else None


def first_day_counts(*, on: date) -> bool:
    """Whether the day of reporting in is the first day of the term (戒毒条例 14)."""
    return BOOK.as_of(on)["term_start_day_counts"].flag
