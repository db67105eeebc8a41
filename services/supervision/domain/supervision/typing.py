"""The part of a file that lets authors correct their own typing."""

from __future__ import annotations

from datetime import date

from services.supervision.domain.events import typing as events
from services.supervision.domain.records.typing import Retyping
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import typing


class OwnTyping(FileState):
    """Texts alone: what was decided or counted by them stays."""

    def correct_typing(
        self, *, retyping: Retyping, what: str, known: tuple[str, ...], on: date
    ) -> None:
        """Write a text otherwise."""
        field = retyping.field
        typing.only_text_is_corrected_alone(name=what, field=field)
        typing.what_the_police_copied_stays(record=retyping.record, entered=self.entered)
        value = written(field, retyping.value)
        typing.something_is_written_otherwise(field=field, known=known, value=value)
        self.trigger(
            events.TypingCorrected,
            corrected_on=on,
            record=retyping.record,
            what=what,
            field=field,
            value=value,
            why=retyping.why,
        )


def written(field: str, value: str) -> tuple[str, ...]:
    """A text as one entry, names one a line."""
    lines = value.splitlines() if field in typing.NAMES else [value]
    return tuple(filter(None, (line.strip() for line in lines)))
