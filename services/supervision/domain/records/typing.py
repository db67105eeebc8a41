"""What somebody mistyped, as one value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Retyping:
    """Which field of the event of that number is to be written otherwise, and why."""

    record: int
    field: str
    value: str
    why: str
