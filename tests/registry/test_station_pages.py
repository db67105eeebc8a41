"""The office sees which cases lie elsewhere, and moves them; nobody else does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry.desk import AUDITOR, ELSEWHERE, POLICE, SECRETARY, WORKER, page, reader, send
from tests.registry.test_api import call
from tests.registry.town import reported
from tests.registry.units import HERE, THERE, now_looks_after, takes_part

PAGE = "/registry/stations"
WHY = "石桥村已改由第二工作站负责"


def test_the_desk_counts_what_is_to_be_placed(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    reported(office)

    desk = page(handler, "/registry/")

    assert "待分派工作站" in desk
    assert "没有工作站负责这些村（社区）" in page(handler, PAGE)


def test_the_office_moves_cases_on_one_screen(office: RegistryApplication, app: Flask) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    case_id = reported(office)
    now_looks_after(office, THERE, "石桥村")
    handler = reader(app, "jingban01")

    seen = send(handler, PAGE, {"case_ids": str(case_id), "reason": WHY})

    assert "1件个案已移交。" in seen
    assert office.case(case_id).station == THERE
    assert "梅社戒" in page(reader(app, ELSEWHERE), "/registry/")
    assert "梅社戒" not in page(reader(app, WORKER), "/registry/")


def test_nothing_chosen_or_no_reason_moves_nothing(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)
    takes_part(office)

    seen = send(handler, PAGE, {"case_ids": [], "reason": ""}, status=422)

    assert "请至少选择一件个案" in seen
    assert office.case(case_id).station is None


def test_one_case_is_handed_over_with_its_reason_on_the_timeline(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    takes_part(office)
    takes_part(office, THERE, ["青石社区"])
    case_id = reported(office)
    form = f"/registry/cases/{case_id}/station"

    refused = send(handler, form, {"station": THERE, "reason": ""}, status=422)
    seen = send(handler, form, {"station": THERE, "reason": "社工与本人是亲属，回避"})

    assert "移交个案须写明原因" in refused
    assert f"梅山镇工作站（{THERE}）" in seen
    timeline = page(handler, f"/registry/cases/{case_id}?part=timeline")
    assert "由第二工作站负责" in timeline
    assert "社工与本人是亲属，回避" in timeline


def test_where_no_other_station_is_the_form_says_whom_to_ask(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = reported(office)

    seen = page(handler, f"/registry/cases/{case_id}/station")

    assert "请系统管理员" in seen
    assert "还没有工作站负责此案" in page(handler, f"/registry/cases/{case_id}")


@pytest.mark.parametrize("account", [WORKER, SECRETARY, POLICE, AUDITOR])
def test_nobody_but_the_office_moves_cases(
    office: RegistryApplication, app: Flask, account: str
) -> None:
    takes_part(office)
    case_id = reported(office)
    client = reader(app, account)

    for path in (PAGE, f"/registry/cases/{case_id}/station", "/registry/api/stations"):
        page(client, path, 403)
    assert "移交工作站" not in page(client, f"/registry/cases/{case_id}")


def test_a_program_reads_and_moves_them_too(office: RegistryApplication, app: Flask) -> None:
    takes_part(office)
    takes_part(office, THERE, [])
    case_id = reported(office)
    now_looks_after(office, THERE, "石桥村")

    (found,) = call(app, "GET", "/stations/misplaced")
    chosen = {"case_ids": [found["case_id"]], "reason": WHY}
    moved = call(app, "POST", "/stations/placements", body=chosen)
    back = {"station": HERE, "reason": "改回"}
    call(app, "PUT", f"/cases/{case_id}/station", body=back)

    assert (found["station"], found["area"]) == (HERE, THERE)
    assert moved["moved"] == 1
    listed = call(app, "GET", "/stations")
    assert {it["station"]: it["open_cases"] for it in listed} == {HERE: 1, THERE: 0}
