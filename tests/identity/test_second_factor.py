"""The second factor: set with a code, asked for after the password, and without the phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from time_machine import Traveller, travel
from werkzeug.test import TestResponse

from services.identity.application import IdentityApplication
from shared.access.codes import address_of, step_of
from shared.access.secrets import digest_of
from shared.web.pictures import qr_code
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, names_of

MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
SECRET, RECOVERY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "abcd-efgh-ijkl-mnop"
OTHER_WORDS = "水库边的石头路又长又弯"


@pytest.fixture(autouse=True)
def at() -> Iterator[Traveller]:
    with travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def guarded(town_hall: Flask, office: IdentityApplication) -> Flask:
    """The town hall, where the worker has a second factor."""
    digest = digest_of(RECOVERY.replace("-", ""))
    office.set_second_factor(account="shegong01", secret=SECRET, recovery=[digest])
    return town_hall


def asked_of(office: IdentityApplication, *roles: str, days: int = 0) -> None:
    """Have the town ask more of some roles."""
    office.set_policy(
        combined_administrators=False,
        password_length=10,
        password_classes=1,
        password_days=days,
        second_factor_roles=roles,
    )


def code_now() -> str:
    return pyotp.TOTP(SECRET).now()


def in_by_code(app: Flask, code: str) -> TestResponse:
    browser = Browser(app)
    browser.sign_in("shegong01", PASSWORD)
    return browser.send("/identity/sign-in/code", code=code)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1234567890, "89005924"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B; its codes have eight digits, of which six are the last six."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert step_of(secret, code[-6:], now=seconds) == seconds // 30
    assert step_of(secret, code[-6:], now=seconds + 30) == seconds // 30
    assert step_of(secret, code[-6:], now=seconds + 90) is None


def test_after_the_password_a_code_is_asked_for(guarded: Flask) -> None:
    browser = Browser(guarded)

    asked = browser.sign_in("shegong01", PASSWORD)
    not_in = browser.get("/identity/me", follow=False)
    wrong = browser.send("/identity/sign-in/code", code="000000")
    right = browser.send("/identity/sign-in/code", code=code_now())

    assert path_of(asked) == "/identity/sign-in/code"
    assert not_in.status_code == 303
    assert wrong.status_code == 422
    assert path_of(right) == "/identity/me"
    assert "密码和验证码" in right.text


def test_a_code_opens_once(guarded: Flask) -> None:
    first, second = in_by_code(guarded, code_now()), in_by_code(guarded, code_now())

    assert first.status_code == 200
    assert second.status_code == 422


def test_a_recovery_code_opens_once_however_it_is_typed(
    guarded: Flask, office: IdentityApplication
) -> None:
    first = in_by_code(guarded, RECOVERY.upper().replace("-", " "))
    second = in_by_code(guarded, RECOVERY)

    assert path_of(first) == "/identity/me"
    assert second.status_code == 422
    assert names_of(office).count("recovery_code_used") == 1


def test_guessing_at_codes_is_slowed_down_and_the_right_password_forgives_nothing(
    guarded: Flask,
) -> None:
    statuses = [in_by_code(guarded, f"{guess:06}").status_code for guess in range(5)]

    assert statuses == [422] * 5
    assert "秒后再试" in in_by_code(guarded, code_now()).text


def test_half_way_in_is_over_after_minutes_and_with_another_password(
    guarded: Flask, office: IdentityApplication, at: Traveller
) -> None:
    late, stale = Browser(guarded), Browser(guarded)
    late.sign_in("shegong01", PASSWORD)
    at.shift(timedelta(minutes=11))
    too_late = late.get("/identity/sign-in/code")
    stale.sign_in("shegong01", PASSWORD)
    office.set_password(account="shegong01", password_hash="another")

    assert path_of(too_late) == "/identity/sign-in"
    assert path_of(stale.get("/identity/sign-in/code")) == "/identity/sign-in"


def test_a_holder_sets_a_second_factor_and_gets_recovery_codes(
    town_hall: Flask, office: IdentityApplication
) -> None:
    browser, page = Browser(town_hall), "/identity/me/second-factor"
    browser.sign_in("shegong01", PASSWORD)
    secret = re.findall(r'name="secret" value="(\w+)"', browser.get(page).text)[0]

    open_screen = browser.send(page, secret=secret, current="a guess", code="1")
    wrong = browser.send(page, secret=secret, current=PASSWORD, code="000000")
    shown = browser.send(page, secret=secret, current=PASSWORD, code=pyotp.TOTP(secret).now())

    assert (open_screen.status_code, wrong.status_code) == (422, 422)
    codes = re.findall(r"<samp>([a-z2-7-]{19})</samp>", shown.text)
    assert len(codes) == len(set(codes)) == 10
    found = office.account("shegong01")
    assert found.second_factor == secret
    assert digest_of(codes[0].replace("-", "")) in found.recovery
    assert secret not in repr([entry.facts for entry in office.entries()])


def test_where_the_town_asks_for_one_it_is_set_before_anything_else(
    town_hall: Flask, office: IdentityApplication
) -> None:
    asked_of(office, "full_time_worker")
    browser, page = Browser(town_hall), "/identity/sign-in/second-factor"

    asked = browser.sign_in("shegong01", PASSWORD)
    secret = re.findall(r'name="secret" value="(\w+)"', asked.text)[0]
    shown = browser.send(page, secret=secret, code=pyotp.TOTP(secret).now())

    assert path_of(asked) == page
    assert "恢复码" in shown.text
    assert path_of(browser.get("/identity/me")) == "/identity/me"
    assert "取消第二因素" not in browser.get("/identity/me").text
    refused = browser.send("/identity/me/second-factor/remove", current=PASSWORD)
    assert "须用第二因素" in refused.text


def test_an_open_screen_is_not_enough_to_do_without_a_second_factor(
    guarded: Flask, office: IdentityApplication
) -> None:
    browser, page = Browser(guarded), "/identity/me/second-factor/remove"
    browser.sign_in("shegong01", PASSWORD)
    browser.send("/identity/sign-in/code", code=code_now())

    pressed, guessed = browser.send(page), browser.send(page, current="a guess")
    still_held = office.account("shegong01").second_factor
    proved = browser.send(page, current=PASSWORD)

    assert (pressed.status_code, guessed.status_code) == (422, 422)
    assert still_held == SECRET
    assert "第二因素已取消" in proved.text
    assert office.account("shegong01").second_factor is None


def test_a_role_that_is_asked_for_nothing_signs_in_as_before(
    town_hall: Flask, office: IdentityApplication
) -> None:
    asked_of(office, "auditor")

    assert path_of(Browser(town_hall).sign_in("shegong01", PASSWORD)) == "/identity/me"


def test_the_security_administrator_takes_it_off_when_the_phone_is_gone(
    guarded: Flask, office: IdentityApplication
) -> None:
    security = Browser(guarded)
    security.sign_in("anquan01", PASSWORD)

    security.send("/identity/accounts/shegong01/second-factor/remove", reason="手机丢失")

    assert path_of(Browser(guarded).sign_in("shegong01", PASSWORD)) == "/identity/me"
    assert office.entries(names=["identity.second_factor_removed"])[0].reason == "手机丢失"


def test_a_password_that_is_too_old_is_changed_at_the_door(
    town_hall: Flask, office: IdentityApplication, at: Traveller
) -> None:
    asked_of(office, days=90)
    at.shift(timedelta(days=91))
    browser, page = Browser(town_hall), "/identity/sign-in/password"

    asked = browser.sign_in("shegong01", PASSWORD)
    same = browser.send(page, password=PASSWORD, again=PASSWORD)
    renewed = browser.send(page, password=OTHER_WORDS, again=OTHER_WORDS)

    assert path_of(asked) == page
    assert "不能与原密码相同" in same.text
    assert path_of(renewed) == "/identity/me"


def test_sessions_are_listed_and_ended_one_by_one(town_hall: Flask) -> None:
    here, there = Browser(town_hall), Browser(town_hall)
    there.sign_in("shegong01", PASSWORD)
    page = here.sign_in("shegong01", PASSWORD).text
    (other,) = re.findall(r"/identity/me/sessions/([\w-]+)/end", page)

    here.press("/identity/me", f"/identity/me/sessions/{other}/end")

    assert path_of(there.get("/identity/me")) == "/identity/sign-in"
    assert path_of(here.get("/identity/me")) == "/identity/me"


def test_the_list_of_sessions_says_how_long_ago_each_was_used(
    town_hall: Flask, at: Traveller
) -> None:
    """So that a holder can tell the one that is not theirs."""
    forgotten, here = Browser(town_hall), Browser(town_hall)
    forgotten.sign_in("shegong01", PASSWORD)
    at.shift(timedelta(minutes=12))
    here.sign_in("shegong01", PASSWORD)

    listed = here.get("/identity/me").text

    assert "12分钟前" in listed
    assert "刚才" in listed


def test_nobody_ends_the_session_of_somebody_else(
    town_hall: Flask, office: IdentityApplication
) -> None:
    holder, other = Browser(town_hall), Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)
    other.sign_in("admin01", PASSWORD)
    theirs = office.entries(names=["identity.signed_in"])[-1].stream_id

    answer = holder.press("/identity/me", f"/identity/me/sessions/{theirs}/end")

    assert answer.status_code == 422
    assert path_of(other.get("/identity/me")) == "/identity/me"


def test_the_security_administrator_signs_somebody_out_everywhere(town_hall: Flask) -> None:
    holder, security = Browser(town_hall), Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)
    security.sign_in("anquan01", PASSWORD)
    page = "/identity/accounts/shegong01"

    answer = security.press(page, f"{page}/sessions/end")

    assert "已全部退出登录" in answer.text
    assert path_of(holder.get("/identity/me")) == "/identity/sign-in"


def test_the_secret_is_a_picture_to_scan_as_well(town_hall: Flask) -> None:
    browser = Browser(town_hall)
    browser.sign_in("shegong01", PASSWORD)

    one, other = (browser.get("/identity/me/second-factor").text for _ in range(2))
    secret = re.search(r'name="secret" value="(\w+)"', one)
    picture, another = (re.search(r'<svg role="img" .*?</svg>', it) for it in (one, other))

    assert secret is not None
    assert picture is not None
    assert another is not None
    assert picture[0] == qr_code(
        address_of(secret[1], "shegong01"), label="二维码：用手机验证器扫描"
    )
    assert picture[0] != another[0]  # each page has a secret of its own
    assert "style=" not in picture[0]  # the content policy allows none
