"""The part of a file that knows who of the family may see when something is due."""

from __future__ import annotations

from datetime import date

from services.supervision.domain.events import family as events
from services.supervision.domain.supervision.state import FileState


class Family(FileState):
    """Whose account it is."""

    def note_family_member(self, *, account: str | None, noted_on: date) -> None:
        """Note an account, or that it may look no more."""
        if account != self.family_account:
            self.trigger(events.FamilyMemberNoted, noted_on=noted_on, account=account)
