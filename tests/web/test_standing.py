"""Where a desk leads, and what its views reach."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.web.face import application, peers
from tests.web.sample import Visits, make_door


def test_the_root_leads_to_the_own_desk(clerk: FlaskClient, anybody: FlaskClient) -> None:
    assert clerk.get("/").location == "/sample/"
    assert anybody.get("/").location == "/door/sign-in?next=%2F"


def test_a_role_without_a_desk_starts_at_the_first(guest: FlaskClient) -> None:
    assert guest.get("/").location == "/sample/"


def test_a_view_gets_the_application_that_it_expects(app: Flask, office: Visits) -> None:
    with app.test_request_context("/"):
        assert application(Visits) is office
        with pytest.raises(TypeError, match="serves Visits, not str"):
            application(str)


def test_a_desk_without_peers_says_so() -> None:
    with make_door().test_request_context("/"), pytest.raises(LookupError, match="without peers"):
        peers()
