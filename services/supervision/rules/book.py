"""Lines of the rule tables by name, and the two kinds of case that they are about."""

from __future__ import annotations

from datetime import date

from services.supervision.rules.windows import BOOK
from shared.law import Rule

REHAB = "community_rehab"
RECOVERY = "community_recovery"


def rule(name: str, *, on: date) -> Rule:
    """Find the rule of that name as of a day."""
    return BOOK.as_of(on)[name]
