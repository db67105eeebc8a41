"""The desk as people see it: what is owed, one person, one case, every form to its end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS
from services.registry.rules.book import RECOVERY
from shared import clock
from tests.registry.desk import PROJECTOR, app_of, page, reader, send
from tests.registry.test_messages import heard
from tests.registry.town import (
    LATE,
    MEMBERS,
    NOW,
    TEXT,
    TODAY,
    agreement,
    by,
    decision,
    names_of,
    number,
    ordered,
    registered,
    reported,
    signed,
)

OFFICE, WORKER, ELSEWHERE, POLICE = "jingban01", "shegong01", "shegong02", "minjing01"
SECRETARY, OTHER_SECRETARY, JUSTICE = "shuji01", "shuji02", "sifa01"
AUDITOR, LEADER = "dudao01", "lingdao01"
PROJECTOR_NAMES = [projection.name for projection in PROJECTIONS]


@pytest.fixture
def app(office: RegistryApplication) -> Flask:
    return app_of(office)


@pytest.fixture
def handler(app: Flask) -> FlaskClient:
    return reader(app, OFFICE)


def test_the_desk_shows_what_is_owed_by_urgency_and_why(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)

    shown = page(handler, "/registry/")

    assert "签订协议" in shown
    assert "成立监护小组" in shown
    assert "李四海" in shown
    assert "梅社戒〔2026〕0001" in shown
    assert "应当在社区戒毒人员报到后及时与其签订社区戒毒协议" in shown
    assert "2026年11月26日" in shown


def test_an_empty_desk_says_what_would_be_there(handler: FlaskClient) -> None:
    assert "没有要办的事" in page(handler, "/registry/")


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("when=week", True),
        ("when=overdue", False),
        ("when=nonsense", True),
        ("village=石桥村", True),
        ("village=青石社区", False),
        ("duty=sign_agreement", True),
        ("duty=report_in", False),
        ("page=99999999999", True),
    ],
)
def test_the_desk_can_be_narrowed(
    office: RegistryApplication, handler: FlaskClient, query: str, *, is_there: bool
) -> None:
    reported(office)

    assert ("梅社戒〔2026〕0001" in page(handler, f"/registry/?{query}")) is is_there


def test_what_came_in_stands_beside_it(office: RegistryApplication, handler: FlaskClient) -> None:
    ordered(office)
    office.hear(heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2))

    assert "第4次检测拒检，累计2次" in page(handler, "/registry/")
    assert "第4次检测拒检，累计2次" in page(handler, "/registry/inbox")


def test_a_secretary_sees_the_own_village_only(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)
    person_id = office.case(case_id).of_person

    assert "李四海" in page(reader(app, SECRETARY), "/registry/")
    assert "李四海" in page(reader(app, SECRETARY), f"/registry/cases/{case_id}")
    other = reader(app, OTHER_SECRETARY)
    assert "梅社戒" not in page(other, "/registry/")
    assert "李" not in page(other, "/registry/people").split("<main")[1]
    page(other, f"/registry/cases/{case_id}", 403)
    page(other, f"/registry/people/{person_id}", 403)


def test_a_secretary_is_not_shown_the_decision(office: RegistryApplication, app: Flask) -> None:
    case_id = signed(office)

    shown = page(reader(app, SECRETARY), f"/registry/cases/{case_id}")

    for secret in ("金公", "时间线", "梅社戒协", "监护小组</h2>"):
        assert secret not in shown
        assert secret in page(reader(app, OFFICE), f"/registry/cases/{case_id}")


def test_a_secretary_is_not_told_of_tests(office: RegistryApplication, app: Flask) -> None:
    """Test items and violations are no business of the village's."""
    ordered(office)
    office.hear(heard("drug_test_refused", window=4, refused_on="2026-11-22", count=2))

    desk = page(reader(app, SECRETARY), "/registry/")

    assert "拒检" not in desk
    assert "全部事项" in desk
    page(reader(app, SECRETARY), "/registry/inbox", 403)


def test_an_auditor_sees_masked_names_and_leaves_no_trace_of_looking(
    office: RegistryApplication, app: Flask
) -> None:
    case_id = reported(office)
    auditor = reader(app, AUDITOR)

    for path in ("/registry/", "/registry/people", f"/registry/cases/{case_id}"):
        shown = page(auditor, path)
        assert "李四海" not in shown
        assert "李*" in shown
    assert "names_looked_up" not in names_of(office)


def test_names_in_full_stand_in_the_read_log(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)

    page(handler, "/registry/")

    noted = office.entries(names=["registry.names_looked_up"])[-1]
    assert (noted.account, noted.facts["purpose"]) == (OFFICE, "登记处待办")


@pytest.mark.parametrize("account", [JUSTICE, LEADER])
def test_others_have_no_business_here(app: Flask, account: str) -> None:
    client = reader(app, account)

    for path in ("/registry/", "/registry/people", "/registry/rosters"):
        page(client, path, 403)


def test_a_worker_of_another_station_sees_nothing(office: RegistryApplication, app: Flask) -> None:
    case_id = reported(office)

    assert "梅社戒" in page(reader(app, WORKER), "/registry/")
    assert "梅社戒" not in page(reader(app, ELSEWHERE), "/registry/")
    page(reader(app, ELSEWHERE), f"/registry/cases/{case_id}", 403)


# People.


@pytest.mark.parametrize("sought", ["李四海", "lisihai", "lsh", number()[-4:], "13900000000"])
def test_people_are_found_and_what_was_sought_stands_in_no_address(
    office: RegistryApplication, handler: FlaskClient, sought: str
) -> None:
    registered(office, phone="13900000000")

    shown = send(handler, "/registry/people", {"sought": sought}, status=200)

    assert "李四海" in shown
    assert "没有此人" not in shown


def test_a_case_is_found_by_its_reference(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    ordered(office)

    assert "李四海" in send(handler, "/registry/people", {"sought": "梅社戒[2026]1"}, status=200)


def test_who_is_not_found_can_be_registered(handler: FlaskClient) -> None:
    shown = send(handler, "/registry/people", {"sought": "无此人"}, status=200)

    assert "没有此人，去登记" in shown


def test_an_auditor_cannot_ask_who_is_on_file(app: Flask) -> None:
    client = reader(app, AUDITOR)

    assert "data-search" not in page(client, "/registry/people")
    send(client, "/registry/people", {"sought": "李四海"}, status=403)


PERSON = {
    "name": "李四海",
    "id_no": number(),
    "village": "石桥村",
    "flag": "registered_user",
    "phone": "13900000000",
    "residence": "石桥村1组2号",
}


def test_a_person_is_registered_and_shown_masked(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    shown = send(handler, "/registry/people/new", PERSON)

    assert "人员已登记" in shown
    assert "李四海" in shown
    assert number() not in shown
    assert f"{number()[:4]}************{number()[-2:]}" in shown
    assert "139****0000" in shown
    assert names_of(office)[0] == "person_registered"


def test_somebody_on_file_is_not_registered_again_but_shown(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    known = registered(office)

    shown = send(handler, "/registry/people/new", PERSON | {"name": "李思海"}, status=422)

    assert "已经登记在册" in shown
    assert f"/registry/people/{known}" in shown
    assert 'value="李思海"' in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"id_no": "341524198507119990"}, "校验位对不上"),
        ({"name": ""}, "请填写这一项"),
        ({"village": ""}, "请填写这一项"),
    ],
)
def test_what_is_wrong_comes_back_with_nothing_lost(
    handler: FlaskClient, typed: dict[str, str], said: str
) -> None:
    shown = send(handler, "/registry/people/new", PERSON | typed, status=422)

    assert said in shown
    assert 'value="石桥村1组2号"' in shown


def test_number_and_address_are_shown_in_full_for_a_purpose(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office)
    path = f"/registry/people/{person_id}"

    refused = send(handler, path, {"purpose": ""}, to=f"{path}/in-full", status=422)
    shown = send(handler, path, {"purpose": "核对报到材料"}, to=f"{path}/in-full", status=200)

    assert number() not in refused
    assert "请写明查看用途" in refused
    assert number() in shown
    noted = office.entries(names=["registry.names_looked_up"])[-1]
    assert noted.facts["purpose"] == "核对报到材料"
    assert "id_no" in noted.facts["content"]


def test_a_secretary_cannot_see_a_number_in_full(office: RegistryApplication, app: Flask) -> None:
    path = f"/registry/people/{registered(office)}"
    client = reader(app, SECRETARY)

    assert "查看完整资料" not in page(client, path)
    send(client, "/registry/people", {"purpose": "核对"}, to=f"{path}/in-full", status=403)


def test_details_are_revised_from_what_is_on_file(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = registered(office, phone="13900000000")
    path = f"/registry/people/{person_id}/details"
    assert 'value="13900000000"' in page(handler, path)

    shown = send(handler, path, PERSON | {"flag": None, "phone": "13911111111"})

    assert "资料已更新" in shown
    assert office.person(person_id).details.phone == "13911111111"


def test_a_flag_is_changed(office: RegistryApplication, handler: FlaskClient) -> None:
    person_id = registered(office)

    shown = send(handler, f"/registry/people/{person_id}/flag", {"flag": "working_away"})

    assert "外出务工" in shown


# Cases.

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


def test_english_readers_get_english(office: RegistryApplication, handler: FlaskClient) -> None:
    case_id = signed(office)
    handler.set_cookie("guihang_lang", "en")

    for path in (
        "/registry/",
        "/registry/people",
        "/registry/people/new",
        "/registry/rosters",
        f"/registry/cases/{case_id}",
        f"/registry/cases/{case_id}?part=timeline",
        f"/registry/cases/{case_id}/group",
        f"/registry/cases/{case_id}/care-plan",
    ):
        page(handler, path)
    assert "community drug rehabilitation" in page(handler, f"/registry/cases/{case_id}").lower()


def test_a_person_page_shows_cases_to_those_who_see_cases(
    office: RegistryApplication, app: Flask
) -> None:
    old = office.case(ordered(office))
    with by(reason=LATE):
        office.receive_decision(
            person_id=old.of_person, decision=decision(kind=RECOVERY), both_stand=True
        )

    shown = page(reader(app, POLICE), f"/registry/people/{UUID(str(old.of_person))}")

    assert "梅社戒〔2026〕0001" in shown
    assert "梅社康〔2026〕0001" in shown
    assert "接收决定书" not in shown


def test_an_auditor_is_shown_a_masked_person(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office, phone="13900000000")

    shown = page(reader(app, AUDITOR), f"/registry/people/{person_id}")

    assert "李四海" not in shown
    assert number() not in shown
    assert "李*" in shown


def test_after_a_key_is_destroyed_the_lists_go_on_without_the_name(
    office: RegistryApplication, app: Flask
) -> None:
    """The facts count on; whoever the person was is gone, from the search too."""
    case_id = reported(office)
    page(reader(app, OFFICE), "/registry/")
    with office.db.transaction() as connection:
        connection.execute(sa.text("UPDATE data_keys SET wrapped = NULL"))
    later = app_of(RegistryApplication(office.db, master=office.master))
    for name in PROJECTOR_NAMES:
        later.config[PROJECTOR].rebuild(name)
    client = reader(later, OFFICE)

    assert "梅社戒〔2026〕0001" in page(client, "/registry/")
    assert "梅社戒〔2026〕0001" in page(client, f"/registry/cases/{case_id}")
    found = send(client, "/registry/people", {"sought": "李四海"}, status=200)
    assert "没有找到" in found
