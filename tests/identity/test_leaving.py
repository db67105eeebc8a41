"""Who leaves hands over what waits in every department: listed by itself, signed by both."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.identity.application import IdentityApplication
from shared import clock
from shared.access.actor import Actor
from shared.messaging.peers import LocalPeers
from shared.messaging.rpc import answer
from shared.web.face import WORKER
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


class Alone:
    """What nameko injects into a request: who can be asked."""

    def __init__(self, *services: Any) -> None:
        self.peers = LocalPeers({it.name: it for it in services}, service="identity")


@pytest.fixture
def leaving(town_hall: Flask, office: IdentityApplication) -> Browser:
    """The worker who leaves, signed in; a colleague is there."""
    worker(office, "shegong02")
    browser = Browser(town_hall)
    client: FlaskClient = browser.client
    client.environ_base[WORKER] = Alone(Station())  # type: ignore[assignment]  # as nameko has it
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
