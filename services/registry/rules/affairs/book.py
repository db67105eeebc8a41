"""The rule tables of the town's own affairs, beside those of cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shared.law import Rule, RuleBook

BOOK = RuleBook(Path(__file__).parent)


def rule(name: str, *, on: date) -> Rule:
    """Find the rule of that name as of a day."""
    return BOOK.as_of(on)[name]
