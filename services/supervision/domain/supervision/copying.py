"""The part of a file that knows what stands in the police's own system."""

from __future__ import annotations

from services.supervision.domain.events import copying as events
from services.supervision.domain.records.copying import Entered
from services.supervision.domain.supervision.state import FileState


class Copying(FileState):
    """What was typed a second time, elsewhere."""

    def note_entered(self, *, kind: str, entered: Entered) -> None:
        """Write down that a fact stands in the police's own system, and whether alike."""
        self.trigger(
            events.EnteredInPoliceSystem,
            kind=kind,
            fact=entered.fact,
            entered_on=entered.entered_on,
            differs=bool(entered.difference),
            by=entered.by,
            difference=entered.difference,
        )
