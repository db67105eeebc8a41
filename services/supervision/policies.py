"""What supervision hears from others, and the plan of tests that follows from a report-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.supervision.rules.targets import target_days
from services.supervision.rules.windows import (
    BOOK,
    Window,
    default_plan,
    stages_of,
    windows_of,
)


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
    station: str
    sex: str | None
    tracked_from: date | None


@dataclass(frozen=True, kw_only=True)
class DaysCorrected:
    """The registry: a newer roster states other days for a case that was taken over."""

    case_ref: str
    corrected_on: date
    reported_on: date | None


@dataclass(frozen=True, kw_only=True)
class CaseReplaced:
    """The registry: another order took the place of this one."""

    case_ref: str
    replaced_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementSigned:
    """The registry: the agreement was signed."""

    case_ref: str
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class GroupFormed:
    """The registry: the group was formed."""

    case_ref: str
    formed_on: date
    kinds: tuple[str, ...]


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
class Plan:
    """The tests of one case: by which plan, in which windows, on which days, by which table."""

    name: str
    windows: tuple[Window, ...]
    targets: tuple[date, ...]
    table: date


def plan_of(*, reported_on: date, term_months: int, credit_days: int, seed: bytes) -> Plan:
    """Whenever a person has reported in, tests are planned for the whole term (戒毒条例 19).

    Recovery that is ordered for less than three years cuts the plan (domain.md 4).
    """
    name = default_plan(on=reported_on)
    windows = windows_of(
        start=reported_on,
        months=term_months,
        stages=stages_of(name, on=reported_on),
        credit_days=credit_days,
    )
    return Plan(
        name=name,
        windows=windows,
        targets=target_days(windows, seed=seed),
        table=BOOK.as_of(reported_on).dated,
    )
