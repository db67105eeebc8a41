"""Who may enter which view; a view that says nothing is not served at all."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from shared.access.rights import UnknownPermission
from shared.web.face import Face
from shared.web.factory import create_app
from shared.web.guards import Unguarded, local_path, may, needs
from shared.web.settings import WebSettings
from tests.web import sample


def app_with(pages: Blueprint) -> Flask:
    """A department with these pages."""
    mine = Face(
        desk=sample.SAMPLE,
        town=sample.TOWN,
        application=None,
        rights=sample.RIGHTS,
        sessions=sample.Sessions(),
        settings=WebSettings(secret=sample.SECRET),
    )
    return create_app(mine, pages=[pages])


def test_a_view_that_does_not_say_who_may_enter_stops_the_start() -> None:
    pages = Blueprint("open", __name__)
    pages.add_url_rule("/sample/open", view_func=lambda: "anybody?")

    with pytest.raises(Unguarded, match="must say who may enter"):
        app_with(pages)


def test_a_view_with_an_unknown_permission_stops_the_start() -> None:
    pages = Blueprint("typo", __name__)
    pages.add_url_rule("/sample/typo", view_func=needs("sample.sea")(lambda: "?"))

    with pytest.raises(UnknownPermission, match=r"sample\.sea"):
        app_with(pages)


def test_a_reader_is_sent_to_sign_in_and_back(anybody: FlaskClient) -> None:
    answer = anybody.get("/sample/visits?page=2")

    assert answer.status_code == 303
    assert answer.location == "/door/sign-in?next=%2Fsample%2Fvisits%3Fpage%3D2"


def test_a_session_that_ended_does_not_take_a_form_away(app: Flask) -> None:
    """The page stays where it is, so the browser can send it again after signing in elsewhere."""
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["csrf_token"] = "given with the form"
    token = _token_for("given with the form")

    answer = browser.post("/sample/visits/new", data={"csrf_token": token})

    assert answer.status_code == 401
    assert "新标签页登录" in answer.text
    assert 'target="_blank"' in answer.text


def test_who_holds_nothing_here_is_forbidden(guest: FlaskClient) -> None:
    answer = guest.get("/sample/visits")

    assert answer.status_code == 403
    assert "无权办理" in answer.text


def test_a_right_over_one_village_is_none_over_another(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "guihang_session=token-of-the-clerk"}):
        assert may("sample.register", village="east")
        assert not may("sample.register", village="west")


def test_who_is_not_signed_in_may_nothing(app: Flask) -> None:
    with app.test_request_context():
        assert not may("sample.register", village="east")


def test_the_menu_shows_what_the_reader_may_open(clerk: FlaskClient, guest: FlaskClient) -> None:
    assert "登记来访" in clerk.get("/sample/").text
    assert "登记来访" not in guest.get(f"/sample/{uuid4()}").text


def test_other_desks_show_only_if_they_hold_anything(clerk: FlaskClient) -> None:
    page = clerk.get("/sample/").text

    assert 'href="/room/"' in page
    assert 'href="/door/"' not in page


@pytest.mark.parametrize("target", ["/", "/sample/visits?page=2", "/sample/个案"])
def test_one_comes_back_to_an_address_of_this_host(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [None, "", "sample", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil"],
)
def test_one_is_never_sent_to_another_host(target: str | None) -> None:
    assert local_path(target) is None


def _token_for(raw: str) -> str:
    """What Flask-WTF writes into the form for this form session."""
    return str(URLSafeTimedSerializer(sample.SECRET, salt="wtf-csrf-token").dumps(raw))
