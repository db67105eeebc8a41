"""What happens when: the acts of the story, carried out in the order of their instants."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from deploy.demo.kits import Boxes
from deploy.demo.staff import STAFF
from shared import clock
from shared.calendar import is_working_day
from shared.eventstore.act import Act, acting

if TYPE_CHECKING:
    from deploy.assembly import Offices


class Story:
    """A queue of acts. While one is carried out the clock stands at its instant.

    What one office does is heard by the others before the next act that asks for it (`heard`).
    """

    def __init__(self, offices: Offices, *, until: date, seed: int) -> None:
        self.offices = offices
        self.until = until
        self.dice = Random(seed)  # noqa: S311 - a story, no secret
        self._acts: list[tuple[datetime, int, str, str | None, Callable[[], object]]] = []
        self._order = count()
        self._news = False

    @cached_property
    def kits(self) -> Boxes:
        """The test kits of the stations."""
        return Boxes(self.offices)

    def on(
        self, day: date, who: str, act: Callable[[], object], *, late_because: str | None = None
    ) -> None:
        """Have somebody do something in the working hours of a day, unless that lies ahead."""
        if day > self.until:
            return
        minutes = self.dice.randrange(8 * 60 + 10, 17 * 60)
        at = datetime.combine(day, time(), clock.SHANGHAI) + timedelta(minutes=minutes)
        heapq.heappush(self._acts, (at, next(self._order), who, late_because, act))

    def heard(self) -> None:
        """Have every office hear what the others did."""
        if self._news:
            self.offices.hear()
            self._news = False

    def told(self) -> None:
        """Something was done that other offices must hear of."""
        self._news = True

    def run(self) -> int:
        """Carry all acts out; returns how many there were."""
        done = 0
        while self._acts:
            at, _, who, reason, act = heapq.heappop(self._acts)
            with ExitStack() as stack:
                stack.enter_context(clock.use(at))
                account, role, unit = STAFF[who]
                stack.enter_context(
                    acting(Act(account=account, role=role, unit=unit, reason=reason))
                )
                act()
            done += 1
        return done

    def working_day(self, day: date) -> date:
        """This day, or the next on which offices work."""
        while not is_working_day(day):
            day += timedelta(days=1)
        return day

    def some_day(self, first: date, last: date) -> date:
        """A working day between two days, if there is one."""
        day = first + timedelta(days=self.dice.randrange((last - first).days + 1))
        return min(self.working_day(day), last)
