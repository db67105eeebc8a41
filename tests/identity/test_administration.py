"""Accounts through pages: opened, given a role and a password, closed; and who may look."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from shared import clock
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, by, cheap_hash, names_of

OTHER_WORDS = "梅山水库的水面又宽又静"


@pytest.fixture
def security(town_hall: Flask) -> Browser:
    browser = Browser(town_hall)
    browser.sign_in("anquan01", PASSWORD)
    return browser


def grant_of(office: IdentityApplication, account: str) -> str:
    """The id of the role that an account was given or is to be given."""
    found = office.account(account)
    return str(next(iter(found.requests or found.grants)))


@pytest.fixture
def admin(town_hall: Flask) -> Browser:
    browser = Browser(town_hall)
    browser.sign_in("admin01", PASSWORD)
    return browser


def test_an_account_is_opened_by_one_approved_by_another_and_used(
    admin: Browser, security: Browser, town_hall: Flask, office: IdentityApplication
) -> None:
    page = "/identity/accounts/jingban01"
    admin.send("/identity/accounts/new", account="jingban01", name="周经办")
    office.set_password(account="jingban01", password_hash=cheap_hash(OTHER_WORDS))
    asked = admin.send(f"{page}/roles/new", role="office_handler", unit="office", villages="")
    grant_id = grant_of(office, "jingban01")
    too_early = Browser(town_hall).sign_in("jingban01", OTHER_WORDS)
    refused = admin.press(page, f"{page}/roles/{grant_id}/approve")
    approved = security.press(page, f"{page}/roles/{grant_id}/approve")
    newcomer = Browser(town_hall).sign_in("jingban01", OTHER_WORDS)

    assert "等待批准" in asked.text
    assert too_early.status_code == 422
    assert refused.status_code == 403
    assert "领导小组办公室经办人" in approved.text
    assert path_of(newcomer) == "/identity/me"
    assert "周经办" in newcomer.text


def test_a_request_is_sent_back_with_a_reason(
    admin: Browser, security: Browser, office: IdentityApplication
) -> None:
    page = "/identity/accounts/shegong01/roles"
    admin.send(f"{page}/new", role="office_handler", unit="office", villages="")
    asked = next(iter(office.account("shegong01").requests))

    answer = security.send(f"{page}/{asked}/decline", reason="经办人已有两名")

    assert "经办人已有两名" in answer.text
    assert office.account("shegong01").requests == {}


def test_the_audit_page_says_whether_administrators_are_apart(
    security: Browser, office: IdentityApplication
) -> None:
    before = security.get("/identity/audit").text
    answer = security.send(
        "/identity/audit/settings",
        combined_administrators="true",
        password_length="12",
        password_classes="2",
        password_days="0",
    )
    with by("admin02"):
        office.grant_role(account="anquan01", role="audit_admin", unit="office")

    security.sign_in("anquan01", PASSWORD)
    after = security.get("/identity/audit").text
    assert "分设" in before
    assert "无人担任" in before
    assert "合设" in answer.text
    assert "现在兼任的账号" in after
    assert "修改安全设置" in after


def test_the_town_may_be_stricter_and_not_laxer(security: Browser) -> None:
    kept: Any = {"password_classes": "1", "password_days": "0"}

    refused = security.send("/identity/audit/settings", password_length="6", **kept)
    security.send("/identity/audit/settings", password_length="30", **kept)
    short = security.send(
        "/identity/me/password", current=PASSWORD, password=OTHER_WORDS, again=OTHER_WORDS
    )

    assert "须在" in refused.text
    assert "30" in short.text
    assert short.status_code == 422


def test_whoever_holds_several_roles_works_in_one_and_changes_it(
    town_hall: Flask, office: IdentityApplication
) -> None:
    office.grant_role(account="shegong01", role="office_handler", unit="office")
    second = list(office.account("shegong01").grants)[1]
    holder = Browser(town_hall)

    first = holder.sign_in("shegong01", PASSWORD)
    then = holder.press("/identity/me", f"/identity/me/roles/{second}")

    assert "换一个岗位办理" in first.text
    assert "领导小组办公室经办人</dd>" in then.text
    assert office.entries(names=["identity.role_switched"])[0].role == "full_time_worker"


def test_nobody_works_in_a_role_that_is_not_theirs(
    town_hall: Flask, office: IdentityApplication
) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)

    answer = holder.press("/identity/me", f"/identity/me/roles/{grant_of(office, 'admin01')}")

    assert answer.status_code == 422


def test_the_list_says_who_can_sign_in(admin: Browser) -> None:
    admin.send("/identity/accounts/new", account="jingban01", name="周经办")

    page = admin.get("/identity/accounts").text

    assert "周经办" in page
    assert "没有岗位" in page
    assert "可以登录" in page


def test_what_was_typed_wrongly_comes_back_with_a_sentence(admin: Browser) -> None:
    answer = admin.send("/identity/accounts/new", account="周经办", name="周经办")

    assert answer.status_code == 422
    assert "小写字母开头" in answer.text
    assert 'value="周经办"' in answer.text


def test_two_passwords_that_differ_are_refused(admin: Browser) -> None:
    answer = admin.send(
        "/identity/me/password",
        current=PASSWORD,
        password=OTHER_WORDS,
        again=OTHER_WORDS + "。",
    )

    assert answer.status_code == 422
    assert "两次输入的密码不一样" in answer.text
    assert OTHER_WORDS not in answer.text


def test_a_password_that_is_easily_guessed_is_refused(admin: Browser) -> None:
    answer = admin.send(
        "/identity/me/password", current=PASSWORD, password="1111111111", again="1111111111"
    )

    assert answer.status_code == 422
    assert "太容易猜" in answer.text


def test_the_same_form_sent_twice_is_one_act(admin: Browser, office: IdentityApplication) -> None:
    page = admin.get("/identity/accounts/new").text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    fields |= {"account": "jingban01", "name": "周经办"}

    admin.post("/identity/accounts/new", fields)
    again = admin.post("/identity/accounts/new", fields)

    assert names_of(office).count("account_opened") == 4  # three of the fixture, one of the form
    assert "没有重复办理" in again.text


def test_a_role_ends_with_a_reason_that_is_on_record(
    admin: Browser, office: IdentityApplication
) -> None:
    grant_id = grant_of(office, "shegong01")
    page = admin.send(f"/identity/accounts/shegong01/roles/{grant_id}/end", reason="调离工作站")

    assert "没有岗位" in page.text
    assert office.entries(names=["identity.role_ended"])[0].reason == "调离工作站"
    assert "调离工作站" in page.text


def test_a_closed_account_offers_nothing_more(admin: Browser) -> None:
    page = admin.send("/identity/accounts/shegong01/close", reason="离职")

    assert "已注销" in page.text
    assert "/identity/accounts/shegong01/roles" not in page.text


def test_the_administrator_cannot_serve_themselves(
    admin: Browser, office: IdentityApplication
) -> None:
    grant_id = grant_of(office, "admin01")
    answer = admin.send(f"/identity/accounts/admin01/roles/{grant_id}/end", reason="试试")

    assert answer.status_code == 422
    assert "自己的账号" in answer.text


def test_units_are_registered_and_given_their_villages(admin: Browser) -> None:
    admin.send(
        "/identity/units/new", unit="station-2", title="第二工作站", villages="梧桐村\n新街社区"
    )
    page = admin.send("/identity/units/station-2/villages", villages="马店村")

    assert "第二工作站" in page.text
    assert "马店村" in page.text
    assert "梧桐村" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/identity/accounts",
        "/identity/accounts/new",
        "/identity/accounts/shegong01",
        "/identity/accounts/shegong01/roles/new",
        "/identity/accounts/shegong01/roles/00000000-0000-0000-0000-000000000000/end",
        "/identity/accounts/shegong01/roles/00000000-0000-0000-0000-000000000000/decline",
        "/identity/audit",
        "/identity/audit/settings",
        "/identity/accounts/shegong01/password-reset",
        "/identity/accounts/shegong01/password-reset/approve",
        "/identity/accounts/shegong01/password-reset/decline",
        "/identity/accounts/shegong01/close",
        "/identity/accounts/shegong01/tokens/new",
        "/identity/units",
        "/identity/units/new",
        "/identity/units/office/villages",
    ],
)
def test_nobody_else_administers_accounts(town_hall: Flask, path: str) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)

    assert holder.get(path).status_code == 403
    assert path_of(Browser(town_hall).get(path)) == "/identity/sign-in"


def test_the_auditor_reads_and_changes_nothing(
    town_hall: Flask, office: IdentityApplication
) -> None:
    office.end_role(account="shegong01")
    office.grant_role(account="shegong01", role="auditor", unit="office", ends_on=clock.today())
    auditor = Browser(town_hall)
    auditor.sign_in("shegong01", PASSWORD)

    assert "admin01" in auditor.get("/identity/accounts").text
    assert "授予 admin01 岗位：系统管理员" in auditor.get("/identity/accounts/admin01").text
    assert auditor.get("/identity/accounts/new").status_code == 403


def test_holders_change_their_own_password(town_hall: Flask) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)

    answer = holder.send(
        "/identity/me/password", current=PASSWORD, password=OTHER_WORDS, again=OTHER_WORDS
    )
    back = holder.sign_in("shegong01", OTHER_WORDS)

    assert path_of(answer) == "/identity/sign-in"
    assert path_of(back) == "/identity/me"


def test_an_open_screen_is_not_enough_to_change_a_password(
    town_hall: Flask, office: IdentityApplication
) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)

    answer = holder.send(
        "/identity/me/password", current="a guess", password=OTHER_WORDS, again=OTHER_WORDS
    )

    assert answer.status_code == 422
    assert "现在的密码不对" in answer.text
    assert names_of(office).count("password_set") == 3
