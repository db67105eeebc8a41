"""Every event of the course of a case, for the golden files."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Change
from services.registry.domain.scans import Filing
from services.registry.rules.book import RECOVERY
from shared import clock
from shared.clock import SHANGHAI
from shared.eventstore.attachments import Upload
from tests.registry import town
from tests.registry.test_messages import heard

PAPER = {"authority": "金寨县公安局", "document_no": "金公拘字〔2026〕1号"}
DAY = timedelta(days=1)


CHANGE = Change(
    change_authority="金寨县公安局",
    change_no="金公禁变字〔2026〕6号",
    change_decided_on=town.TODAY,
)
"""By which paper a place of execution changed."""


def at(day: date) -> ExitStack:
    """On a day, as a handler of the office with a reason."""
    stack = ExitStack()
    stack.enter_context(clock.use(datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)))
    stack.enter_context(town.by(reason=town.LATE))
    return stack


def somebody(office: RegistryApplication, sequence: int, **rest: object) -> UUID:
    """Have somebody new report in today."""
    return town.reported(
        office,
        id_no=town.number(born=date(1979, 3, 5), sequence=sequence),
        **rest,  # type: ignore[arg-type]
    )


def moved(office: RegistryApplication, sequence: int = 997) -> UUID:
    """Somebody new whose case another town takes today."""
    case_id = somebody(office, sequence)
    with at(town.TODAY):
        office.order_transfer(
            case_id=case_id, ordered_on=town.TODAY, destination="燕子河镇", reason="迁居"
        )
    with at(town.TODAY):
        office.confirm_receipt(case_id=case_id, received_on=town.TODAY, document_no="燕函1号")
    return case_id


def of_courses(office: RegistryApplication) -> None:
    """One case for a month, one moved, one from elsewhere, one ended, one late."""
    of_a_month(office)
    moved = somebody(office, 997)
    with at(town.TODAY):
        office.order_transfer(
            case_id=moved,
            ordered_on=town.TODAY,
            destination="燕子河镇",
            reason="迁居",
            change=CHANGE,
        )
    with at(town.TODAY):
        office.cancel_transfer(case_id=moved, cancelled_on=town.TODAY, reason="对方不接收")
    with at(town.TODAY):
        office.order_transfer(
            case_id=moved, ordered_on=town.TODAY, destination="燕子河镇", reason="迁居"
        )
    with at(town.TODAY):
        office.send_materials(case_id=moved, sent_on=town.TODAY, document_no="梅函1号")
    with at(town.TODAY):
        office.confirm_receipt(case_id=moved, received_on=town.TODAY, document_no="燕函1号")
    of_one_from_elsewhere(office)
    of_one_who_was_late(office)
    of_one_whose_paper_differs(office)
    of_one_that_is_read_again(office)
    of_one_on_leave(office)
    of_one_who_asks_for_help(office)
    of_one_who_never_came(office)
    of_one_served_in_detention(office)
    of_one_whose_papers_were_mistyped(office)
    of_two_that_both_stand(office)


def of_a_month(office: RegistryApplication) -> None:
    """Recovery of a month, interrupted, corrected, released by time and sealed."""
    case_id = somebody(office, 996, kind=RECOVERY, months=1)
    with at(town.TODAY):
        office.record_refusal_to_sign(
            case_id=case_id, refused_on=town.TODAY, reason="不认可", witnesses=["甲", "乙"]
        )
    with at(town.TODAY):
        office.correct_typing(
            case_id=case_id, field="authority", value="霍山县公安局", why="看错印章"
        )
    with at(town.TODAY):
        office.suspend_case(case_id=case_id, suspended_on=town.TODAY, cause="detention", **PAPER)
    freed = town.TODAY + 10 * DAY
    with at(freed):
        office.resume_case(case_id=case_id, resumed_on=freed, **PAPER)
    for approved in (False, True):
        with at(freed):
            office.propose_correction(
                case_id=case_id,
                reported_on=town.TODAY,
                credit_days=3,
                suspensions=[(town.TODAY, freed)],
                why="折抵漏填",
            )
        with at(freed), town.by("jingban02", reason="核对"):
            office.decide_correction(case_id=case_id, approved=approved, why="已核对")
    with at(freed):
        last_day = office.case(case_id).last_day
        assert last_day is not None
        office.choose_reading(case_id=case_id, last_day=last_day, why="按本镇算法")
    with clock.use(datetime(2027, 1, 20, 9, tzinfo=SHANGHAI)):
        office.run_clock()
    with at(date(2027, 1, 21)):
        office.record_release_notice(
            case_id=case_id, told_on=date(2027, 1, 21), document_no="金公解字〔2027〕1号"
        )
    with clock.use(datetime(2030, 3, 1, 9, tzinfo=SHANGHAI)):
        office.run_clock()


def of_one_from_elsewhere(office: RegistryApplication) -> None:
    """A case that another town began, and that a court ended."""
    person_id = town.registered(office, id_no=town.number(born=date(1980, 2, 2), sequence=998))
    with at(town.TODAY):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2025, 12, 30)),
            received_on=town.TODAY,
            reported_on=date(2026, 1, 10),
            left_on=town.TODAY - 5 * DAY,
            suspensions=[(date(2026, 3, 1), date(2026, 3, 11))],
            counters={"test": 1, "leave_times": 2, "leave_days": 9, "minor": 0},
            origin="燕子河镇",
            document_no="燕函2号",
            change=CHANGE,
        )
    with at(town.TODAY):
        office.terminate_case(
            case_id=UUID(done.answer["case_id"]),
            ended_on=town.TODAY,
            cause="imprisonment",
            **PAPER,
        )

    with at(town.TODAY):
        office.reopen_case(case_id=UUID(done.answer["case_id"]), reopened_on=town.TODAY, **PAPER)


def of_one_who_was_late(office: RegistryApplication) -> None:
    """Somebody who came late, and whom the leading group believed."""
    case_id = somebody(office, 999, served_on=date(2026, 10, 1))
    with at(town.TODAY):
        office.justify_late_report(
            case_id=case_id, reason="住院", signer="冯组长", signed_on=town.TODAY
        )


def of_one_served_in_detention(office: RegistryApplication) -> None:
    """Somebody who got the decision in detention, and is free today."""
    case_id = town.ordered(
        office,
        id_no=town.number(born=date(1979, 3, 6), sequence=996),
        served_on=date(2026, 11, 20),
        served_while_detained=True,
    )
    with at(town.TODAY):
        office.record_custody_release(case_id=case_id, released_on=town.TODAY, **PAPER)


def on_paper(office: RegistryApplication, case_id: UUID) -> int:
    """Put the police's paper into the file of a case today; answers its number there."""
    filing = Filing(
        code="05", doc_date=town.TODAY, pages=1, legible=True, complete=True, signed=True, note=""
    )
    with at(town.TODAY):
        scan = Upload(b"%PDF-1.7\n%%EOF\n", filename="决定书.pdf")
        return int(office.file_dossier_item(case_id=case_id, filing=filing, scan=scan).answer)


def propose(office: RegistryApplication, case_id: UUID, **right: str) -> None:
    """Say which facts of the papers are right, by the paper in the file."""
    paper_no = on_paper(office, case_id)
    with at(town.TODAY):
        office.propose_facts_correction(
            case_id=case_id, right=right, paper_no=paper_no, why="对照决定书原件"
        )


def approve(office: RegistryApplication, case_id: UUID) -> None:
    """Another handler agrees."""
    with at(town.TODAY), town.by("jingban02", reason="核对"):
        office.decide_correction(case_id=case_id, approved=True, why="与原件一致")


def of_one_whose_papers_were_mistyped(office: RegistryApplication) -> None:
    """A proposal that is taken back, and one that another approves."""
    case_id = somebody(office, 995, kind=RECOVERY)
    propose(office, case_id, term_months="12", decision_no="金公(禁)社康决字〔2026〕71号")
    with at(town.TODAY):
        office.withdraw_correction(case_id=case_id, why="还要核对送达日期")
    propose(
        office,
        case_id,
        served_on="2026-11-21",
        term_months="12",
        decision_no="金公(禁)社康决字〔2026〕71号",
    )
    approve(office, case_id)


def both_stand(office: RegistryApplication, sequence: int) -> tuple[UUID, UUID]:
    """Somebody with a case, and a later decision beside it of which nobody knows what it means."""
    former = somebody(office, sequence)
    with at(town.TODAY):
        done = office.receive_decision(
            person_id=office.case(former).of_person,
            decision=town.decision(kind=RECOVERY, served_on=town.TODAY),
            both_stand=True,
        )
    return former, UUID(done.answer["case_id"])


def of_two_that_both_stand(office: RegistryApplication) -> None:
    """What becomes of two decisions is said, declined, said again, and approved."""
    former, later = both_stand(office, 994)
    for approved in (False, True):
        with at(town.TODAY):
            office.clarify_decisions(
                case_id=later,
                other=office.case(former).ref,
                outcome="former_gives_way",
                decided_on=town.TODAY,
                why="以新决定为准",
                **PAPER,
            )
        with at(town.TODAY), town.by("jingban02", reason="核对"):
            office.decide_clarification(
                case_id=former, other=office.case(later).ref, approved=approved, why="核对原件"
            )


def printed(office: RegistryApplication, sequence: int, **rest: object) -> UUID:
    """Somebody new whose decision prints the day before it was served, and reports in today."""
    id_no = town.number(born=date(1978, 4, 6), sequence=sequence)
    person_id = town.registered(office, id_no=id_no)
    with at(town.TODAY):
        done = office.receive_decision(
            person_id=person_id,
            decision=town.decision(**rest),  # type: ignore[arg-type]
            printed_from=date(2026, 11, 19),
            printed_to=date(2029, 11, 18),
        )
    case_id = UUID(done.answer["case_id"])
    with at(town.TODAY):
        office.record_report_in(case_id=case_id, reported_on=town.TODAY, informed=True)
    return case_id


def answer(office: RegistryApplication, case_id: UUID, *, first_on: date, last_on: date) -> None:
    """The police say today which days hold."""
    with at(town.TODAY):
        office.settle_term_dates(
            case_id=case_id,
            answered_on=town.TODAY,
            first_on=first_on,
            last_on=last_on,
            authority="金寨县公安局",
            document_no="金公禁复〔2026〕1号",
        )


def of_one_whose_paper_differs(office: RegistryApplication) -> None:
    """A decision with other days than the law has, and the answer of the police."""
    case_id = printed(office, 997)
    answer(office, case_id, first_on=date(2026, 11, 19), last_on=date(2029, 11, 18))


def of_one_that_is_read_again(office: RegistryApplication) -> None:
    """A sealed file that somebody has to read once more."""
    case_id = town.reported(
        office,
        id_no=town.number(born=date(1981, 4, 4), sequence=996),
        kind=RECOVERY,
        months=1,
    )
    with clock.use(datetime(2030, 3, 1, 9, tzinfo=SHANGHAI)):
        office.run_clock()
    with at(date(2030, 3, 4)):
        office.open_sealed_file(case_id=case_id, why="法院来函调查〔2030〕3号")
    use_id = "00000000-0000-4000-8000-0000000000f8"
    use = {"use_id": use_id, "decided_on": "2030-03-05", "used_on": "2028-05-01", "counted": False}
    told = replace(heard("drug_use_confirmed", **use), case_ref=office.case(case_id).ref)
    office.hear(replace(told, previous=office.tracked("supervision"), position=900))
    with clock.use(datetime(2030, 3, 5, 9, tzinfo=SHANGHAI)):
        office.run_clock()
    taken = {"overturned_on": "2030-03-06", "counter": "use", "count": 0, "matter_id": use_id}
    told = replace(heard("breach_overturned", **taken), case_ref=office.case(case_id).ref)
    office.hear(replace(told, previous=office.tracked("supervision"), position=901))


def of_one_on_leave(office: RegistryApplication) -> None:
    """Somebody who leaves, is late, and comes back."""
    case_ref = office.case(
        town.reported(office, id_no=town.number(born=date(1983, 3, 5), sequence=998))
    ).ref
    absence_id = "00000000-0000-4000-8000-0000000000f9"
    office.unmask_file(
        person_id=office.case_called(case_ref).of_person, why="按县督查通知〔2026〕3号核对身份"
    )
    asked = {"depart_on": "2026-11-20", "return_on": "2026-11-22", "absence_id": absence_id}
    back = {"returned_on": "2026-11-23", "absence_id": absence_id}
    for position, (name, data) in enumerate(
        (("absence_reported", asked), ("return_recorded", back)), start=910
    ):
        told = replace(heard(name, **data), case_ref=case_ref, position=position)
        office.hear(replace(told, previous=office.tracked("supervision")))


def helped(office: RegistryApplication, sequence: int = 996, **rest: object) -> UUID:
    """Somebody new who is under no order and signed a voluntary agreement today."""
    id_no = town.number(born=date(1977, 8, 9), sequence=sequence)
    person_id = town.registered(office, id_no=id_no)
    begin_help(office, person_id, **rest)
    return person_id


def begin_help(office: RegistryApplication, person_id: UUID, **rest: object) -> None:
    """They sign today."""
    signed: dict[str, object] = {
        "signed_on": town.TODAY,
        "agreement_no": "梅自帮协〔2026〕1号",
        "town_signer": "镇政府经办人",
        "agreed": "帮助找一份工作。",
    }
    with at(town.TODAY):
        office.begin_voluntary_help(person_id=person_id, **signed | rest)  # type: ignore[arg-type]


def of_one_who_asks_for_help(office: RegistryApplication) -> None:
    """Voluntary help, from its agreement to its end."""
    person_id = helped(office)
    with at(town.TODAY):
        office.give_voluntary_help(
            person_id=person_id, given_on=town.TODAY, what="talk", note="想学电焊"
        )
    with at(town.TODAY):
        office.end_voluntary_help(
            person_id=person_id, ended_on=town.TODAY, cause="completed", note="已上岗"
        )


def of_one_who_never_came(office: RegistryApplication) -> None:
    """No report-in within the 15 days, no reason; the police are told."""
    case_id = town.ordered(office, id_no=town.number(born=date(1979, 3, 5), sequence=981))
    late = date(2026, 12, 8)
    with at(late):
        office.find_no_reason(
            case_id=case_id, found_on=late, efforts="三次上门未见", signer="冯组长"
        )
    with at(late):
        office.report_refusal(
            case_id=case_id,
            reported_on=late,
            document_no="梅禁报〔2026〕1号",
            facts="逾期未报到",
            receipt_no="收1号",
        )
