"""Talks, visits, reports and needs as one value each; and what the file remembers of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One talk as its record has it."""

    started_at: datetime
    ended_at: datetime
    how: str
    talkers: tuple[str, ...]
    summary: str
    place: str = ""
    mood: str = ""
    subject_signed: bool = False

    @property
    def held_on(self) -> date:
        """The day on which it was held."""
        return self.started_at.date()


@dataclass(frozen=True, kw_only=True)
class NeedFound:
    """A need that came up, for the department that can help; only with the person's consent."""

    kind: str
    raised_on: date
    agreed: bool
    note: str = ""


@dataclass(frozen=True)
class Need:
    """A need on file, and what its department answered last."""

    kind: str
    department: str
    answer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One home visit as its record has it; `met` says whether the person was there."""

    visited_on: date
    visitors: tuple[str, ...]
    met: bool
    address: str = ""
    interviewee: str = ""
    relation: str = ""
    family_state: str = ""
    work_state: str = ""
    difficulty: str = ""
    opinion: str = ""
    result: str = ""


@dataclass(frozen=True, kw_only=True)
class PeriodicReport:
    """A report of the person about a stretch of time, named by one of its days."""

    received_on: date
    about_on: date
    how: str
    received_by: str
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class MissingReport:
    """A report that did not come, about a stretch of time named by one of its days."""

    marked_on: date
    about_on: date
