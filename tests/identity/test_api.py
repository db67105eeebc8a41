"""The JSON API: for programs that hold a bearer token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from services.identity.application import IdentityApplication
from shared import clock
from shared.access.secrets import digest_of, new_token
from tests.identity.conftest import names_of

API = "/identity/api"


class Program:
    """Another system with its token."""

    def __init__(self, app: Flask, token: str | None) -> None:
        self.client = app.test_client()
        self.token = token

    def ask(self, method: str, path: str, *, key: str = "", **body: Any) -> TestResponse:
        """Ask, as programs do."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        return self.client.open(f"{API}{path}", method=method, json=body or None, headers=headers)


@pytest.fixture
def security(town_hall: Flask, office: IdentityApplication) -> Program:
    return Program(town_hall, bearer(office, "anquan01"))


@pytest.fixture
def admin(town_hall: Flask, office: IdentityApplication) -> Program:
    return Program(town_hall, bearer(office, "admin01"))


def bearer(office: IdentityApplication, account: str) -> str:
    token = new_token()
    office.issue_token(
        account=account,
        digest=digest_of(token),
        label="接口",
        expires_on=clock.today() + timedelta(days=30),
    )
    return token


def test_a_token_says_for_whom_it_stands(admin: Program) -> None:
    answer = admin.ask("GET", "/me")

    assert answer.json == {
        "account": "admin01",
        "role": "sysadmin",
        "unit": "office",
        "villages": [],
        "name": "管理员甲",
    }


@pytest.mark.parametrize("token", [None, "", "guessed", new_token()])
def test_without_a_token_nothing_is_said(town_hall: Flask, token: str | None) -> None:
    answer = Program(town_hall, token).ask("GET", "/accounts")

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_programs_account_is_held_to_its_role(
    town_hall: Flask, office: IdentityApplication
) -> None:
    program = Program(town_hall, bearer(office, "shegong01"))

    assert program.ask("GET", "/me").status_code == 200
    assert program.ask("GET", "/accounts").status_code == 403
    assert program.ask("POST", "/accounts", account="x01", name="x").status_code == 403


def test_an_account_is_opened_approved_and_read(admin: Program, security: Program) -> None:
    opened = admin.ask("POST", "/accounts", account="jingban01", name="周经办")
    asked = admin.ask("POST", "/accounts/jingban01/roles", role="office_handler", unit="office")
    assert asked.json is not None
    approval = f"/accounts/jingban01/roles/{asked.json['id']}/approval"
    own = admin.ask("POST", approval)
    granted = security.ask("POST", approval)
    read = admin.ask("GET", "/accounts/jingban01")

    assert (opened.status_code, asked.status_code) == (201, 201)
    assert (own.status_code, granted.status_code) == (403, 200)
    assert read.json is not None
    assert read.json["name"] == "周经办"
    assert [it["role"] for it in read.json["grants"]] == ["office_handler"]
    assert read.json["requests"] == []
    listed = admin.ask("GET", "/accounts").json
    assert listed is not None
    assert "jingban01" in {line["account"] for line in listed}


def test_a_repeat_gets_the_first_answer(admin: Program, office: IdentityApplication) -> None:
    key = str(uuid4())

    first = admin.ask("POST", "/accounts", key=key, account="jingban01", name="周经办")
    second = admin.ask("POST", "/accounts", key=key, account="jingban01", name="周经办")
    other = admin.ask("POST", "/accounts", key=key, account="jingban02", name="吴经办")

    assert first.json is not None
    assert second.json == {"position": first.json["position"], "repeated": True}
    assert other.status_code == 422
    assert names_of(office).count("account_opened") == 4


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/accounts", {"account": "周经办", "name": "周经办"}, "account"),
        ("POST", "/accounts", {"account": "admin01", "name": "又一个"}, "account"),
        (
            "POST",
            "/accounts/shegong01/tokens",
            {"label": "x", "expires_on": "2099-01-01"},
            "expires_on",
        ),
        ("POST", "/accounts/shegong01/roles", {"role": "sysadmin", "unit": "none"}, "unit"),
    ],
)
def test_a_refusal_names_its_field(
    admin: Program, method: str, path: str, body: dict[str, str], field: str
) -> None:
    answer = admin.ask(method, path, **body)

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["field"] == field


def test_a_field_that_was_not_asked_for_is_refused(admin: Program) -> None:
    answer = admin.ask("POST", "/accounts", account="jingban01", name="周经办", role="sysadmin")

    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"][0]["field"] == "role"


def test_what_is_not_on_file_is_a_404(admin: Program) -> None:
    assert admin.ask("GET", "/accounts/nobody99").status_code == 404
    assert admin.ask("DELETE", "/accounts/nobody99").status_code == 404
    assert admin.ask("GET", "/units/nowhere").status_code == 404


def test_a_role_ends_and_an_account_closes(admin: Program, office: IdentityApplication) -> None:
    (grant_id,) = office.account("shegong01").grants
    ended = admin.ask("DELETE", f"/accounts/shegong01/roles/{grant_id}")
    closed = admin.ask("DELETE", "/accounts/shegong01")
    read = admin.ask("GET", "/accounts/shegong01").json

    assert (ended.status_code, closed.status_code) == (200, 200)
    assert read is not None
    assert read["grants"] == []
    assert read["closed_on"] == str(clock.today())


def test_units_are_registered_and_read(admin: Program) -> None:
    admin.ask("POST", "/units", unit="station-2", title="第二工作站", villages=["梧桐村"])
    admin.ask("PUT", "/units/station-2/villages", villages=["马店村"])

    assert admin.ask("GET", "/units/station-2").json == {
        "unit": "station-2",
        "title": "第二工作站",
        "villages": ["马店村"],
    }
    listed = admin.ask("GET", "/units").json
    assert listed is not None
    assert [unit["unit"] for unit in listed] == ["office", "station-1", "station-2"]


def test_anybody_may_read_what_the_api_is(town_hall: Flask) -> None:
    answer = Program(town_hall, None).ask("GET", "/openapi.json")

    assert answer.json is not None
    assert answer.json["openapi"].startswith("3.")
    assert "/identity/api/accounts/{code}/tokens" in answer.json["paths"]
    assert "password" not in answer.json["components"]["schemas"]["AccountOut"]["properties"]
