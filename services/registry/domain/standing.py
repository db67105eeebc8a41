"""How far a case has come: what was recorded, and what the passing of time makes of it by law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ORDERED, REPORTED, ACTIVE, REPLACED = "ordered", "reported", "active", "replaced"
SUSPENDED, TRANSFER_OUT = "suspended", "transfer_out"
TRANSFERRED, TERMINATED = "transferred", "terminated"
RELEASED, AFTERCARE, SEALED = "released", "aftercare", "sealed"
REPORT_OVERDUE, TERM_COMPLETED = "report_overdue", "term_completed"
GONE = frozenset({REPLACED, TRANSFERRED, TERMINATED})
"""Nothing more is done here, whatever the calendar says."""
OVER = frozenset({RELEASED, AFTERCARE, SEALED})
ENDED = GONE | OVER | {TERM_COMPLETED}

BEFORE, RUNNING, ENDED_STATE = "before", "running", "over"
STATES = {
    BEFORE: frozenset({ORDERED, REPORT_OVERDUE}),
    RUNNING: frozenset({REPORTED, ACTIVE, SUSPENDED, TRANSFER_OUT}),
    ENDED_STATE: ENDED - {SEALED},
    SEALED: frozenset({SEALED}),
}
"""How far a case is for whoever asks what they may do to it: the states of the table of rights."""


def state_of(status: str | None) -> str:
    """The state of a case with this status; that of a person who has none."""
    return next((state for state, statuses in STATES.items() if status in statuses), BEFORE)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What decides a case's recorded status; the first of these that holds is the status."""

    replaced: bool = False
    transferred: bool = False
    terminated: bool = False
    sealed: bool = False
    noticed: bool = False
    released: bool = False
    held: bool = False
    moving: bool = False
    signed: bool = False
    reported: bool = False

    @property
    def status(self) -> str:
        """The status as recorded."""
        ranked = (
            (self.sealed, SEALED),
            (self.replaced, REPLACED),
            (self.terminated, TERMINATED),
            (self.transferred, TRANSFERRED),
            (self.released and self.noticed, AFTERCARE),
            (self.released, RELEASED),
            (self.held, SUSPENDED),
            (self.moving, TRANSFER_OUT),
            (self.reported and self.signed, ACTIVE),
            (self.reported, REPORTED),
        )
        return next((status for holds, status in ranked if holds), ORDERED)


def status_on(
    day: date, *, recorded: str, in_time_until: date | None, last_day: date | None
) -> str:
    """The status on a day.

    Who has not reported by the last of the 15 days is overdue from the day after (戒毒条例 14),
    or of those after a detention; nobody is while its end is unknown, which None says;
    from the day after its last day a measure is over by law, with or without a notice (23).
    """
    if recorded == ORDERED and in_time_until is not None and day > in_time_until:
        return REPORT_OVERDUE
    over = recorded not in GONE | OVER and last_day is not None and day > last_day
    return TERM_COMPLETED if over else recorded
