"""Information is given at the institution, the office or the station, each to its own people."""

from __future__ import annotations

from typing import Any

import pytest

from services.treatment.application import TreatmentApplication
from tests.partner.browsing import Pages, send, text_of
from tests.partner.support import TODAY, WANG, WANG_CASE, Desk, Others, last
from tests.treatment.test_information import INFORMATION

TYPED: dict[str, Any] = {
    "given_on": TODAY.isoformat(),
    "institutions": "县精神卫生中心\n镇中心卫生院",
    "how": "face_to_face",
    "receipt": "signed",
}


def form_of(desk: Desk) -> str:
    return f"/treatment/cases/{desk.file_id}/information/new"


@pytest.mark.parametrize("role", ["health_institution", "office_handler", "full_time_worker"])
def test_information_is_recorded_by_whoever_gave_it(
    office: TreatmentApplication, others: Others, desk: Desk, pages: Pages, role: str
) -> None:
    others.report_in(station="station-1")
    others.sign()
    client = pages.client(role, unit="station-1")

    answer = send(client, form_of(desk), **TYPED)

    assert answer.status_code == 303
    told = text_of(client.get(answer.location).get_data(as_text=True))
    assert "治疗信息告知已登记" in told
    assert "县精神卫生中心、镇中心卫生院" in told
    assert last(office, "treatment_info_given")["receipt"] == "signed"


def test_a_station_sees_its_own_people_only(others: Others, desk: Desk, pages: Pages) -> None:
    others.report_in(station="station-1")
    client = pages.client("full_time_worker", unit="station-2")

    assert "还没有个案" in client.get("/treatment/cases").get_data(as_text=True)
    assert client.get(f"/treatment/cases/{desk.file_id}").status_code == 403
    assert client.get(form_of(desk)).status_code == 403


def test_a_station_learns_of_no_treatment_need(others: Others, desk: Desk, pages: Pages) -> None:
    others.report_in(station="station-1")
    others.raise_need("treatment_need_raised", "treatment")
    client = pages.client("full_time_worker", unit="station-1")

    told = [
        text_of(client.get(address).get_data(as_text=True))
        for address in ("/treatment/", f"/treatment/cases/{desk.file_id}")
    ]

    assert not [it for it in told if "需求" in it]
    assert client.get("/treatment/inbox").status_code == 403


def test_an_auditor_sees_that_information_was_given_and_not_of_what(
    office: TreatmentApplication, others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()
    office.give_treatment_info(file_id=desk.file_id, **INFORMATION)

    page = pages.client("auditor").get(f"/treatment/cases/{desk.file_id}")

    told = text_of(page.get_data(as_text=True))
    assert "当面告知" in told
    assert "卫生" not in told


def test_what_is_missing_comes_back_with_what_was_typed(
    others: Others, desk: Desk, pages: Pages
) -> None:
    others.report_in()

    answer = send(pages.client(), form_of(desk), **TYPED | {"how": ""})

    assert answer.status_code == 422
    assert "县精神卫生中心" in answer.get_data(as_text=True)


def test_a_program_records_information_for_its_station_only(
    others: Others, pages: Pages, desk: Desk
) -> None:
    others.report_in(case_ref=WANG_CASE, person_id=WANG, station="station-2")
    client = pages.client("full_time_worker", unit="station-1")
    headers = {"Authorization": f"Bearer {next(iter(pages.tokens))}"}

    answer = client.post(
        f"/treatment/api/cases/{desk.file_id}/information",
        json=TYPED | {"institutions": ["县精神卫生中心"]},
        headers=headers,
    )

    assert answer.status_code == 403
