"""What registry hears of other departments: it puts a notice into the town office's inbox."""

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
