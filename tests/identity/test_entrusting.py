"""Passwords and tokens reach their holder alone: no administrator acts in another's role."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from time_machine import travel
from werkzeug.test import TestResponse

from services.identity.application import IdentityApplication
from shared import clock
from shared.access.secrets import digest_of, new_token
from shared.law import Refusal
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, by, names_of
from tests.identity.test_api import Program, bearer

NEW = "梅山水库的水面又宽又静"
HOLDER = "/identity/accounts/shegong01"
SECRET = re.compile(r"<samp>([\w-]{19,43})</samp>")


@pytest.fixture
def admin(town_hall: Flask) -> Browser:
    browser = Browser(town_hall)
    browser.sign_in("admin01", PASSWORD)
    return browser


@pytest.fixture
def security(town_hall: Flask) -> Browser:
    browser = Browser(town_hall)
    browser.sign_in("anquan01", PASSWORD)
    return browser


def shown(answer: TestResponse) -> str:
    """What stands on the page this once."""
    found = SECRET.search(answer.text)
    assert found is not None, answer.text
    return found[1]


def asked_for(admin: Browser, page: str = HOLDER) -> str:
    return shown(admin.send(f"{page}/password-reset", reason="本人忘记密码"))


def approved(security: Browser, page: str = HOLDER) -> str:
    return shown(security.send(f"{page}/password-reset/approve", reason="当面，看过工作证"))


def set_with(app: Flask, first: str, second: str, *, account: str = "shegong01") -> TestResponse:
    return Browser(app).send(
        "/identity/new-password",
        account=account,
        first=first,
        second=second,
        password=NEW,
        again=NEW,
    )


def test_the_holder_sets_the_password_with_both_halves(
    town_hall: Flask, admin: Browser, security: Browser, office: IdentityApplication
) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)
    first, second = asked_for(admin), approved(security)
    before = path_of(holder.get("/identity/me"))

    answer = set_with(town_hall, first.upper(), f" {second} ")

    assert before == "/identity/me"  # a request alone signs nobody out
    assert path_of(answer) == "/identity/sign-in"
    assert path_of(holder.get("/identity/me")) == "/identity/sign-in"
    assert path_of(Browser(town_hall).sign_in("shegong01", NEW)) == "/identity/me"
    assert office.entries(names=["identity.password_set"])[-1].account == "shegong01"


def test_neither_administrator_can_use_what_they_were_shown(
    town_hall: Flask, admin: Browser, security: Browser, office: IdentityApplication
) -> None:
    """The hole this closes: one administrator becomes a worker, an officer, the auditor."""
    first = asked_for(admin)
    too_early = set_with(town_hall, first, first)
    second = approved(security)

    tries = [(first, first), (second, second), (second, first), (first, new_token()[:19])]
    got = [set_with(town_hall, *halves).status_code for halves in tries]

    assert too_early.status_code == 422
    assert got == [422] * len(tries)
    assert names_of(office).count("password_set") == 3  # those of the fixture
    assert first not in security.get(HOLDER).text
    assert second not in admin.get(HOLDER).text


@pytest.mark.parametrize("account", ["shegong01", "admin01", "anquan01"])
@pytest.mark.usefixtures("town_hall")
def test_no_administrator_sets_anothers_password_or_sees_their_token(
    office: IdentityApplication, account: str
) -> None:
    """Whatever page or call there may be one day: the department itself refuses."""
    for administrator in {"admin01", "anquan01"} - {account}:
        with by(administrator), pytest.raises(Refusal, match="只到本人手里"):
            office.set_password(account=account, password_hash="$argon2id$")
        with by(administrator), pytest.raises(Refusal, match="只到本人手里"):
            office.issue_token(
                account=account,
                digest="d",
                label="x",
                expires_on=clock.today() + timedelta(days=9),
            )
        with by(administrator), pytest.raises(Refusal, match="只到本人手里"):
            office.collect_token(account=account, token_id=uuid4(), digest="d")


@pytest.mark.usefixtures("town_hall")
def test_nobody_approves_what_they_asked_for_even_where_the_roles_are_combined(
    office: IdentityApplication,
) -> None:
    office.set_policy(
        combined_administrators=True, password_length=10, password_classes=1, password_days=0
    )
    with by("anquan01"):
        office.grant_role(account="admin01", role="security_admin", unit="office")
    expires_on = clock.today() + timedelta(days=9)
    with by("admin01"):
        office.request_password_reset(account="shegong01", first="1" * 64)
    with by("admin01"):
        token = office.request_token(account="shegong01", label="x", expires_on=expires_on).answer

    with by("admin01", "security_admin"), pytest.raises(Refusal, match="另一位管理员"):
        office.approve_password_reset(account="shegong01", second="2" * 64)
    with by("admin01", "security_admin"), pytest.raises(Refusal, match="另一位管理员"):
        office.approve_token(account="shegong01", token_id=UUID(token))
    with by("anquan01", "security_admin"):
        office.approve_password_reset(account="shegong01", second="2" * 64)


@pytest.mark.usefixtures("town_hall")
def test_nobody_decides_on_their_own_account(office: IdentityApplication) -> None:
    with by("admin01"), pytest.raises(Refusal, match="自己的账号"):
        office.request_password_reset(account="admin01", first="1" * 64)
    with by("anquan01"), pytest.raises(Refusal, match="自己的账号"):
        office.approve_password_reset(account="anquan01", second="2" * 64)


def test_another_administrators_password_is_not_reset(admin: Browser) -> None:
    answer = admin.send("/identity/accounts/anquan01/password-reset", reason="试试")

    assert answer.status_code == 422
    assert "命令行" in answer.text


def test_what_was_declined_or_is_over_opens_nothing(
    town_hall: Flask, admin: Browser, security: Browser
) -> None:
    first = asked_for(admin)
    security.send(f"{HOLDER}/password-reset/decline", reason="本人不知道")
    declined = security.send(f"{HOLDER}/password-reset/approve", reason="当面")
    again, second = asked_for(admin), approved(security)
    used = set_with(town_hall, again, second)
    twice = set_with(town_hall, again, second)

    assert declined.status_code == 422
    assert set_with(town_hall, first, second).status_code == 422
    assert path_of(used) == "/identity/sign-in"
    assert twice.status_code == 422


@pytest.mark.usefixtures("town_hall")
def test_a_code_holds_for_three_days(office: IdentityApplication) -> None:
    halves = {"first": digest_of("aa"), "second": digest_of("bb")}
    with travel(datetime(2026, 11, 23, 1, tzinfo=UTC), tick=False) as at:
        with by("admin01"):
            office.request_password_reset(account="shegong01", first=halves["first"])
        with by("anquan01"):
            office.approve_password_reset(account="shegong01", second=halves["second"])
        at.shift(timedelta(days=3))
        office.refuse_wrong_halves(account="shegong01", **halves)
        at.shift(timedelta(days=1))

        with pytest.raises(Refusal, match="过期"):
            office.refuse_wrong_halves(account="shegong01", **halves)


def test_who_guesses_at_halves_waits(town_hall: Flask, admin: Browser) -> None:
    asked_for(admin)
    with travel(datetime.now(UTC), tick=False):  # the first wait is one second
        said = [set_with(town_hall, "a" * 19, "b" * 19).text for _try in range(6)]

    assert "工号或两段校验码不对" in said[0]
    assert "输错次数太多" in said[-1]


def test_an_account_that_is_not_there_is_answered_the_same(town_hall: Flask) -> None:
    answer = set_with(town_hall, "a" * 19, "b" * 19, account="nobody01")

    assert answer.status_code == 422
    assert "工号或两段校验码不对" in answer.text


def test_programs_ask_and_approve_and_are_shown_one_half_each(
    town_hall: Flask, office: IdentityApplication
) -> None:
    admin, security = (Program(town_hall, bearer(office, it)) for it in ("admin01", "anquan01"))
    path = "/accounts/shegong01/password-reset"

    asked = admin.ask("POST", path)
    waits = admin.ask("GET", "/accounts/shegong01").json
    denied = admin.ask("POST", f"{path}/approval")
    agreed = security.ask("POST", f"{path}/approval")
    used = set_with(town_hall, str((asked.json or {})["half"]), str((agreed.json or {})["half"]))

    assert (asked.status_code, denied.status_code, agreed.status_code) == (201, 403, 200)
    assert (waits or {})["password_reset"] == "waiting"
    assert path_of(used) == "/identity/sign-in"


def test_the_holder_takes_a_token_that_two_agreed_on(
    town_hall: Flask, admin: Browser, security: Browser, office: IdentityApplication
) -> None:
    holder = Browser(town_hall)
    holder.sign_in("shegong01", PASSWORD)
    expires = str(clock.today() + timedelta(days=30))
    admin.send(f"{HOLDER}/tokens/new", label="县平台对接", expires_on=expires)
    (token_id,) = office.account("shegong01").token_requests
    early = holder.press("/identity/me", f"/identity/me/tokens/{token_id}")
    waiting = security.get("/identity/audit").text
    security.press(HOLDER, f"{HOLDER}/tokens/{token_id}/approve")
    anothers = admin.press("/identity/me", f"/identity/me/tokens/{token_id}")

    answer = holder.press("/identity/me", f"/identity/me/tokens/{token_id}")

    token = shown(answer)
    assert early.status_code == 422
    assert "令牌" in waiting
    assert anothers.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"
    assert (Program(town_hall, token).ask("GET", "/me").json or {})["account"] == "shegong01"
    assert token not in admin.get(HOLDER).text + holder.get("/identity/me").text
    assert token not in repr([entry.facts for entry in office.entries()])


def test_a_token_is_taken_once_and_taken_back_by_either(
    town_hall: Flask, office: IdentityApplication
) -> None:
    admin, security = (Program(town_hall, bearer(office, it)) for it in ("admin01", "anquan01"))
    holder = Program(town_hall, bearer(office, "shegong01"))
    expires = str(clock.today() + timedelta(days=30))
    asked = admin.ask("POST", "/accounts/shegong01/tokens", label="县平台", expires_on=expires)
    token_id = (asked.json or {})["id"]
    security.ask("POST", f"/accounts/shegong01/tokens/{token_id}/approval")

    issued = holder.ask("POST", f"/me/tokens/{token_id}")
    again = holder.ask("POST", f"/me/tokens/{token_id}")
    other = Program(town_hall, (issued.json or {})["token"])
    before = other.ask("GET", "/me").status_code
    security.ask("DELETE", f"/accounts/shegong01/tokens/{token_id}")

    assert (issued.status_code, again.status_code) == (201, 422)
    assert before == 200
    assert other.ask("GET", "/me").status_code == 401


def test_a_token_that_was_declined_is_not_taken(
    town_hall: Flask, office: IdentityApplication
) -> None:
    admin, security = (Program(town_hall, bearer(office, it)) for it in ("admin01", "anquan01"))
    expires = str(clock.today() + timedelta(days=30))
    asked = admin.ask("POST", "/accounts/shegong01/tokens", label="县平台", expires_on=expires)
    path = f"/accounts/shegong01/tokens/{(asked.json or {})['id']}/approval"

    declined = security.ask("DELETE", path)

    assert declined.status_code == 200
    assert security.ask("POST", path).status_code == 422
    assert office.account("shegong01").token_requests == {}


def test_the_audit_page_says_how_passwords_are_given_and_who_waits(
    security: Browser, admin: Browser
) -> None:
    asked_for(admin)

    page = security.get("/identity/audit").text

    assert "合设时也须两个账号" in page
    assert "重设密码" in page
    assert "少于两人" not in page


@pytest.mark.usefixtures("town_hall")
def test_closing_ends_what_was_asked_for(office: IdentityApplication) -> None:
    with by("admin01"):
        office.request_password_reset(account="shegong01", first="1" * 64)
    with by("admin01"):
        office.close_account(account="shegong01")

    assert office.account("shegong01").reset is None
    with by("anquan01"), pytest.raises(Refusal, match="没有这项"):
        office.approve_password_reset(account="shegong01", second="2" * 64)
