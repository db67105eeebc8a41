"""What the calendar must say, line by line: each with the article or the decision it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.law import Refusal


@dataclass(frozen=True)
class Line:
    """One line of the table: what is counted, by which source, and what must come out.

    `edge` is the edge case of domain.md 2.1 that the line is about, if it is about one.
    """

    said: str
    source: str
    found: Callable[[], Any]
    stands: Any
    edge: str = ""


def d(written: str) -> date:
    """A day, written as 2025-12-01."""
    return date.fromisoformat(written)


def days(written: str) -> list[tuple[date, date | None]]:
    """Spans, written as "2026-05-10/2026-05-25 2028-12-05/.."."""
    spans = []
    for span in written.split():
        first, _, end = span.partition("/")
        spans.append((d(first), None if end == ".." else d(end)))
    return spans


def refused(act: Callable[[], object]) -> str:
    """By which article an act is refused; nothing if it is not."""
    try:
        act()
    except Refusal as refusal:
        return str(refusal.citation or refusal)
    return ""
