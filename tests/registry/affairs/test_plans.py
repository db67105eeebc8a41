"""The notice, the leading group, plans and rules (S2, S5, S7 to S9, S12, S55)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.leading_group import GroupMember
from services.registry.domain.affairs.plans import PlanText
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import JUSTICE, LEADER, OTHER_SECRETARY, SECRETARY, page, reader, send
from tests.registry.town import LATE, TODAY, by, registered

NOTICE = "梅政办〔2025〕52号"
LEADERS = (
    GroupMember(role="head", body="party_government", name="冯组长", post="党委书记"),
    GroupMember(role="first_deputy", body="political_legal", name="政委员"),
    GroupMember(role="deputy", body="police_station", name="所所长"),
    GroupMember(role="handler", body="party_government", name="周经办"),
)
PLAN = PlanText(
    year=2026,
    doc_no="梅禁〔2026〕1号",
    begins=(date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1)),
    end_on=date(2026, 12, 31),
    measures=("摸清底数", "签订协议"),
    responsible="冯组长",
)


def adopted(office: RegistryApplication, plan: PlanText = PLAN) -> int:
    with by():
        version: int = office.adopt_work_plan(plan=plan, adopted_on=TODAY).answer["version"]
    return version


def taken(office: RegistryApplication) -> None:
    """Have a village take note of the notice."""
    with by():
        office.acknowledge_notice(
            unit="石桥村", notice_no=NOTICE, signer="王书记", acknowledged_on=TODAY
        )


def test_each_unit_takes_note_of_the_notice_once(office: RegistryApplication) -> None:
    taken(office)

    with pytest.raises(Refusal, match="已经签收") as refused:
        taken(office)

    assert refused.value.field == "unit"
    assert reports(office, "notice_acknowledged") == [{"unit": "石桥村", "notice_no": NOTICE}]


def test_the_register_names_who_has_not_taken_note(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    registered(office)
    send(
        handler,
        "/registry/notice/acknowledgements/new",
        {"unit": "police", "signer": "陈民警", "acknowledged_on": "2026-11-23"},
    )
    other = {"other_unit": "龙井村", "signer": "某书记", "acknowledged_on": "2026-11-23"}
    send(handler, "/registry/notice/acknowledgements/new", other)

    units = {row["unit"]: row["acknowledged_on"] for row in call(app, "GET", "/notice")["units"]}

    assert units["police"] == units["龙井村"] == "2026-11-23"
    assert units["石桥村"] is None
    assert "未签收" in page(handler, "/registry/notice")


def test_a_secretary_takes_note_for_the_own_village_only(
    office: RegistryApplication, app: Flask
) -> None:
    registered(office)
    asked = {"signer": "书记", "acknowledged_on": "2026-11-23"}

    post(app, "/notice/acknowledgements", asked | {"unit": "石桥村"}, as_account=SECRETARY)
    post(
        app,
        "/notice/acknowledgements",
        asked | {"unit": "石桥村"},
        as_account=OTHER_SECRETARY,
        status=403,
    )

    form = page(reader(app, OTHER_SECRETARY), "/registry/notice/acknowledgements/new")
    assert "青石社区" in form
    assert "石桥村" not in form
    assert post(app, "/notice/acknowledgements", asked, status=422)["errors"][0]["field"] == "unit"


def test_a_leading_group_has_the_posts_of_the_notice(office: RegistryApplication) -> None:
    done = office.appoint_leading_group(members=LEADERS, appointed_on=TODAY)

    group = office.leading_group()
    assert done.answer == {"defects": []}
    assert group is not None
    assert group.members == LEADERS
    assert "冯组长" not in str([entry.facts for entry in office.entries(limit=None)])
    assert reports(office, "leading_group_appointed")[0]["roles"] == [it.role for it in LEADERS]


@pytest.mark.parametrize(
    ("without", "code"),
    [
        (0, "no_head"),
        (1, "first_deputy_missing"),
        (2, "police_deputy_missing"),
        (3, "handler_missing"),
    ],
)
def test_a_post_that_nobody_holds_is_said(
    office: RegistryApplication, without: int, code: str
) -> None:
    members = [*LEADERS[:without], *LEADERS[without + 1 :]]

    done = office.appoint_leading_group(members=members, appointed_on=TODAY)

    assert done.answer == {"defects": [code]}


def test_a_leading_group_by_page_is_written_in_words(handler: FlaskClient, app: Flask) -> None:
    lines = "组长 党委政府 冯组长 党委书记\n第一副组长 派出所 某所长"

    shown = send(
        handler,
        "/registry/leading-group/new",
        {"appointed_on": "2026-11-23", "members": lines},
    )

    assert "第一副组长不是政法委员（《梅政办〔2025〕52号》S8）" in shown
    group = call(app, "GET", "/leading-group")
    assert group["members"][0] == {
        "role": "head",
        "body": "party_government",
        "name": "冯组长",
        "post": "党委书记",
    }
    assert "组长 党委政府 冯组长 党委书记" in page(handler, "/registry/leading-group/new")
    wrong = {"appointed_on": "2026-11-23", "members": "头儿 党委政府 某人"}
    assert "第1行：请从所列选项中选择" in send(
        handler, "/registry/leading-group/new", wrong, status=422
    )


def test_a_group_by_program_is_written_in_codes(app: Flask) -> None:
    members = [{"role": "head", "body": "party_government", "name": "冯组长"}]
    group = {"appointed_on": "2026-11-23", "members": members}

    assert call(app, "GET", "/leading-group")["members"] == []
    assert len(post(app, "/leading-group", group)["defects"]) == 3


def test_three_phases_follow_one_another_without_a_gap(office: RegistryApplication) -> None:
    adopted(office)

    plan = office.work_plan(2026)
    assert plan is not None
    assert plan.phases == (
        ("start", date(2026, 1, 1), date(2026, 2, 28)),
        ("implement", date(2026, 3, 1), date(2026, 6, 30)),
        ("full_running", date(2026, 7, 1), date(2026, 12, 31)),
    )
    assert (plan.phase_on(TODAY), plan.phase_on(date(2027, 1, 1))) == ("full_running", None)


OUT_OF_ORDER = PlanText(
    **{**vars(PLAN), "begins": (date(2026, 1, 1), date(2026, 1, 1), date(2026, 7, 1))}
)
"""The first phase has no day."""


def test_a_plan_whose_phases_are_out_of_order_is_kept_and_is_no_version(
    office: RegistryApplication,
) -> None:
    """What was in force stays so; reporting is told of it under a name of its own."""
    first = adopted(office)
    with by():
        done = office.adopt_work_plan(plan=OUT_OF_ORDER, adopted_on=TODAY)

    plan = office.work_plan(2026)
    assert plan is not None
    assert (first, done.answer) == (1, {"version": 1, "defects": ["phases_out_of_order"]})
    assert plan.phase_on(date(2026, 1, 15)) == "start"
    assert len(reports(office, "work_plan_adopted")) == 1
    assert reports(office, "defective_work_plan_adopted") == [
        {
            "adopted_on": "2026-11-23",
            "year": 2026,
            "doc_no": "梅禁〔2026〕1号",
            "defects": ["phases_out_of_order"],
        }
    ]


def test_a_year_with_no_other_plan_than_a_defective_one_has_none_that_counts(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    with by():
        office.adopt_work_plan(plan=OUT_OF_ORDER, adopted_on=TODAY)

    shown = page(handler, "/registry/plans")
    (told,) = call(app, "GET", "/plans")["plans"]
    later = adopted(office)

    assert "还没有有效的方案" in shown
    assert "各阶段的日期先后不对（《梅政办〔2025〕52号》S7）" in shown
    assert (told["version"], told["defective"][0]["grounds"][0]["why"]["article"]) == (0, "S7")
    assert later == 1
    assert "还没有有效的方案" not in page(handler, "/registry/plans")


def test_a_new_plan_of_the_same_year_is_its_next_version(office: RegistryApplication) -> None:
    versions = [adopted(office), adopted(office)]

    assert versions == [1, 2]
    assert [it["version"] for it in reports(office, "work_plan_adopted")] == [1, 2]
    assert reports(office, "work_plan_adopted")[0]["phases"][0] == [
        "start",
        "2026-01-01",
        "2026-02-28",
    ]


def test_a_plan_by_page_and_the_leading_group_may_adopt_one(
    handler: FlaskClient, app: Flask
) -> None:
    typed = {
        "year": "2026",
        "doc_no": "梅禁〔2026〕1号",
        "adopted_on": "2026-11-23",
        "start_on": "2026-01-01",
        "implement_on": "2026-03-01",
        "full_running_on": "2026-07-01",
        "end_on": "2026-12-31",
        "measures": "摸清底数\n签订协议",
        "responsible": "冯组长",
    }

    shown = send(handler, "/registry/plans/new", typed)
    send(reader(app, LEADER), "/registry/plans/new", typed)

    assert "摸清底数" in shown
    assert "当前阶段" in shown
    (plan,) = call(app, "GET", "/plans")["plans"]
    assert (plan["version"], plan["measures"]) == (2, ["摸清底数", "签订协议"])
    page(reader(app, JUSTICE), "/registry/plans", 403)


def test_a_plan_by_program(app: Flask) -> None:
    plan = {
        "year": 2026,
        "doc_no": "1号",
        "adopted_on": "2026-11-23",
        "start_on": "2026-01-01",
        "implement_on": "2026-03-01",
        "full_running_on": "2026-07-01",
        "end_on": "2026-12-31",
        "measures": ["摸清底数"],
    }

    assert post(app, "/plans", plan)["version"] == 1


def test_a_rule_is_kept_by_version_with_the_hash_of_its_text(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    first = {
        "kind": "liaison_with_police",
        "title": "与县公安局联络制度",
        "adopted_on": "2026-11-23",
        "holds_from": "2026-12-01",
        "text": "第一条 每月会商一次。",
    }
    shown = send(handler, "/registry/plans/rules/new", first)
    again = post(app, "/plans/rules", first | {"text": "第一条 每季会商一次。"})

    (rule,) = call(app, "GET", "/plans")["rules"]
    assert again["version"] == rule["version"] == 2
    assert rule["text_hash"] == sha256("第一条 每季会商一次。".encode()).hexdigest()
    assert "与县公安局联络制度" in shown
    address = page(handler, "/registry/plans").split("/registry/plans/rules/")[2][:36]
    assert "每季会商一次" in page(handler, f"/registry/plans/rules/{address}")
    assert "每季" not in str([entry.facts for entry in office.entries(limit=None)])


def test_what_lies_back_needs_a_reason(handler: FlaskClient, app: Flask) -> None:
    old = {"unit": "police", "signer": "陈民警", "acknowledged_on": "2025-11-20"}

    asked = send(handler, "/registry/notice/acknowledgements/new", old, status=422)
    send(handler, "/registry/notice/acknowledgements/new", old | {"reason": LATE})

    assert "补录" in asked
    days = {it["unit"]: it["acknowledged_on"] for it in call(app, "GET", "/notice")["units"]}
    assert days["police"] == "2025-11-20"
