"""The papers of a case: each is filled from the file, or says which fact it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.papers import Change
from services.registry.rules.book import BOOK as RULES
from services.registry.rules.book import RECOVERY
from services.registry.web.documents.pages import DOCUMENTS
from services.supervision.rules.windows import BOOK as SUPERVISION
from shared import clock
from tests.registry.desk import AUDITOR, OFFICE, SECRETARY, page, reader
from tests.registry.test_messages import heard
from tests.registry.town import (
    LATE,
    MEMBERS,
    NOW,
    TODAY,
    agreement,
    by,
    decision,
    number,
    ordered,
    registered,
    reported,
    signed,
)

CHANGE = Change(
    change_authority="金寨县公安局禁毒大队",
    change_no="金公禁变字〔2026〕6号",
    change_decided_on=date(2026, 11, 20),
)
PAPER = {"authority": "金寨县公安局", "document_no": "金公拘字〔2026〕9号"}


def grouped(office: RegistryApplication) -> UUID:
    case_id = reported(office)
    with by():
        office.form_group(case_id=case_id, members=MEMBERS, formed_on=TODAY)
    return case_id


def planned(office: RegistryApplication) -> UUID:
    case_id = signed(office)
    with by():
        office.set_care_plan(case_id=case_id, set_on=TODAY, plan="每月谈话。", parts=())
    return case_id


def overdue(office: RegistryApplication) -> UUID:
    return ordered(office, served_on=date(2026, 10, 12))


def suspended(office: RegistryApplication) -> UUID:
    case_id = signed(office)
    with by():
        office.suspend_case(case_id=case_id, suspended_on=TODAY, cause="detention", **PAPER)
    return case_id


def resumed(office: RegistryApplication) -> UUID:
    case_id = suspended(office)
    with by():
        office.resume_case(case_id=case_id, resumed_on=TODAY, **PAPER)
    return case_id


def terminated(office: RegistryApplication) -> UUID:
    case_id = signed(office)
    with by():
        office.terminate_case(case_id=case_id, ended_on=TODAY, cause="imprisonment", **PAPER)
    return case_id


def moving(office: RegistryApplication) -> UUID:
    case_id = signed(office)
    with by():
        office.order_transfer(
            case_id=case_id,
            ordered_on=TODAY,
            destination="霍山县某镇",
            reason="随家人迁居",
            change=CHANGE,
        )
    return case_id


def taken_in(office: RegistryApplication) -> UUID:
    person_id = registered(office)
    with by(reason=LATE):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=decision(served_on=date(2025, 12, 30)),
            received_on=TODAY,
            reported_on=date(2026, 1, 10),
            suspensions=(),
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
            change=CHANGE,
        )
    return UUID(done.answer["case_id"])


READY: dict[str, tuple[Callable[[RegistryApplication], UUID], str]] = {
    "privacy_notice": (ordered, "查阅、复制自己的档案"),
    "report_in_record": (reported, "2026年11月23日"),
    "agreement": (signed, "可以申请就业指导和临时救助。"),
    "group_roster": (grouped, "陶社工"),
    "care_plan": (planned, "每月谈话。"),
    "overdue_proof": (overdue, "视为拒绝接受"),
    "suspension_note": (suspended, "金公拘字〔2026〕9号"),
    "resumption_note": (resumed, "重新计算的期满日"),
    "termination_note": (terminated, "金公拘字〔2026〕9号"),
    "transfer_letter": (moving, "霍山县某镇"),
    "transfer_receipt": (taken_in, "燕子河镇"),
    "release_proposal": (signed, "期满依法解除"),
}
NEVER_LACKING = {"privacy_notice"}


@pytest.mark.parametrize("code", [it.code for it in DOCUMENTS])
def test_every_paper_opens_for_a_case_that_is_so_far(
    office: RegistryApplication, app: Flask, code: str
) -> None:
    make, says = READY[code]
    case_id = make(office)
    day = NOW.replace(year=2029, month=11, day=10) if code == "release_proposal" else NOW

    with clock.use(day):
        shown = page(reader(app, OFFICE), f"/registry/cases/{case_id}/documents/{code}")

    assert says in shown
    assert number() in shown
    assert "签名和盖章" in shown
    assert "核验二维码" in shown


@pytest.mark.parametrize("code", [it.code for it in DOCUMENTS if it.code not in NEVER_LACKING])
def test_a_paper_that_lacks_a_fact_says_which(
    office: RegistryApplication, handler: FlaskClient, code: str
) -> None:
    lacks = next(str(it.lacks) for it in DOCUMENTS if it.code == code)

    shown = page(handler, f"/registry/cases/{ordered(office)}/documents/{code}")

    assert f"还不能打印：{lacks}" in shown
    assert "签名和盖章" not in shown


def test_the_case_leads_to_its_papers_and_their_list_says_what_each_lacks(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    here = f"/registry/cases/{case_id}"

    shown = page(handler, f"{here}/documents")

    assert f"{here}/documents" in page(handler, here)
    assert "还没有登记监护小组" in shown
    assert shown.count("可以打印") == 3


def test_an_agreement_on_recovery_threatens_nothing_that_the_law_has_for_rehab_alone(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office, kind=RECOVERY)

    shown = page(handler, f"/registry/cases/{case_id}/documents/agreement")

    assert "《禁毒法》第38条" not in shown
    assert "严重违反协议（" not in shown
    assert "60日内可以申请行政复议" in shown


def test_the_agreement_says_how_the_person_signed_and_before_whom(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    before = replace(agreement(), person_signs="cannot_sign", witnesses=("邻居甲", "邻居乙"))
    office.sign_agreement(case_id=case_id, agreement=before)

    shown = page(handler, f"/registry/cases/{case_id}/documents/agreement")

    assert "不能签名也不能捺印，由见证人证明" in shown
    assert "邻居甲、邻居乙" in shown
    assert "邻居甲、邻居乙" in page(handler, f"/registry/cases/{case_id}")


def test_the_agreement_threatens_with_the_numbers_of_the_day_of_signing(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    shown = page(handler, f"/registry/cases/{signed(office)}/documents/agreement")

    numbers = [
        RULES.as_of(TODAY)[name].number
        for name in ("serious_refusals", "serious_leave_times", "serious_leave_days")
    ]
    assert "逃避或者拒绝检测{}次以上、擅自离开{}次以上或者累计超过{}日".format(*numbers) in shown
    assert "梅山镇人民政府" in shown


@pytest.mark.parametrize(
    "name",
    ["serious_refusals", "serious_leave_times", "serious_leave_days", "written_report_days"],
)
def test_what_the_agreement_says_of_breaches_is_what_supervision_finds_them_by(name: str) -> None:
    ours, theirs = RULES.as_of(TODAY)[name], SUPERVISION.as_of(TODAY)[name]

    assert (ours.value, ours.citation) == (theirs.value, theirs.citation)


def test_papers_count_what_the_departments_wrote_and_say_whose_sheet_to_attach(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = moving(office)
    for position, name in enumerate(("talk_held", "talk_held", "drug_test_recorded"), start=1):
        told = replace(heard(name), case_ref=office.case(case_id).ref)
        office.hear(replace(told, position=position, previous=position - 1))

    shown = page(handler, f"/registry/cases/{case_id}/documents/transfer_letter")

    found = dict(re.findall(r"<dt>(\d\d) [^<]+</dt>\s*<dd>(\d+)份</dd>", shown))
    assert found == {"11": "1", "12": "2", "13": "0", "14": "0"}
    assert "请工作站打印后附上" in shown


def test_a_masked_copy_names_nobody(office: RegistryApplication, handler: FlaskClient) -> None:
    path = f"/registry/cases/{reported(office)}/documents/report_in_record"

    shown = page(handler, f"{path}?masked=1")

    assert "李四海" not in shown
    assert number() not in shown
    assert "李四海" in page(handler, path)


@pytest.mark.parametrize(("make", "code"), [(moving, "letter"), (taken_in, "receipt")])
def test_the_papers_of_a_transfer_say_who_decided_it_by_which_paper(
    office: RegistryApplication,
    handler: FlaskClient,
    make: Callable[[RegistryApplication], UUID],
    code: str,
) -> None:
    shown = page(handler, f"/registry/cases/{make(office)}/documents/transfer_{code}")

    for said in ("金寨县公安局禁毒大队", "金公禁变字〔2026〕6号", "2026年11月20日"):
        assert said in shown


def test_a_cancelled_transfer_has_no_letter(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = moving(office)
    with by():
        office.cancel_transfer(case_id=case_id, cancelled_on=TODAY, reason="对方不接收")

    shown = page(handler, f"/registry/cases/{case_id}/documents/transfer_letter")

    assert "没有登记变更执行地" in shown


def test_papers_are_for_whoever_sees_the_decision(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    path = f"/registry/cases/{case_id}/documents"

    page(reader(app, SECRETARY), path, 403)
    shown = page(reader(app, AUDITOR), f"{path}/report_in_record")

    assert number() not in shown
    assert "李四海" not in shown


def test_a_paper_is_printed_in_english_where_the_reader_reads_english(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{reported(office)}/documents/report_in_record"

    page(handler, f"{path}?lang=en", 303)
    shown = page(handler, path)

    assert "Report-in record" in shown
