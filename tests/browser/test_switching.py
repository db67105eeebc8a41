"""Two workers take turns at a shared machine; how long that takes, `switching.py` prints."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.demonstration import Demonstration
from tests.browser.seeing import axe, overflow
from tests.browser.switching import SharedMachine


def test_two_workers_take_turns_by_pin_on_a_narrow_screen(town: Demonstration, phone: Page) -> None:
    machine = SharedMachine(phone, town)
    machine.prepare()

    machine.switch_to("shegong01")
    machine.switch_to("shegong02")
    phone.goto(f"{town.url}/identity/switch")

    assert axe(phone) == []
    assert overflow(phone) == 0


def test_the_pages_that_set_a_second_factor_are_in_order(town: Demonstration, phone: Page) -> None:
    page = town.enter(phone, "shegong03")

    for path in ("me", "me/second-factor", "me/pin"):
        page.goto(f"{town.url}/identity/{path}")

        assert axe(page) == []
        assert overflow(page) == 0
