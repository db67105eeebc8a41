"""What registry hears of other departments.

What supervision tells becomes a notice in the town office's inbox; what any department says that it
wrote is awaited in the file of the case; what identity tells of units says which station looks
after which village.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DrugTestRefused:
    """Supervision recorded that a person refused a test, and how many times that makes."""

    person_id: UUID
    case_ref: str
    refused_on: date
    window: int
    count: int


@dataclass(frozen=True, kw_only=True)
class SeriousBreachDetected:
    """Supervision found that a counter is full; to report it to the police is not registry's."""

    person_id: UUID
    case_ref: str
    detected_on: date
    counter: str
    count: int


@dataclass(frozen=True, kw_only=True)
class DutyEscalated:
    """Supervision alarms the office, or the leading group after it, of a duty that is overdue.

    Of which duty of the case is told by `alarm_id` alone; an earlier release told nobody, and what
    it had noted has none.
    """

    person_id: UUID
    case_ref: str
    escalated_on: date
    alarm_id: UUID | None
    duty: str
    level: str
    due_on: date | None
    unit: str | None
    law: str | None
    article: str | None


@dataclass(frozen=True, kw_only=True)
class EscalationEnded:
    """Supervision: the duty was done, was waived, or pauses."""

    person_id: UUID
    case_ref: str
    ended_on: date
    alarm_id: UUID


@dataclass(frozen=True, kw_only=True)
class SeriousBreachWithdrawn:
    """Corrections took a counter below what is serious again: nothing is pending of it."""

    person_id: UUID
    case_ref: str
    withdrawn_on: date
    counter: str
    count: int


@dataclass(frozen=True, kw_only=True)
class DrugUseConfirmed:
    """The police found that drugs were used on a day; `counted`: within the term."""

    person_id: UUID
    case_ref: str
    decided_on: date
    used_on: date
    use_id: UUID
    counted: bool


@dataclass(frozen=True, kw_only=True)
class BreachOverturned:
    """Something that was counted counts no more; `count` is what its counter has left.

    By a paper that nobody shows, which is `defective`, nothing is taken off. An earlier release did
    not tell which finding it was.
    """

    person_id: UUID
    case_ref: str
    overturned_on: date
    matter_id: UUID | None
    counter: str
    count: int
    defective: bool


@dataclass(frozen=True, kw_only=True)
class ReportedToPolice:
    """Supervision reported a matter to the police: a counter that is full, a use, a refusal."""

    person_id: UUID
    case_ref: str
    reported_on: date
    report_id: UUID
    matter: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class PoliceDecided:
    """The police decided on a report; some decisions leave the measure as it is."""

    person_id: UUID
    case_ref: str
    decided_on: date
    report_id: UUID
    decision: str


@dataclass(frozen=True, kw_only=True)
class PaperWritten:
    """Another department wrote a paper that belongs in the file of the case (S42); not what of."""

    person_id: UUID
    case_ref: str
    code: str
    written_on: date


@dataclass(frozen=True, kw_only=True)
class LeaveReported(PaperWritten):
    """Supervision: the person reported in writing that he leaves; where to and why is not told."""

    absence_id: UUID | None
    depart_on: date | None
    return_on: date | None


@dataclass(frozen=True, kw_only=True)
class LeaveReturned:
    """Supervision: the person is back from a leave."""

    person_id: UUID
    case_ref: str
    absence_id: UUID
    returned_on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceClosed:
    """Supervision: the person is back who was away without leave, or stayed away."""

    person_id: UUID
    case_ref: str
    returned_on: date


@dataclass(frozen=True, kw_only=True)
class StationRegistered:
    """Identity: a unit takes part, and looks after these villages, or after none."""

    unit_id: UUID
    station: str
    title: str
    villages: tuple[str, ...]
    registered_on: date


@dataclass(frozen=True, kw_only=True)
class VillagesAssigned:
    """Identity: a unit looks after these villages from now on, and after no others."""

    unit_id: UUID
    villages: tuple[str, ...]
    assigned_on: date
