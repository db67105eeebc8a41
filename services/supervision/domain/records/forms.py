"""Numbered blank forms as one value each: a pad that is issued, what comes back, what is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.scans import Scan

TALK, VISIT, TEST, REPORT = "talk", "home_visit", "drug_test", "periodic_report"
NOTICE, REFUSAL, MISS = "test_notice", "test_refusal", "test_miss"
LEAVE = "leave_report"


@dataclass(frozen=True, kw_only=True)
class FormIssue:
    """Numbered blank forms for one worker, who is named by the account."""

    worker: str
    station: str
    issued_on: date
    first_serial: str
    last_serial: str


@dataclass(frozen=True, kw_only=True)
class FormReturn:
    """Forms that come back blank, or do not come back: which, when, and why."""

    pad_id: UUID
    returned_on: date
    first_serial: str
    last_serial: str
    because: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A numbered form on which something was written down when it happened, and its scan."""

    serial: str
    scan: Scan
