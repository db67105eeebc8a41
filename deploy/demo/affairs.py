"""The town's own affairs in the story: what the office does beside its cases, in its last year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from deploy.demo.people import number_of
from deploy.demo.staff import OFFICE
from services.registry.application import RegistryApplication
from services.registry.domain.affairs.staff import Candidate, Hire
from shared import clock

if TYPE_CHECKING:
    from deploy.demo.calendar import Story

YEAR_DAYS = 365
WORKERS = (
    # name, born, station, education, out of the selection
    ("李社工", date(1989, 4, 12), "station-1", "bachelor", True),
    ("王社工", date(1993, 9, 3), "station-2", "junior_college", True),
    ("张社工", date(1984, 1, 25), "station-3", "senior_high", True),
    ("钱社工", date(1966, 6, 8), "station-1", "junior_high", False),
)


def plan_affairs(story: Story) -> None:
    """Have the office do what the notice asks of the town; the lives in care go as without it."""
    dice = story.dice.getstate()
    Affairs(story).begin()
    story.dice.setstate(dice)


class Affairs:
    """A year of the office."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.registry = story.offices.app(RegistryApplication)
        self.first = story.until - timedelta(days=YEAR_DAYS)

    def begin(self) -> None:
        """Plan everything."""
        self._on(30, self._staff)

    def _on(self, days: int, act: Callable[[], object]) -> None:
        """Have the office do something so many days into the year."""
        day = self.story.working_day(self.first + timedelta(days=days))
        self.story.on(day, OFFICE, act)

    def _staff(self) -> None:
        today = clock.today()
        candidates = [Candidate(name=name, score=score) for name, score in _scores()]
        held = self.registry.open_selection(held_on=today, posts=3, candidates=candidates)
        selection_id = UUID(held.answer["selection_id"])
        for name, born, station, education, selected in WORKERS:
            hire = Hire(
                name=name,
                id_no=number_of(born),
                born=born,
                hired_on=today,
                station=station,
                full_time=True,
                education=education,
                assessed=True,
                record_checked_on=today,
                record_clean=True,
                record_check_no=f"梅派查〔{today.year}〕{born.month}号",
            )
            self.registry.hire_worker(hire=hire, selection_id=selection_id if selected else None)
        self.story.told()


def _scores() -> list[tuple[str, int]]:
    return [("李社工", 91), ("王社工", 88), ("张社工", 86), ("赵某", 79), ("孙某", 71)]
