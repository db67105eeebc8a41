"""The course of a case at the desk and by the API."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.web.course import ACTS
from tests.registry import town
from tests.registry.desk import SECRETARY, page, reader, send
from tests.registry.life.story import PAPER, at, moved
from tests.registry.papers import signed_form

SUSPENDED = {"suspended_on": "2026-11-23", "cause": "detention", **PAPER}


@pytest.fixture
def case_id(office: RegistryApplication) -> str:
    return str(town.signed(office))


def test_the_desk_shows_how_a_detention_moves_the_last_day(
    handler: FlaskClient, case_id: str
) -> None:
    path = f"/registry/cases/{case_id}"
    before = page(handler, path)

    held = send(handler, f"{path}/suspension", SUSPENDED)
    with at(date(2026, 12, 3)):
        freed = send(
            handler, f"{path}/resumption", {"resumed_on": "2026-12-03", "reason": "补录", **PAPER}
        )

    assert "2029年11月22日" in before
    assert "中止期间未定" in held
    assert "2029年12月2日" in freed


def test_every_act_has_a_page_and_none_is_for_a_village(
    app: Flask, handler: FlaskClient, case_id: str
) -> None:
    for act in ACTS:
        page(handler, f"/registry/cases/{case_id}/{act.path}")
        page(reader(app, SECRETARY), f"/registry/cases/{case_id}/{act.path}", status=403)


def test_of_a_case_that_moved_away_only_the_revocation_of_its_order_can_be_recorded(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    """No termination: what else ends it is for the town that has it (戒毒条例 22)."""
    path = f"/registry/cases/{moved(office)}"
    shown = page(handler, path)
    offered = [act.path for act in ACTS if f'{path}/{act.path}"' in shown]

    done = send(handler, f"{path}/revocation", {"ended_on": "2026-11-23", **PAPER})

    assert offered == ["revocation"]
    assert "决定被撤销已登记" in done
    (ended,) = office.entries(names=["registry.case_terminated"])
    assert ended.facts["cause"] == "order_revoked"


def test_a_case_that_is_here_ends_by_no_revocation_page(handler: FlaskClient, case_id: str) -> None:
    assert f'/{case_id}/revocation"' not in page(handler, f"/registry/cases/{case_id}")


def test_a_case_offers_what_is_possible_and_nothing_else(
    handler: FlaskClient, case_id: str
) -> None:
    path = f"/registry/cases/{case_id}"

    assert f"{path}/suspension" in page(handler, path)
    assert f"{path}/resumption" not in page(handler, path)
    held = send(handler, f"{path}/suspension", SUSPENDED)
    assert f"{path}/resumption" in held
    assert f'{path}/transfer"' not in held


def test_what_is_impossible_is_refused_with_its_article(handler: FlaskClient, case_id: str) -> None:
    typed = {"told_on": "2026-11-23", "document_no": "1"}

    said = send(handler, f"/registry/cases/{case_id}/release-notice", typed, status=422)

    assert "没有提前解除" in said
    assert "《戒毒条例》第23条" in said


def test_a_correction_needs_somebody_else(handler: FlaskClient, case_id: str) -> None:
    path = f"/registry/cases/{case_id}/correction"
    typed = {
        "reported_on": "2026-11-23",
        "credit_days": "10",
        "suspensions": "",
        "why": "漏填折抵",
    }
    send(handler, path, typed)

    alone = send(handler, f"{path}/decision", {"approved": "true"}, status=422)
    on_paper = send(handler, f"{path}/decision", {"approved": "true", **signed_form()})

    assert "不能自己审批" in alone
    assert "2029年11月12日" in on_paper


def test_the_api_does_what_the_pages_do(
    handler: FlaskClient, office: RegistryApplication, case_id: str
) -> None:
    answer = handler.post(
        f"/registry/api/cases/{case_id}/transfer",
        json={
            "ordered_on": "2026-11-23",
            "destination": "燕子河镇",
            "reason": "迁居",
            "change_authority": "金寨县公安局",
            "change_no": "金公禁变字〔2026〕6号",
            "change_decided_on": "2026-11-23",
        },
        headers={"Authorization": "Bearer jingban01", "Idempotency-Key": "k1"},
    )

    assert answer.status_code == 201, answer.get_data(as_text=True)
    (ordered,) = office.entries(names=["registry.transfer_ordered"])
    assert ordered.facts["change_decided_on"] == date(2026, 11, 23)
    assert ordered.personal["change_no"] == "金公禁变字〔2026〕6号"
