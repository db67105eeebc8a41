"""An assessment of a half-year, as one value; and what the file remembers of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Assessing:
    """How a half-year went, by its number: who sat together when, what they found and advise."""

    period: int
    held_on: date
    result: str
    participants: tuple[str, ...]
    summary: str
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """An assessment on file."""

    held_on: date
    result: str
