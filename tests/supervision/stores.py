"""What a station keeps beside its files, with one of each event: kits, forms, officers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import (
    Answer,
    Appointing,
    Entered,
    FormIssue,
    FormReturn,
    KitDelivery,
    KitWithdrawal,
    Paper,
    PaperApproval,
    ProofFiling,
    Proposal,
    Relieving,
)
from shared.eventstore.act import Act, acting
from tests.supervision.conftest import REPORT_IN, asking, sampling, talk, told

CASE = "梅社戒〔2026〕0006"
SOMEBODY = UUID("00000000-0000-4000-8000-0000000000a6")
THIRD = "梅社戒〔2026〕0008"
A_THIRD = UUID("00000000-0000-4000-8000-0000000000a8")
NINTH = "梅社戒〔2026〕0019"
A_NINTH = UUID("00000000-0000-4000-8000-0000000000b9")
TENTH = "梅社戒〔2026〕0031"
A_TENTH = UUID("00000000-0000-4000-8000-0000000000c1")
OTHER = "梅社戒〔2026〕0007"
SOMEBODY_ELSE = UUID("00000000-0000-4000-8000-0000000000a7")


def of_kits(office: SupervisionApplication) -> None:
    """Kits come, one is used, some are put aside."""
    delivery = KitDelivery(
        batch="演2026",
        expires_on=date(2029, 6, 30),
        received_on=date(2028, 11, 20),
        station="station-1",
        first_serial="MS0001",
        last_serial="MS0010",
        source="县公安局发放",
    )
    batch_id = UUID(office.receive_kits(delivery=delivery).answer["batch_id"])
    office.hear(told(office, "reported_in", case_ref=CASE, person_id=SOMEBODY, **REPORT_IN))
    taken = sampling(date(2028, 11, 30), kit_batch="演2026", kit_serial="MS0001")
    office.record_test(file_id=office.file_of(CASE).id, taken=taken)
    withdrawal = KitWithdrawal(
        batch_id=batch_id,
        withdrawn_on=date(2028, 11, 30),
        first_serial="MS0009",
        last_serial="MS0010",
        because="damaged",
    )
    office.withdraw_kits(withdrawal=withdrawal)


def of_blank_forms(office: SupervisionApplication) -> None:
    """A worker is given forms, one is typed later, some come back; the scan is looked at."""
    issue = FormIssue(
        worker="shegong01",
        station="station-1",
        issued_on=date(2028, 11, 1),
        first_serial="K0001",
        last_serial="K0005",
    )
    pad_id = UUID(office.issue_blank_forms(issue=issue).answer["pad_id"])
    file_id = office.file_of(CASE).id
    scan = office.keep_scan(
        file_id=file_id, content=b"%PDF-1.4 %%EOF", filename="K0001.pdf", field="file"
    )
    with acting(Act(account="shegong01", role="full_time_worker", unit="station-1")):
        held = talk(date(2028, 11, 10))
        paper = Paper(serial="K0001", scan=scan)
        office.record_talk(file_id=file_id, talk=held, paper=paper)
    returning = FormReturn(
        pad_id=pad_id,
        returned_on=date(2028, 11, 30),
        first_serial="K0004",
        last_serial="K0005",
        because="spoiled",
    )
    office.return_blank_forms(returning=returning)
    office.read_scan(file_id=file_id, digest=scan.digest)
    _of_a_talk_in_the_hills(office, file_id)


def _of_a_talk_in_the_hills(office: SupervisionApplication, file_id: UUID) -> None:
    """The talk of a quarter that was over is typed from the form on which it stood."""
    issue = FormIssue(
        worker="shegong01",
        station="station-1",
        issued_on=date(2028, 9, 1),
        first_serial="K0101",
        last_serial="K0102",
    )
    office.issue_blank_forms(issue=issue)
    scan = office.keep_scan(
        file_id=file_id, content=b"%PDF-1.4 K0101 %%EOF", filename="K0101.pdf", field="file"
    )
    with acting(Act(account="shegong01", role="full_time_worker", unit="station-1")):
        paper = Paper(serial="K0101", scan=scan)
        office.record_talk(file_id=file_id, talk=talk(date(2028, 9, 10)), paper=paper)


def of_officers(office: SupervisionApplication) -> None:
    """An officer is named, and moves on."""
    appointing = Appointing(
        name="陈民警", badge_no="340001", from_on=date(2028, 11, 1), doc_no="金公梅〔2028〕1号"
    )
    officer_id = UUID(office.appoint_officer(appointing=appointing).answer)
    relieving = Relieving(
        officer_id=officer_id, ended_on=date(2028, 11, 30), because="moved_on", note="调县局"
    )
    office.relieve_officer(relieving=relieving)


def of_copies(office: SupervisionApplication) -> None:
    """A test was typed into the police's own system."""
    hear = told(office, "reported_in", case_ref=OTHER, person_id=SOMEBODY_ELSE, **REPORT_IN)
    office.hear(hear)
    file_id = office.file_of(OTHER).id
    office.record_test(file_id=file_id, taken=sampling(date(2028, 11, 29), kit_serial="MS0002"))
    taken = next(e for e in office.stream(file_id) if e.name == "supervision.drug_test_negative")
    entered = Entered(
        fact=taken.stream_version, entered_on=date(2028, 11, 30), by="陈民警", difference="缺批号"
    )
    office.note_entered(file_id=file_id, entered=entered)


def of_a_paper_approval(office: SupervisionApplication) -> None:
    """A plan is approved on paper, first without its scan."""
    hear = told(office, "reported_in", case_ref=NINTH, person_id=A_NINTH, **REPORT_IN)
    office.hear(hear)
    file_id = office.file_of(NINTH).id
    proposal = Proposal(
        measure="plan", sent_on=date(2026, 1, 5), facts="风险等级高", plan="PLAN_28"
    )
    asked = office.submit_for_approval(file_id=file_id, proposal=proposal).answer
    approval = PaperApproval(
        approval_id=UUID(asked), approved_on=date(2026, 1, 10), approver="张局长"
    )
    office.approve_on_paper(file_id=file_id, approval=approval)
    paper = b"\x89PNG\r\n\x1a\n IEND\xae\x42\x60\x82"
    scan = office.keep_scan(file_id=file_id, content=paper, filename="a.png", field="file")
    office.approve_on_paper(file_id=file_id, approval=approval, proof=scan)


def of_an_answer_too_early(office: SupervisionApplication) -> None:
    """A proposal is answered by something that was decided before it was sent."""
    office.hear(told(office, "reported_in", case_ref=TENTH, person_id=A_TENTH, **REPORT_IN))
    file_id = office.file_of(TENTH).id
    proposal = Proposal(
        measure="plan", sent_on=date(2026, 1, 12), facts="风险等级高", plan="PLAN_28"
    )
    asked = office.submit_for_approval(file_id=file_id, proposal=proposal).answer
    answer = Answer(
        approval_id=UUID(asked),
        decided_on=date(2026, 1, 10),
        granted=True,
        document_no="金公禁〔2026〕5号",
        decider="张局长",
    )
    office.record_approval(file_id=file_id, answer=answer)


def of_proofs(office: SupervisionApplication) -> None:
    """A message was sent, and its picture is filed."""
    hear = told(office, "reported_in", case_ref=THIRD, person_id=A_THIRD, **REPORT_IN)
    office.hear(hear)
    file_id = office.file_of(THIRD).id
    sent = asking(1, date(2026, 1, 20), how="message", proofs=())
    notice = office.notify_test(file_id=file_id, asking=sent).answer
    picture = b"\x89PNG\r\n\x1a\n IEND\xae\x42\x60\x82"
    scan = office.keep_scan(file_id=file_id, content=picture, filename="a.png", field="file")
    filing = ProofFiling(notice_id=UUID(notice), proof="screenshot", filed_on=date(2026, 1, 21))
    office.file_proof(file_id=file_id, filing=filing, proof=scan)
