"""What answers a breach, as one value each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Admonition:
    """A written admonition: about what, under which clause of the agreement, how it was served.

    `correct_by` is the day until which the person is to put it right; `matter_id` the breach on
    file that it is about, None for one from before the take-over.
    """

    served_on: date
    document_no: str
    clause: str
    grounds: str
    how: str
    proofs: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    correct_by: date | None = None
    matter_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Violating:
    """A breach of a clause: which kind, what happened, how that is known."""

    kind: str
    violated_on: date
    facts: str
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class Correcting:
    """Criticism or education about a breach on file: by whom, what was said."""

    matter_id: UUID
    held_on: date
    by: str
    told: str


@dataclass(frozen=True, kw_only=True)
class ProposedOverturning:
    """That something should count no more: who said so when, and why."""

    by: str
    on: date
    because: str


@dataclass(frozen=True, kw_only=True)
class Overturning:
    """Something counted that counts no more: why, and which second person approved that."""

    matter_id: UUID
    overturned_on: date
    approver: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What a counter had before the software kept the case: on which page, who checked it."""

    counter: str
    recorded_on: date
    value: int
    page: str
    checker: str


@dataclass(frozen=True, kw_only=True)
class Judging:
    """What somebody with a name found where days can be counted in more than one way.

    `matter` is "term" (days that only one reading has in the term) or "leave_days" (whether the
    day of return counts); `counts` whether they do. Who chose is the account that does it.
    """

    matter: str
    judged_on: date
    counts: bool
    because: str


@dataclass(frozen=True)
class Violation:
    """A breach on file."""

    on: date
    kind: str
    counted: bool
