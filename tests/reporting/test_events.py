"""Auditors and administrators see what events there can be, and who is told what of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from deploy.checks.golden import FOLDER
from deploy.departments import DEPARTMENTS, events_of_town
from shared.eventstore.database import Database, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.messaging.asyncapi import asyncapi_of
from tests.reporting.conftest import Office
from tests.reporting.desk import TOWN, reader, serve

HOME = "/reporting/events/"
DOCUMENT = asyncapi_of(events_of_town(), title="Guihang", version="1")
MESSAGES = sorted(FOLDER.glob("*/*.to_*.json"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """These pages ask no store."""
    made = SqliteDatabase(tmp_path / "reporting.sqlite3")
    recorder_of(made).create()
    yield made
    made.close()


def browser(office: Office, role: str) -> FlaskClient:
    """The town's whole directory, read by somebody in this role."""
    return reader(serve(office, town=replace(TOWN, events=events_of_town)), role)


@pytest.mark.parametrize("role", ["auditor", "sysadmin"])
def test_every_event_is_listed_with_its_name(office: Office, role: str) -> None:
    page = browser(office, role).get(HOME).get_data(as_text=True)

    listed = re.findall(r"<code>([a-z_.]+)</code>", page)
    assert listed == [event.name for event in events_of_town()]
    assert ">报到</a>" in page


def test_an_administrator_starts_there_for_there_is_nothing_else(office: Office) -> None:
    admin = browser(office, "sysadmin")

    answer = admin.get("/reporting/", follow_redirects=True)

    assert (answer.status_code, answer.request.path) == (200, HOME)
    assert f'href="{HOME}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ["office_handler", "leading_group", "full_time_worker"])
def test_others_have_no_use_for_it(office: Office, role: str) -> None:
    desk = browser(office, role)

    assert desk.get(HOME).status_code == 403
    assert desk.get(f"{HOME}asyncapi.json").status_code == 403
    assert "事件目录" not in desk.get("/reporting/", follow_redirects=True).get_data(as_text=True)


def test_one_department_can_be_chosen(office: Office) -> None:
    page = browser(office, "auditor").get(f"{HOME}?department=treatment").get_data(as_text=True)

    names = re.findall(r"<code>([a-z_.]+)</code>", page)
    assert {name.partition(".")[0] for name in names} == {"treatment"}


def test_an_event_says_what_is_sealed_and_what_each_audience_is_told(office: Office) -> None:
    page = browser(office, "auditor").get(f"{HOME}registry.reported_in").get_data(as_text=True)

    assert re.findall(r"<code>(\w+)</code></td>\s*<td[^>]*>文字</td>\s*<td[^>]*><span", page) == [
        "lateness_reason"
    ]
    assert {
        audience: f"<code>{audience}.registry.reported_in</code>" in page
        for audience in DEPARTMENTS
    } == {audience: audience not in {"registry", "identity"} for audience in DEPARTMENTS}


def test_who_reads_english_is_told_what_happened_in_english(office: Office) -> None:
    auditor = browser(office, "auditor")
    auditor.set_cookie("guihang_language", "en")

    page = auditor.get(HOME, headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert "The person reported in, and the term began." in page


def test_an_event_that_there_is_not_is_not_found(office: Office) -> None:
    assert browser(office, "auditor").get(f"{HOME}registry.coffee_offered").status_code == 404


def test_the_document_is_there_for_programs(office: Office) -> None:
    answer = browser(office, "sysadmin").get(f"{HOME}asyncapi.json")

    assert answer.json is not None
    assert answer.json["asyncapi"] == "3.0.0"
    assert answer.json["channels"] == DOCUMENT["channels"]


# The document itself.


def test_each_audience_of_each_published_event_has_a_channel() -> None:
    told = {
        f"{audience}.{parts.name}.{publish.message_name}"
        for parts in DEPARTMENTS.values()
        for publish in parts.published
        for audience in publish.to
    }

    assert set(DOCUMENT["channels"]) == told
    assert {it["address"] for it in DOCUMENT["channels"].values()} == told


def test_every_reference_of_the_document_leads_somewhere() -> None:
    references = re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(DOCUMENT))

    assert references
    for reference in references:
        *path, name = reference.split("/")
        place: Any = DOCUMENT
        for step in path:
            place = place[step]
        assert name in place


JOINED = {
    "reporting.registry.taken_over_days_corrected": ("credit_days", "kind", "term_months"),
    "reporting.registry.transferred_in": ("suspensions", "suspensions_known"),
    "registry.supervision.approval_decided": ("defective",),
    "reporting.supervision.drug_use_suspected": ("counted",),
    "reporting.supervision.opening_balance_recorded": ("defective",),
    "reporting.supervision.breach_overturned": ("defective",),
    "registry.supervision.breach_overturned": ("defective", "matter_id"),
    "reporting.registry.user_excluded": ("defects",),
    **{
        f"{audience}.supervision.drug_test_{what}": ("extra",)
        for audience in ("registry", "reporting")
        for what in ("refused", "missed")
    },
    "registry.supervision.drug_use_confirmed": ("used_on",),
}
"""The fields that joined a message after it was first sent, which it lacks as it was sent then."""


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_message_that_was_sent_is_as_the_document_says(path: Any) -> None:
    sent = json.loads(path.read_text(encoding="utf-8"))["message"]

    name = f"{sent['audience']}.{sent['type']}"
    message = DOCUMENT["components"]["messages"][name]

    lacking = [f".data.{field} is missing" for field in JOINED.get(name, ())]
    assert misfits(sent, message["payload"]) == lacking
    assert misfits(message["examples"][0]["payload"], message["payload"]) == []


KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
FORMS = {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT.+",
    "uuid": r"[0-9a-f-]{36}",
}


def misfits(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Where a value is not as a schema has it, for what our schemas use of JSON Schema."""
    if "const" in schema:
        return [] if value == schema["const"] else [at]
    kinds = schema.get("type", list(KINDS))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    found = [] if any(isinstance(value, KINDS[kind]) for kind in kinds) else [at]
    if isinstance(value, str) and "format" in schema:
        found += [] if re.fullmatch(FORMS[schema["format"]], value) else [at]
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{at}.{name} is missing" for name in schema["required"] if name not in value]
        for name, each in value.items():
            found += misfits(each, schema["properties"].get(name, {"const": "·"}), f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        found += [it for each in value for it in misfits(each, schema["items"], f"{at}[]")]
    return found
