"""What paper says of the time before the software kept the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.eventstore.aggregate import Aggregate, Sealed


class OpeningSpansRecorded(Aggregate.Event):
    """All leaves, absences or detentions of one kind that the paper has from before.

    `scan` is the SHA-256 of the page's scan; what is not shown by one has a defect and is not
    taken for known.
    """

    recorded_on: date
    kind: str
    begins: tuple[date, ...]
    ends: tuple[date, ...]
    scan: str | None
    media_type: str | None
    size: int | None
    defects: tuple[str, ...]
    page: Sealed[str]
    checker: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """A later statement of the same kind replaces it."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if not self.defects:
            aggregate.spans_before[self.kind] = tuple(zip(self.begins, self.ends, strict=True))


class OpeningTestsRecorded(Aggregate.Event):
    """What the paper has of tests that were over before; they enter no rate.

    `scan` is the SHA-256 of the page's scan; what is not shown by one has a defect and is not
    taken for known.
    """

    recorded_on: date
    result: str
    windows: tuple[int, ...]
    scan: str | None
    media_type: str | None
    size: int | None
    defects: tuple[str, ...]
    page: Sealed[str]
    checker: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """A later statement about the same window replaces it."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if not self.defects:
            aggregate.tests_before |= dict.fromkeys(self.windows, self.result)
