"""What the town office owes a case each year and in its last weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, takewhile

from deploy.demo.lives.watched import Watched
from deploy.demo.staff import OFFICE
from services.registry.domain.duties import REMIND_POLICE, SEND_RELEASE_FILE
from shared import clock
from shared.calendar import years_after
from shared.eventstore.act import acting, system_act

FORGOTTEN = 0.08
"""How many of these are left undone: what is missed stands on the desk."""
AHEAD = timedelta(days=12)
"""How long before its day a yearly look at the measures is had."""
REMINDED, SENT, TOLD = timedelta(days=-30), timedelta(days=-14), timedelta(days=4)
"""Days from the last one: the police are reminded and sent the file, and tell the town."""

ANOTHER_YEAR = "一年小结：检测、谈心照旧，加强就业帮扶。"


class Yearly(Watched):
    """The measures looked at anew each year, and the papers of the last weeks."""

    def plan_years(self, reported: date) -> None:
        """Each a little before it falls due, and some not at all."""
        last_day = self.registry.case(self.case_id).last_day
        if last_day is None:
            return
        anniversaries = (years_after(reported, n) for n in count(1))
        for due in takewhile(lambda day: day <= last_day, anniversaries):
            self._mostly(due - AHEAD, self._look_anew)
        self._mostly(last_day + REMINDED, lambda: self._did(REMIND_POLICE))
        self._mostly(last_day + SENT, lambda: self._did(SEND_RELEASE_FILE))
        self._mostly(last_day + TOLD, self._release)

    def _mostly(self, day: date, act: Callable[[], object]) -> None:
        if self.dice.random() >= FORGOTTEN:
            self.story.on(self.story.working_day(day), OFFICE, lambda: self._in_time(act))

    def _in_time(self, act: Callable[[], object]) -> None:
        """The clock of the office has gone on to this day before somebody sits down at the desk."""
        with acting(system_act(self.registry.name)):
            self.registry.mark_time(case_id=self.case_id, day=clock.today())
        act()
        self.story.told()

    def _look_anew(self) -> None:
        self.registry.set_care_plan(
            case_id=self.case_id,
            set_on=clock.today(),
            plan=ANOTHER_YEAR,
        )

    def _did(self, duty: str) -> None:
        self.registry.record_deed(case_id=self.case_id, duty=duty, done_on=clock.today())

    def _release(self) -> None:
        self.registry.record_release_notice(
            case_id=self.case_id,
            told_on=clock.today(),
            document_no=f"金公（演）解通字{self.case_ref[3:]}",
        )
