"""What was on paper before it was typed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate, Sealed


class PaperFormCited(Aggregate.Event):
    """A record that is written with this event stood on a numbered form on that day.

    `scan` is the SHA-256 of the form's scan; `kept` names duties that would have been missed, each
    by its kind and what it is about.
    """

    written_on: date
    serial: str
    record: str
    record_id: UUID
    scan: str
    media_type: str
    size: int
    kept: tuple[str, ...]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Its scan is on file."""
        aggregate.scans[self.scan] = self.media_type
