"""One request is one act of one person, however often it is sent."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.eventstore.act import current_act
from tests.web.conftest import hidden
from tests.web.sample import Visits

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
BEARER = {"Authorization": "Bearer token-of-the-clerk"}
VISIT = {"name": "李明", "visited_on": "2026-11-23", "kind": "talk"}


def test_a_form_sent_twice_is_done_once(clerk: FlaskClient, office: Visits) -> None:
    form = VISIT | hidden(clerk.get("/sample/visits/new").text)
    clerk.post("/sample/visits/new", data=form)

    again = clerk.post("/sample/visits/new", data=form, follow_redirects=True)

    assert len(office.kept) == 1
    assert "没有重复办理" in again.text


def test_two_forms_are_two_acts(clerk: FlaskClient, office: Visits) -> None:
    for _ in range(2):
        form = VISIT | hidden(clerk.get("/sample/visits/new").text)
        clerk.post("/sample/visits/new", data=form)

    assert len(office.kept) == 2


def test_a_form_that_was_refused_keeps_its_command(clerk: FlaskClient) -> None:
    form = hidden(clerk.get("/sample/visits/new").text)

    refused = clerk.post("/sample/visits/new", data=form)

    assert hidden(refused.text)["command_id"] == form["command_id"]


def test_the_act_says_who_and_in_which_role(clerk: FlaskClient, office: Visits) -> None:
    clerk.post("/sample/visits/new", data=VISIT | hidden(clerk.get("/sample/visits/new").text))

    assert office.kept[0].account == "clerk01"


def test_a_program_names_its_command_in_a_header(app: Flask, office: Visits) -> None:
    for _ in range(2):
        answer = app.test_client().post(
            "/sample/api/visits", json=VISIT, headers=BEARER | {"Idempotency-Key": f'"{KEY}"'}
        )

    assert answer.status_code == 201
    assert list(office.answered) == [KEY]


def test_a_key_that_is_no_uuid_becomes_the_same_uuid_each_time(app: Flask, office: Visits) -> None:
    for _ in range(2):
        app.test_client().post(
            "/sample/api/visits", json=VISIT, headers=BEARER | {"Idempotency-Key": "order 17"}
        )

    (command_id,) = office.answered
    assert UUID(command_id).version == 5


@pytest.mark.parametrize("key", ["k" * 201, "ключ"])
def test_a_key_that_is_none_is_refused(app: Flask, key: str) -> None:
    answer = app.test_client().post(
        "/sample/api/visits",
        json=VISIT,
        headers=[*BEARER.items(), ("Idempotency-Key", key.encode().decode("latin-1"))],
    )

    assert answer.status_code == 400


def test_a_program_says_why_it_is_late(app: Flask, office: Visits) -> None:
    answer = app.test_client().post(
        "/sample/api/visits",
        json=VISIT | {"visited_on": "2026-11-01"},
        headers=BEARER | {"Guihang-Reason": quote("补录纸质登记")},
    )

    assert answer.status_code == 201
    assert office.kept[0].reason == "补录纸质登记"


def test_nothing_is_left_open_after_a_request(clerk: FlaskClient) -> None:
    clerk.get("/sample/boom")

    assert current_act() is None
