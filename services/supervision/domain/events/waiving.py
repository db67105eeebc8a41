"""What excuses a person from something, and who said so: by another account, or on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.supervision.domain.records.waiving import ProposedWaiver
from shared.eventstore.aggregate import Aggregate, Sealed


class WaiverProposed(Aggregate.Event):
    """Somebody found that a window needs no test; another decides."""

    proposed_on: date
    window: int
    because: str
    proposed_by: str
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The test is due until somebody decides."""
        aggregate.waivers[self.window] = ProposedWaiver(
            by=self.proposed_by, on=self.proposed_on, because=self.because, note=self.note or ""
        )


class WaiverDeclined(Aggregate.Event):
    """The test is due as it was."""

    declined_on: date
    window: int
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Nobody waits for a decision any more."""
        aggregate.waivers.pop(self.window, None)


class ApprovalPaperFiled(Aggregate.Event):
    """The paper by which somebody approved what is recorded with this event; `scan` is its SHA-256.

    `what` is "waiver", "excuse" or "leave"; `matter` the window's number, the notice's id or the
    leave's.
    """

    signed_on: date
    what: str
    matter: str
    scan: str
    media_type: str
    size: int
    signer: Sealed[str]
    filename: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Its scan is on file."""
        aggregate.scans[self.scan] = self.media_type
