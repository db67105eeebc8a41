"""The town office: register, decision, report-in, group, agreement, station."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from deploy.demo.lives.yearly import Yearly
from deploy.demo.papers import signed_today
from deploy.demo.staff import HEALTH, NAMES, OFFICE
from services.registry.domain.papers import Agreement, Decision, Member
from services.registry.domain.person import Details
from services.registry.rules.reporting import LATE_REASON_STATED
from shared import clock

GROUP = (
    ("community_cadre", "钱干部"),
    ("community_police", "陈警官"),
    ("community_medic", "许医生"),
    ("family_member", "家属"),
)
MOVES_BECAUSE = "本人在这个工作站辖区的工厂上班，就近帮教"
HEADINGS = ("rights_and_help", "rules", "measures", "liability", "other")


class Life(Yearly):
    """One person's way through the offices."""

    def begin(self) -> None:
        """Come into the register; with an order, on the day it is served."""
        day = self.served_on or self.story.some_day(
            self.story.until - timedelta(days=900), self.story.until - timedelta(days=30)
        )
        self.story.on(self.story.working_day(day), OFFICE, self._register)

    def _register(self) -> None:
        plot, who = self.plot, self.plot.person
        details = Details(
            name=who.name,
            id_no=who.id_no,
            domicile=f"安徽省六安市金寨县梅山镇{who.village}{who.house}",
            residence=f"{who.village}{who.house}",
            drug=who.drug,
        )
        done = self.registry.register_person(details=details, village=who.village)
        person_id = UUID(done.answer)
        self.story.told()
        if plot.kind and self.served_on:
            self._receive(person_id, plot.kind, self.served_on)
        else:
            self._verify(person_id)

    def _verify(self, person_id: UUID) -> None:
        """The police have the person on their list, and the office knows where the person is."""
        self.registry.verify_user(
            person_id=person_id,
            verified_on=clock.today(),
            basis="police_list",
            police_ref="金公（演）登字",
        )
        if self.plot.flag != "registered_user":
            holds = self.registry.set_register_flag(
                person_id=person_id,
                flag=self.plot.flag,
                set_on=clock.today(),
                why="公安机关名单注明（演示）",
            )
            if not holds.answer:
                self.registry.decide_register_flag(
                    person_id=person_id, approved=True, paper=signed_today("方组长（演示）")
                )
        self.story.told()

    def _receive(self, person_id: UUID, kind: str, served_on: date) -> None:
        decision = Decision(
            kind=kind,
            served_on=served_on,
            decided_on=served_on - timedelta(days=2),
            term_months=self.plot.months,
            decision_no=f"金公（演）决字〔{served_on.year}〕{self.dice.randrange(1, 400)}号",
            authority="金寨县公安局（演示）",
            served_how="handed_over",
            place_kind="in_community",
            execution_place="金寨县梅山镇",
        )
        answer = self.registry.receive_decision(person_id=person_id, decision=decision).answer
        self.case_id, self.case_ref = UUID(answer["case_id"]), answer["case_ref"]
        if self.plot.reports_after is not None:
            reported = self.story.working_day(served_on + timedelta(days=self.plot.reports_after))
            self.story.on(reported, OFFICE, lambda: self._report_in(reported))

    def _report_in(self, day: date) -> None:
        done = self.registry.record_report_in(
            case_id=self.case_id,
            reported_on=day,
            informed=True,
            papers_shown=("identity_paper", "decision_letter"),
            lateness_reason=self.plot.late_because,
        )
        if done.answer == LATE_REASON_STATED:  # the 15 days can end after a holiday
            self.story.on(self.after(day, 2), OFFICE, self._justify)
        if self.plot.moves_to:
            self.registry.assign_station(
                case_id=self.case_id, station=self.plot.moves_to, reason=MOVES_BECAUSE
            )
        self.story.told()
        self.story.heard()
        if self.plot.group:
            self.story.on(self.after(day, 1), OFFICE, self._form_group)
        if self.plot.signs_after is not None:
            signs = self.after(day, self.plot.signs_after)
            self.story.on(signs, OFFICE, lambda: self._sign(signs, day))
        self.plan_bearer(day)
        self.plan_tests(day)
        self.plan_talks(day)
        self.plan_help(day)
        self.plan_assessments(day)

    def _justify(self) -> None:
        self.registry.justify_late_report(
            case_id=self.case_id,
            reason=self.plot.late_because,
            signer="领导小组组长（演示）",
            signed_on=clock.today(),
        )
        self.story.told()

    def _form_group(self) -> None:
        self.registry.form_group(
            case_id=self.case_id,
            formed_on=clock.today(),
            members=[
                Member(kind=kind, name=name)
                for kind, name in (("full_time_worker", NAMES[self.worker]), *GROUP)
            ],
        )
        self.story.told()
        if self.plot.relative:
            tomorrow = self.after(clock.today(), 1)
            self.story.on(tomorrow, OFFICE, self._name_family_member)

    def _name_family_member(self) -> None:
        self.registry.name_family_member(case_id=self.case_id, account=self.plot.relative)
        self.story.told()
        self.story.heard()

    def _sign(self, day: date, reported: date) -> None:
        agreement = Agreement(
            signed_on=day,
            text=tuple((heading, "按本镇协议文本") for heading in HEADINGS),
            agreement_no=f"梅协{self.case_ref[2:]}",
            town_signer="周经办",
            party_a="town",
            group_lead=NAMES[self.worker],
            person_signs="signature",
        )
        self.registry.sign_agreement(case_id=self.case_id, agreement=agreement)
        self.story.told()
        self.story.heard()
        self.story.on(self.after(day, 8), OFFICE, self._plan_care)
        self.plan_years(reported)
        told = self.after(day, self.dice.randrange(2, 12))
        self.story.on(told, HEALTH, self.tell_of_treatment)

    def _plan_care(self) -> None:
        self.registry.set_care_plan(
            case_id=self.case_id, set_on=clock.today(), plan="定期检测与谈心，就业指导，家庭探访。"
        )
