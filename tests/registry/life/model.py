"""What a case must be after a course of acts, worked out without the code that it checks.

Statuses come from a table of transitions (domain.md 2); days are counted one by one on a calendar.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FAR = date(2100, 1, 1)

WHILE_OPEN = ("ordered", "reported", "active", "suspended", "transfer_out")
OVER = ("released", "aftercare", "sealed")
LEGAL = {
    "report_in": ("ordered",),
    "sign": (*WHILE_OPEN, *OVER),
    "suspend": (*WHILE_OPEN, *OVER),
    "resume": ("suspended", *OVER),
    "order_transfer": ("reported", "active"),
    "send_materials": ("transfer_out", "suspended"),
    "confirm_receipt": ("transfer_out", "suspended"),
    "cancel_transfer": ("transfer_out", "suspended"),
    "terminate": (*WHILE_OPEN, *OVER),
}
"""In which recorded statuses an act can be done at all; what more it needs, the machine says."""


@dataclass
class Model:
    """A case as a careful clerk would keep it on paper."""

    months: int
    credit: int
    reported_on: date | None = None
    signed: bool = False
    spans: list[list[date | None]] = field(default_factory=list)
    moving_since: date | None = None
    ended: str = ""
    completed: bool = False
    noticed: bool = False
    sealed: bool = False

    @property
    def held(self) -> bool:
        """Whether a detention is open."""
        return any(end is None for _, end in self.spans)

    @property
    def status(self) -> str:
        """The recorded status."""
        if self.ended:
            return self.ended
        if self.completed:
            over = "aftercare" if self.noticed else "released"
            return "sealed" if self.sealed else over
        if self.held:
            return "suspended"
        if self.moving_since:
            return "transfer_out"
        executing = "active" if self.signed else "reported"
        return executing if self.reported_on else "ordered"

    @property
    def last_day(self) -> date | None:
        """Count day by day: a held day is no day of the term."""
        if self.reported_on is None:
            return None
        left = (boundary(self.reported_on, self.months) - self.reported_on).days - self.credit
        day = self.reported_on
        while True:
            if any(first <= day and end is None for first, end in self.spans if first):
                return None
            if not self.is_held(day):
                left -= 1
                if left == 0:
                    return day
            day += DAY

    def is_held(self, day: date) -> bool:
        """Whether the person was held that day."""
        return any(first <= day < (end or FAR) for first, end in self.spans if first)

    def moved(self) -> None:
        """After the end moved: what was over may go on again."""
        if self.completed and (self.last_day is None or self.last_day >= self.completed_on):
            self.completed = self.noticed = self.sealed = False

    def pass_time(self, day: date) -> None:
        """What the calendar brings about."""
        last = self.last_day
        if self.ended:
            return
        if not self.completed and last is not None and day > last:
            self.completed, self.completed_on = True, last + DAY
        if self.completed and day >= boundary(self.completed_on, 36):
            self.sealed = True


def boundary(day: date, months: int) -> date:
    """The same day some months on; the first of the month after where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year, month, 28) + timedelta(days=monthrange(year, month)[1] - 27)
