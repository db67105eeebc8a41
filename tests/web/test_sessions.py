"""Whom a token stands for, and how long the answer is believed."""

from __future__ import annotations

import pytest
from flask import Flask, session

from shared.access.actor import Actor
from shared.messaging.ports import NotNow
from shared.web.sessions import RemoteSessions, begin_session, end_session
from shared.web.settings import WebSettings
from tests.web import sample


class Asked:
    """A department that keeps the sessions, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known: dict[str, Actor] = {"token": sample.CLERK}
        self.is_away = False

    def __call__(self, token: str) -> Actor | None:
        self.asked.append(token)
        if self.is_away:
            raise NotNow
        return self.known.get(token)


class Hands:
    """A clock whose hands are moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_remembered_for_a_minute() -> None:
    asked, hands = Asked(), Hands()
    sessions = RemoteSessions(asked, clock=hands)
    sessions.actor_of("token")
    hands.now = 59

    assert sessions.actor_of("token") is sample.CLERK
    assert len(asked.asked) == 1


def test_after_a_minute_it_is_asked_again() -> None:
    asked, hands = Asked(), Hands()
    sessions = RemoteSessions(asked, clock=hands)
    sessions.actor_of("token")
    hands.now = 61
    asked.known.clear()

    assert sessions.actor_of("token") is None


def test_who_was_let_in_stays_in_for_a_minute_while_nobody_can_be_asked() -> None:
    asked, hands = Asked(), Hands()
    sessions = RemoteSessions(asked, seconds=30, clock=hands)
    sessions.actor_of("token")
    asked.is_away = True

    hands.now = 31
    first = sessions.actor_of("token")
    hands.now = 35
    second = sessions.actor_of("token")

    assert first is second is sample.CLERK
    assert asked.asked == ["token", "token"]  # nobody waits for an answer at each request
    hands.now = 61
    with pytest.raises(NotNow):
        sessions.actor_of("token")


def test_who_is_not_known_is_not_let_in_while_nobody_can_be_asked() -> None:
    asked, hands = Asked(), Hands()
    sessions = RemoteSessions(asked, seconds=30, clock=hands)
    sessions.actor_of("wrong")
    asked.is_away = True
    hands.now = 6

    with pytest.raises(NotNow):
        sessions.actor_of("wrong")


def test_a_refusal_is_remembered_for_seconds_only() -> None:
    asked, hands = Asked(), Hands()
    sessions = RemoteSessions(asked, clock=hands)
    sessions.actor_of("new")
    asked.known["new"] = sample.GUEST
    hands.now = 6

    assert sessions.actor_of("new") is sample.GUEST


def test_a_revocation_that_was_heard_of_counts_at_once() -> None:
    asked = Asked()
    sessions = RemoteSessions(asked, clock=Hands())
    sessions.actor_of("token")
    asked.known.clear()

    sessions.forget(sample.CLERK.account)

    assert sessions.actor_of("token") is None


def test_an_answer_that_a_revocation_overtook_is_not_remembered() -> None:
    def asked_while_the_role_ends(token: str) -> Actor:
        asked.append(token)
        sessions.forget("jingban01")
        return Actor(account="jingban01", role="office_handler", unit="office")

    asked: list[str] = []
    sessions = RemoteSessions(asked_while_the_role_ends)

    sessions.actor_of("token")
    sessions.actor_of("token")

    assert asked == ["token", "token"]


def test_no_token_is_kept_in_memory() -> None:
    sessions = RemoteSessions(Asked(), clock=Hands())

    sessions.actor_of("token")

    assert b"token" not in b"".join(sessions._known)


def test_memory_is_bounded() -> None:
    sessions = RemoteSessions(Asked(), most=3, clock=Hands())

    for number in range(10):
        sessions.actor_of(f"guess {number}")

    assert len(sessions._known) == 3


def test_a_bearer_token_goes_before_the_cookie(app: Flask) -> None:
    browser = app.test_client()
    browser.set_cookie("guihang_session", "token-of-the-clerk")

    answer = browser.get("/sample/api/visits", headers={"Authorization": "Bearer wrong"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("https", "name"), [(False, "guihang_session"), (True, "__Host-guihang_session")]
)
def test_the_cookie_stays_in_this_browser_and_on_this_host(https: bool, name: str) -> None:  # noqa: FBT001
    app = sample.make_door(settings=WebSettings(secret=sample.SECRET, https=https))

    with app.test_request_context():
        cookie = begin_session(app.make_response(""), "opaque", account="a").headers["Set-Cookie"]

    assert cookie.startswith(f"{name}=opaque;")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert ("Secure" in cookie) is https


def test_another_account_starts_with_a_new_form_session(app: Flask) -> None:
    with app.test_request_context():
        begin_session(app.make_response(""), "one", account="first")
        session["csrf_token"] = "of the first"
        begin_session(app.make_response(""), "two", account="first")
        kept = session.get("csrf_token")
        begin_session(app.make_response(""), "three", account="second")

        assert kept == "of the first"
        assert "csrf_token" not in session


def test_signing_out_takes_both_cookies(app: Flask) -> None:
    with app.test_request_context():
        session["csrf_token"] = "of the first"
        cookie = end_session(app.make_response("")).headers["Set-Cookie"]

        assert cookie.startswith("guihang_session=; Expires=Thu, 01 Jan 1970")
        assert not session
