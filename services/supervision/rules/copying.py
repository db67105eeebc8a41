"""What the police's own system also has to hold, in which order, and until when.

That system is the police's and is not reached from here: somebody types it there. So that nothing
is thought up twice, a sheet prints each fact in the order in which that system asks for it. The
order stands in the rule table, for the town to fit to the system in use.
"""

from __future__ import annotations

from datetime import date, timedelta

from services.supervision.rules.book import rule
from shared.law import Refusal, Rule

KIND_OF = {
    "supervision.drug_test_negative": "drug_test",
    "supervision.drug_test_invalid": "drug_test",
    "supervision.screened_positive": "drug_test",
    "supervision.drug_test_refused": "refusal",
    "supervision.drug_test_missed": "miss",
    "supervision.unauthorised_absence_opened": "absence",
    "supervision.admonished": "admonition",
}
"""Facts that are owed to that system, by their events."""


def order_of(kind: str, *, on: date) -> Rule:
    """The fields of a kind of fact, in that system's order."""
    return rule(f"police_system_{kind}", on=on)


def enter_by(happened_on: date) -> date:
    """The last day on which a fact is entered in time."""
    return happened_on + timedelta(days=rule("police_system_days", on=happened_on).number)


def a_fact_is_entered_after_it_happened(*, happened_on: date, entered_on: date) -> None:
    """Nothing stands in any system before it happened."""
    if entered_on < happened_on:
        raise Refusal(
            "录入日期早于事情发生的日期（{on}）",
            rule("police_system_days", on=entered_on).citation,
            field="entered_on",
            on=happened_on,
        )
