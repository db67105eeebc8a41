"""What was released is read today as it was then: every event, every message."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from deploy.checks.golden import FOLDER
from deploy.departments import DEPARTMENTS
from deploy.events import catalogue_of
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.records import Append, Row
from shared.messaging.language import Message, Published
from shared.projecting import Projector
from tests.golden.files import MASTER, Golden, folded, plain, read, remembered

EVENTS = sorted(it for it in FOLDER.glob("*/*.json") if ".to_" not in it.name)
MESSAGES = sorted(FOLDER.glob("*/*.to_*.json"))

FORGOTTEN: Mapping[str, frozenset[str]] = {"identity": frozenset({"grant"})}
"""What aggregates no longer remember under that name, by department: a decision, never a slip."""


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", EVENTS, ids=name_of)
def test_an_event_is_opened_and_folded_as_when_it_was_new(path: Path) -> None:
    department, golden = path.parent.name, read(path)
    mapper = golden.mapper(department, catalogue_of(DEPARTMENTS[department]))

    boxes = [plain(mapper.in_the_box(row.fact)) for row in golden.rows]
    today = folded(
        (mapper.to_domain_event(row.fact) for row in golden.rows), names=golden.content["folds_to"]
    )

    assert boxes == [told["clear"] for told in golden.content["stream"]]
    assert_remembers(department, today, golden.content["folds_to"])


@pytest.mark.parametrize("path", MESSAGES, ids=name_of)
def test_a_message_is_read_as_when_it_was_new(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    message = Message.from_event(content["message"])

    reader = DEPARTMENTS[message.audience].heard.get(message.name)
    today = None if reader is None else plain(reader(message))

    assert message.to_event() == content["message"]
    assert today is None or today | (content["reads_as"] or {}) == today


@pytest.mark.parametrize("path", MESSAGES, ids=name_of)
def test_what_was_told_of_an_event_is_told_of_it_today(path: Path) -> None:
    """A field more is no harm; one less, or another version, is another message."""
    department, content = path.parent.name, json.loads(path.read_text(encoding="utf-8"))
    parts, then = DEPARTMENTS[department], content["message"]
    catalogue, golden = catalogue_of(parts), read(path.parent / content["of"])
    published = Published(department, parts.published, catalogue.by_name)

    entry = golden.entry(golden.mapper(department, catalogue))
    told = published.messages_for(then["audience"], [entry], previous=0)

    same = [it.data for it in told if (it.name, it.version) == (then["type"], then["eventversion"])]
    assert same == [] or same[0] | then["data"] == same[0]
    assert same or newer_stands_in(told, then)


@pytest.mark.parametrize("department", sorted(DEPARTMENTS))
def test_golden_events_load_from_a_store_and_fill_every_read_model(
    department: str, store: Callable[[], Database]
) -> None:
    for goldens in tellings([read(path) for path in EVENTS if path.parent.name == department]):
        database = store()
        put_into(database, goldens)
        assert_loads(department, database, goldens)


def assert_loads(department: str, database: Database, goldens: list[Golden]) -> None:
    parts = DEPARTMENTS[department]
    office = parts.application(database, master=MASTER, readers=parts.heard)

    position = Projector(office, parts.projections).catch_up()

    assert position == office.head()
    for golden in goldens:
        last = golden.rows[-1].fact
        aggregate: Any = office.repository.get(
            cast("UUID", last.originator_id), version=last.originator_version
        )
        then = golden.content["folds_to"]
        assert_remembers(department, remembered(aggregate, names=then), then)


@pytest.fixture(params=["sqlite", "postgres"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[Callable[[], Database]]:
    """Makes empty stores of each kind."""
    made: list[Database] = []

    def make() -> Database:
        file = tmp_path / f"golden-{len(made)}.sqlite3"
        is_file = request.param == "sqlite"
        made.append(SqliteDatabase(file) if is_file else PostgresDatabase(fresh_database()))
        recorder_of(made[-1]).create()
        return made[-1]

    yield make
    for database in made:
        database.close()


def tellings(goldens: list[Golden]) -> list[list[Golden]]:
    """Golden files of one telling of the story together.

    In one log a position is of one file, a person has one key, and a case one file of each kind. A
    later telling, from which newer files came, uses the same case references anew. Each begins with
    the mark of a demonstration.
    """
    marks = [it for it in goldens if it.content["event"].endswith(".demonstration_started")]
    found: list[tuple[dict[object, object], list[Golden]]] = []
    for golden in (it for it in goldens if it not in marks):
        first = golden.rows[0].fact
        positions = ((it.position, first.originator_id) for it in golden.rows)
        places: dict[object, object] = dict(chain(positions, golden.keys.items()))
        if first.case_ref is not None:
            places[first.topic, first.case_ref] = first.originator_id
        for taken, together in found:
            if all(taken.get(at, places[at]) == places[at] for at in places):
                taken.update(places)
                together.append(golden)
                break
        else:
            found.append((places, [*marks, golden]))
    return [together for _, together in found]


def assert_remembers(department: str, today: dict[str, Any], then: dict[str, Any]) -> None:
    kept = {k: v for k, v in then.items() if k not in FORGOTTEN.get(department, ())}
    assert of_what_was(today, kept) == kept


def of_what_was(today: Any, then: Any) -> Any:
    """Of what is remembered today what was then: a record may have got fields that it had not."""
    if isinstance(then, dict) and isinstance(today, dict):
        return {name: of_what_was(today.get(name, "forgotten"), was) for name, was in then.items()}
    if isinstance(then, list) and isinstance(today, list) and len(then) == len(today):
        return [of_what_was(now, was) for now, was in zip(today, then, strict=True)]
    return today


def newer_stands_in(told: list[Message], then: dict[str, Any]) -> bool:
    """A later version of the same message, or the same event under a later name."""
    return any(it.name != then["type"] or it.version > then["eventversion"] for it in told)


def put_into(database: Database, goldens: list[Golden]) -> None:
    """Each row once, in the order of the log, in its own envelope; and the keys of the persons."""
    recorder = recorder_of(database)
    for golden in goldens:
        for subject, key in golden.keys.items():
            recorder.data_key(subject, key)
    rows: dict[tuple[Any, int], Row] = {
        (row.fact.originator_id, row.fact.originator_version): row
        for golden in goldens
        for row in golden.rows
    }
    for row in sorted(rows.values(), key=lambda row: row.position):
        recorder.append(
            Append(events=(row.fact,), envelope=row.envelope, recorded_at=row.recorded_at)
        )
