"""One case on its page, and every form from its first sight to its end."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from shared import clock
from tests.registry.desk import (
    AUDITOR,
    OFFICE,
    POLICE,
    SECRETARY,
    WORKER,
    page,
    reader,
    send,
)
from tests.registry.town import (
    LATE,
    MEMBERS,
    NOW,
    TEXT,
    TODAY,
    agreement,
    by,
    names_of,
    ordered,
    registered,
    reported,
    signed,
)
from tests.registry.units import takes_part

DECISION = {
    "kind": "community_rehab",
    "decision_no": "金公(禁)社戒决字〔2026〕17号",
    "authority": "金寨县公安局",
    "decided_on": "2026-11-20",
    "served_on": "2026-11-20",
    "term_months": "36",
    "credit_days": "0",
}


def test_a_decision_opens_a_case_and_leads_to_it(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office)

    shown = send(handler, f"/registry/people/{person_id}/decisions/new", DECISION)

    assert "决定书已接收" in shown
    assert "梅社戒〔2026〕0001" in shown
    assert "待报到" in shown
    assert "2026年12月7日" in shown


def test_with_another_case_open_the_form_asks_what_becomes_of_it(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    old = office.case(ordered(office))
    path = f"/registry/people/{old.of_person}/decisions/new"
    newer = DECISION | {"kind": RECOVERY, "term_months": "24"}

    asked = send(handler, path, newer, status=422)
    shown = send(handler, path, newer | {"other": old.ref})

    assert "另有未结案件" in asked
    assert "梅社康〔2026〕0001" in shown
    assert "已由梅社康〔2026〕0001取代" in page(handler, f"/registry/cases/{old.id}")


def test_both_cases_may_stand(office: RegistryApplication, handler: FlaskClient) -> None:
    old = office.case(ordered(office))
    newer = DECISION | {"kind": RECOVERY, "term_months": "24", "other": "both_stand"}

    send(handler, f"/registry/people/{old.of_person}/decisions/new", newer)

    assert office.case(old.id).status == "ordered"


def test_what_happened_long_ago_asks_for_a_reason_and_keeps_the_form(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/people/{registered(office)}/decisions/new"
    late = DECISION | {"decided_on": "2026-11-09", "served_on": "2026-11-10"}

    asked = send(handler, path, late, status=422)
    shown = send(handler, path, late | {"reason": LATE})

    assert 'name="reason"' in asked
    assert "决定书已接收" in shown


def test_a_person_reports_in(office: RegistryApplication, handler: FlaskClient) -> None:
    case_id = ordered(office)
    path = f"/registry/cases/{case_id}"
    assert "登记报到" in page(handler, path)

    shown = send(
        handler, f"{path}/report-in", {"reported_on": TODAY.isoformat(), "informed": "true"}
    )

    assert "报到已登记" in shown
    assert "第1年，第1天" in shown
    assert "2029年11月22日" in shown


def test_a_report_before_service_is_refused_with_its_article(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{ordered(office)}/report-in"

    shown = send(handler, path, {"reported_on": "2026-11-19"}, status=422)

    assert "早于决定书送达日期" in shown
    assert "《戒毒条例》第14条第1款" in shown
    assert 'value="2026-11-19"' in shown


def test_who_reports_late_without_a_reason_is_recorded_and_it_is_said(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = ordered(office, served_on=date(2026, 10, 12))

    shown = send(
        handler, f"/registry/cases/{case_id}/report-in", {"reported_on": TODAY.isoformat()}
    )

    assert "已照实登记为逾期报到" in shown
    assert "逾期，无理由" in shown


def test_a_late_person_who_says_why_waits_for_the_leading_group(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = ordered(office, served_on=date(2026, 10, 12))
    path = f"/registry/cases/{case_id}"
    said = {"reported_on": TODAY.isoformat(), "lateness_reason": "住院，有出院小结"}

    late = send(handler, f"{path}/report-in", said)
    desk = page(handler, "/registry/")
    found = send(
        handler,
        f"{path}/late-reason",
        {"reason": "确有住院记录", "signer": "冯组长", "signed_on": TODAY.isoformat()},
    )
    desk_after = page(handler, "/registry/")

    assert "逾期，本人说的理由待认定" in late
    assert "住院，有出院小结" in late
    assert late.count(f"{path}/late-reason") == len(("the notice", "the list of acts"))
    assert "逾期理由待领导小组认定</a> <strong>1</strong>" in desk
    assert f'href="{path}"' in desk
    assert "逾期，有理由" in found
    assert "确有住院记录" in found
    assert "住院，有出院小结" in found
    assert "逾期理由待领导小组认定" not in desk_after


def test_whoever_does_not_see_decisions_is_not_shown_why_somebody_was_late(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = ordered(office, served_on=date(2026, 10, 12))
    with by(reason=LATE):
        office.record_report_in(
            case_id=case_id, reported_on=TODAY, informed=True, lateness_reason="住院"
        )

    shown = page(reader(app, SECRETARY), f"/registry/cases/{case_id}")

    assert "逾期，本人说的理由待认定" in shown
    assert "住院" not in shown


def test_who_was_not_informed_is_informed_later(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office, informed=False)

    shown = send(
        handler, f"/registry/cases/{case_id}/privacy-notice", {"given_on": TODAY.isoformat()}
    )

    assert "告知已登记" in shown


GROUP = {f"{member.kind}_name": member.name for member in MEMBERS} | {
    "formed_on": TODAY.isoformat(),
    "family_member_born": "1960-05-01",
    "family_member_phone": "13900000000",
}


def test_a_group_is_formed(office: RegistryApplication, handler: FlaskClient) -> None:
    case_id = reported(office)

    shown = send(handler, f"/registry/cases/{case_id}/group", GROUP)

    assert "监护小组已登记" in shown
    assert "陶社工" in shown
    assert "139****0000" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"community_medic_name": ""}, "须写明原因"),
        ({"family_member_born": "2010-01-01"}, "须年满十八周岁"),
    ],
)
def test_a_group_that_is_not_lawful_is_refused_with_nothing_lost(
    office: RegistryApplication, handler: FlaskClient, typed: dict[str, str], said: str
) -> None:
    path = f"/registry/cases/{reported(office)}/group"

    shown = send(handler, path, GROUP | typed, status=422)

    assert said in shown
    assert "陶社工" in shown


AGREEMENT = {
    "signed_on": TODAY.isoformat(),
    "agreement_no": "梅社戒协〔2026〕1号",
    "town_signer": "周经办",
    **dict(TEXT),
}


def test_an_agreement_is_recorded_with_the_usual_text(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{reported(office)}/agreement"
    assert "《禁毒法》第三十八条" in page(handler, path)

    shown = send(handler, path, AGREEMENT)

    assert "协议已登记" in shown
    assert "执行中" in shown
    assert "可以申请就业指导和临时救助。" in shown


def test_the_text_for_recovery_names_no_article_of_rehab(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{reported(office, kind=RECOVERY)}/agreement"

    assert "第三十八条" not in page(handler, path)


def test_an_agreement_that_falls_short_is_kept_and_it_is_said(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    path = f"/registry/cases/{reported(office)}/agreement"

    shown = send(handler, path, AGREEMENT | {"liability": ""})

    assert "已照实保存，但有瑕疵" in shown
    assert "缺少应当写明的部分" in shown
    assert "登记协议" in shown


def test_measures_are_laid_down(office: RegistryApplication, handler: FlaskClient) -> None:
    path = f"/registry/cases/{signed(office)}/care-plan"

    shown = send(handler, path, {"set_on": TODAY.isoformat(), "plan": "每月谈话。\n技能培训。"})

    assert "每月谈话。<br>技能培训。" in shown


def test_the_timeline_tells_it_newest_first(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = signed(office)

    shown = page(handler, f"/registry/cases/{case_id}?part=timeline")

    assert shown.index("签订协议") < shown.index("收到社区戒毒决定")
    assert LATE in shown


def test_the_same_form_sent_twice_is_one_act(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = ordered(office)
    path = f"/registry/cases/{case_id}/report-in"
    typed = {"reported_on": TODAY.isoformat(), "informed": "true", "command_id": "twice"}

    send(handler, path, typed)
    shown = send(handler, path, typed)

    assert "没有重复办理" in shown
    assert names_of(office).count("reported_in") == 1


def test_nobody_but_the_office_records(office: RegistryApplication, app: Flask) -> None:
    takes_part(office)
    case_id = ordered(office)
    person_id = office.case(case_id).of_person

    for account in (SECRETARY, WORKER, POLICE, AUDITOR):
        client = reader(app, account)
        shown = page(client, f"/registry/cases/{case_id}")
        assert "登记报到" not in shown
        for act in ("report-in", "privacy-notice", "group", "agreement", "care-plan"):
            page(client, f"/registry/cases/{case_id}/{act}", 403)
        page(client, f"/registry/people/{person_id}/decisions/new", 403)
        page(client, "/registry/people/new", 403)


def test_a_case_whose_term_is_over_asks_for_nothing(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = reported(office)

    with clock.use(NOW.replace(year=2029, month=12)):
        client = reader(app, OFFICE)
        shown = page(client, f"/registry/cases/{case_id}")
        desk = page(client, "/registry/")

    assert "期限已于2029-11-22届满" in shown
    assert "不再要求" in shown
    assert "梅社戒" not in desk


def test_a_case_that_went_elsewhere_offers_nothing_more_here(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = signed(office)
    before = page(handler, f"/registry/cases/{case_id}")
    with by():
        office.order_transfer(
            case_id=case_id, ordered_on=TODAY, destination="霍山县某镇", reason="随家人迁居"
        )
    for act, day in ((office.send_materials, "sent_on"), (office.confirm_receipt, "received_on")):
        with by():
            act(case_id=case_id, document_no="梅戒移〔2026〕1号", **{day: TODAY})

    after = page(handler, f"/registry/cases/{case_id}")

    form = f"/registry/cases/{case_id}/care-plan"
    assert form in before
    assert form not in after
    assert "不再有应办事项" in after
    assert ("第1年，第1天" in before, "第1年，第1天" in after) == (True, False)
    assert "移交工作站" not in after
    assert "还有" not in after  # no days are counted towards what nobody owes


def test_a_case_of_two_agreements_shows_the_defective_one_too(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    with by():
        office.sign_agreement(case_id=case_id, agreement=agreement(text=()))
    with by():
        office.sign_agreement(case_id=case_id, agreement=agreement())

    shown = page(handler, f"/registry/cases/{case_id}")

    assert "签订的协议有瑕疵：" in shown
    assert "梅社戒协〔2026〕1号" in shown


@pytest.mark.parametrize(
    "path",
    [
        "/registry/cases/6b316009-58f7-4a09-b446-4ea0b2caef89",
        "/registry/people/6b316009-58f7-4a09-b446-4ea0b2caef89",
    ],
)
def test_what_is_not_on_file_is_not_found(handler: FlaskClient, path: str) -> None:
    page(handler, path, 404)


def test_the_page_says_why_of_status_last_day_and_punctuality(
    office: RegistryApplication, app: Flask
) -> None:
    here = f"/registry/cases/{signed(office)}"

    shown = page(reader(app, OFFICE), here)
    to_a_secretary = page(reader(app, SECRETARY), here)

    assert "社区戒毒的期限为3年，自报到之日起计算。" in shown
    assert "的记录：本人报到" in shown
    assert "的记录：签订协议" in shown
    assert "社区戒毒的期限为3年，自报到之日起计算。" in to_a_secretary
    assert "的记录：" not in to_a_secretary
