"""What the stations keep beside their files in the story: officers, numbered forms, a late talk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from deploy.demo.lives.told import at
from deploy.demo.papers import PICTURE
from deploy.demo.staff import NAMES, OFFICE, POLICE, WORKERS
from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    Appointing,
    Asking,
    FormIssue,
    FormReturn,
    Paper,
    Talk,
)
from shared import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from deploy.demo.calendar import Story
    from services.supervision.rules.windows import Window
    from shared.scans import Scan

STATION = "station-1"
WORKER = WORKERS[STATION]
HILLS = timedelta(days=12)


def plan_stores(story: Story) -> None:
    """Have the police station and a work station keep what they keep; the lives go as without."""
    dice = story.dice.getstate()
    Stores(story).begin()
    story.dice.setstate(dice)


class Stores:
    """A year of the police station and of one work station."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.supervision: SupervisionApplication = story.offices.app(SupervisionApplication)
        self.pad: UUID | None = None

    def begin(self) -> None:
        """Plan everything."""
        self._on(360, POLICE, self._appoint)
        self._on(200, OFFICE, self._issue)
        self._on(90, WORKER, self._type_later)
        self._on(40, OFFICE, self._take_back)
        self._on(3, WORKER, self._notify)

    def _on(self, days_ago: int, who: str, act: Callable[[], object]) -> None:
        day = self.story.working_day(self.story.until - timedelta(days=days_ago))
        self.story.on(day, who, act)

    def _appoint(self) -> None:
        appointing = Appointing(
            name=NAMES[POLICE],
            badge_no="演警001",
            from_on=clock.today(),
            doc_no="梅派〔演示〕1号",
        )
        self.supervision.appoint_officer(appointing=appointing)

    def _issue(self) -> None:
        """Twenty numbered forms for visits in the hills."""
        issue = FormIssue(
            worker=WORKER,
            station=STATION,
            issued_on=clock.today(),
            first_serial="K0001",
            last_serial="K0020",
        )
        self.pad = UUID(self.supervision.issue_blank_forms(issue=issue).answer["pad_id"])

    def _type_later(self) -> None:
        """A talk in the hills that is typed twelve days later, from its form."""
        self.story.heard()
        file_id = self._somebody()
        if file_id is None:
            return
        held_on = clock.today() - HILLS
        talk = Talk(
            started_at=at(held_on, 10, 0),
            ended_at=at(held_on, 10, 40),
            how="face",
            talkers=(NAMES[WORKER],),
            summary="进山入户谈话，本人在家务农，近况平稳。",
            place="家中",
            subject_signed=True,
        )
        paper = Paper(serial="K0001", scan=self._picture(file_id))
        self.supervision.record_talk(file_id=file_id, talk=talk, paper=paper)

    def _take_back(self) -> None:
        """Two forms were spoiled in the rain."""
        if self.pad is None:
            return
        returning = FormReturn(
            pad_id=self.pad,
            returned_on=clock.today(),
            first_serial="K0019",
            last_serial="K0020",
            because="spoiled",
            note="被雨淋湿",
        )
        self.supervision.return_blank_forms(returning=returning)

    def _notify(self) -> None:
        """A notice by a neutral message, with the picture of the message and its answer."""
        self.story.heard()
        file_id = self._somebody()
        window = self._window(file_id) if file_id else None
        if file_id is None or window is None:
            return
        asking = Asking(
            window=window.number,
            served_at=at(clock.today(), 8, 0),
            appear_at=at(window.last, 15, 30),
            how="message",
            place="梅山镇禁毒工作站",
        )
        proof = self._picture(file_id)
        self.supervision.notify_test(file_id=file_id, asking=asking, proof=proof)

    def _somebody(self) -> UUID | None:
        """The file of this station that has been open longest and still runs."""
        for entry in self.supervision.entries(limit=None, names=["supervision.opened"]):
            file = self.supervision.file(entry.stream_id)
            if file.station == STATION and self._window(file.id) and not file.suspended_on:
                return file.id
        return None

    def _window(self, file_id: UUID) -> Window | None:
        """The window that runs, in a case that goes on."""
        file, today = self.supervision.file(file_id), clock.today()
        if file.ended_on is not None:
            return None
        return next((it for it in file.windows if it.first <= today <= it.last), None)

    def _picture(self, file_id: UUID) -> Scan:
        return self.supervision.keep_scan(
            file_id=file_id, content=PICTURE, filename="演示.png", field="file"
        )
