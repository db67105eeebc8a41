"""What a case must be after a course of acts, worked out without the code that it checks.

Statuses come from a table of transitions (domain.md 2); days are counted one by one on a calendar.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
FAR = date(2100, 1, 1)

CHINA = holidays.country_holidays("CN")
Spans = tuple[tuple[date, date | None], ...]
FIFTEEN = 15 * DAY

WHILE_OPEN = ("ordered", "reported", "active", "suspended", "transfer_out")
OVER = ("released", "aftercare", "sealed")
LEGAL = {
    "report_in": ("ordered",),
    "sign": (*WHILE_OPEN, *OVER),
    "suspend": (*WHILE_OPEN, *OVER),
    "resume": ("suspended", *OVER),
    "order_transfer": ("reported", "active"),
    "justify": (*WHILE_OPEN, *OVER),
    "refuse_to_sign": (*WHILE_OPEN, *OVER),
    "choose": (*WHILE_OPEN, *OVER),
    "send_materials": ("transfer_out", "suspended"),
    "confirm_receipt": ("transfer_out", "suspended"),
    "cancel_transfer": ("transfer_out", "suspended"),
    "terminate": (*WHILE_OPEN, *OVER),
    "reopen": ("terminated",),
}
"""In which recorded statuses an act can be done at all; what more it needs, the machine says."""


@dataclass
class Model:
    """A case as a careful clerk would keep it on paper."""

    months: int
    credit: int
    served_on: date
    reported_on: date | None = None
    late_with_reason: bool = False
    signed: bool = False
    spans: list[list[date | None]] = field(default_factory=list)
    moving_since: date | None = None
    ended: str = ""
    ended_on: date = FAR
    completed: bool = False
    noticed: bool = False
    sealed: bool = False
    completed_on: date = FAR
    chosen: date | None = None
    uses: list[date] = field(default_factory=list)

    @property
    def landmarks(self) -> dict[str, date | None]:
        """Days on whose either sides things differ; None where there is no such day yet."""
        held = [day for span in self.spans for day in span if day]
        earliest, latest = self.argued or (None, None)
        return {
            "served": self.served_on,
            "due": self.due_on,
            "reported": self.reported_on,
            "last": self.last_day,
            "earliest": earliest,
            "latest": latest,
            "sealing": self.rests_from,
            "held": held[0] if held else None,
            "held_last": held[-1] if held else None,
            "report_there": self.report_there_by,
        }

    @property
    def due_on(self) -> date:
        """The last of the 15 days, or the first day after it on which offices work."""
        return working(self.served_on + FIFTEEN)

    @property
    def report_there_by(self) -> date | None:
        """The last of the 15 days at the new place."""
        return working(self.moving_since + FIFTEEN) if self.moving_since else None

    @property
    def punctuality(self) -> str:
        """How the report-in stands to the 15 days."""
        if self.reported_on is None:
            return ""
        if self.reported_on <= self.due_on:
            return "in_time"
        return "late_with_reason" if self.late_with_reason else "late_without_reason"

    @property
    def held(self) -> bool:
        """Whether a detention is open."""
        return any(end is None for _, end in self.spans)

    @property
    def status(self) -> str:
        """The recorded status."""
        if self.sealed:
            return "sealed"
        if self.ended:
            return self.ended
        if self.completed:
            return "aftercare" if self.noticed else "released"
        if self.held:
            return "suspended"
        if self.moving_since:
            return "transfer_out"
        executing = "active" if self.signed else "reported"
        return executing if self.reported_on else "ordered"

    @property
    def closed_on(self) -> date | None:
        """Since when nothing more is done here: from then on three years are counted."""
        if self.ended:
            return self.ended_on
        return self.last_day + DAY if self.completed and self.last_day else None

    @property
    def rests_from(self) -> date | None:
        """Three years without a use, each of which has them begin anew, found by looking again."""
        if self.closed_on is None:
            return None
        since = self.closed_on
        while later := [day for day in self.uses if since < day < boundary(since, 36)]:
            since = min(later)
        return boundary(since, 36)

    @property
    def last_day(self) -> date | None:
        """The last day as somebody chose, or else as the town counts."""
        return self.chosen or (self.counted(self.reported_on) if self.reported_on else None)

    @property
    def argued(self) -> tuple[date, date | None] | None:
        """The first and the last of the last days that somebody could argue."""
        if self.reported_on is None:
            return None
        earliest = self.counted(self.reported_on, held=False) or FAR
        later = self.reported_on + DAY
        if (boundary(later, self.months) - later).days <= self.credit:
            return earliest, self.counted(self.reported_on)  # the other would leave nothing
        return earliest, self.counted(later)

    @property
    def readings(self) -> set[date | None]:
        """The last days between which somebody may choose."""
        if self.reported_on is None or self.held:
            return set()
        later = self.reported_on + DAY
        left = (boundary(later, self.months) - later).days > self.credit
        starts = (self.reported_on, later) if left else (self.reported_on,)
        return {self.counted(start, held=held) for start in starts for held in (True, False)}

    def counted(self, start: date, *, held: bool = True) -> date | None:
        """The last day of a term from a first day on."""
        spans = tuple((first, end) for first, end in self.spans if first) if held else ()
        return count(start, self.months, self.credit, spans)

    def is_contested(self, day: date) -> bool:
        """Whether the case runs that day by some readings only, and nobody chose."""
        if self.argued is None or self.chosen is not None:
            return False
        earliest, latest = self.argued
        return earliest < day and (latest is None or day <= latest)

    def status_on(self, day: date) -> str:
        """The status, with what the calendar alone makes of it."""
        last = self.last_day
        if self.status == "ordered" and day > self.due_on:
            return "report_overdue"
        if self.ended or self.completed or last is None or day <= last:
            return self.status
        return "term_completed"

    def is_held(self, day: date) -> bool:
        """Whether the person was held that day."""
        return held(day, tuple((first, end) for first, end in self.spans if first))

    def moved(self, chosen: date | None = None) -> None:
        """After the end moved: what was over may go on again, and what was chosen is open."""
        self.chosen = chosen
        if self.completed and (self.last_day is None or self.last_day >= self.completed_on):
            self.completed = self.noticed = self.sealed = False

    def pass_time(self, day: date) -> None:
        """What the calendar brings about."""
        self.complete(day)
        self.sealed = self.rests_from is not None and day >= self.rests_from

    def complete(self, day: date) -> None:
        """The term is over from the day after its last."""
        last = self.last_day
        if not self.ended and not self.completed and last is not None and day > last:
            self.completed, self.completed_on = True, last + DAY


@lru_cache(maxsize=4096)
def count(start: date, months: int, credit: int, spans: Spans) -> date | None:
    """Count day by day from a first day: a held day is no day of the term."""
    left = (boundary(start, months) - start).days - credit
    day = start
    while True:
        if any(first <= day and end is None for first, end in spans):
            return None
        if not held(day, spans):
            left -= 1
            if left == 0:
                return day
        day += DAY


def held(day: date, spans: Spans) -> bool:
    """Whether a day lies in one of these; the day of release does not."""
    return any(first <= day < (end or FAR) for first, end in spans)


@lru_cache(maxsize=4096)
def working(day: date) -> date:
    """The day, or the first after it on which offices work."""
    while not CHINA.is_working_day(day):
        day += DAY
    return day


def boundary(day: date, months: int) -> date:
    """The same day some months on; the first of the month after where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year, month, 28) + timedelta(days=monthrange(year, month)[1] - 27)
