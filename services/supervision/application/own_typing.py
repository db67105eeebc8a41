"""Correcting one's own typing within a day, without a second person (domain.md 0.23)."""

from __future__ import annotations

from uuid import UUID

from services.supervision.application.files import Files
from services.supervision.domain.records import Retyping
from services.supervision.domain.supervision import Supervision
from services.supervision.rules import typing
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.law import Unknown

CORRECTED = "supervision.typing_corrected"


class OwnTyping(Files):
    """Corrections that need nobody else."""

    @command
    def correct_typing(self, *, file_id: UUID, retyping: Retyping) -> None:
        """Write otherwise what the same account typed in the last 24 hours; texts alone."""
        file, typed = self.file(file_id), self._typed(file_id, retyping.record)
        typing.only_text_is_corrected_alone(name=typed.name, field=retyping.field)
        typing.ones_own_typing_is_corrected_in_time(
            author=typed.account,
            account=self.account,
            typed_at=typed.recorded_at,
            now=clock.now(),
        )
        known = known_in(typed, retyping.field)
        file.correct_typing(retyping=retyping, what=typed.name, known=known, on=clock.today())
        self.save(file)

    def told(self, file_id: UUID) -> list[Entry]:
        """All events of a file, each text as whoever typed it corrected it."""
        entries = self.stream(file_id)
        right = {(e.facts["record"], e.facts["field"]): e for e in entries if e.name == CORRECTED}
        if not right:
            return entries
        return [_as_corrected(entry, right) for entry in entries]

    def own_typing(self, file: Supervision, *, account: str) -> list[Entry]:
        """What the account may still correct alone, the latest first."""
        now = clock.now()
        return [
            e
            for e in self.told(file.id)[::-1]
            if e.name in typing.TYPED
            and e.stream_version not in file.entered
            and typing.is_ones_own_typing(
                author=e.account, account=account, typed_at=e.recorded_at, now=now
            )
        ]

    def _typed(self, file_id: UUID, record: int) -> Entry:
        """Where it was typed; a correction does not make it younger."""
        for entry in self.told(file_id):
            if entry.stream_version == record:
                return entry
        raise Unknown("档案里没有这条记录", field="which")


def known_in(entry: Entry, field: str) -> tuple[str, ...]:
    """What stands in a field of an event: a text as one entry, names one each."""
    known = entry.personal.get(field)
    if not known:
        return ()
    return (known,) if isinstance(known, str) else tuple(known)


def _as_corrected(entry: Entry, right: dict[tuple[int, str], Entry]) -> Entry:
    """The event with its last corrections; what went with the person's key stays gone."""
    said = {
        field: right[entry.stream_version, field].personal["value"]
        for field in typing.TYPED.get(entry.name, ())
        if (entry.stream_version, field) in right
    }
    texts = {
        field: tuple(value) if field in typing.NAMES else value[0]
        for field, value in said.items()
        if value is not None
    }
    return entry.rewritten(texts) if texts else entry
