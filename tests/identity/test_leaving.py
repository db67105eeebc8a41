"""Who leaves hands over what waits in every department: listed by itself, signed by both."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from shared import clock
from shared.access.actor import Actor
from shared.messaging.rpc import answer
from tests.identity.browser import Browser
from tests.identity.conftest import PASSWORD, worker

OWN = "/identity/hand-overs/own"


class Station:
    """What supervision answers about the desk of whoever asks."""

    name = "supervision"

    @answer
    def open_work(self, caller: Actor) -> list[dict[str, Any]]:
        """One test."""
        due = {"case_ref": "梅社戒〔2026〕0001", "what": "第2次检测", "due_on": "2026-12-04"}
        return [due] if caller.account == "shegong01" else []

    @answer
    def borne_by(self, caller: Actor, account: str) -> dict[str, Any]:
        """Three cases, which the giver cannot move."""
        may_move = caller.account != account
        return {"cases": 3, "href": "/supervision/bearers/hand-over" if may_move else ""}


@pytest.fixture
def leaving(town_hall: Flask, office: IdentityApplication) -> Browser:
    """The worker who leaves, signed in; a colleague is there."""
    worker(office, "shegong02")
    browser = Browser(town_hall)
    browser.ask_of(Station())
    browser.sign_in("shegong01", PASSWORD)
    return browser


def test_the_sheet_lists_what_waits_and_says_who_did_not_answer(leaving: Browser) -> None:
    page = leaving.get(OWN).text

    assert "日常监督：梅社戒〔2026〕0001 第2次检测，期限 2026-12-04" in page
    assert "还没办完的事：1项" in page
    assert "镇办登记" in page  # was not there to be asked
    assert "李社工" not in page.split("<main")[1]


def test_both_sign_what_the_one_who_leaves_drew_up(
    leaving: Browser, office: IdentityApplication
) -> None:
    lines = "日常监督：梅社戒〔2026〕0001 第2次检测\n档案柜钥匙一把"

    sheet = leaving.send(OWN, taker="shegong02", hands_over_on=clock.today(), items=lines).text

    (drawn,) = office.entries(names=["identity.hand_over_drawn_up"])
    found = office.hand_over(drawn.stream_id)
    assert (found.giver, found.taker) == ("shegong01", "shegong02")
    assert (found.role, found.unit) == ("full_time_worker", "station-1")
    assert found.lines == lines.splitlines()
    assert sheet.count("__________") == 2


def test_nobody_hands_over_to_themselves(leaving: Browser) -> None:
    answer_ = leaving.send(OWN, taker="shegong01", hands_over_on=clock.today(), items="钥匙")

    assert answer_.status_code == 422
    assert "不能是同一个人" in answer_.text


def test_the_sheet_says_which_cases_a_signature_does_not_move_and_leads_there(
    town_hall: Flask, leaving: Browser, office: IdentityApplication
) -> None:
    said = leaving.send(OWN, taker="shegong02", hands_over_on=clock.today(), items="钥匙").text
    (drawn,) = office.entries(names=["identity.hand_over_drawn_up"])
    admin = Browser(town_hall)
    admin.ask_of(Station())
    admin.sign_in("admin01", PASSWORD)

    seen = admin.get(f"/identity/hand-overs/{drawn.stream_id}").text

    assert "移交人还承担案件：3件" in said
    assert "一次移交全部案件" not in said
    assert "/supervision/bearers/hand-over?from=shegong01&amp;to=shegong02" in seen


def test_a_sheet_can_be_read_while_supervision_is_away(
    leaving: Browser, office: IdentityApplication
) -> None:
    leaving.send(OWN, taker="shegong02", hands_over_on=clock.today(), items="钥匙")
    (drawn,) = office.entries(names=["identity.hand_over_drawn_up"])
    leaving.ask_of()

    page = leaving.get(f"/identity/hand-overs/{drawn.stream_id}")

    assert page.status_code == 200
    assert "日常监督的案件" not in page.text
