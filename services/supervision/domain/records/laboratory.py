"""What follows a positive strip, as one value each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class LabRequest:
    """Somebody asks for the laboratory, or for a retest: who, and when the result had been told."""

    test_id: UUID
    requested_on: date
    requested_by: str
    told_on: date


@dataclass(frozen=True, kw_only=True)
class LabResult:
    """What a laboratory found, for an A sample or for a B sample (then `elsewhere` matters)."""

    test_id: UUID
    sent_on: date
    received_on: date
    result: str
    institution: str
    report_no: str
    elsewhere: bool = False


@dataclass(frozen=True, kw_only=True)
class Objecting:
    """Somebody objects to a result (异议): who, when, when it had been told, and why."""

    test_id: UUID
    lodged_on: date
    lodged_by: str
    told_on: date
    grounds: str = ""


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswer:
    """What the police answer: the sample is looked at, or not and why; by which document."""

    test_id: UUID
    answered_on: date
    accepted: bool
    document_no: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Confirming:
    """The police found that drugs were used: by which document, when, and which drug.

    `test_id` is the positive strip that it settles, `matter` the suspicion that it answers.
    """

    decided_on: date
    used_on: date
    document_no: str
    substance: str
    test_id: UUID | None = None
    matter: str | None = None


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """A positive strip that is no finding: medicine, maintenance, a negative laboratory."""

    test_id: UUID
    cleared_on: date
    because: str
    note: str = ""
