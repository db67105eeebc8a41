"""What excuses a person, as one value each; and what the file remembers of proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WAIVER, EXCUSE, LEAVE = "waiver", "excuse", "leave"
"""What is approved on paper: that a window needs no test, that a miss is excused, a leave."""


@dataclass(frozen=True, kw_only=True)
class WaiverAsked:
    """That a window needs no test, and why; another account decides."""

    window: int
    because: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Waiving:
    """A window that needs no test: why, and who approved that on paper."""

    window: int
    adjusted_on: date
    because: str
    approver: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedWaiver:
    """That a window needs no test: who said so when, and why."""

    by: str
    on: date
    because: str
    note: str
