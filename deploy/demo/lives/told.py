"""What every part of a life needs: the story, the plot, and the offices that act in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from services.registry.application import RegistryApplication
from services.supervision.application import SupervisionApplication
from shared import clock

if TYPE_CHECKING:
    from deploy.demo.calendar import Story
    from deploy.demo.plots import Plot


class Told:
    """One person and, from the order on, one case."""

    def __init__(self, story: Story, plot: Plot) -> None:
        self.story = story
        self.plot = plot
        self.dice = story.dice
        self.registry: RegistryApplication = story.offices.app(RegistryApplication)
        self.supervision: SupervisionApplication = story.offices.app(SupervisionApplication)
        self.served_on = plot.served_on and story.working_day(plot.served_on)
        self.case_id = UUID(int=0)
        self.case_ref = ""

    def after(self, day: date, days: int) -> date:
        """The working day so many days later, or the next one."""
        return self.story.working_day(day + timedelta(days=days))


def at(day: date, hour: int, minute: int) -> datetime:
    """An instant as the town's clocks show it."""
    return datetime.combine(day, time(hour, minute), clock.SHANGHAI)
