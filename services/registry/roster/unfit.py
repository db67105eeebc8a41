"""How the reading of one row stops: with the reason for which the row cannot be taken over."""

from __future__ import annotations

from services.registry.roster.rows import Reason


class Unfit(Exception):
    """This row cannot be taken over; `sentence` and `values` as in `RejectedRow`."""

    def __init__(self, reason: Reason, field: str, sentence: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.sentence = sentence
        self.values = values
