"""Breaches of the agreement and what answers them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shared.eventstore.aggregate import Aggregate, Sealed


class Admonished(Aggregate.Event):
    """The person was warned in writing about a breach."""

    served_on: date
    how: str
    proofs: tuple[str, ...]
    defects: tuple[str, ...]
    document_no: Sealed[str]
    clause: Sealed[str]
    grounds: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It opens the way to a further count if it can be proven."""
        if not self.defects:
            aggregate.admonished.append(self.served_on)


class SeriousBreachDetected(Aggregate.Event):
    """A counter reached what the law calls a serious breach; the worker has to report it."""

    detected_at: datetime
    counter: str
    count: int
    report_by: datetime
    law: str
    article: str
    table: date

    def apply(self, aggregate: Any) -> None:
        """One duty to report per matter."""
        aggregate.breaches.append(self.counter)
