"""What people bring with them: each course through the offices, as far as the dice lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import eventlet

from deploy.demo.people import invent
from services.registry.domain.papers import Agreement, Decision, Member
from services.registry.domain.person import Details
from services.supervision.domain.records import Asking, NeedFound, Refusing, Sampling, Talk
from shared.clock import SHANGHAI
from shared.law import Refusal
from tests.simulation.clerks import Asked, Clerk, Dropped, Ledger
from tests.simulation.process import Process
from tests.simulation.town import HELPERS, Town

NEEDS = {"assistance": "job", "treatment": "treatment", "legal_aid": "legal"}
VILLAGE = "青石社区"
HEADINGS = ("rights_and_help", "rules", "measures", "liability", "other")
GROUP = (
    Member(kind="full_time_worker", name="李社工"),
    Member(kind="community_police", name="陈警官"),
)


class Course(Clerk):
    """One person's course through the offices."""

    def follow(self) -> None:
        """From the register as far as the dice lead."""
        self.ledger.open += 1
        try:
            self._follow()
        except Dropped as why:
            self.town.story.tell("clerk", f"a course ends: {why}")
        finally:
            self.ledger.open -= 1

    def _follow(self) -> None:
        person = self._register()
        case = self.act("registry", "receive_decision", person_id=person, decision=self._decision())
        case_id = UUID(case["case_id"])
        self.act(
            *("registry", "record_report_in"),
            case_id=case_id,
            reported_on=self.yesterday,
            informed=True,
        )
        for step in self.dice.sample((self._group, self._sign, self._supervise), k=3):
            step(case_id, case["case_ref"])

    @property
    def yesterday(self) -> date:
        """What is recorded happened the day before, so that no clock finds it in the future."""
        return (self.town.instant() - timedelta(days=1)).date()

    def _register(self) -> UUID:
        """Enter somebody; sometimes two clerks do at once, and one number is one person."""
        somebody = invent(self.dice, village=VILLAGE, taken=set())
        asked = {
            "details": Details(name=somebody.name, id_no=somebody.id_no),
            "village": VILLAGE,
        }
        if self.dice.random() < 0.2:
            eventlet.spawn(self._enter_too, asked)
        return UUID(self.act("registry", "register_person", **asked))

    def _enter_too(self, asked: dict[str, Any]) -> None:
        entry = Asked(str(uuid4()), "registry", "register_person")
        self.ledger.acts.append(entry)
        self.ledger.open += 1
        try:
            self._persist(entry, asked)
        except (Refusal, Dropped):
            return
        finally:
            self.ledger.open -= 1

    def _decision(self) -> Decision:
        on = self.yesterday
        return Decision(
            kind="community_rehab",
            served_on=on,
            decided_on=on,
            term_months=36,
            decision_no="金公(禁)社戒决字〔2026〕1号",
        )

    def _group(self, case_id: UUID, _: str) -> None:
        asked = {"formed_on": self.yesterday, "members": GROUP, "missing_reason": "暂缺"}
        self.act("registry", "form_group", case_id=case_id, **asked)

    def _sign(self, case_id: UUID, case_ref: str) -> None:
        agreement = Agreement(
            signed_on=self.yesterday,
            text=tuple((heading, "已写明") for heading in HEADINGS),
            agreement_no=case_ref,
            town_signer="镇长",
        )
        self.act("registry", "sign_agreement", case_id=case_id, agreement=agreement)

    # Supervision, and whoever can help.

    def _supervise(self, _: UUID, case_ref: str) -> None:
        file_id = self.look("supervision", lambda it: _file_id(it, case_ref))
        for step in self.dice.sample((self._test, self._refuse, self._talk), k=2):
            step(file_id, case_ref)

    def _test(self, file_id: UUID, case_ref: str) -> None:
        taken = Sampling(
            sample="urine",
            collected_at=self._at(10),
            result="negative",
            kit_batch="B",
            kit_serial=self.dice.choice(("S1", "S2", case_ref)),
        )
        self.act("supervision", "record_test", file_id=file_id, taken=taken)

    def _refuse(self, file_id: UUID, _: str) -> None:
        asking = Asking(
            window=1,
            served_at=self._at(9),
            appear_at=self._at(15),
            how="in_person",
            place="第一工作站",
            proofs=("receipt",),
        )
        notice = self.act("supervision", "notify_test", file_id=file_id, asking=asking)
        refusing = Refusing(
            notice_id=UUID(notice),
            refused_on=self.yesterday,
            how="当面拒绝",
            witnesses=("王某", "赵某"),
        )
        self.act("supervision", "record_refusal", file_id=file_id, refusing=refusing)

    def _talk(self, file_id: UUID, _: str) -> None:
        helpers = [name for name in HELPERS if name in self.town.cast]
        needs = [
            NeedFound(kind=NEEDS[name], raised_on=self.yesterday, agreed=True) for name in helpers
        ]
        talk = Talk(
            started_at=self._at(10),
            ended_at=self._at(11),
            how="face",
            talkers=("李社工",),
            summary="近来在家。",
        )
        told = self.act("supervision", "record_talk", file_id=file_id, talk=talk, needs=needs)
        for helper, need_id in zip(helpers, told["need_ids"], strict=True):
            self._help(helper, UUID(need_id))

    def _help(self, helper: str, need_id: UUID) -> None:
        self.look(helper, lambda it: it.app.stream(need_id))
        self.act(helper, "accept_need", need_id=need_id)
        if self.dice.random() < 0.5:
            self.act(helper, "close_need", need_id=need_id, result="done")

    def _at(self, hour: int) -> datetime:
        return datetime.combine(self.yesterday, time(hour), SHANGHAI)


def _file_id(process: Process, case_ref: str) -> Any:
    file = process.app.find_file(case_ref)  # type: ignore[attr-defined]  # supervision has it
    return file and file.id


def courses(town: Town, ledger: Ledger, people: int) -> Iterator[Callable[[], None]]:
    """What each of so many people brings with it."""
    for _ in range(people):
        yield Course(town, ledger).follow
