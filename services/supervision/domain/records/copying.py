"""What was entered into the police's own system, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A fact of a file that somebody typed into the police's own system.

    `fact` is the number of the fact within its file; `difference` says how the two systems differ,
    and is empty where they agree.
    """

    fact: int
    entered_on: date
    by: str
    difference: str = ""
