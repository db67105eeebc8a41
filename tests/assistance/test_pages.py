"""A family is assessed from a page or by a program, and its circumstances are for the centre."""

from __future__ import annotations

from typing import Any

import pytest

from services.assistance.application import AssistanceApplication
from tests.assistance.test_assessments import ASSESSMENT
from tests.partner.browsing import Pages, send, text_of
from tests.partner.support import TODAY, Desk, Others, last

TYPED: dict[str, Any] = {
    "assessed_on": TODAY.isoformat(),
    "assessors": "周干事\n吴干事",
    "household_size": "3",
    "income_per_head": "620.50",
    "hardship": "家中有学生",
    "labour_ability": "partly_able",
    "eligible": ["dibao", "education"],
}


def form_of(desk: Desk) -> str:
    return f"/assistance/cases/{desk.file_id}/assessments/new"


def test_a_family_is_assessed_from_the_page(
    office: AssistanceApplication, others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    client = pages.client()

    answer = send(client, form_of(desk), **TYPED)

    assert answer.status_code == 303
    told = text_of(client.get(answer.location).get_data(as_text=True))
    assert "家庭评估已登记" in told
    assert "周干事、吴干事" in told
    assert "620.50" in told
    assert "部分丧失劳动能力" in told
    assert "最低生活保障" in told
    assert last(office, "family_assessed")["eligible"] == ("dibao", "education")


def test_an_assessment_by_one_person_is_shown_as_what_it_is(
    others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    client = pages.client()

    answer = send(client, form_of(desk), **TYPED | {"assessors": "周干事"})

    told = text_of(client.get(answer.location).get_data(as_text=True))
    assert "评估人员不足两名" in told
    assert "还有30天" in told


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("assessed_on", "2026-11-24"),
        ("household_size", "很多"),
        ("income_per_head", "-1"),
        ("assessors", ""),
        ("eligible", ["lottery"]),
    ],
)
def test_what_cannot_be_comes_back_with_everything_typed(
    others: Others, desk: Desk, pages: Pages, field: str, typed: Any
) -> None:
    others.report_in()

    answer = send(pages.client(), form_of(desk), **TYPED | {field: typed})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f"#field-{field}" in page
    assert "家中有学生" in page


def test_late_typing_is_asked_why(others: Others, desk: Desk, pages: Pages) -> None:
    others.report_in()
    late = TYPED | {"assessed_on": "2026-11-01"}
    client = pages.client()

    asked = send(client, form_of(desk), **late)
    answered = send(client, form_of(desk), **late, reason="纸质材料补录")

    assert asked.status_code == 422
    assert "补录" in asked.get_data(as_text=True)
    assert answered.status_code == 303


def test_an_auditor_reads_a_family_and_assesses_none(
    office: AssistanceApplication, others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)
    client = pages.client("auditor")

    page = client.get(f"/assistance/cases/{desk.file_id}").get_data(as_text=True)

    assert "砖房一处" in page
    assert "assessments/new" not in page
    assert client.get(form_of(desk)).status_code == 403


def test_a_program_records_an_assessment_once(
    office: AssistanceApplication, others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    client = pages.client()
    token = next(iter(pages.tokens))
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "assessment-1"}
    sent = {
        "assessed_on": TODAY.isoformat(),
        "assessors": ["周干事", "吴干事"],
        "household_size": 3,
        "income_per_head": "620.50",
    }
    address = f"/assistance/api/cases/{desk.file_id}/assessments"

    first = client.post(address, json=sent, headers=headers)
    again = client.post(address, json=sent, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == {"position": office.head(), "repeated": True}


def test_a_program_that_errs_gets_a_problem(others: Others, desk: Desk, pages: Pages) -> None:
    others.report_in()
    client = pages.client()
    headers = {"Authorization": f"Bearer {next(iter(pages.tokens))}"}

    answer = client.post(
        f"/assistance/api/cases/{desk.file_id}/assessments",
        json={"assessed_on": "soon", "spouse": "?"},
        headers=headers,
    )

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {it["field"] for it in (answer.json or {})["errors"]} >= {"assessed_on", "spouse"}
