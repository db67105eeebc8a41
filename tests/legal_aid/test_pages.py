"""A session is recorded once for everybody who was there, from a page or by a program."""

from __future__ import annotations

from typing import Any

from services.legal_aid.application import LegalAidApplication
from tests.legal_aid.test_law_education import SESSION, two_cases
from tests.partner.browsing import Pages, send, text_of
from tests.partner.support import LI_CASE, TODAY, WANG_CASE, Desk, Others, happened

NEW = "/legal_aid/sessions/new"
TYPED: dict[str, Any] = {
    "held_on": TODAY.isoformat(),
    "topic": "narcotics_control_law",
    "trainer": "郑所长",
    "attendees": [LI_CASE, WANG_CASE],
}


def test_a_session_is_recorded_for_several_cases(
    office: LegalAidApplication, others: Others, pages: Pages
) -> None:
    two_cases(others)
    client = pages.client()

    answer = send(client, NEW, **TYPED)

    assert answer.status_code == 303
    assert "法治教育已登记" in client.get(answer.location).get_data(as_text=True)
    assert happened(office).count("law_education_attended") == 2
    told = text_of(client.get("/legal_aid/sessions").get_data(as_text=True))
    assert "禁毒法 2" in told


def test_the_form_offers_everybody_with_masked_names(others: Others, pages: Pages) -> None:
    two_cases(others)

    told = text_of(pages.client().get(NEW).get_data(as_text=True))

    assert f"李* {LI_CASE}" in told
    assert f"王* {WANG_CASE}" in told
    assert "李晓梅" not in told


def test_without_names_the_form_offers_cases(others: Others, pages: Pages) -> None:
    two_cases(others)
    pages.keeper_is_away = True

    told = text_of(pages.client().get(NEW).get_data(as_text=True))

    assert LI_CASE in told


def test_a_session_can_be_started_from_a_case(others: Others, desk: Desk, pages: Pages) -> None:
    others.report_in()
    client = pages.client()
    case = client.get(f"/legal_aid/cases/{desk.file_id}").get_data(as_text=True)

    form = client.get(f"{NEW}?file_id={desk.file_id}").get_data(as_text=True)

    assert f"{NEW}?file_id={desk.file_id}" in case
    assert f'value="{LI_CASE}" checked' in form


def test_a_session_without_anybody_comes_back_with_what_was_typed(
    others: Others, pages: Pages
) -> None:
    two_cases(others)

    answer = send(pages.client(), NEW, **TYPED | {"attendees": []})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "请至少选择一名参加人员" in page
    assert "郑所长" in page


def test_sessions_attended_stand_on_the_case(
    office: LegalAidApplication, others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    office.hold_law_education(**SESSION)

    told = text_of(pages.client().get(f"/legal_aid/cases/{desk.file_id}").get_data(as_text=True))

    assert "参加过的法治教育" in told
    assert "禁毒法" in told
    assert "郑所长" not in told


def test_a_program_records_a_session_for_all_or_for_none(
    office: LegalAidApplication, others: Others, pages: Pages
) -> None:
    others.report_in()
    client = pages.client()
    headers = {"Authorization": f"Bearer {next(iter(pages.tokens))}"}
    address = "/legal_aid/api/sessions"

    refused = client.post(address, json=TYPED, headers=headers)
    done = client.post(address, json=TYPED | {"attendees": [LI_CASE]}, headers=headers)

    assert (refused.status_code, done.status_code) == (404, 201)
    assert (refused.json or {})["field"] == "attendees"
    sessions = client.get(address).json
    assert sessions is not None
    assert [it["session_id"] for it in sessions] == [(done.json or {})["id"]]
    assert happened(office).count("law_education_held") == 1


def test_an_auditor_reads_sessions_and_holds_none(pages: Pages) -> None:
    client = pages.client("auditor")

    assert client.get("/legal_aid/sessions").status_code == 200
    assert client.get(NEW).status_code == 403
