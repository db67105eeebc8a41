"""The desk beside the cases: the census to 31 December, and what waits for a decision."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from shared.web.masks import mask_id
from tests.registry.affairs.test_activities import met
from tests.registry.affairs.test_actual_users import proposed
from tests.registry.affairs.test_census import started, visited
from tests.registry.affairs.test_reconciling import compared, police_list
from tests.registry.affairs.test_units import assigned
from tests.registry.desk import OTHER_SECRETARY, SECRETARY, WORKER, page, reader, send
from tests.registry.life.story import at
from tests.registry.test_dossier import filed
from tests.registry.town import TODAY, by, number, registered, reported

OTHER = number(sequence=997)
LIST = "等待处理"


def test_the_desk_counts_what_waits_for_a_decision_and_leads_there(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    filed(office, reported(office))
    double = registered(office, "李四", id_no=OTHER)
    with by():
        office.propose_merge(person_id=double, into_id_no=number(), proof="一人两号")
    proposed(office, double)
    compared(office, police_list("王五", numbers=[number(sequence=996)]))

    shown = page(handler, "/registry/")

    for label, count in (
        ("待审批排除", 1),
        ("公安名单差异待处理", 3),
        ("待审批合并", 1),
        ("卷内材料待核对", 1),
    ):
        assert f"{label}</a> <strong>{count}</strong>" in shown
    assert "待核实人员" not in shown


def test_nothing_waits_where_nothing_is_to_be_decided(handler: FlaskClient) -> None:
    assert LIST not in page(handler, "/registry/")


def test_a_secretary_sees_the_census_of_the_own_village_alone(
    office: RegistryApplication, app: Flask
) -> None:
    round_id, here = started(office), registered(office)
    registered(office, "王五", id_no=OTHER, village="青石社区")
    visited(office, round_id, here)

    own, others = (page(reader(app, it), "/registry/") for it in (SECRETARY, OTHER_SECRETARY))

    assert "已走访 <strong>1/1</strong>" in own
    assert "已全部走访" in own
    assert "已走访 <strong>0/1</strong>" in others
    assert "还有1户" in others


def test_a_closed_round_is_on_nobodys_desk(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    round_id = started(office)
    with by():
        office.close_census_round(round_id=round_id, closed_on=TODAY)

    assert "已走访" not in page(handler, "/registry/")


def test_somebody_new_is_registered_after_a_search_only(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    registered(office)

    before = page(handler, "/registry/people")
    found = send(handler, "/registry/people", {"sought": "李四海"}, status=200)

    assert "/registry/people/new" not in before
    assert "请先在上面查找" in before
    assert "都不是此人，登记新人" in found
    assert "/registry/people/new" not in page(reader(app, WORKER), "/registry/people")


def test_a_new_person_of_a_known_name_is_compared_first(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    known = registered(office, phone="13900000000")
    new = {"name": "李四海", "id_no": OTHER, "village": "青石社区"}

    warned = send(handler, "/registry/people/new", new, status=422)
    by_phone = send(
        handler,
        "/registry/people/new",
        {**new, "name": "李四", "phone": "13900000000"},
        status=422,
    )
    done = send(handler, "/registry/people/new", {**new, "different": "true"})

    for page_ in (warned, by_phone):
        assert "请先核对是不是同一人" in page_
        assert f"/registry/people/{known}" in page_
        assert mask_id(number()) in page_
        assert "139****0000" in page_
    assert "人员已登记" in done


def test_matters_of_meetings_and_tasks_stand_in_the_list_of_what_is_owed(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)
    meeting_id, task_id = met(office), assigned(office)

    shown = page(handler, "/registry/")
    late, filtered = (
        at_end_of_month(handler, f"/registry/{query}") for query in ("", "?duty=report_in")
    )

    assert f"/registry/meetings/{meeting_id}/issues/1" in shown
    assert f"/registry/unit-tasks/{task_id}/report" in shown
    assert counted(shown, "7日内") == counted(page(handler, "/registry/?when=week"), "7日内")
    assert counted(late, "已逾期") >= len(("issue", "task"))
    assert "检测试剂不足" in at_end_of_month(handler, "/registry/?when=overdue")
    assert "检测试剂不足" not in at_end_of_month(handler, "/registry/?when=today")
    assert "检测试剂不足" not in filtered


def test_what_was_solved_or_is_far_off_is_not_in_the_list(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    meeting_id = met(office)
    with by():
        office.close_issue(meeting_id=meeting_id, issue=1, closed_on=TODAY, result="已补齐")
    with by():
        office.assign_unit_task(
            unit="石桥村", what="年底总结", assigned_on=TODAY, due_on=date(2027, 1, 5)
        )

    shown = page(handler, "/registry/")

    assert "检测试剂不足" not in shown
    assert "年底总结" not in shown


def test_a_village_sees_its_own_task_in_the_list_and_no_matter_of_the_group(
    office: RegistryApplication, app: Flask
) -> None:
    met(office)
    assigned(office)

    own, others = (page(reader(app, it), "/registry/") for it in (SECRETARY, OTHER_SECRETARY))

    assert "逐户走访" in own
    assert "检测试剂不足" not in own
    assert "逐户走访" not in others


def at_end_of_month(handler: FlaskClient, path: str) -> str:
    with at(date(2026, 12, 1)):
        return page(handler, path)


def counted(shown: str, label: str) -> int:
    """The number over a band of the list."""
    found = re.search(rf'count-number">(\d+)</span><span class="count-label">{label}<', shown)
    assert found, label
    return int(found[1])
