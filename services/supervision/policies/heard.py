"""What supervision hears from others."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.rules.windows import Reading
from shared.calendar import OpenSpan


@dataclass(frozen=True, kw_only=True)
class ReportedIn:
    """The registry: the person reported in, and the term runs."""

    case_ref: str
    person_id: UUID
    kind: str
    reported_on: date
    term_months: int
    credit_days: int
    village: str | None
    station: str | None
    sex: str | None
    tracked_from: date | None
    suspensions: tuple[OpenSpan, ...] = ()
    counters: tuple[tuple[str, int], ...] = ()

    @property
    def opening(self) -> dict[str, Any]:
        """What the file is opened with."""
        facts = {field.name: getattr(self, field.name) for field in fields(self)}
        del facts["suspensions"], facts["counters"]
        return facts


@dataclass(frozen=True, kw_only=True)
class DaysCorrected:
    """The registry: a newer roster, or somebody's decision, has other days for a case."""

    case_ref: str
    corrected_on: date
    reported_on: date | None
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseReplaced:
    """The registry: another order took the place of this one."""

    case_ref: str
    replaced_on: date


@dataclass(frozen=True, kw_only=True)
class CaseReopened:
    """The registry: what had ended the case was revoked."""

    case_ref: str
    reopened_on: date


@dataclass(frozen=True, kw_only=True)
class CaseRests:
    """The registry: the file of the case is sealed from a day on, or (None) is so no more."""

    case_ref: str
    noted_on: date
    sealed_on: date | None


@dataclass(frozen=True, kw_only=True)
class StationAssigned:
    """The registry: another station keeps the case from now on."""

    case_ref: str
    assigned_on: date
    station: str


@dataclass(frozen=True, kw_only=True)
class AgreementSigned:
    """The registry: the agreement was signed."""

    case_ref: str
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementRefused:
    """The registry: the person would not sign; with `defects` it grounds nothing."""

    case_ref: str
    refused_on: date
    defects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CarePlanSet:
    """The registry: the measures for the person were laid down, or laid down anew."""

    case_ref: str
    set_on: date


@dataclass(frozen=True, kw_only=True)
class GroupFormed:
    """The registry: the group was formed."""

    case_ref: str
    formed_on: date
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FamilyMemberTold:
    """The registry: this account belongs to the group's family member; None: no more."""

    case_ref: str
    told_on: date
    account: str | None


@dataclass(frozen=True, kw_only=True)
class NeedAccepted:
    """A department took a need up."""

    case_ref: str
    need_id: UUID
    accepted_on: date


@dataclass(frozen=True, kw_only=True)
class NeedClosed:
    """A department is done with a need."""

    case_ref: str
    need_id: UUID
    closed_on: date
    result: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended:
    """The registry: the person was detained, and the term stands still from that day.

    One that falls short of a rule is told as it was recorded, and `counts` for nothing.
    """

    case_ref: str
    suspended_on: date
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class CaseResumed:
    """The registry: the person was released, and the term runs on from that day.

    Unless the person is `still_held` on another ground.
    """

    case_ref: str
    resumed_on: date
    still_held: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseEnded:
    """The registry: the case ended before its term, or went to another town."""

    case_ref: str
    ended_on: date
    cause: str


@dataclass(frozen=True, kw_only=True)
class TermCorrected:
    """The registry: the term is another than was known; what is None is not said."""

    case_ref: str
    corrected_on: date
    reported_on: date | None
    term_months: int | None
    credit_days: int | None
    suspensions: tuple[OpenSpan, ...] | None

    def differs_from(self, file: Supervision) -> bool:
        """Whether this says anything that the file does not know."""
        return any(
            said is not None and said != getattr(file, name)
            for name in ("reported_on", "term_months", "credit_days", "suspensions")
            if (said := getattr(self, name)) is not None
        )


@dataclass(frozen=True, kw_only=True)
class ReadingChosen:
    """The registry: a named person chose how the term is counted, where the law is silent.

    A choice of old times, which moved nothing, is of no day from which to count.
    """

    case_ref: str
    chosen_on: date
    counted_from: date | None
    left_out: tuple[OpenSpan, ...]

    @property
    def reading(self) -> Reading | None:
        """How the term is counted from now on; None: as before."""
        if self.counted_from is None:
            return None
        return Reading(counted_from=self.counted_from, left_out=self.left_out)


@dataclass(frozen=True, kw_only=True)
class MaintenanceTold:
    """The health institution: whether the person is in maintenance treatment, and no more."""

    case_ref: str
    told_on: date
    in_maintenance: bool


@dataclass(frozen=True, kw_only=True)
class UseInTreatmentTold:
    """The health institution to the police: drugs were used during treatment (禁毒法 37(2))."""

    case_ref: str
    report_id: UUID
    found_on: date
    reported_on: date
