"""What is told to the police and what they answer, as one value each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """Signs of use that somebody of the station saw, or was told of by somebody with a name."""

    observed_on: date
    facts: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """A report to the police about one matter: who reports, which facts and proofs."""

    matter: str
    sent_at: datetime
    reporter: str
    facts: str
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The police's receipt for a report."""

    report_id: UUID
    acknowledged_on: date
    receipt_no: str


@dataclass(frozen=True, kw_only=True)
class PoliceDecision:
    """What the police decided on a report, by which document."""

    report_id: UUID
    decided_on: date
    decision: str
    document_no: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report on file: about which matter, and what came back."""

    matter: str
    acknowledged: bool = False
    decision: str | None = None


@dataclass(frozen=True, kw_only=True)
class TreatmentReportAnswer:
    """What the police did about a health institution's report of drug use during treatment."""

    report_id: UUID
    answered_on: date
    outcome: str
    note: str = ""
