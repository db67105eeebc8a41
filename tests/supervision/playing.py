"""A case played through: one short line for each thing that somebody records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    AbsenceFound,
    Admonition,
    Balance,
    Clearing,
    Confirming,
    Correcting,
    Drawing,
    Judging,
    LabRequest,
    LabResult,
    LeaveAsked,
    Missing,
    Objecting,
    ObjectionAnswer,
    Overturning,
    PeriodicReport,
    Reporting,
    Returning,
    Suspicion,
    Violating,
    Visit,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.rules.extras import SURPRISE
from services.supervision.rules.outcomes import window_on
from shared import clock
from shared.eventstore.act import Act, acting
from shared.scans import Scan
from tests.supervision.conftest import (
    CASE,
    LI,
    REPORT_IN,
    START,
    asking,
    at,
    refusing,
    sampling,
    talk,
    told,
)

PAGE = b"\x89PNG\r\n\x1a\n a page of the old file IEND\xae\x42\x60\x82"

Tale = Callable[["Play"], object]
"""Something that happens in a case."""


def day(number: int) -> date:
    """A day of the case: 0 is that of the report-in."""
    return START + timedelta(days=number)


class Play:
    """One case; every method records one thing on the evening of its day."""

    def __init__(
        self,
        office: SupervisionApplication,
        *,
        case_ref: str = CASE,
        person_id: UUID = LI,
        heard: str = "reported_in",
        **differs: Any,
    ) -> None:
        self.office = office
        self.case_ref = case_ref
        self.case: dict[str, Any] = {"case_ref": case_ref, "person_id": person_id}
        office.hear(told(office, heard, **self.case, **REPORT_IN | differs))
        self.file_id = office.file_of(case_ref).id
        self.matters: list[UUID] = []
        self.notices: list[str] = []

    def notice(self, number: int, **differs: Any) -> str:
        """Served in the morning, for the afternoon."""
        return self.notice_for(number, served=number, **differs)

    def notice_for(self, number: int, *, served: int, **differs: Any) -> str:
        """Served in the morning of one day, for the afternoon of another."""
        window = window_on(day(number), self.file.windows)
        assert window is not None
        usual = {"appear_at": at(day(number), 15)}
        asked = asking(window.number, day(served), **usual | differs)
        with self._on(served):
            answer = self.office.notify_test(file_id=self.file_id, asking=asked).answer
        self.notices.append(answer)
        return answer

    def refuse(
        self,
        number: int,
        notice: str | None = None,
        *,
        recorded: int | None = None,
        **differs: Any,
    ) -> dict[str, Any]:
        """A refusal of a notice of that day, or of another; recorded on its day or later."""
        notice = notice or self.notice(number)
        self.matters.append(UUID(notice))
        told = refusing(notice, day(number), **differs)
        with self._on(number if recorded is None else recorded):
            return self.office.record_refusal(file_id=self.file_id, refusing=told).answer

    def refuse_surprise(self, number: int) -> dict[str, Any]:
        """A refusal of a surprise test, of which the person was told in the morning."""
        return self.refuse(number, self.notice_beside(number, number))

    def notice_beside(self, number: int, served: int) -> str:
        """A notice of a surprise test; such tests are laid out first, if they are not yet."""
        if not self.file.extras:
            with self._on(served):
                self.office.plan_extra_tests(file_id=self.file_id)
        span = window_on(day(number), self.file.spans_of(SURPRISE))
        assert span is not None
        asked = asking(span.number, day(served), extra=SURPRISE, appear_at=at(day(number), 15))
        with self._on(served):
            notice = self.office.notify_test(file_id=self.file_id, asking=asked).answer
        self.notices.append(notice)
        return notice

    def miss(self, number: int, *, justified: bool = False) -> dict[str, Any]:
        """A notice of that day to which nobody came."""
        notice = self.notice(number)
        self.matters.append(UUID(notice))
        missing = Missing(
            notice_id=UUID(notice),
            missed_on=day(number),
            justified=justified,
            because="急诊" if justified else "",
            approver="陈所长" if justified else "",
            approved_on=day(number) if justified else None,
            witnesses=("王某", "赵某"),
        )
        with self._on(number):
            proof = self._scan("批件.png") if justified else None
            told = self.office.record_miss(file_id=self.file_id, missing=missing, proof=proof)
            return told.answer

    def test(
        self,
        number: int,
        result: str = "negative",
        *,
        recorded: int | None = None,
        **differs: Any,
    ) -> UUID:
        """A valid test, recorded on its day or later."""
        taken = sampling(day(number), result=result, kit_serial=str(uuid4()), **differs)
        with self._on(number if recorded is None else recorded):
            answer = self.office.record_test(file_id=self.file_id, taken=taken).answer
        return UUID(answer["test_id"])

    def lab(self, test_id: UUID, number: int, result: str, *, waited: int = 1) -> None:
        """The laboratory finds something on this day, for which the sample had waited so long."""
        asked = self._asking(test_id, number - 1 - waited)
        with self._on(number):
            self.office.request_lab(file_id=self.file_id, asked=asked)
        self.lab_found(test_id, number, result)

    def lab_found(self, test_id: UUID, number: int, result: str) -> None:
        """The laboratory that was asked finds something."""
        found = LabResult(
            test_id=test_id,
            sent_on=day(number - 1),
            received_on=day(number),
            result=result,
            institution="县鉴定中心",
            report_no="L-1",
        )
        with self._on(number):
            self.office.record_lab(file_id=self.file_id, result=found)

    def ask_lab(self, test_id: UUID, number: int) -> None:
        """The person, who was told the day before, asks for the laboratory."""
        with self._on(number):
            self.office.request_lab(file_id=self.file_id, asked=self._asking(test_id, number))

    def ask_retest(self, test_id: UUID, number: int) -> None:
        """The person, who was told the day before, asks for another one."""
        with self._on(number):
            self.office.request_retest(file_id=self.file_id, asked=self._asking(test_id, number))

    def retest(self, test_id: UUID, number: int, result: str, *, elsewhere: bool = True) -> Any:
        """Another laboratory looks at the B sample."""
        asked = self._asking(test_id, number - 2)
        found = LabResult(
            test_id=test_id,
            sent_on=day(number - 1),
            received_on=day(number),
            result=result,
            institution="市鉴定中心",
            report_no="L-2",
            elsewhere=elsewhere,
        )
        with self._on(number):
            self.office.request_retest(file_id=self.file_id, asked=asked)
            return self.office.record_retest(file_id=self.file_id, result=found).answer

    def objects(self, test_id: UUID, number: int, *, told: int | None = None) -> Any:
        """The person objects to what was found."""
        objecting = Objecting(
            test_id=test_id,
            lodged_on=day(number),
            lodged_by="person",
            told_on=day(number if told is None else told),
            grounds="没有吸毒，当天服用过感冒药",
        )
        with self._on(number):
            return self.office.object_to_result(file_id=self.file_id, objecting=objecting).answer

    def answer_objection(
        self, test_id: UUID, number: int, *, accepted: bool, reason: str = ""
    ) -> Any:
        """The police answer an objection."""
        answer = ObjectionAnswer(
            test_id=test_id,
            answered_on=day(number),
            accepted=accepted,
            document_no=str(uuid4()),
            reason=reason,
        )
        with self._on(number):
            return self.office.answer_objection(file_id=self.file_id, answer=answer).answer

    def draw(self, number: int, first: int, last: int, *, kind: str = SURPRISE) -> dict[str, Any]:
        """A test is drawn by lot in a period."""
        drawing = Drawing(kind=kind, first=day(first), last=day(last))
        with self._on(number):
            return self.office.draw_extra_tests(file_ids=[self.file_id], drawing=drawing).answer

    def confirm(
        self,
        number: int,
        *,
        used: int | None = None,
        test_id: UUID | None = None,
        matter: str | None = None,
    ) -> None:
        """The police found that drugs were used."""
        confirming = Confirming(
            decided_on=day(number),
            used_on=day(number if used is None else used),
            document_no=str(uuid4()),
            substance="甲基苯丙胺",
            test_id=test_id,
            matter=matter,
        )
        with self._on(number):
            answer = self.office.confirm_use(file_id=self.file_id, confirming=confirming).answer
        self.matters.append(UUID(answer["use_id"]))

    def clear(self, test_id: UUID, number: int, because: str = "medicine") -> None:
        """A positive strip is no finding."""
        clearing = Clearing(test_id=test_id, cleared_on=day(number), because=because)
        with self._on(number):
            self.office.clear_positive(file_id=self.file_id, clearing=clearing)

    def talk(self, number: int) -> None:
        """A talk."""
        with self._on(number):
            self.office.record_talk(file_id=self.file_id, talk=talk(day(number)))

    def visit(self, number: int, **differs: Any) -> dict[str, Any]:
        """A home visit by two."""
        usual = Visit(
            visited_on=day(number), visitors=("李社工", "王干部"), met=True, result="家中平静"
        )
        with self._on(number):
            return self.office.record_visit(
                file_id=self.file_id, visit=replace(usual, **differs)
            ).answer

    def report(self, number: int, about: int | None = None) -> None:
        """A periodic report."""
        report = PeriodicReport(
            received_on=day(number),
            about_on=day(number if about is None else about),
            how="written",
            received_by="李社工",
        )
        with self._on(number):
            self.office.receive_report(file_id=self.file_id, report=report)

    def away(self, first: int, back: int | None = None, **differs: Any) -> UUID:
        """An unauthorised absence, found after three days, or when the person is back."""
        usual = AbsenceFound(
            kind="unreported",
            found_on=day(back or first + 3),
            from_on=day(first),
            found_by="王某",
            proof="家属证言",
        )
        found = replace(usual, **differs)
        with self._on(back or first + 3):
            answer = self.office.open_absence(file_id=self.file_id, found=found).answer
        absence_id = UUID(answer["absence_id"])
        self.matters.append(absence_id)
        if back is not None:
            self.back(absence_id, back)
        return absence_id

    def back(self, absence_id: UUID, number: int) -> None:
        """The return from an unauthorised absence."""
        returning = Returning(absence_id=absence_id, returned_on=day(number))
        with self._on(number):
            self.office.close_absence(file_id=self.file_id, returning=returning)

    def leave(
        self, first: int, until: int, written: int | None = None, recorded: int | None = None
    ) -> UUID:
        """A leave that was reported in writing; the report may have been found later."""
        asked = LeaveAsked(
            written_on=day(first - 1 if written is None else written),
            depart_on=day(first),
            return_on=day(until),
            destination="合肥市",
            because="务工",
        )
        with self._on(recorded or (first if written is None else written)):
            answer = self.office.report_absence(file_id=self.file_id, asked=asked).answer
        return UUID(answer["absence_id"])

    def returns(self, absence_id: UUID, number: int, recorded: int | None = None) -> None:
        """The return from a leave, recorded on its day or later."""
        returning = Returning(absence_id=absence_id, returned_on=day(number))
        with self._on(recorded or number):
            self.office.record_return(file_id=self.file_id, returning=returning)

    def violate(self, number: int, kind: str = "missed_talk", proof: str = "谈话通知") -> None:
        """A breach of a clause."""
        violating = Violating(kind=kind, violated_on=day(number), facts="未到", proof=proof)
        with self._on(number):
            answer = self.office.record_violation(file_id=self.file_id, violating=violating).answer
        self.matters.append(UUID(answer["violation_id"]))

    def suspect(self, number: int) -> None:
        """Signs of use."""
        suspicion = Suspicion(observed_on=day(number), facts="神情恍惚", source="李社工")
        with self._on(number):
            self.office.suspect_use(file_id=self.file_id, suspicion=suspicion)

    def report_matter(self, number: int, matter: str) -> None:
        """The police are told of a matter."""
        reporting = Reporting(
            matter=matter,
            sent_at=at(day(number), 19),
            facts="事实",
            proofs=("记录",),
            reporter="李社工",
        )
        with self._on(number):
            self.office.report_to_police(file_id=self.file_id, reporting=reporting)

    def correct(self, number: int, which: int) -> None:
        """Criticism and education for what was recorded as that one."""
        correcting = Correcting(
            matter_id=self.matters[which], held_on=day(number), by="李社工", told="已说明"
        )
        with self._on(number):
            self.office.criticise(file_id=self.file_id, correcting=correcting)
            self.office.educate(file_id=self.file_id, correcting=correcting)

    def admonish(self, number: int) -> None:
        """A written admonition that can be proven."""
        warning = Admonition(
            served_on=day(number),
            document_no=str(uuid4()),
            clause="三",
            grounds="拒检",
            how="in_person",
            proofs=("receipt",),
            matter_id=next(reversed(self.file.countable), None),
        )
        with self._on(number):
            self.office.admonish(file_id=self.file_id, admonition=warning)

    def overturn(self, number: int, which: int, *, shown: bool = True) -> None:
        """What was recorded as that one counts no more, by a signed paper with a scan or not."""
        overturning = Overturning(
            matter_id=self.matters[which],
            overturned_on=day(number),
            approver="张局长",
            because="证人更正",
        )
        with self._on(number):
            proof = self._scan("更正审批.png") if shown else None
            self.office.overturn(file_id=self.file_id, overturning=overturning, proof=proof)

    def balance(self, number: int, counter: str, value: int, *, shown: bool = True) -> None:
        """What a counter had before the take-over, with the page's scan or without."""
        balance = Balance(
            counter=counter, recorded_on=day(number), value=value, page="第17页", checker="周经办"
        )
        with self._on(number):
            proof = self._scan("第17页.png") if shown else None
            self.office.record_balance(file_id=self.file_id, balance=balance, proof=proof)

    def judge(self, number: int, matter: str, *, counts: bool) -> None:
        """A named person chose between two ways of counting."""
        judging = Judging(matter=matter, judged_on=day(number), counts=counts, because="会商")
        officer = Act(
            account="minjing09",
            role="police_station",
            unit="police",
            name="张局长",
            reason="会商以后补录",
        )
        with self._on(number), acting(officer):
            self.office.judge_contested_days(file_id=self.file_id, judging=judging)

    def held(self, first: int, end: int | None = None, *, heard: int | None = None) -> None:
        """The registry says that the person was detained, on that day or later."""
        self._hear("case_suspended", first, "suspended_on", heard=heard)
        if end is not None:
            self.freed(end, heard=heard)

    def freed(self, number: int, *, heard: int | None = None) -> None:
        """The registry says that the person was released, on that day or later."""
        self._hear("case_resumed", number, "resumed_on", heard=heard)

    def ended(self, number: int, *, heard: int | None = None) -> None:
        """The registry says that the case has ended, on that day or later."""
        self._hear("case_terminated", number, "ended_on", heard=heard, cause="death")

    def begun(self, number: int, *, heard: int) -> None:
        """The registry says later that the person had reported in on that day."""
        self._hear("taken_over_days_corrected", number, "reported_on", heard=heard)

    def term(self, heard: int, **differs: Any) -> None:
        """The registry says how long the term is, and when it stood still."""
        usual = {"term_months": 36, "credit_days": 0}
        self._hear("term_corrected", heard, "corrected_on", **usual | differs)

    def read(self, heard: int, **reading: Any) -> None:
        """The registry says how somebody has the term counted."""
        self._hear("reading_chosen", heard, "chosen_on", **reading)

    def replaced(self, number: int) -> None:
        """The registry says that another order took the place of this one."""
        self._hear("case_replaced", number, "replaced_on")

    @staticmethod
    def _asking(test_id: UUID, number: int) -> LabRequest:
        return LabRequest(
            test_id=test_id,
            requested_on=day(number),
            requested_by="person",
            told_on=day(number - 1),
        )

    # How it stands.

    def counted(self, number: int) -> dict[str, int]:
        """Every counter that is not at nothing."""
        found = self.file.counters(day(number)).values()
        return {it.name: it.value for it in found if it.value}

    def owed(self) -> list[str]:
        """Grounds, and counters of serious breaches, that are to be reported."""
        return sorted(self.called(key) for key, it in self.file.matters.items() if it.owed)

    def called(self, matter: str) -> str:
        """The counter of a serious breach, or the ground of what else is to be reported."""
        ground = self.file.matters[matter].ground
        return matter if ground == "serious_breach" else ground

    def happened(self, name: str) -> list[Any]:
        """The events of one name."""
        return self.office.entries(
            names=[f"supervision.{name}"], case_ref=self.case_ref, limit=None
        )

    @property
    def file(self) -> Supervision:
        """The file as it is now."""
        return self.office.file(self.file_id)

    def _scan(self, filename: str) -> Scan:
        return self.office.keep_scan(
            file_id=self.file_id, content=PAGE, filename=filename, field="proof_scan"
        )

    def _hear(
        self, name: str, number: int, day_of: str, *, heard: int | None = None, **data: Any
    ) -> None:
        data[day_of] = day(number).isoformat()
        with self._on(number if heard is None else heard):
            self.office.hear(told(self.office, name, **self.case, **data))

    def _on(self, number: int) -> Any:
        return clock.use(at(day(number), 20))
