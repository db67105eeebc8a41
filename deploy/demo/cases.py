"""One person's way through the offices; everything goes through the applications' commands."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from deploy.demo.plots import YEARS, Plot
from deploy.demo.staff import FAMILIES, HEALTH, JUSTICE, OFFICE, POLICE, WORKERS
from services.assistance.application import AssistanceApplication
from services.assistance.domain import FamilyFile
from services.legal_aid.application import LegalAidApplication
from services.legal_aid.rules import TOPICS
from services.registry.application import RegistryApplication
from services.registry.domain.papers import Agreement, Decision, Member
from services.registry.domain.person import Details
from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    Admonition,
    Asking,
    NeedFound,
    Refusing,
    Sampling,
    Talk,
)
from services.supervision.domain.supervision import Supervision
from services.treatment.application import TreatmentApplication
from services.treatment.domain import TreatmentFile
from shared import clock

if TYPE_CHECKING:
    from deploy.demo.calendar import Story
    from services.supervision.rules.windows import Window

GROUP = (
    ("full_time_worker", "李社工"),
    ("community_cadre", "钱干部"),
    ("community_police", "陈警官"),
    ("community_medic", "许医生"),
    ("family_member", "家属"),
)
HEADINGS = ("rights_and_help", "rules", "measures", "liability", "other")


class Life:
    """One person's way through the offices."""

    def __init__(self, story: Story, plot: Plot) -> None:
        self.story = story
        self.plot = plot
        self.dice = story.dice
        self.registry: RegistryApplication = story.offices.app(RegistryApplication)
        self.supervision: SupervisionApplication = story.offices.app(SupervisionApplication)
        self.served_on = plot.served_on and story.working_day(plot.served_on)
        self.case_id = UUID(int=0)
        self.case_ref = ""

    def begin(self) -> None:
        """Come into the register; with an order, on the day it is served."""
        day = self.served_on or self.story.some_day(
            self.story.until - timedelta(days=900), self.story.until - timedelta(days=30)
        )
        self.story.on(self.story.working_day(day), OFFICE, self._register)

    # Registry.

    def _register(self) -> None:
        plot, who = self.plot, self.plot.person
        details = Details(
            name=who.name,
            id_no=who.id_no,
            domicile=f"安徽省六安市金寨县梅山镇{who.village}{who.house}",
            residence=f"{who.village}{who.house}",
            drug=who.drug,
        )
        done = self.registry.register_person(details=details, village=who.village, flag=plot.flag)
        self.story.told()
        if plot.kind and self.served_on:
            self._receive(UUID(done.answer), plot.kind, self.served_on)

    def _receive(self, person_id: UUID, kind: str, served_on: date) -> None:
        decision = Decision(
            kind=kind,
            served_on=served_on,
            decided_on=served_on - timedelta(days=2),
            term_months=self.plot.months,
            decision_no=f"金公（演）决字〔{served_on.year}〕{self.dice.randrange(1, 400)}号",
            authority="金寨县公安局（演示）",
        )
        answer = self.registry.receive_decision(person_id=person_id, decision=decision).answer
        self.case_id, self.case_ref = UUID(answer["case_id"]), answer["case_ref"]
        if self.plot.reports_after is not None:
            reported = self.story.working_day(served_on + timedelta(days=self.plot.reports_after))
            self.story.on(reported, OFFICE, lambda: self._report_in(reported))

    def _report_in(self, day: date) -> None:
        self.registry.record_report_in(
            case_id=self.case_id,
            reported_on=day,
            informed=True,
            lateness_reason=self.plot.late_because,
        )
        self.story.told()
        self.story.heard()
        if self.plot.group:
            self.story.on(self._after(day, 1), OFFICE, self._form_group)
        if self.plot.signs_after is not None:
            signs = self._after(day, self.plot.signs_after)
            self.story.on(signs, OFFICE, lambda: self._sign(signs))
        self._plan_tests(day)
        self._plan_talks(day)
        self._plan_help(day)

    def _form_group(self) -> None:
        self.registry.form_group(
            case_id=self.case_id,
            formed_on=clock.today(),
            members=[Member(kind=kind, name=name) for kind, name in GROUP],
        )
        self.story.told()

    def _sign(self, day: date) -> None:
        agreement = Agreement(
            signed_on=day,
            text=tuple((heading, "按本镇协议文本") for heading in HEADINGS),
            agreement_no=f"梅协{self.case_ref[2:]}",
            town_signer="周经办",
        )
        self.registry.sign_agreement(case_id=self.case_id, agreement=agreement)
        self.story.told()
        self.story.heard()
        self.story.on(self._after(day, 8), OFFICE, self._plan_care)
        told = self._after(day, self.dice.randrange(2, 12))
        self.story.on(told, HEALTH, self._tell_of_treatment)

    def _plan_care(self) -> None:
        self.registry.set_care_plan(
            case_id=self.case_id, set_on=clock.today(), plan="定期检测与谈心，就业指导，家庭探访。"
        )

    # Supervision.

    @cached_property
    def _file(self) -> Supervision:
        """The file as it was opened: its id, its station and its windows stay."""
        return self.supervision.file_of(self.case_ref)

    @property
    def _worker(self) -> str:
        return WORKERS.get(self._file.station, WORKERS["station-1"])

    def _plan_tests(self, reported: date) -> None:
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
        self.story.on(notice, self._worker, lambda: self._notify(window, notice, day))
        recorded, because = day, None
        if self.plot.entered_late and window.number == 3:
            recorded, because = day + timedelta(days=40), "下乡检测，纸质记录后补录"
        self.story.on(recorded, POLICE, lambda: self._test(window, day), late_because=because)

    def _notify(self, window: Window, served: date, day: date) -> str:
        asking = Asking(
            window=window.number,
            served_at=_at(served, 8, 5),
            appear_at=_at(day, 9, 30),
            how="phone",
            place="梅山镇禁毒工作站",
            proofs=("通话录音编号",),
        )
        return self.supervision.notify_test(file_id=self._file.id, asking=asking).answer

    def _test(self, window: Window, day: date) -> None:
        number = window.number
        taken = Sampling(
            sample="urine",
            collected_at=_at(day, 8, 8),
            result="positive" if self.plot.screened == number else "negative",
            place="梅山镇禁毒工作站",
            tester_1="检测员甲",
            tester_2="" if self.plot.one_tester == number else "检测员乙",
            officer="陈警官",
            collector_sex="female",
            kit_batch=f"演{day:%y%m}",
            kit_serial=f"{self.case_ref}-{number}",
            kit_expires_on=day + timedelta(days=200),
            subject_signed=True,
            report_no=f"演检{day:%Y%m%d}",
        )
        self.supervision.record_test(file_id=self._file.id, taken=taken)

    def _plan_refusal(self, window: Window, day: date) -> None:
        self.story.on(day, self._worker, lambda: self._refuse(window, day))

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
        self.story.on(self._after(day, 2), self._worker, lambda: self._admonish(window))

    def _admonish(self, window: Window) -> None:
        admonition = Admonition(
            served_on=clock.today(),
            document_no=f"梅告{self.case_ref[3:]}-{window.number}",
            clause="应当按要求接受检测",
            grounds="经通知后拒绝接受检测",
            how="in_person",
            proofs=("送达回证",),
        )
        self.supervision.admonish(file_id=self._file.id, admonition=admonition)

    def _plan_talks(self, reported: date) -> None:
        needs = list(self.plot.needs)
        day = self._after(reported, self.dice.randrange(10, 30))
        while day <= self.story.until:
            found = (needs.pop(),) if needs else ()
            worker = self._worker
            self.story.on(day, worker, lambda found=found: self._talk(found))  # type: ignore[misc]  # bound now
            day = self._after(day, self.dice.randrange(35, 70))

    def _talk(self, kinds: tuple[str, ...]) -> None:
        today = clock.today()
        talk = Talk(
            started_at=_at(today, 8, 0),
            ended_at=_at(today, 8, 9),
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
            self._plan_answer(kind, UUID(need_id), today)

    # Partners.

    def _plan_answer(self, kind: str, need_id: UUID, raised: date) -> None:
        offices: dict[str, tuple[str, type[Any]]] = {
            "treatment": (HEALTH, TreatmentApplication),
            "legal": (JUSTICE, LegalAidApplication),
        }
        who, application = offices.get(kind, (FAMILIES, AssistanceApplication))
        office = self.story.offices.app(application)
        accepted = self._after(raised, self.dice.randrange(1, 6))
        closed = self._after(accepted, self.dice.randrange(5, 40))
        result = self.dice.choice(("done", "done", "done", "declined", "ineligible"))
        self.story.on(accepted, who, lambda: self._heard_then(office.accept_need, need_id=need_id))
        self.story.on(
            closed,
            who,
            lambda: self._heard_then(
                office.close_need,
                need_id=need_id,
                result=result,
                note=None if result == "done" else "本人暂不需要，已说明以后可再提出",
            ),
        )

    def _heard_then(self, act: Any, **asked: Any) -> None:
        self.story.heard()
        act(**asked)
        self.story.told()

    def _plan_help(self, reported: date) -> None:
        """Every year an assessment and a lesson; now and then one that nobody thinks of."""
        for year in range(YEARS + 1):
            anniversary = reported + timedelta(days=360 * year)
            if self.dice.random() < (0.95, 0.9, 0.85, 0.8)[year]:
                visit = self._after(anniversary, self.dice.randrange(8, 20))
                self.story.on(visit, FAMILIES, self._assess)
            if self.dice.random() < 0.9:
                lesson = self._after(anniversary, self.dice.randrange(30, 180))
                self.story.on(lesson, JUSTICE, self._teach)

    def _assess(self) -> None:
        office: AssistanceApplication = self.story.offices.app(AssistanceApplication)
        office.assess_family(
            file_id=office.file_on(FamilyFile, self.case_ref).id,
            assessed_on=clock.today(),
            assessors=("何干事", "村干部"),
            household_size=self.dice.randrange(1, 6),
            income_per_head=Decimal(self.dice.randrange(400, 2600)),
            eligible=self.dice.choice(((), (), ("temporary",), ("dibao",))),
        )
        self.story.told()

    def _teach(self) -> None:
        office: LegalAidApplication = self.story.offices.app(LegalAidApplication)
        office.hold_law_education(
            held_on=clock.today(),
            topic=self.dice.choice(sorted(TOPICS)),
            attendees=[self.case_ref],
            trainer="吕司法",
        )
        self.story.told()

    def _tell_of_treatment(self) -> None:
        self.story.heard()
        office: TreatmentApplication = self.story.offices.app(TreatmentApplication)
        office.give_treatment_info(
            file_id=office.file_on(TreatmentFile, self.case_ref).id,
            given_on=clock.today(),
            how="face_to_face",
            receipt="signed",
            institutions=("县人民医院戒毒治疗科",),
        )
        self.story.told()

    def _after(self, day: date, days: int) -> date:
        return self.story.working_day(day + timedelta(days=days))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.SHANGHAI)
