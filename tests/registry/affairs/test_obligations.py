"""Each obligation of registry's list exists and works: by its route, its command and its page."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID

from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from deploy.cli.obligations import obligations
from deploy.departments import DEPARTMENTS
from deploy.obligations import obligations as all_obligations
from deploy.obligations import routes_of
from services.registry.application import RegistryApplication
from services.registry.obligations import OBLIGATIONS
from shared.obligation import Obligation
from tests.registry.affairs.obliged import BEFORE
from tests.registry.affairs.obliged import BODIES as OF_THE_COURSE
from tests.registry.affairs.registers import post
from tests.registry.affairs.test_activities import met
from tests.registry.affairs.test_census import started
from tests.registry.affairs.test_reconciling import police_list
from tests.registry.affairs.test_units import assigned
from tests.registry.desk import page
from tests.registry.test_dossier import PDF
from tests.registry.town import TEXT, number, reported

ROUTES = routes_of(DEPARTMENTS["registry"])
HOLE = re.compile(r"<\w+:(\w+)>")
DAY = "2026-11-23"


@dataclass(frozen=True)
class Upload:
    """A file, and what is said beside it."""

    content: bytes
    name: str
    said: dict[str, str] = field(default_factory=dict)


HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
PEOPLE = [{"role": "head", "name": "冯组长"}]
BODIES: dict[str, Any] = OF_THE_COURSE | {
    "acknowledge_notice": {"unit": "police", "signer": "陈民警", "acknowledged_on": DAY},
    "adopt_work_plan": {
        "year": 2026,
        "doc_no": "1号",
        "adopted_on": DAY,
        "start_on": "2026-01-01",
        "implement_on": "2026-03-01",
        "full_running_on": "2026-07-01",
        "end_on": "2026-12-31",
        "measures": ["摸清底数"],
        "responsible": "冯组长",
    },
    "adopt_rule": {
        "kind": "liaison_with_police",
        "title": "联络制度",
        "adopted_on": DAY,
        "holds_from": DAY,
        "text": "每月会商。",
    },
    "approve_budget": {
        "year": 2026,
        "amount": "100",
        "line_code": "1",
        "dedicated": True,
        "fiscal_doc": "1号",
        "approved_on": DAY,
    },
    "record_spending": {
        "year": 2026,
        "amount": "1",
        "purpose": "test_kits",
        "voucher": "1",
        "spent_on": DAY,
    },
    "appoint_leading_group": {
        "appointed_on": DAY,
        "members": [{"role": "head", "body": "party_government", "name": "冯组长"}],
    },
    "assign_unit_task": {"unit": "police", "what": "核查", "assigned_on": DAY, "due_on": DAY},
    "report_unit_task": {"reported_on": DAY, "done": True, "report": "已办"},
    "hold_meeting": {"held_on": DAY, "chair": "冯组长", "participants": PEOPLE},
    "close_issue": {"closed_on": DAY, "result": "已补齐"},
    "form_group": {
        "formed_on": DAY,
        "members": [{"kind": "full_time_worker", "name": "陶社工"}],
        "missing_reason": "正在落实",
    },
    "change_group": {
        "changed_on": DAY,
        "leaves": 1,
        "kind": "full_time_worker",
        "name": "新社工",
        "why": "换岗",
        "missing_reason": "正在落实",
    },
    "hold_training": {
        "held_on": DAY,
        "topic": "戒毒条例",
        "hours": 2,
        "trainer": "某教官",
        "attendees": [{"role": "full_time_worker", "name": "陶社工", "signed": True}],
    },
    "sign_agreement": {
        "signed_on": DAY,
        "agreement_no": "1号",
        "town_signer": "周经办",
        "text": dict(TEXT),
    },
    "set_care_plan": {"set_on": DAY, "plan": "每月谈话"},
    "hire_worker": {
        "name": "陶社工",
        "id_no": number(),
        "hired_on": DAY,
        "station": "station-1",
        "full_time": True,
        "education": "bachelor",
    },
    "open_selection": {
        "held_on": DAY,
        "posts": 1,
        "candidates": [{"name": "陶社工", "score": 90}],
    },
    "register_station": {"station": "station-1", "registered_on": DAY, "dedicated_office": True},
    "record_equipment": {
        "station": "station-1",
        "item": "computer",
        "quantity": 1,
        "condition": "good",
        "asset_no": "A1",
        "counted_on": DAY,
    },
    "start_census_round": {"title": "调查", "mode": "listed", "started_on": DAY},
    "record_household_visit": {"visited_on": DAY, "visitors": ["甲", "乙"], "outcome": "met"},
    "verify_user": {"verified_on": DAY, "basis": "decision", "police_ref": "M-1"},
    "exclude_from_actual": {"reason": "moved", "proof": "证明"},
    "compare_police_list": Upload(police_list("李四海"), "名单.xlsx"),
    "file_dossier_item": Upload(PDF, "协议.pdf", {"code": "05", "doc_date": DAY, "pages": "4"}),
    "designate_base_organisation": {
        "village": "石桥村",
        "organisation": "石桥村村民委员会",
        "designated_on": DAY,
        "doc_no": "1号",
    },
    "hold_publicity": {
        "held_on": DAY,
        "place": "村部",
        "form": "lecture",
        "audiences": ["relatives"],
        "themes": ["rights"],
        "headcount": 10,
    },
}


TYPED: dict[str, dict[str, Any]] = {
    "appoint_leading_group": {"members": "组长 党委政府 冯组长"},
    "hold_meeting": {"participants": "组长 冯组长"},
    "form_group": {"members": None, "full_time_worker_name": "陶社工"},
    "hold_training": {"attendees": "专职社工 陶社工 已签"},
    "sign_agreement": {"text": None, **dict(TEXT)},
    "open_selection": {"candidates": "陶社工 90"},
}
"""What is typed otherwise than a program says it; None: there is no such box."""
ON_PAGE = {"open_dossier": "file_dossier_item"}
"""What a clerk does where a program opens a dossier: it opens with its first item."""


def files(office: RegistryApplication) -> dict[str, Any]:
    """A case of somebody who reported in, a round, a task, a meeting: what routes speak of."""
    case_id: UUID = reported(office)
    return {
        "case_id": case_id,
        "person_id": office.case(case_id).of_person,
        "round_id": started(office),
        "task_id": assigned(office),
        "meeting_id": met(office),
        "issue": 1,
    }


def address(endpoint: str, there: dict[str, Any]) -> str:
    return HOLE.sub(lambda hole: str(there[hole[1]]), ROUTES[endpoint].rule)


def test_each_obligation_is_done_by_its_route_and_its_page_is_a_form(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    common, done = files(office), []
    for it in OBLIGATIONS:
        prepare = BEFORE.get(it.command)
        there = common | (prepare(office) if prepare is not None else {})
        form = page(handler, address(it.page, there))
        before = office.head()

        send_to(app, address(it.endpoint, there).removeprefix("/registry/api"), BODIES[it.command])

        done.append((written_by(office, it, after=before), '<form class="form"' in form))

    assert done == [((it.command,), True) for it in OBLIGATIONS]


def test_each_obligation_is_done_by_its_page(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    """What a clerk types into the form is recorded by the obligation's own command."""
    common, done = files(office), []
    for it in OBLIGATIONS:
        prepare = BEFORE.get(it.command)
        there = common | (prepare(office) if prepare is not None else {})
        act, before = ON_PAGE.get(it.command, it.command), office.head()

        answer = submitted(handler, address(it.page, there), typed_in(act))

        done.append((it.page, answer.status_code, written_by(office, it, after=before) == (act,)))

    assert done == [(it.page, HTTPStatus.SEE_OTHER, True) for it in OBLIGATIONS]


def submitted(client: FlaskClient, path: str, typed: dict[str, Any]) -> Any:
    """A form that is opened, filled in, sent."""
    hidden = dict(HIDDEN.findall(page(client, path)))
    return client.post(path, data=hidden | typed)


def typed_in(command: str) -> dict[str, Any]:
    """What a clerk types: as a program says it, lists a line each."""
    body = BODIES[command]
    if isinstance(body, Upload):
        return body.said | {"file": (io.BytesIO(body.content), body.name)}
    typed = {name: as_typed(value) for name, value in body.items()} | TYPED.get(command, {})
    return {name: value for name, value in typed.items() if value is not None}


def as_typed(value: Any) -> Any:
    """A box that is ticked, lines of a list, or plain text."""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def send_to(app: Flask, path: str, body: Any) -> None:
    """Send a command as a program does; a file goes as a file."""
    if not isinstance(body, Upload):
        post(app, path, body)
        return
    answer = app.test_client().post(
        f"/registry/api{path}",
        data={**body.said, "file": (io.BytesIO(body.content), body.name)},
        headers={"Authorization": "Bearer jingban01"},
    )
    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.CREATED}, answer.get_data(as_text=True)


def written_by(
    office: RegistryApplication, obligation: Obligation, *, after: int
) -> tuple[str, ...]:
    """Which commands wrote the obligation's event since a position."""
    name = f"registry.{obligation.event}"
    written = [e.command_id or "" for e in office.entries(after=after) if e.name == name]
    stored = (office.store.command(it) for it in written)
    return tuple(it.name for it in stored if it)


def test_the_sentences_that_registry_answers_are_all_on_the_list() -> None:
    """Those of the table of obligations whose service is registry."""
    answered = {s for it in OBLIGATIONS for s in it.s}
    asked = {*range(2, 16), 17, 18, *range(28, 41), 42, 55, 56}

    assert {f"S{number}" for number in asked} - answered == set()


def test_the_command_line_lists_each_sentence_with_where_it_is_done() -> None:
    told = json.loads(CliRunner().invoke(obligations, ["--json"]).output)
    said = CliRunner().invoke(obligations).output

    assert told == all_obligations()
    assert {
        "s": "S30",
        "service": "registry",
        "command": "open_selection",
        "event": "registry.selection_held",
        "endpoint": "POST /registry/api/staff/selections",
        "page": "/registry/staff/selections/new",
    } in told
    assert [int(it["s"][1:]) for it in told] == sorted(int(it["s"][1:]) for it in told)
    assert max(Counter((it["s"], it["command"]) for it in told).values()) == 1
    assert "POST /registry/api/staff/selections" in said
