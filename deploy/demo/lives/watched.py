"""The police station and the work stations: tests, refusals, admonitions, talks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from deploy.demo.lives.helped import Helped
from deploy.demo.lives.told import at
from deploy.demo.staff import NAMES, OFFICE, POLICE, WORKERS
from services.supervision.domain.records import (
    Admonition,
    Asking,
    Assessing,
    Correcting,
    Entered,
    NeedFound,
    Refusing,
    Sampling,
    Talk,
)
from services.supervision.domain.supervision import Supervision
from shared import clock

if TYPE_CHECKING:
    from services.supervision.rules.windows import Window


UNASSIGNED = timedelta(days=25)
"""Whoever reported in lately has no worker yet."""
UNENTERED = timedelta(days=12)
"""What was tested in the last days is not in the police's own system yet."""


BEFORE_ITS_END = timedelta(days=10)
"""When a half-year is assessed."""


class Watched(Helped):
    """Daily supervision of one case by its station's worker and the police."""

    @cached_property
    def _file(self) -> Supervision:
        """The file as it was opened: its id, its station and its windows stay."""
        return self.supervision.file_of(self.case_ref)

    @property
    def worker(self) -> str:
        """The account of the worker whose station keeps the case now."""
        return WORKERS[self.registry.case(self.case_id).station or "station-1"]

    def plan_bearer(self, reported: date) -> None:
        """The office assigns the case on the next day; those of the last weeks wait for it."""
        if self.story.until - reported < UNASSIGNED:
            return
        dice = self.story.dice.getstate()
        self.story.on(self.story.working_day(reported + timedelta(days=1)), OFFICE, self._assign)
        self.story.dice.setstate(dice)

    def _assign(self) -> None:
        self.supervision.assign_duties(file_ids=[self._file.id], bearer=self.worker)

    def plan_tests(self, reported: date) -> None:
        """A test in most windows, a refusal in those of the plot."""
        for window in self._file.windows:
            first, last = max(window.first, reported), window.last
            if first > self.story.until:
                return
            if window.number in self.plot.refuses:
                self._plan_refusal(window, self.story.some_day(first, last))
            elif self.dice.random() < self.plot.tested or window.number == 1:
                day = self.story.some_day(first, last)
                self._plan_test(window, day)

    def _plan_test(self, window: Window, day: date) -> None:
        notice = max(window.first, day - timedelta(days=3))
        self.story.on(notice, self.worker, lambda: self._notify(window, notice, day))
        recorded, because = day, None
        if self.plot.entered_late and window.number == 3:
            recorded, because = day + timedelta(days=40), "下乡检测，纸质记录后补录"
        self.story.on(recorded, POLICE, lambda: self._test(window, day), late_because=because)

    def _notify(self, window: Window, served: date, day: date) -> str:
        asking = Asking(
            window=window.number,
            served_at=at(served, 8, 5),
            appear_at=at(day, 9, 30),
            how="phone",
            place="梅山镇禁毒工作站",
            proofs=("通话录音编号",),
        )
        return self.supervision.notify_test(file_id=self._file.id, asking=asking).answer

    def _test(self, window: Window, day: date) -> None:
        number, station = window.number, self.registry.case(self.case_id).station or "station-1"
        batch, serial, expires_on = self.story.kits.take(station, on=day)
        taken = Sampling(
            sample="urine",
            collected_at=at(day, 8, 8),
            result="positive" if self.plot.screened == number else "negative",
            place="梅山镇禁毒工作站",
            tester_1="检测员甲",
            tester_2="" if self.plot.one_tester == number else "检测员乙",
            officer="陈警官",
            collector_sex="female",
            kit_batch=batch,
            kit_serial=serial,
            kit_expires_on=expires_on,
            subject_signed=True,
            report_no=f"演检{day:%Y%m%d}",
        )
        self.supervision.record_test(file_id=self._file.id, taken=taken)
        if day < self.story.until - UNENTERED:
            self._enter_in_police_system()

    def _enter_in_police_system(self) -> None:
        """The officer types the test that was just recorded into the police's own system."""
        file = self.supervision.file(self._file.id)
        entered = Entered(fact=file.version, entered_on=clock.today(), by="陈警官")
        self.supervision.note_entered(file_id=file.id, entered=entered)

    def _plan_refusal(self, window: Window, day: date) -> None:
        self.story.on(day, self.worker, lambda: self._refuse(window, day))

    def _refuse(self, window: Window, day: date) -> None:
        notice_id = UUID(self._notify(window, day, day))
        said = Refusing(
            notice_id=notice_id,
            refused_on=day,
            how="电话中说不来，到场后离开",
            witnesses=("见证人甲", "见证人乙"),
        )
        self.supervision.record_refusal(file_id=self._file.id, refusing=said)
        self.story.told()
        self.story.on(self.after(day, 2), self.worker, lambda: self._admonish(window))

    def _admonish(self, window: Window) -> None:
        """Criticism, education and the written admonition, in one sitting."""
        matter_id = next(reversed(self.supervision.file(self._file.id).countable))
        talk = Correcting(
            matter_id=matter_id,
            held_on=clock.today(),
            by=NAMES[self.worker],
            told="拒绝检测违反协议，累计三次属于严重违反。",
        )
        self.supervision.criticise(file_id=self._file.id, correcting=talk)
        self.supervision.educate(file_id=self._file.id, correcting=talk)
        admonition = Admonition(
            served_on=clock.today(),
            document_no=f"梅告{self.case_ref[3:]}-{window.number}",
            clause="应当按要求接受检测",
            grounds="经通知后拒绝接受检测",
            how="in_person",
            proofs=("送达回证",),
            matter_id=matter_id,
        )
        self.supervision.admonish(file_id=self._file.id, admonition=admonition)

    def plan_talks(self, reported: date) -> None:
        """A talk every month or two; in the first ones needs come up."""
        needs = list(self.plot.needs)
        day = self.after(reported, self.dice.randrange(10, 30))
        while day <= self.story.until:
            found = (needs.pop(),) if needs else ()
            worker = self.worker
            self.story.on(day, worker, lambda found=found: self._talk(found))  # type: ignore[misc]  # bound now
            day = self.after(day, self.dice.randrange(33, 68))

    def plan_assessments(self, reported: date) -> None:
        """Each half-year that has passed was assessed in its last days."""
        for period in self._file.half_years:
            day = self.story.working_day(period.last - BEFORE_ITS_END)
            if reported < day <= self.story.until:
                self.story.on(day, self.worker, self._assess)

    def _assess(self) -> None:
        today, file = clock.today(), self.supervision.file(self._file.id)
        running = [it.number for it in file.half_years if it.first <= today <= it.last]
        for number in running:
            assessing = Assessing(
                period=number,
                held_on=today,
                result="fair" if file.refused_tests else "good",
                participants=("社工", "陈警官", "村医"),
                summary="能按协议接受检测和谈话，生活基本稳定。",
                advice="继续按月谈话，帮助找工作。",
            )
            self.supervision.record_assessment(file_id=file.id, assessing=assessing)

    def _talk(self, kinds: tuple[str, ...]) -> None:
        today = clock.today()
        talk = Talk(
            started_at=at(today, 8, 0),
            ended_at=at(today, 8, 9),
            how="face",
            talkers=("社工",),
            summary="近期生活平稳，谈了家人和打算。",
            place="工作站谈话室",
            subject_signed=True,
        )
        needs = [NeedFound(kind=kind, raised_on=today, agreed=True) for kind in kinds]
        answer = self.supervision.record_talk(file_id=self._file.id, talk=talk, needs=needs).answer
        for kind, need_id in zip(kinds, answer["need_ids"], strict=True):
            self.story.told()
            self.plan_answer(kind, UUID(need_id), today)
