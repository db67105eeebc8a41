"""What a case states of its papers, field by field: as it is corrected, and as it then is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.registry.domain.papers import Agreement, Decision, Printed
from services.registry.rules.typing import OF_AGREEMENT, OF_DECISION, TYPED

if TYPE_CHECKING:
    from services.registry.domain.course_state import CourseState

Change = tuple[str, str, str]
"""A field, what is on file, and what is right; of what nobody noted, nothing.

What is right and empty: nothing is to stand there.
"""

PRINTED = ("printed_from", "printed_to")
DAYS_OF_DECISION = ("decided_on", "served_on", "released_on")
DAYS = (*DAYS_OF_DECISION, *PRINTED, "signed_on")
LENGTH = ("term_months", "credit_days")
"""What says how long a term is; its other days are corrected as days of the term."""
COUNTING = ("kind", *DAYS, *LENGTH)
"""What moves a day or a number: it is kept in the clear, and takes a paper with its scan."""
CLEARED = (
    *("authority", "execution_place", "decided_on", "released_on"),
    *(*PRINTED, "guardian", "group_lead"),
)
"""What a paper can leave open, so that a box which was filled in may have to be empty."""
CORRECTED = (*COUNTING, *TYPED)
"""All that is corrected this way, in the order of the form."""


@dataclass(frozen=True, kw_only=True)
class FactsCorrection:
    """Other facts than those on file, as somebody proposed them.

    `counting` are those that move a day or a number; `written` are texts, and None once the
    person's key is destroyed. `paper_no` is the number of the paper in the file of the case.
    """

    proposed_on: date
    proposed_by: str
    counting: tuple[Change, ...]
    written: tuple[Change, ...] | None
    paper_no: int | None
    why: str | None

    @property
    def changes(self) -> tuple[Change, ...]:
        """All of them."""
        return (*self.counting, *(self.written or ()))

    @property
    def right(self) -> dict[str, str]:
        """What is right, by field."""
        return {field: right for field, _, right in self.changes}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a correction moves: where the days of the case are then."""

    due_on: date
    in_time_until: date | None
    last_day: date | None
    punctuality: str


def facts_of(case: CourseState) -> dict[str, str]:
    """What a case has on file, as text; a field of a paper that is not there yet is left out.

    Since when somebody is free is corrected once it was recorded.
    """
    held = vars(case.decision)
    named = ("kind", *DAYS_OF_DECISION, *LENGTH, *OF_DECISION)
    found = {name: held[name] for name in named} | dict(zip(PRINTED, case.printed, strict=True))
    if case.decision.released_on is None:
        del found["released_on"]
    if case.agreement is not None:
        signed = vars(case.agreement)
        found |= {name: signed[name] for name in ("signed_on", *OF_AGREEMENT)}
    return {name: _text(found[name]) for name in CORRECTED if name in found}


def changes_to(
    known: Mapping[str, str], right: Mapping[str, str], *, cleared: Collection[str] = ()
) -> tuple[Change, ...]:
    """What differs; what is right and empty is as it was, unless it is `cleared`."""
    stated = {field: said for field, said in right.items() if said} | dict.fromkeys(cleared, "")
    return tuple(
        (field, known.get(field, ""), stated[field])
        for field in CORRECTED
        if field in stated and stated[field] != known.get(field)
    )


def with_changes(
    decision: Decision, printed: Printed, agreement: Agreement | None, changes: Iterable[Change]
) -> tuple[Decision, Printed, Agreement | None]:
    """The papers of a case as they are once these changes hold."""
    right = {field: _value(field, text) for field, _, text in changes}
    own = {name: value for name, value in right.items() if name in vars(decision)}
    first, last = printed
    printed = right.get("printed_from", first), right.get("printed_to", last)
    signed = {name: right[name] for name in ("signed_on", *OF_AGREEMENT) if name in right}
    if agreement is not None and signed:
        agreement = replace(agreement, **signed)
    return replace(decision, **own), printed, agreement


def _text(value: date | int | str | None) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _value(field: str, text: str) -> Any:
    if field in DAYS:
        return date.fromisoformat(text) if text else None
    return int(text) if field in LENGTH else text
