"""The door: in with the right password, slowly with the wrong one, out with one button."""

from __future__ import annotations

import statistics
import time

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from services.identity.rules.granting import ROLES
from services.identity.web.demonstration import demo_staff, open_demo_accounts
from shared.access.secrets import hashed_password
from shared.web.settings import WebSettings
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, names_of, pages_of


def test_the_right_password_leads_to_where_one_was_going(town_hall: Flask) -> None:
    browser = Browser(town_hall)
    sent_away = browser.get("/identity/me", follow=False)

    answer = browser.send(sent_away.headers["Location"], account="shegong01", password=PASSWORD)

    assert sent_away.headers["Location"] == "/identity/sign-in?next=%2Fidentity%2Fme"
    assert path_of(answer) == "/identity/me"
    assert "李社工" in answer.text


def test_signing_in_does_not_lead_to_another_site(town_hall: Flask) -> None:
    answer = Browser(town_hall).send(
        "/identity/sign-in?next=//evil.example/", account="shegong01", password=PASSWORD
    )

    assert path_of(answer) == "/identity/me"


def test_spaces_and_capitals_around_a_work_code_are_forgiven(town_hall: Flask) -> None:
    answer = Browser(town_hall).sign_in(" Shegong01 ", PASSWORD)

    assert path_of(answer) == "/identity/me"


@pytest.mark.parametrize(
    ("account", "password"),
    [("shegong01", "something else"), ("nobody99", PASSWORD), ("shegong01", PASSWORD + " ")],
)
def test_a_wrong_pair_is_answered_in_the_same_words(
    town_hall: Flask, account: str, password: str
) -> None:
    browser = Browser(town_hall)

    answer = browser.sign_in(account, password)

    assert answer.status_code == 422
    assert "工号或密码不对" in answer.text
    assert account in answer.text
    assert password not in answer.text
    assert browser.cookie() is None


def test_an_unknown_account_takes_as_long_as_a_wrong_password(
    town_hall: Flask, office: IdentityApplication
) -> None:
    """What remains is one look at the account's file; the work on the password is the same."""
    office.set_password(account="shegong01", password_hash=hashed_password(PASSWORD))
    browser, took = Browser(town_hall), dict[str, list[float]]()
    browser.sign_in("nobody00", "warm up the decoy")
    for turn in range(4):
        for account in ("shegong01", f"nobody{turn:02}"):
            began = time.perf_counter()
            browser.sign_in(account, "something else")
            took.setdefault(account[:6], []).append(time.perf_counter() - began)

    known, unknown = (statistics.median(times) for times in took.values())

    assert 0.6 < known / unknown < 1.7


def test_guessing_is_told_to_wait(town_hall: Flask) -> None:
    browser = Browser(town_hall, address="203.0.113.9")
    for _ in range(5):
        browser.sign_in("shegong01", "something else")
    browser.sign_in("shegong01", "something else")

    answer = browser.sign_in("shegong01", PASSWORD)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert "秒后再试" in answer.text
    assert browser.cookie() is None


def test_the_holder_gets_in_while_others_guess(town_hall: Flask) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)
    holder.press("/identity/me", "/identity/sign-out")
    stranger = Browser(town_hall, address="192.0.2.1")  # even from the same address
    for _ in range(8):
        stranger.sign_in("shegong01", "something else")

    answer = holder.sign_in("shegong01", PASSWORD)

    assert path_of(answer) == "/identity/me"
    assert "次密码输错" in answer.text


def test_the_cookie_is_for_this_site_and_no_script(town_hall: Flask) -> None:
    browser = Browser(town_hall)

    browser.sign_in("shegong01", PASSWORD)

    cookie = browser.client.get_cookie("guihang_session")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Strict", "/")
    assert len(cookie.value) == 43


def test_behind_tls_the_cookies_are_bound_to_the_host(office: IdentityApplication) -> None:
    settings = WebSettings(secret="a secret of the tests, long enough to sign", https=True)
    app = pages_of(office, settings=settings)

    page = app.test_client().get("/identity/sign-in", base_url="https://localhost")

    assert page.status_code == 200
    assert "__Host-" in page.headers["Set-Cookie"]


def test_each_sign_in_gives_a_new_token_and_ends_the_old_one(town_hall: Flask) -> None:
    browser, keeper = Browser(town_hall), Browser(town_hall)
    browser.sign_in("shegong01", PASSWORD)
    first = browser.cookie()

    browser.sign_in("shegong01", PASSWORD)

    assert first is not None
    assert browser.cookie() != first
    keeper.client.set_cookie("guihang_session", first)
    assert path_of(keeper.get("/identity/me")) == "/identity/sign-in"


def test_signing_out_ends_the_session_and_not_only_the_cookie(
    town_hall: Flask, office: IdentityApplication
) -> None:
    browser, keeper = Browser(town_hall), Browser(town_hall)
    browser.sign_in("shegong01", PASSWORD)
    token = browser.cookie()

    answer = browser.press("/identity/me", "/identity/sign-out")

    assert path_of(answer) == "/identity/sign-in"
    assert browser.cookie() is None
    assert token is not None
    keeper.client.set_cookie("guihang_session", token)
    assert path_of(keeper.get("/identity/me")) == "/identity/sign-in"
    assert names_of(office)[-2:] == ["signed_in", "session_ended"]


def test_signing_out_twice_is_no_error(town_hall: Flask) -> None:
    browser = Browser(town_hall)
    browser.sign_in("shegong01", PASSWORD)
    browser.press("/identity/me", "/identity/sign-out")

    answer = browser.press("/identity/sign-in", "/identity/sign-out")

    assert path_of(answer) == "/identity/sign-in"


def test_who_signed_in_is_on_record_under_their_own_name(
    town_hall: Flask, office: IdentityApplication
) -> None:
    Browser(town_hall).sign_in("shegong01", PASSWORD)

    entry = office.entries(names=["identity.signed_in"])[0]
    assert (entry.account, entry.role, entry.unit) == ("shegong01", "full_time_worker", "station-1")


def test_without_a_role_nobody_comes_in(town_hall: Flask, office: IdentityApplication) -> None:
    office.end_role(account="shegong01")

    answer = Browser(town_hall).sign_in("shegong01", PASSWORD)

    assert answer.status_code == 422
    assert "没有岗位" in answer.text


def test_a_closed_account_is_answered_like_an_unknown_one(
    town_hall: Flask, office: IdentityApplication
) -> None:
    office.close_account(account="shegong01")

    answer = Browser(town_hall).sign_in("shegong01", PASSWORD)

    assert answer.status_code == 422
    assert "工号或密码不对" in answer.text


def test_a_form_from_another_site_signs_nobody_in(town_hall: Flask) -> None:
    browser = Browser(town_hall)

    answer = browser.post("/identity/sign-in", {"account": "shegong01", "password": PASSWORD})

    assert answer.status_code == 400
    assert browser.cookie() is None


def test_a_real_town_lists_no_accounts_at_its_door(town_hall: Flask) -> None:
    page = Browser(town_hall).get("/identity/sign-in").text

    assert demo_staff().password not in page
    assert "shegong01" not in page


def test_a_demonstration_lists_its_accounts(fresh_office: IdentityApplication) -> None:
    fresh_office.start_demonstration()
    staff = open_demo_accounts(fresh_office)
    browser = Browser(pages_of(fresh_office))

    page = browser.get("/identity/sign-in").text
    inside = browser.sign_in("jingban01", staff.password)

    assert staff.password in page
    assert all(one.account in page for one in staff.accounts)
    assert path_of(inside) == "/identity/me"


def test_every_role_has_a_demonstration_account() -> None:
    assert {one.role for one in demo_staff().accounts} == ROLES.keys()


def test_published_passwords_belong_in_a_demonstration_only(office: IdentityApplication) -> None:
    with pytest.raises(ValueError, match="demonstration"):
        open_demo_accounts(office)


def test_the_door_speaks_english(town_hall: Flask) -> None:
    browser = Browser(town_hall)
    browser.get("/identity/sign-in?lang=en")

    shown = browser.get("/identity/sign-in").text
    refused = browser.sign_in("nobody99", "something else").text

    assert "Work code" in shown
    assert "工号" not in shown
    assert "Wrong work code or password" in refused
