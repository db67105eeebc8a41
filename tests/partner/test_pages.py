"""A partner's desk: what is due, what came in, one case, and nothing that is not its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.partner.browsing import ROLES, Pages, press, send, text_of
from tests.partner.conftest import Partner
from tests.partner.support import LI_CASE, TODAY, WANG, WANG_CASE


def home(partner: Partner, pages: Pages, *, show: str = "") -> str:
    address = f"/{partner.office.name}/"
    page = pages.client().get(f"{address}?show={show}" if show else address)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def case_page(partner: Partner) -> str:
    return f"/{partner.office.name}/cases/{partner.desk.file_id}"


def test_an_empty_desk_says_what_would_appear_here(partner: Partner, pages: Pages) -> None:
    assert "没有要办的事" in home(partner, pages)


def test_the_desk_lists_what_is_due_by_urgency(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    partner.others.sign()

    told = text_of(home(partner, pages))

    assert "以后" in told
    assert "李*" in told
    assert LI_CASE in told
    assert "为什么" in told
    assert "梅政办〔2025〕52号" in told


def test_counts_open_the_rows_behind_them(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    partner.others.sign()

    told = text_of(home(partner, pages, show="overdue"))

    assert "没有要办的事" in told
    assert "显示全部待办" in told


def test_names_are_asked_for_once_a_page_with_a_purpose(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    partner.others.sign()
    partner.others.report_in(case_ref=WANG_CASE, person_id=WANG)
    partner.others.sign(case_ref=WANG_CASE, person_id=WANG)

    home(partner, pages)

    (asked,) = pages.keeper.asked
    assert len(asked["ids"]) == 2
    assert asked["purpose"]


def test_without_names_the_desk_goes_on_by_case(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    partner.others.sign()
    pages.keeper_is_away = True

    told = text_of(home(partner, pages))

    assert "暂时查不到姓名" in told
    assert LI_CASE in told


def test_an_auditor_sees_cases_and_no_names(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    client = pages.client("auditor")

    told = text_of(client.get(f"/{partner.office.name}/cases").get_data(as_text=True))

    assert LI_CASE in told
    assert "李" not in told
    assert pages.keeper.asked == []


@pytest.mark.parametrize("role", ["police_station", "community_secretary", "leading_group"])
def test_who_has_no_business_here_is_kept_out(partner: Partner, pages: Pages, role: str) -> None:
    assert pages.client(role).get(f"/{partner.office.name}/").status_code == 403


def test_a_case_page_shows_the_header_and_the_record(partner: Partner, pages: Pages) -> None:
    partner.others.report_in(on=TODAY - timedelta(days=2))
    partner.others.sign()

    told = text_of(pages.client().get(case_page(partner)).get_data(as_text=True))

    assert "李晓梅" in told
    assert "社区戒毒" in told
    assert "第一工作站" in told
    assert "2026年11月21日（周六）" in told
    assert "协议已签订" in told


def test_the_record_says_who_acted_in_which_role(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    client = pages.client()
    need = f"/{partner.office.name}/needs/{partner.needed()}"
    partner.desk.projector.catch_up()
    press(client, f"/{partner.office.name}/", f"{need}/accept")

    told = text_of(client.get(case_page(partner)).get_data(as_text=True))

    role = ROLES[partner.office.name]
    assert f"接收了转来的需求 {role[:8]}01（{role}）" in told
    assert "系统 · 登记于" in told


def test_a_case_that_is_not_on_file_is_not_found(partner: Partner, pages: Pages) -> None:
    assert pages.client().get(f"/{partner.office.name}/cases/{uuid4()}").status_code == 404


def test_a_need_shows_its_single_next_action(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    need_id = partner.needed()

    page = home(partner, pages)

    assert f"/{partner.office.name}/needs/{need_id}/accept" in page
    assert f"/{partner.office.name}/needs/{need_id}/close" not in page


def test_a_need_is_taken_up_and_answered_from_the_pages(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    need = f"/{partner.office.name}/needs/{partner.needed()}"
    client = pages.client()

    taken = press(client, f"/{partner.office.name}/", f"{need}/accept")
    answered = send(client, f"{need}/close", result="done", note="已办妥")

    assert (taken.status_code, answered.status_code) == (303, 303)
    assert answered.location == case_page(partner)
    told = text_of(client.get(answered.location).get_data(as_text=True))
    assert "需求已办结" in told
    assert "已提供帮助" in told
    assert "办结说明：已办妥" in told


def test_the_note_of_an_answer_is_shown_to_whoever_may_answer_and_to_nobody_else(
    partner: Partner, pages: Pages
) -> None:
    partner.others.report_in()
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)
    partner.office.close_need(need_id=need_id, result="declined", note="本人另有打算")

    shown, to_auditor = (
        pages.client(*role).get(case_page(partner)).get_data(as_text=True)
        for role in ((), ("auditor",))
    )

    assert "本人另有打算" in shown
    assert "本人另有打算" not in to_auditor


def test_a_no_without_a_reason_comes_back_with_what_was_typed(
    partner: Partner, pages: Pages
) -> None:
    need_id = partner.needed()
    partner.office.accept_need(need_id=need_id)

    answer = send(
        pages.client(), f"/{partner.office.name}/needs/{need_id}/close", result="declined", note=""
    )

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "须写明原因" in page
    assert 'value="declined" checked' in page


def test_a_need_taken_up_by_a_colleague_meanwhile_says_so(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    need_id = partner.needed()
    client = pages.client()
    client.get(f"/{partner.office.name}/")
    accept = f"/{partner.office.name}/needs/{need_id}/accept"
    press(client, f"/{partner.office.name}/", accept)

    page = client.get(case_page(partner)).get_data(as_text=True)

    assert accept not in page
    assert f"{need_id}/close" in page


def test_an_auditor_may_look_at_the_inbox_and_touch_nothing(partner: Partner, pages: Pages) -> None:
    """But for health: who needs treatment is nobody's business outside the institution."""
    need_id = partner.needed()
    client = pages.client("auditor")

    page = client.get(f"/{partner.office.name}/").get_data(as_text=True)

    assert (LI_CASE in page) is (partner.office.name != "treatment")
    assert "/accept" not in page
    assert client.get(f"/{partner.office.name}/needs/{need_id}/close").status_code == 403


def test_the_inbox_refreshes_without_names(partner: Partner, pages: Pages) -> None:
    partner.needed()

    page = pages.client().get(f"/{partner.office.name}/inbox").get_data(as_text=True)

    assert LI_CASE in page
    assert "<html" not in page
    assert pages.keeper.asked == []


def test_pages_speak_english(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    partner.others.sign()
    partner.needed()
    client = pages.client()
    client.set_cookie("guihang_lang", "en")

    for address in (
        f"/{partner.office.name}/",
        case_page(partner),
        f"/{partner.office.name}/cases",
    ):
        told = text_of(client.get(address).get_data(as_text=True))
        for known in ("李晓梅", "李*", LI_CASE, "梅政办〔2025〕52号"):
            told = told.replace(known, "")
        assert not [word for word in told if "\u4e00" <= word <= "\u9fff"], told


def test_programs_read_what_pages_show(partner: Partner, pages: Pages) -> None:
    partner.others.report_in()
    need_id = partner.needed()
    client = pages.client()
    api = f"/{partner.office.name}/api"

    files, needs = client.get(f"{api}/cases").json, client.get(f"{api}/needs").json

    assert files is not None
    assert needs is not None
    assert [it["case_ref"] for it in files] == [LI_CASE]
    assert [it["need_id"] for it in needs] == [str(need_id)]
    assert client.get(f"{api}/cases/{files[0]['file_id']}").json == files[0]
    assert client.get(f"{api}/needs/{need_id}").json == needs[0]


def test_the_api_describes_itself(partner: Partner, pages: Pages) -> None:
    document = pages.client().get(f"/{partner.office.name}/api/openapi.json").json

    assert document is not None
    assert f"/{partner.office.name}/api/needs/{{need_id}}/close" in document["paths"]
