"""The special fund: a line of its own in the budget, and nothing beyond it (S6, S31)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from services.registry.rules.affairs.book import rule
from shared.law import Defect

PURPOSES = (
    "worker_wages",
    "test_kits",
    "station_costs",
    "training_costs",
    "publicity_costs",
    "help_costs",
    "other_costs",
)
"""What the special fund is there for."""


def a_fund_has_a_line_of_its_own(*, dedicated: bool, on: date) -> Defect | None:
    """Money without a line of its own is no special fund (S31)."""
    if dedicated:
        return None
    return Defect("not_dedicated", "没有单列专项", rule("special_fund", on=on).citation)


def spending_stays_within_the_fund(
    *, approved: Decimal, spent: Decimal, amount: Decimal, on: date
) -> Defect | None:
    """What is spent was approved before (S31)."""
    if spent + amount <= approved:
        return None
    return Defect("over_budget", "超出已批准的专项经费", rule("special_fund", on=on).citation)
