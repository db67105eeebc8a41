"""The JSON side of a desk describes itself, to anybody."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from shared.web.api import VERSION

BEARER = {"Authorization": "Bearer token-of-the-clerk"}


def test_the_document_is_public_and_names_every_route(anybody: FlaskClient) -> None:
    told = anybody.get("/sample/api/openapi.json")

    document = told.get_json()
    assert told.status_code == 200
    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == VERSION
    assert set(document["paths"]) == {"/sample/api/visits"}
    assert document["security"] == [{"token": []}, {"session": []}]


def test_the_document_describes_errors_as_problems(anybody: FlaskClient) -> None:
    responses = anybody.get("/sample/api/openapi.json").get_json()["components"]["responses"]

    assert set(responses["DEFAULT_ERROR"]["content"]) == {"application/problem+json"}
    assert set(responses["UNPROCESSABLE_ENTITY"]["content"]) == {"application/problem+json"}


def test_the_document_names_the_fields_of_a_problem(anybody: FlaskClient) -> None:
    schemas = anybody.get("/sample/api/openapi.json").get_json()["components"]["schemas"]

    assert {"type", "title", "status", "detail", "instance", "field", "article", "errors"} == set(
        schemas["Problem"]["properties"]
    )


def test_the_page_that_shows_it_is_public(anybody: FlaskClient) -> None:
    page = anybody.get("/sample/api/docs")

    assert page.status_code == 200
    assert re.search(r"/static/\w+/vendor/swagger-ui-[\d.]+/swagger-ui-bundle\.js", page.text)


def test_a_program_reads_and_writes(app: Flask) -> None:
    program = app.test_client()
    visit = {"name": "李明", "visited_on": "2026-11-23", "kind": "talk"}

    made = program.post("/sample/api/visits", json=visit, headers=BEARER)
    read = program.get("/sample/api/visits", headers=BEARER)

    assert made.status_code == 201
    assert [it["id"] for it in read.get_json()] == [made.get_json()["id"]]


def test_chinese_is_written_as_it_is(app: Flask) -> None:
    told = app.test_client().get("/sample/api/visits")

    assert "请先登录" in told.get_data(as_text=True)
