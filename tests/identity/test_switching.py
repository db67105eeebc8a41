"""Changing places at a shared machine: quick, and never under another's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from time_machine import Traveller, travel

from services.identity.application import IdentityApplication
from shared.law import Refusal
from tests.identity.browser import Browser, path_of
from tests.identity.conftest import PASSWORD, PASSWORD_HASH, cheap_hash, worker

MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
PIN = "907316"
PIN_HASH = cheap_hash(PIN)
SWITCH = "/identity/switch"


@pytest.fixture(autouse=True)
def at() -> Iterator[Traveller]:
    with travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def counter(town_hall: Flask, office: IdentityApplication) -> Browser:
    """The browser at the counter of a station, where two workers signed in this morning."""
    worker(office, "shegong02")
    office.set_password(account="shegong02", password_hash=PASSWORD_HASH)
    browser = Browser(town_hall)
    browser.sign_in("admin01", PASSWORD)
    browser.send("/identity/machines/bind", title="第一工作站接待台", unit="station-1")
    for account in ("shegong01", "shegong02"):
        office.set_pin(account=account, pin_hash=PIN_HASH)
        browser.sign_in(account, PASSWORD)
    return browser


def test_a_name_and_a_pin_change_places(counter: Browser, office: IdentityApplication) -> None:
    page = counter.get(SWITCH)
    now = counter.send(SWITCH, account="shegong01", pin=PIN)

    assert "shegong01" in page.text
    assert "shegong02" in page.text
    assert "admin01" not in page.text
    assert "shegong01</dd>" in now.text
    assert [it.name for it in office.entries()[-2:]] == [
        "identity.signed_in",
        "identity.session_ended",
    ]
    assert office.entries()[-2].facts["proof"] == "pin"


def test_every_page_at_a_shared_machine_leads_to_the_switch(counter: Browser) -> None:
    assert f'href="{SWITCH}"' in counter.get("/identity/me").text


@pytest.mark.usefixtures("counter")
def test_at_any_other_machine_there_is_no_switch(town_hall: Flask) -> None:
    elsewhere = Browser(town_hall)

    assert path_of(elsewhere.get(SWITCH)) == "/identity/sign-in"
    assert SWITCH not in elsewhere.get("/identity/sign-in").text


def test_a_pin_is_taken_only_after_the_whole_proof_this_shift(
    counter: Browser, office: IdentityApplication, at: Traveller
) -> None:
    worker(office, "shegong03")
    office.set_pin(account="shegong03", pin_hash=PIN_HASH)

    stranger = counter.send(SWITCH, account="shegong03", pin=PIN)
    at.shift(timedelta(hours=12, minutes=1))
    tomorrow = counter.get(SWITCH)

    assert stranger.status_code == 422
    assert "现在没有人可以用 PIN 换人" in tomorrow.text


def test_after_five_wrong_pins_the_password_is_asked_for_and_mends_it(
    counter: Browser, at: Traveller
) -> None:
    for _wrong in range(5):
        counter.send(SWITCH, account="shegong01", pin="000000")
        at.shift(timedelta(minutes=6))
    locked = counter.send(SWITCH, account="shegong01", pin=PIN)
    other = counter.send(SWITCH, account="shegong02", pin=PIN)
    by_password = counter.sign_in("shegong01", PASSWORD)
    counter.sign_in("shegong02", PASSWORD)
    again = counter.send(SWITCH, account="shegong01", pin=PIN)

    assert "请改用密码登录" in locked.text
    assert "shegong02</dd>" in other.text
    assert path_of(by_password) == "/identity/me"
    assert "shegong01</dd>" in again.text


@pytest.mark.parametrize("ending", ["role", "password", "account", "machine"])
def test_what_ends_a_standing_ends_the_pin_with_it(
    counter: Browser, office: IdentityApplication, ending: str
) -> None:
    if ending == "role":
        office.end_role(account="shegong01")
    elif ending == "password":
        office.set_password(account="shegong01", password_hash=PASSWORD_HASH)
    elif ending == "account":
        office.close_account(account="shegong01")
    else:
        machine = office.entries(names=["identity.machine_bound"])[0].stream_id
        office.release_machine(machine_id=machine)

    answer = counter.send(SWITCH, account="shegong01", pin=PIN)

    assert "shegong01</dd>" not in answer.text


@pytest.mark.parametrize(
    "pin", ["123456", "987654", "111111", "112112", "12345", "1234567", "１２３４５６"]
)
def test_a_pin_that_is_easily_guessed_is_refused(office: IdentityApplication, pin: str) -> None:
    with pytest.raises(Refusal) as refused:
        office.refuse_weak_pin(pin)

    assert refused.value.field == "pin"


def test_a_holder_chooses_the_pin_with_the_password(
    town_hall: Flask, office: IdentityApplication
) -> None:
    browser = Browser(town_hall)
    browser.sign_in("shegong01", PASSWORD)

    open_screen = browser.send("/identity/me/pin", current="a guess", pin=PIN)
    browser.send("/identity/me/pin", current=PASSWORD, pin=PIN)

    assert open_screen.status_code == 422
    assert office.account("shegong01").pin_set_on is not None
    assert PIN.encode() not in b"".join(it.row.fact.state for it in office.entries())
