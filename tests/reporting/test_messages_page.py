"""The page of whoever operates the town: who answers, how far everybody is, what waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.access.actor import Actor, Forbidden
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.messaging.rpc import answer
from tests.reporting.conftest import Office
from tests.reporting.desk import reader, serve

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC).isoformat()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Reporting; nothing of this page lies in its store."""
    store = SqliteDatabase(tmp_path / "reporting.sqlite3")
    recorder_of(store).create()
    yield Office(store)
    store.close()


def follower(upstream: str, **more: Any) -> dict[str, Any]:
    told = {"upstream": upstream, "tracked": 40, "level": 40, "parked": 0, "stopped": False}
    return told | {"error": None, "seen_at": NOON, "seconds": 0.4} | more


def message(**more: Any) -> dict[str, Any]:
    told = {"upstream": "registry", "position": 41, "event": "registry.reported_in"}
    told |= {"case_ref": "梅社戒〔2026〕0017", "reason": "Refusal: 没有这份档案", "parked_at": NOON}
    return told | more


@dataclass
class Department:
    """A department that says how it is."""

    name: str
    told: dict[str, Any] = field(default_factory=dict)
    asked_by: list[str] = field(default_factory=list)
    closed: bool = False

    @answer
    def message_health(self, caller: Actor) -> dict[str, Any]:
        """What was put in."""
        self.asked_by.append(caller.account)
        if self.closed:
            raise Forbidden
        sound = {"head": 50, "relay": {"position": 48, "error": None, "stopped": False}}
        sound |= {"connected": True, "broker_away_seconds": 0.0, "queue": 2, "dead_letters": 0}
        sound |= {"followers": [], "read_models": {"files": 3}, "parked": 0, "parked_messages": []}
        return sound | self.told


def at(page: str, start: str, end: str) -> str:
    return page[page.index(start) : page.index(end, page.index(start))]


def operator(office: Office, *departments: Department) -> FlaskClient:
    return reader(serve(office, *departments), "sysadmin")  # type: ignore[arg-type]  # they answer


def test_every_department_is_asked_in_the_readers_name(office: Office) -> None:
    registry = Department("registry")

    operator(office, registry).get("/reporting/messages")

    assert registry.asked_by == ["sysadmin01"]


def test_who_does_not_answer_is_said_with_when_others_last_heard_it(office: Office) -> None:
    supervision = Department("supervision", {"followers": [follower("registry")]})

    page = operator(office, supervision).get("/reporting/messages").text

    row = at(page, '<td role="cell" data-label="部门"><span class="desk-tag hue-indigo">', "</tr>")
    assert "没有回应" in row
    assert f'datetime="{datetime.fromisoformat(NOON).isoformat()}"' in row


def test_nobody_is_told_that_nothing_is_parked_where_somebody_does_not_answer(
    office: Office,
) -> None:
    page = operator(office, Department("supervision")).get("/reporting/messages").text

    assert "没有搁置的消息。" not in page.replace("回应的部门没有搁置的消息。", "")
    assert re.search(r"\d个部门没有回应", page)


def test_lag_and_queues_are_told_in_figures(office: Office) -> None:
    late = follower("registry", level=52, seconds=95.0)
    supervision = Department("supervision", {"followers": [late], "queue": 7})

    page = operator(office, supervision).get("/reporting/messages").text

    assert "有延迟" in page
    assert "12个位置" in page
    assert "95.0秒" in page
    assert '<td role="cell" data-label="队列中">7</td>' in page
    assert '<td role="cell" data-label="待转发">2</td>' in page
    assert "3个事件" in page


def test_a_line_that_stands_is_late_whatever_its_figures(office: Office) -> None:
    standing = follower("registry", stopped=True, error="NotNow: version 9")
    supervision = Department("supervision", {"followers": [standing]})

    page = operator(office, supervision).get("/reporting/messages").text

    assert "已停下" in page


def test_what_was_put_aside_leads_to_the_desk_that_put_it_aside(office: Office) -> None:
    told = {"parked": 1, "parked_messages": [message()]}

    page = operator(office, Department("supervision", told)).get("/reporting/messages").text

    assert "梅社戒〔2026〕0017" in page
    assert (
        'href="/supervision/parked/replay?upstream=registry&amp;position=41'
        '&amp;next=/reporting/messages"'
    ) in page


def test_an_auditor_sees_and_replays_nothing(office: Office) -> None:
    told = {"parked": 1, "parked_messages": [message()]}

    client = reader(serve(office, Department("supervision", told)), "auditor")  # type: ignore[arg-type]  # it answers

    assert "parked/replay" not in client.get("/reporting/messages").text


@pytest.mark.parametrize("role", ["office_handler", "leading_group", "police_station"])
def test_nobody_else_sees_it(office: Office, role: str) -> None:
    assert reader(serve(office), role).get("/reporting/messages").status_code == 403


def test_programs_get_the_same(office: Office) -> None:
    closed = Department("treatment", closed=True)
    registry = Department("registry", {"followers": [follower("supervision", seen_at=None)]})
    client = serve(office, registry, closed).test_client()  # type: ignore[arg-type]  # they answer

    told = client.get(
        "/reporting/api/messages", headers={"Authorization": "Bearer sysadmin"}
    ).get_json()

    found = {it["department"]: it for it in told["departments"]}
    assert (found["registry"]["answers"], found["registry"]["health"]["queue"]) == (True, 2)
    assert found["treatment"]["health"] is None
    assert found["supervision"]["seen_at"] is None
