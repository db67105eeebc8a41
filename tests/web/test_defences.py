"""What every answer tells the browser, and which requests are not believed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from shared.web.settings import WebSettings
from tests.web.conftest import hidden, signed_in
from tests.web.sample import SECRET, Visits, make_sample

VISIT = {"name": "李明", "visited_on": "2026-11-23", "kind": "talk"}
NEW = "/sample/visits/new"


@pytest.mark.parametrize(
    "path", ["/sample/", "/sample/nothing", "/sample/boom", "/sample/api/visits"]
)
def test_no_answer_is_kept_framed_or_sniffed(clerk: FlaskClient, path: str) -> None:
    headers = clerk.get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_nothing_inline_may_run_without_this_answers_nonce(clerk: FlaskClient) -> None:
    policies = [clerk.get("/sample/").headers["Content-Security-Policy"] for _ in range(2)]

    assert "unsafe" not in policies[0]
    assert policies[0] != policies[1]


def test_the_pages_have_nothing_inline(clerk: FlaskClient) -> None:
    for path in ("/sample/", "/sample/visits", NEW, "/sample/api/docs"):
        page = clerk.get(path).text

        assert not re.search(r"<script(?![^>]* src=)|<style|style=|\son\w+=|javascript:", page), (
            path
        )


def test_https_is_remembered_only_behind_https() -> None:
    plain, safe = (
        make_sample(settings=WebSettings(secret=SECRET, https=https)).test_client().get("/sample/")
        for https in (False, True)
    )

    assert "Strict-Transport-Security" not in plain.headers
    assert "Strict-Transport-Security" in safe.headers


def test_a_form_without_its_token_is_refused(clerk: FlaskClient, office: Visits) -> None:
    answer = clerk.post(NEW, data=VISIT)

    assert answer.status_code == 400
    assert "表单已经失效" in answer.text
    assert office.kept == []


def test_a_form_from_another_site_is_refused_even_with_a_token(
    clerk: FlaskClient, office: Visits
) -> None:
    form = VISIT | hidden(clerk.get(NEW).text)

    answer = clerk.post(NEW, data=form, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 400
    assert office.kept == []


def test_a_form_under_https_needs_no_referrer(office: Visits) -> None:
    """Flask-WTF asks for one by default; our own Referrer-Policy keeps browsers from sending it."""
    app = make_sample(settings=WebSettings(secret=SECRET, https=True), office=office)
    browser = app.test_client()
    browser.set_cookie("__Host-guihang_session", "token-of-the-clerk", secure=True)
    page = browser.get(NEW, base_url="https://localhost").text

    answer = browser.post(NEW, data=VISIT | hidden(page), base_url="https://localhost")

    assert answer.status_code == 303


def test_the_api_with_a_cookie_needs_the_token_too(clerk: FlaskClient) -> None:
    assert clerk.post("/sample/api/visits", json=VISIT).status_code == 400


def test_a_bearer_token_needs_no_form_token(app: Flask) -> None:
    answer = app.test_client().post(
        "/sample/api/visits",
        json=VISIT,
        headers={"Authorization": "Bearer token-of-the-clerk"},
    )

    assert answer.status_code == 201


def test_a_body_that_is_too_large_is_refused(office: Visits) -> None:
    settings = WebSettings(secret=SECRET, body_limit=10_000)
    clerk = signed_in(make_sample(settings=settings, office=office), "token-of-the-clerk")
    form = VISIT | hidden(clerk.get(NEW).text)

    answer = clerk.post(NEW, data={**form, "scan": (BytesIO(b"x" * 20_000), "scan.png")})

    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_forwarded_headers_are_believed_from_our_proxy_only() -> None:
    sent = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    alone, behind = (
        make_sample(settings=WebSettings(secret=SECRET, proxies=proxies)) for proxies in (0, 1)
    )
    seen: list[tuple[bool, str | None]] = []
    for app in (alone, behind):
        app.before_request(lambda: seen.append(_seen()))
        app.test_client().get("/sample/healthz", headers=sent)

    assert seen == [(False, "127.0.0.1"), (True, "203.0.113.9")]


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        WebSettings(secret="short")


def _seen() -> tuple[bool, str | None]:
    return request.is_secure, request.remote_addr
