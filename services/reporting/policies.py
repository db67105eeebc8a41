"""Whenever any department tells anything, reporting notes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.reporting.domain import Fact, Said


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a department said: of which event, when it happened, when it was recorded there."""

    source: str
    name: str
    message_version: int
    position: int
    happened_on: date
    recorded_at: datetime
    person_id: UUID | None
    case_ref: str | None
    said: Said


def noted(told: Told) -> Fact:
    """Keep it as it was said; what it means is decided by whoever counts."""
    return Fact(**vars(told))
