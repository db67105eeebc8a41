"""What was mistyped, written otherwise by whoever typed it."""

from __future__ import annotations

from datetime import date

from shared.eventstore.aggregate import Aggregate, Sealed


class TypingCorrected(Aggregate.Event):
    """Whoever typed something found it mistyped, and wrote it otherwise within a day.

    `record` is the number of the event in its file, `what` the name of that event. A text is one
    entry of `value`, names are one each.
    """

    corrected_on: date
    record: int
    what: str
    field: str
    value: Sealed[tuple[str, ...]]
    why: Sealed[str]
