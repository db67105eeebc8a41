"""Who of the family may see when something is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.eventstore.aggregate import Aggregate


class FamilyMemberNoted(Aggregate.Event):
    """The town let us know which account belongs to the group's family member; None: no more."""

    noted_on: date
    account: str | None

    def apply(self, aggregate: Any) -> None:
        """The latest word stands."""
        aggregate.family_account = self.account
