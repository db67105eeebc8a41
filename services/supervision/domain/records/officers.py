"""Anti-drug officers as one value each: an appointment, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Appointing:
    """An officer whom the police station names: from when, by which document."""

    name: str
    badge_no: str
    from_on: date
    doc_no: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Relieving:
    """An officer whose work in this office ends: the first day without, and why."""

    officer_id: UUID
    ended_on: date
    because: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """An officer on the list; names are gone where their key was destroyed."""

    officer_id: UUID
    name: str | None
    badge_no: str | None
    phone: str | None
    doc_no: str | None
    from_on: date
    ended_on: date | None = None
    because: str | None = None

    def is_active(self, day: date) -> bool:
        """Whether the officer is in office on a day."""
        return self.from_on <= day and (self.ended_on is None or day < self.ended_on)
