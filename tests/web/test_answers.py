"""What a reader is told when something fails: what to do, an incident number, nothing else."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, default_exceptions

from shared.web.answers import TITLES, answer
from tests.support.logs import printed
from tests.web.conftest import signed_in
from tests.web.sample import FICTITIOUS, make_sample

NUMBER = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
BEARER = {"Authorization": "Bearer token-of-the-clerk"}


def number_of(page: str) -> str:
    """The incident number on a page."""
    found = NUMBER.search(page)
    assert found
    return found.group()


def test_a_defect_shows_a_number_and_not_the_exception(clerk: FlaskClient) -> None:
    page = clerk.get("/sample/boom")

    assert page.status_code == 500
    assert "不是您的操作有误" in page.text
    assert FICTITIOUS not in page.text
    assert "ValueError" not in page.text
    assert number_of(page.text)


def test_the_log_finds_the_incident_without_personal_content(
    clerk: FlaskClient, log: pytest.LogCaptureFixture
) -> None:
    number = number_of(clerk.get("/sample/boom").text)

    (line,) = [json.loads(it) for it in printed(log).splitlines() if number in it]

    assert (line["rule"], line["error"]) == ("/sample/boom", "ValueError")
    assert line["frames"].startswith("web/sample.py:")
    assert FICTITIOUS not in log.text + printed(log)


def test_the_log_never_holds_what_was_asked_for(
    clerk: FlaskClient, log: pytest.LogCaptureFixture
) -> None:
    clerk.get("/sample/李明?q=342400")

    assert "李明" not in log.text + printed(log)
    assert "342400" not in log.text + printed(log)


def test_a_service_that_does_not_answer_is_said_to_be_away(clerk: FlaskClient) -> None:
    page = clerk.get("/sample/away")

    assert page.status_code == 503
    assert "暂时不能使用" in page.text
    assert "secret" not in page.text


def test_sessions_that_cannot_be_asked_are_said_to_be_away() -> None:
    """The page must not ask again who reads it."""
    app = make_sample()
    object.__setattr__(app.extensions["guihang"], "sessions", _Away())

    page = signed_in(app, "token-of-the-clerk").get("/sample/visits")

    assert page.status_code == 503
    assert "暂时不能使用" in page.text


def test_an_unknown_file_is_a_404(clerk: FlaskClient) -> None:
    page = clerk.get("/sample/visits/00000000-0000-0000-0000-000000000000")

    assert page.status_code == 404
    assert "没有这次来访" in page.text


def test_a_method_that_is_not_taken_names_those_that_are(clerk: FlaskClient) -> None:
    for path in ("/sample/visits", "/sample/api/openapi.json"):
        told = clerk.put(path, headers=BEARER)

        assert told.status_code == 405
        assert "GET" in told.headers["Allow"]


def test_a_problem_is_json_with_article_and_field(app: Flask) -> None:
    late = {"name": "李明", "visited_on": "2026-11-24", "kind": "talk"}

    told = app.test_client().post("/sample/api/visits", json=late, headers=BEARER)

    problem = json.loads(told.text)
    assert told.mimetype == "application/problem+json"
    assert told.status_code == problem["status"] == 422
    assert problem["type"] == "urn:guihang:problem:refused"
    assert problem["detail"] == "来访日期2026年11月24日（周二）还没有到"
    assert problem["field"] == "visited_on"
    assert problem["article"] == "《来访登记规则》第2条"
    assert NUMBER.search(problem["instance"])


def test_a_problem_lists_what_is_wrong_with_each_field(app: Flask) -> None:
    told = app.test_client().post("/sample/api/visits", json={"kind": "none"}, headers=BEARER)

    assert told.status_code == 422
    assert {it["field"]: it["detail"] for it in told.get_json(force=True)["errors"]} == {
        "name": "请填写这一项",
        "visited_on": "请填写这一项",
        "kind": "请从所列选项中选择",
    }


def test_a_program_without_a_token_is_told_how_to_bring_one(app: Flask) -> None:
    told = app.test_client().get("/sample/api/visits")

    assert told.status_code == 401
    assert told.headers["WWW-Authenticate"].startswith("Bearer")
    assert told.mimetype == "application/problem+json"


def test_a_body_that_is_no_json_is_a_problem(app: Flask) -> None:
    told = app.test_client().post(
        "/sample/api/visits", data=b"{", content_type="application/json", headers=BEARER
    )

    assert told.status_code == 400
    assert told.mimetype == "application/problem+json"


@pytest.mark.parametrize("code", sorted(default_exceptions))
def test_every_http_error_has_a_page_in_both_languages(app: Flask, code: int) -> None:
    error: HTTPException = default_exceptions[code]("a developer's description")
    for language in ("zh", "en"):
        with app.test_request_context(f"/sample/?lang={language}"):
            page = answer(error)

        assert page.status_code in TITLES
        assert "developer" not in page.get_data(as_text=True)


def test_an_error_page_that_fails_still_gives_the_number(app: Flask) -> None:
    del app.jinja_env.globals["vendored"]

    page = signed_in(app, "token-of-the-clerk").get("/sample/nothing")

    assert page.status_code == 404
    assert "没有找到" in page.text
    assert number_of(page.text)


class _Away:
    def actor_of(self, token: str) -> None:
        """Fail as an RPC without an answer does."""
        raise ConnectionResetError(token)
