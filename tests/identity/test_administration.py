"""Accounts through pages: opened, given a role and a password, closed; and who may look."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from shared import clock
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, names_of

OTHER_WORDS = "梅山水库的水面又宽又静"


@pytest.fixture
def admin(town_hall: Flask) -> Browser:
    browser = Browser(town_hall)
    browser.sign_in("admin01", PASSWORD)
    return browser


def test_an_account_is_opened_given_a_role_and_used(admin: Browser, town_hall: Flask) -> None:
    admin.send("/identity/accounts/new", account="jingban01", name="周经办")
    admin.send(
        "/identity/accounts/jingban01/role", role="office_handler", unit="office", villages=""
    )
    page = admin.send(
        "/identity/accounts/jingban01/password", password=OTHER_WORDS, again=OTHER_WORDS
    )
    newcomer = Browser(town_hall).sign_in("jingban01", OTHER_WORDS)

    assert path_of(page) == "/identity/accounts/jingban01"
    assert "领导小组办公室经办人" in page.text
    assert path_of(newcomer) == "/identity/me"
    assert "周经办" in newcomer.text


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
        "/identity/accounts/shegong01/password", password=OTHER_WORDS, again=OTHER_WORDS + "。"
    )

    assert answer.status_code == 422
    assert "两次输入的密码不一样" in answer.text
    assert OTHER_WORDS not in answer.text


def test_a_password_that_is_easily_guessed_is_refused(admin: Browser) -> None:
    answer = admin.send(
        "/identity/accounts/shegong01/password", password="1111111111", again="1111111111"
    )

    assert answer.status_code == 422
    assert "太容易猜" in answer.text


def test_the_same_form_sent_twice_is_one_act(admin: Browser, office: IdentityApplication) -> None:
    page = admin.get("/identity/accounts/shegong01/password").text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    fields |= {"password": OTHER_WORDS, "again": OTHER_WORDS}

    admin.post("/identity/accounts/shegong01/password", fields)
    again = admin.post("/identity/accounts/shegong01/password", fields)

    assert names_of(office).count("password_set") == 3  # two of the fixture, one of the form
    assert "没有重复办理" in again.text


def test_a_new_password_signs_its_holder_out(admin: Browser, town_hall: Flask) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)

    admin.send("/identity/accounts/shegong01/password", password=OTHER_WORDS, again=OTHER_WORDS)

    assert path_of(holder.get("/identity/me")) == "/identity/sign-in"


def test_a_role_ends_with_a_reason_that_is_on_record(
    admin: Browser, office: IdentityApplication
) -> None:
    page = admin.send("/identity/accounts/shegong01/role/end", reason="调离工作站")

    assert "没有岗位" in page.text
    assert office.entries(names=["identity.role_ended"])[0].reason == "调离工作站"
    assert "调离工作站" in page.text


def test_a_closed_account_offers_nothing_more(admin: Browser) -> None:
    page = admin.send("/identity/accounts/shegong01/close", reason="离职")

    assert "已注销" in page.text
    assert "/identity/accounts/shegong01/role" not in page.text


def test_the_administrator_cannot_serve_themselves(admin: Browser) -> None:
    answer = admin.send("/identity/accounts/admin01/role/end", reason="试试")

    assert answer.status_code == 422
    assert "自己的账号" in answer.text


def test_a_token_is_shown_once(admin: Browser, office: IdentityApplication) -> None:
    expires = clock.today().replace(day=1).replace(year=clock.today().year + 1)

    shown = admin.send(
        "/identity/accounts/shegong01/tokens/new", label="县平台对接", expires_on=str(expires)
    )

    token = re.search(r"<samp>([\w-]{43})</samp>", shown.text)
    assert token is not None
    assert shown.headers["Cache-Control"] == "no-store"
    later = admin.get("/identity/accounts/shegong01").text
    assert "县平台对接" in later
    assert token[1] not in later
    assert token[1] not in repr([entry.facts for entry in office.entries()])


def test_a_token_is_taken_back_with_one_button(admin: Browser, office: IdentityApplication) -> None:
    expires = clock.today().replace(day=1).replace(year=clock.today().year + 1)
    admin.send("/identity/accounts/shegong01/tokens/new", label="对接", expires_on=str(expires))
    token_id = next(iter(office.account("shegong01").tokens))
    page = "/identity/accounts/shegong01"

    answer = admin.press(page, f"{page}/tokens/{token_id}/revoke")

    assert path_of(answer) == page
    assert office.account("shegong01").tokens == {}


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
        "/identity/accounts/shegong01/role",
        "/identity/accounts/shegong01/role/end",
        "/identity/accounts/shegong01/password",
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
    assert "授予岗位：系统管理员" in auditor.get("/identity/accounts/admin01").text
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
    assert names_of(office).count("password_set") == 2
