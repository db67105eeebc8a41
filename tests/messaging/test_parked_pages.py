"""Whoever operates the town sees at the desk itself what it put aside, and has it tried again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.access.actor import Actor
from shared.access.rights import Rights, Scope
from shared.web.face import Face
from shared.web.factory import create_app
from shared.web.settings import WebSettings
from shared.web.town import Desk as DeskOfTown
from shared.web.town import Town, Words
from tests.messaging.support.departments import SECRET, Desk, Post, numbers, stamped
from tests.messaging.support.hearing import Hearing
from tests.web.conftest import hidden

DESK = DeskOfTown(id="desk", title=Words("收件", "Desk"), hue="teal")
TOWN = Town(name=Words("梅山镇", "Meishan"), desks=(DESK,), sign_in="/in", sign_out="/out")
RIGHTS = Rights(
    roles={"sysadmin": "系统管理员", "auditor": "督导", "clerk": "社工"},
    rows={
        "operations.see_parked": {"sysadmin": Scope.TOWN, "auditor": Scope.TOWN},
        "operations.replay_parked": {"sysadmin": Scope.TOWN},
    },
)
NUMBERS = {13: "case-1", 2: "case-1", 14: "case-2"}


class Tokens:
    """A token is the name of the role."""

    def actor_of(self, token: str) -> Actor | None:
        return Actor(account=token, role=token, unit="town-office")


@pytest.fixture
def parked(post: Post, desk: Desk) -> Desk:
    """A desk with two messages of one case and one of another aside."""
    desk.poison = {13, 14}
    stamps = {case: stamped(post, case) for case in set(NUMBERS.values())}
    for number, case in NUMBERS.items():
        stamps[case](number)
    Hearing(post, desk).deliver()
    desk.poison = set()
    return desk


@pytest.fixture
def app(parked: Desk) -> Flask:
    """The desk's pages."""
    mine = Face(
        desk=DESK,
        town=TOWN,
        application=parked,
        rights=RIGHTS,
        sessions=Tokens(),
        settings=WebSettings(secret="a secret of the tests, long enough to sign with"),
    )
    return create_app(mine, pages=(), parks=True)


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("guihang_session", role)
    return client


def confirmed(client: FlaskClient, path: str) -> Any:
    """Open the page that asks, and say yes to all that it asks."""
    page = client.get(path).text
    form = page[page.index('<form class="form"') :]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    assert hidden(page).items() <= sent.items()
    return client.post("/desk/parked/replay", data=sent)


def test_what_was_put_aside_is_shown_with_its_reason_and_without_its_content(app: Flask) -> None:
    page = signed_in(app, "sysadmin").get("/desk/parked").text

    assert page.count("post.stamped") == 2 * len(NUMBERS)
    assert "排在同一个案更早的搁置消息之后" in page
    assert SECRET not in page


def test_nothing_is_tried_before_somebody_says_yes(app: Flask, parked: Desk) -> None:
    client = signed_in(app, "sysadmin")

    asked = client.get("/desk/parked/replay").text

    assert "确认重放3条" in asked
    assert numbers(parked) == []


def test_all_is_replayed_in_order(app: Flask, parked: Desk) -> None:
    client = signed_in(app, "sysadmin")

    done = confirmed(client, "/desk/parked/replay")

    assert (done.status_code, done.location) == (303, "/desk/parked")
    assert (numbers(parked), parked.parked()) == ([13, 2, 14], [])
    assert "已重放3条消息" in client.get(done.location).text


def test_one_is_replayed_with_all_of_its_case(app: Flask, parked: Desk) -> None:
    second = parked.parked()[1].position

    confirmed(signed_in(app, "sysadmin"), f"/desk/parked/replay?upstream=post&position={second}")

    assert numbers(parked) == [13, 2]
    assert [it.case_ref for it in parked.parked()] == ["case-2"]


def test_what_still_fails_goes_on_waiting_and_is_said(app: Flask, parked: Desk) -> None:
    parked.poison = {13}
    client = signed_in(app, "sysadmin")

    confirmed(client, "/desk/parked/replay")

    page = client.get("/desk/parked").text
    assert "已重放1条消息" in page
    assert "仍有2条搁置" in page


def test_one_comes_back_to_where_one_came_from_and_nowhere_else(app: Flask) -> None:
    client = signed_in(app, "sysadmin")

    here = confirmed(client, "/desk/parked/replay?next=/reporting/messages")
    there = confirmed_empty(client, next="//elsewhere.example/")

    assert here.location == "/reporting/messages"
    assert there.location == "/desk/parked"


def confirmed_empty(client: FlaskClient, **more: str) -> Any:
    """Send the form although nothing is left to be tried."""
    token = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/desk/parked").text)
    assert token
    return client.post("/desk/parked/replay", data={"csrf_token": token[1], **more})


def test_what_another_replayed_meanwhile_is_on_no_list_any_more(app: Flask) -> None:
    client = signed_in(app, "sysadmin")

    assert client.get("/desk/parked/replay?upstream=post&position=99").status_code == 404
    assert client.get("/desk/parked/replay?upstream=post").status_code == 422


@pytest.mark.parametrize(("role", "seen", "tried"), [("auditor", 200, 403), ("clerk", 403, 403)])
def test_seeing_is_not_replaying(app: Flask, role: str, seen: int, tried: int) -> None:
    client = signed_in(app, role)

    assert client.get("/desk/parked").status_code == seen
    assert client.get("/desk/parked/replay").status_code == tried
    assert client.get("/desk/api/parked", headers=_bearer(role)).status_code == seen
    asked = client.post("/desk/api/parked/replay", json={}, headers=_bearer(role))
    assert asked.status_code == tried


def test_programs_do_the_same(app: Flask, parked: Desk) -> None:
    client, headers = app.test_client(), _bearer("sysadmin")
    listed = client.get("/desk/api/parked", headers=headers).get_json()

    one = {name: listed[2][name] for name in ("upstream", "position")}
    told = client.post("/desk/api/parked/replay", json=one, headers=headers).get_json()

    assert [it["case_ref"] for it in listed] == ["case-1", "case-1", "case-2"]
    assert (told["replayed"], len(told["waiting"])) == (1, 2)
    assert numbers(parked) == [14]


def _bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {role}"}
