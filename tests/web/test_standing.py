"""Pages that every desk has, and what its views reach."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.web.face import application, peers
from tests.web.sample import Visits, make_door, make_sample


def test_the_root_leads_to_the_own_desk(clerk: FlaskClient, anybody: FlaskClient) -> None:
    assert clerk.get("/").location == "/sample/"
    assert anybody.get("/").location == "/door/sign-in?next=%2F"


def test_a_role_without_a_desk_starts_at_the_first(guest: FlaskClient) -> None:
    assert guest.get("/").location == "/sample/"


def test_a_desk_is_alive_without_anything_else() -> None:
    checks = {"database": lambda: False}

    answer = make_sample(checks=checks).test_client().get("/sample/healthz")

    assert answer.get_json() == {"status": "alive"}


def test_a_desk_is_ready_if_all_it_needs_answers() -> None:
    answer = make_sample(checks={"database": lambda: True}).test_client().get("/sample/readyz")

    assert (answer.status_code, answer.get_json()["checks"]) == (200, {"database": True})


def test_a_desk_that_lacks_something_says_what_and_not_why() -> None:
    def broken() -> bool:
        raise ConnectionRefusedError("postgresql://user:secret@host")

    checks = {"database": broken, "broker": lambda: True}
    answer = make_sample(checks=checks).test_client().get("/sample/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["checks"] == {"database": False, "broker": True}
    assert "secret" not in answer.text


def test_a_view_gets_the_application_that_it_expects(app: Flask, office: Visits) -> None:
    with app.test_request_context("/"):
        assert application(Visits) is office
        with pytest.raises(TypeError, match="serves Visits, not str"):
            application(str)


def test_a_desk_without_peers_says_so() -> None:
    with make_door().test_request_context("/"), pytest.raises(LookupError, match="without peers"):
        peers()
