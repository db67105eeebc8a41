"""Facts that the police's own system has to hold too."""

from __future__ import annotations

from uuid import UUID

from services.supervision.application.files import past_day
from services.supervision.application.own_typing import OwnTyping
from services.supervision.domain.records import Entered
from services.supervision.rules import copying
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.law import Unknown


class Copying(OwnTyping):
    """What somebody types a second time."""

    @command
    def note_entered(self, *, file_id: UUID, entered: Entered) -> None:
        """Record that a fact was typed into the police's own system, and whether it differs."""
        past_day(entered.entered_on, "entered_on")
        owed = self.owed_fact(file_id=file_id, fact=entered.fact)
        copying.a_fact_is_entered_after_it_happened(
            happened_on=owed.happened_on, entered_on=entered.entered_on
        )
        file = self.file(file_id)
        file.note_entered(kind=copying.KIND_OF[owed.name], entered=entered)
        self.save(file)

    def owed_fact(self, *, file_id: UUID, fact: int) -> Entry:
        """The fact of that number, if it is one that the police's own system has to hold."""
        self.file(file_id)
        for entry in self.told(file_id):
            if entry.stream_version == fact and entry.name in copying.KIND_OF:
                return entry
        raise Unknown("档案里没有这项须录入公安系统的事实", field="fact")
