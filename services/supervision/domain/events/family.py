"""Who of the family may see when something is due, and with consent how tests ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.eventstore.aggregate import Aggregate, Sealed


class FamilyMemberNoted(Aggregate.Event):
    """The town let us know which account belongs to the group's family member; None: no more."""

    noted_on: date
    account: str | None

    def apply(self, aggregate: Any) -> None:
        """The latest word stands; a consent was to whoever was named before."""
        aggregate.family_account, aggregate.results_open = self.account, False


class ResultConsentGiven(Aggregate.Event):
    """The person consents to that account learning how tests ended; `scan` is the paper's SHA-256.

    Without a scan it grounds nothing (个人信息保护法 29).
    """

    consented_on: date
    account: str
    scan: str | None
    media_type: str | None
    size: int | None
    defects: tuple[str, ...]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is for this account alone; the scan is on file."""
        if self.scan is not None:
            aggregate.scans[self.scan] = self.media_type
        if not self.defects:
            aggregate.results_open = True


class ResultConsentWithdrawn(Aggregate.Event):
    """The person consents no more (个人信息保护法 15)."""

    withdrawn_on: date

    def apply(self, aggregate: Any) -> None:
        """Nothing is shown from now on."""
        aggregate.results_open = False
