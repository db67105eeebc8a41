"""A whole case with one of each event that the ordinary course of things does not have."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    Answer,
    Approving,
    Correcting,
    Missing,
    MissingReport,
    PoliceDecision,
    Proposal,
    Receipt,
    RemoteTest,
    Reporting,
    Waiving,
)
from shared import clock
from tests.supervision.conftest import REPORT_IN, START, asking, at, opened, rests, told
from tests.supervision.playing import PAGE, Play, day

OTHER_CASE = "梅社戒〔2026〕0003"
SOMEBODY = UUID("00000000-0000-4000-8000-0000000000a3")
THIRD_CASE = "梅社戒〔2026〕0004"
SOMEBODY_ELSE = UUID("00000000-0000-4000-8000-0000000000a4")
FOURTH_CASE = "梅社戒〔2026〕0005"
A_FOURTH = UUID("00000000-0000-4000-8000-0000000000a5")
A_SIXTH = UUID("00000000-0000-4000-8000-0000000000b6")
SIXTH_CASE = "梅社戒〔2026〕0016"
A_SEVENTH = UUID("00000000-0000-4000-8000-0000000000b7")
SEVENTH_CASE = "梅社戒〔2026〕0017"
AN_EIGHTH = UUID("00000000-0000-4000-8000-0000000000b8")
EIGHTH_CASE = "梅社戒〔2026〕0018"
A_TENTH = UUID("00000000-0000-4000-8000-0000000000c7")
TENTH_CASE = "梅社戒〔2026〕0027"
"""A golden file brings its person's key along, so whoever has one is in no later story."""


def of_a_plan_that_changes(office: SupervisionApplication) -> None:
    """Another plan is approved, a window waived, a test missed; a detention; the end."""
    hear(office, "reported_in", **REPORT_IN)
    file_id = office.file_of(OTHER_CASE).id
    proposal = Proposal(measure="plan", sent_on=START, facts="风险等级高", plan="PLAN_28")
    approval = office.submit_for_approval(file_id=file_id, proposal=proposal).answer
    answer = Answer(
        approval_id=UUID(approval),
        decided_on=date(2026, 1, 10),
        granted=True,
        document_no="金公禁〔2026〕3号",
        decider="张局长",
    )
    office.record_approval(file_id=file_id, answer=answer)
    waiving = Waiving(
        window=1, adjusted_on=date(2026, 1, 20), because="hospital", approver="陈所长"
    )
    scan = office.keep_scan(file_id=file_id, content=PAGE, filename="批件.png", field="proof_scan")
    office.adjust_window(file_id=file_id, waiving=waiving, proof=scan)
    notice = office.notify_test(file_id=file_id, asking=asking(2, date(2026, 2, 10))).answer
    missing = Missing(
        notice_id=UUID(notice),
        missed_on=date(2026, 2, 10),
        justified=False,
        witnesses=("王某", "赵某"),
    )
    office.record_miss(file_id=file_id, missing=missing)
    office.plan_extra_tests(file_id=file_id)
    hear(office, "case_suspended", suspended_on="2026-05-10")
    hear(office, "case_resumed", resumed_on="2026-05-25")
    hear(office, "term_corrected", term_months=36, credit_days=10, suspensions=[])
    hear(
        office, "reading_chosen", counted_from="2026-01-06", left_out=[["2026-05-10", "2026-05-25"]]
    )
    hear(office, "case_terminated", ended_on="2027-01-01", cause="imprisonment")
    hear(office, "case_reopened", reopened_on="2027-02-01")
    hear(office, "care_plan_set", set_on="2027-02-02")
    hear(office, "agreement_refused", refused_on="2027-02-03", defects=[])


def hear(office: SupervisionApplication, name: str, **data: Any) -> None:
    """The registry says something of this case."""
    office.hear(told(office, name, case_ref=OTHER_CASE, person_id=SOMEBODY, **data))


def of_breaches(office: SupervisionApplication) -> None:
    """Every breach and every answer to it, up to the police's decision; a correction."""
    play = Play(office, case_ref=THIRD_CASE, person_id=SOMEBODY_ELSE, tracked_from="2026-01-05")
    for number in (5, 36, 65):
        play.refuse(number)
    play.violate(66)
    play.violate(0, kind="no_report")
    play.suspect(67)
    play.balance(68, "test", 2, shown=False)
    play.balance(68, "test", 1)
    leave = play.leave(70, 75)
    with clock.use(at(day(70), 20)):
        file_id = play.file_id
        approving = Approving(absence_id=leave, approved_on=day(70), approver="陈所长")
        scan = office.keep_scan(
            file_id=file_id, content=PAGE, filename="请假审批表.png", field="proof_scan"
        )
        office.approve_leave_on_paper(file_id=file_id, approving=approving, proof=scan)
        test = RemoteTest(absence_id=leave, arranged_on=day(70), window=3, place="合肥市")
        office.arrange_remote_test(file_id=file_id, test=test)
    play.returns(leave, 75)
    play.away(80, 90)
    play.judge(91, "leave_days", counts=False)
    with clock.use(at(day(92), 20)):
        _answered(office, file_id, play.matters[0])
    play.overturn(93, 1, shown=False)
    play.overturn(93, 1)
    play.overturn(93, 2)


def _answered(office: SupervisionApplication, file_id: UUID, matter_id: UUID) -> None:
    said = Correcting(matter_id=matter_id, held_on=day(92), by="李社工", told="讲明后果")
    office.criticise(file_id=file_id, correcting=said)
    office.educate(file_id=file_id, correcting=said)
    reporting = Reporting(
        matter="test", sent_at=at(day(92)), reporter="李社工", facts="三次拒检", proofs=("notices",)
    )
    report = UUID(office.report_to_police(file_id=file_id, reporting=reporting).answer)
    receipt = Receipt(report_id=report, acknowledged_on=day(92), receipt_no="回执1号")
    office.acknowledge_report(file_id=file_id, receipt=receipt)
    decision = PoliceDecision(
        report_id=report, decided_on=day(92), decision="community", document_no="决定1号"
    )
    office.record_police_decision(file_id=file_id, decision=decision)


def of_a_positive_strip(office: SupervisionApplication) -> None:
    """A strip, the laboratory, a retest, a clearing; a finding; a visit and reports."""
    play = Play(office, case_ref=FOURTH_CASE, person_id=A_FOURTH)
    strip = play.test(5, "positive")
    play.lab(strip, 8, "positive")
    play.retest(strip, 11, "negative")
    play.clear(strip, 12, because="lab_negative")
    play.confirm(14, used=13)
    play.visit(15)
    play.report(16)
    with clock.use(at(day(17), 20)):
        missing = MissingReport(marked_on=day(17), about_on=day(1))
        office.mark_report_missing(file_id=play.file_id, missing=missing)


def of_an_objection(office: SupervisionApplication) -> None:
    """The person objects to a strip, and the police answer; a surprise test is drawn by lot."""
    play = Play(office, case_ref=TENTH_CASE, person_id=A_TENTH)
    strip = play.test(5, "positive")
    play.objects(strip, 6)
    play.answer_objection(strip, 8, accepted=True)
    play.draw(9, 20, 40)


def of_silence(office: SupervisionApplication) -> None:
    """Nobody sends a strip to the laboratory: that goes further up, pauses, and comes back."""
    play = Play(office, case_ref=EIGHTH_CASE, person_id=AN_EIGHTH)
    play.test(5, "positive")
    office.rounds().make(clock.now() + timedelta(days=4))
    play.held(21)
    play.freed(40)


def borne_by_two_in_turn(office: SupervisionApplication) -> None:
    """A worker bears the duties of a case; another takes over."""
    play = Play(office, case_ref=SIXTH_CASE, person_id=A_SIXTH)
    office.assign_duties(file_ids=[play.file_id], bearer="shegong01")
    office.hand_over_duties(former="shegong01", bearer="shegong02", reason="休产假")


def read_again_when_sealed(office: SupervisionApplication) -> None:
    """A sealed file that somebody has to read once more."""
    file_id = opened(office, case_ref=SEVENTH_CASE, person_id=A_SEVENTH)
    rests(office, case_ref=SEVENTH_CASE, on=date(2032, 1, 5))
    with clock.use(at(date(2032, 1, 6))):
        office.open_sealed_file(file_id=file_id, why="法院来函调查〔2032〕3号")
