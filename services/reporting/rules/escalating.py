"""What was not done in time and was told further up: to the office, then to the leading group.

Only facts go in, as with the rates: whoever leaves out what had not happened by a day, or was not
known at an instant, gets what stood then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.reporting.rules.town import Fact

ESCALATED, ENDED = "supervision.duty_escalated", "supervision.escalation_ended"
TOLD_FURTHER_UP = (ESCALATED, ENDED)
LEADING_GROUP, OFFICE = "leading_group", "office"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """A duty that is overdue: in which case, where, by which article, and who was alarmed."""

    case_ref: str
    duty: str
    level: str
    since: date
    due_on: date | None
    unit: str | None
    law: str | None
    article: str | None
    because: str


def standing(facts: Iterable[Fact]) -> list[Escalation]:
    """What is owed and was told further up; what was due first comes first.

    What an earlier release noted says of no end, and stands in no list.
    """
    found: dict[str, Escalation] = {}
    for fact in sorted(facts, key=lambda it: it.order):
        alarm = fact.said.get("alarm_id")
        if alarm is None or fact.case_ref is None:
            continue
        if fact.name == ENDED:
            found.pop(alarm, None)
        else:
            found[alarm] = _escalation(fact, fact.case_ref)
    return sorted(found.values(), key=lambda it: (it.due_on or it.since, it.case_ref))


def _escalation(fact: Fact, case_ref: str) -> Escalation:
    said, due_on = fact.said, fact.said.get("due_on")
    return Escalation(
        case_ref=case_ref,
        duty=said["duty"],
        level=said["level"],
        since=fact.happened_on,
        due_on=date.fromisoformat(due_on) if due_on else None,
        **{name: said.get(name) for name in ("unit", "law", "article")},
        because=fact.reference,
    )
