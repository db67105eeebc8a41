"""The auditor sees what happened, when and by which rule, and nothing that anybody wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import on_sqlite
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.story import of_a_plan_that_changes, of_a_positive_strip, of_breaches
from tests.supervision.test_messages import everything
from tests.supervision.test_pages import page

pytestmark = on_sqlite

AUDITOR, POLICE = "dudao01", "minjing01"
A_WORD_OF_THE_PAGE = "未到"
PARTS = ("tests", "breaches", "talks", "plan", "duties", "timeline")


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    """A desk with all that can happen in a case."""
    everything(office)
    of_a_plan_that_changes(office)
    of_breaches(office)
    of_a_positive_strip(office)
    return app_of(office, Register())


def written(office: SupervisionApplication) -> set[str]:
    """Every text that was sealed, those of one character left out."""
    return {
        text for e in office.entries(limit=None) for text in _texts(e.personal) if len(text) > 1
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def shown(app: Flask, office: SupervisionApplication, account: str) -> str:
    """All parts of all files, as one reader gets them."""
    files = {it.stream_id for it in office.entries(names=["supervision.opened"], limit=None)}
    with clock.use(office.entries(limit=None)[-1].recorded_at):
        client = reader(app, account)
        return "".join(
            page(client, f"/supervision/cases/{file_id}?part={part}").split("<main")[1]
            for file_id in files
            for part in PARTS
        )


def told(app: Flask, office: SupervisionApplication, account: str) -> str:
    """All files, as a program of one reader gets them."""
    files = {it.stream_id for it in office.entries(names=["supervision.opened"], limit=None)}
    with clock.use(office.entries(limit=None)[-1].recorded_at):
        client = reader(app, account)
        answers = [client.get(f"/supervision/api/cases/{file_id}") for file_id in files]
    assert {it.status_code for it in answers} == {200}
    return json.dumps([it.json for it in answers], ensure_ascii=False)


def test_nothing_that_was_written_is_told_to_a_program_of_the_auditor(
    app: Flask, office: SupervisionApplication
) -> None:
    seen, of_police = (told(app, office, it) for it in (AUDITOR, POLICE))

    assert {text for text in written(office) if text in seen} == set()
    assert [text for text in written(office) if text in of_police]
    assert "missed_tests" in seen


def test_nothing_that_was_written_is_shown_to_the_auditor(
    app: Flask, office: SupervisionApplication
) -> None:
    seen = shown(app, office, AUDITOR)

    assert {text for text in written(office) if text in seen} <= {A_WORD_OF_THE_PAGE}
    assert "谈话" in seen


def test_those_whose_work_it_is_read_it(app: Flask, office: SupervisionApplication) -> None:
    seen = shown(app, office, POLICE)

    assert len([text for text in written(office) if text in seen]) > 10
