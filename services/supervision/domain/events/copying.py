"""What stands in the police's own system too."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.eventstore.aggregate import Aggregate, Sealed


class EnteredInPoliceSystem(Aggregate.Event):
    """A fact was typed into the police's own system; a later word about it replaces this one."""

    entered_on: date
    fact: int
    kind: str
    differs: bool
    by: Sealed[str]
    difference: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It stands there, alike or not."""
        aggregate.entered[self.fact] = self.differs
