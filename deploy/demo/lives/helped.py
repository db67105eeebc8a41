"""Those who help: needs taken up and answered, families assessed, lessons, treatment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from deploy.demo.lives.told import Told
from deploy.demo.plots import YEARS
from deploy.demo.staff import FAMILIES, HEALTH, JUSTICE
from services.assistance.application import AssistanceApplication
from services.legal_aid.application import LegalAidApplication
from services.legal_aid.rules import TOPICS
from services.treatment.application import TreatmentApplication
from shared import clock


class Helped(Told):
    """What the partner offices do in one case."""

    def plan_answer(self, kind: str, need_id: UUID, raised: date) -> None:
        """The office that can help takes the need up, and answers it some weeks later."""
        offices: dict[str, tuple[str, type[Any]]] = {
            "treatment": (HEALTH, TreatmentApplication),
            "legal": (JUSTICE, LegalAidApplication),
        }
        who, application = offices.get(kind, (FAMILIES, AssistanceApplication))
        office = self.story.offices.app(application)
        accepted = self.after(raised, self.dice.randrange(1, 6))
        closed = self.after(accepted, self.dice.randrange(5, 40))
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

    def plan_help(self, reported: date) -> None:
        """Every year an assessment and a lesson; now and then one that nobody thinks of."""
        for year in range(YEARS + 1):
            anniversary = reported + timedelta(days=360 * year)
            if self.dice.random() < (0.95, 0.9, 0.85, 0.8)[year]:
                visit = self.after(anniversary, self.dice.randrange(8, 20))
                self.story.on(visit, FAMILIES, self._assess)
            if self.dice.random() < 0.9:
                lesson = self.after(anniversary, self.dice.randrange(30, 180))
                self.story.on(lesson, JUSTICE, self._teach)

    def _assess(self) -> None:
        office: AssistanceApplication = self.story.offices.app(AssistanceApplication)
        office.assess_family(
            file_id=office.file_id_on(self.case_ref),
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

    def tell_of_treatment(self) -> None:
        """The health institution says where treatment is to be had."""
        self.story.heard()
        office: TreatmentApplication = self.story.offices.app(TreatmentApplication)
        office.give_treatment_info(
            file_id=office.file_id_on(self.case_ref),
            given_on=clock.today(),
            how="face_to_face",
            receipt="signed",
            institutions=("县人民医院戒毒治疗科",),
        )
        self.story.told()
