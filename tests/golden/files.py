"""What a golden file holds: an event as it was stored, and what was made of it when it was new.

    {"event": "registry.reported_in", "version": 1,
     "keys": {"<person>": "<data key, wrapped by the key of tests>"},
     "stream": [rows of its file up to it, each with its facts and envelope, the sealed box and,
                beside it, what is in the box],
     "folds_to": {the attributes of the aggregate after it}}

A golden message holds what was published to one audience of that event, and what the audience's
reader made of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from deploy.checks.golden import FOLDER
from shared.eventstore.catalogue import Catalogue
from shared.eventstore.codec import as_text, dumps, loads
from shared.eventstore.entries import Entry
from shared.eventstore.mapper import FactMapper
from shared.eventstore.records import Row, StoredFact
from shared.eventstore.sealing import FileKey, Keeper

MASTER = FileKey(b"the key of golden files, no secret")


@dataclass(frozen=True)
class Golden:
    """One event as it was stored, with what came before it in its file."""

    rows: tuple[Row, ...]
    keys: Mapping[UUID, bytes]
    content: Mapping[str, Any]

    def mapper(self, department: str, catalogue: Catalogue) -> FactMapper:
        """What opens it: today's catalogue, and the keys that the file brings along."""
        keeper = Keeper(master=MASTER, data_key=lambda subject, _: self.keys.get(subject))
        return FactMapper(store=department, catalogue=catalogue, keeper=keeper)

    def entry(self, mapper: FactMapper) -> Entry:
        """The event itself, as readers of the log see it."""
        return Entry(self.rows[-1], mapper)


def path_of(event: str, version: int, *, told_to: str | None = None) -> Path:
    """Where the golden file of an event is, or of the message that an audience gets of it."""
    department, _, name = event.partition(".")
    audience = f".to_{told_to}" if told_to else ""
    return FOLDER / department / f"{name}.v{version}{audience}.json"


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a new golden file; one that is there already is never changed."""
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)  # in the order in which it was told
        file.write("\n")


def read(path: Path) -> Golden:
    """An event's golden file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    keys = {UUID(subject): base64.b64decode(key) for subject, key in content["keys"].items()}
    return Golden(tuple(map(_row_of, content["stream"])), keys, content)


def described(row: Row, clear: Mapping[str, Any] | None) -> dict[str, Any]:
    """A row as a golden file has it; `clear` is what was put into its box."""
    fact = row.fact
    found: dict[str, Any] = plain(
        {
            "position": row.position,
            "recorded_at": row.recorded_at,
            "command_id": row.command_id,
            "envelope": loads(row.envelope),
            "stream_id": fact.originator_id,
            "stream_version": fact.originator_version,
            "name": fact.topic,
            "version": fact.event_version,
            "happened_on": fact.happened_on,
            "subject": fact.subject,
            "person_id": fact.person_id,
            "case_ref": fact.case_ref,
            "facts": loads(fact.state),
            "sealed": None if fact.sealed is None else base64.b64encode(fact.sealed).decode(),
            "clear": clear,
        }
    )
    return found


def folded(events: Iterable[Any], *, names: Iterable[str] = ()) -> dict[str, Any]:
    """What an aggregate remembers after these events, as plain JSON."""
    aggregate: Any = None
    for event in events:
        aggregate = event.mutate(aggregate)
    return remembered(aggregate, names=names)


def remembered(aggregate: Any, *, names: Iterable[str] = ()) -> dict[str, Any]:
    """What an aggregate remembers, as plain JSON; the library's own attributes left out.

    Of these names also what it works out from something else that it remembers.
    """
    kept = {k: plain(v) for k, v in vars(aggregate).items() if not k.startswith("_")}
    worked_out = {it: plain(getattr(aggregate, it)) for it in names if hasattr(aggregate, it)}
    return {**worked_out, **kept}


def plain(value: Any) -> Any:
    """Any value of a domain as JSON has it, the same every time."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value))
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return as_text(value)


def _row_of(told: dict[str, Any]) -> Row:
    return Row(
        position=told["position"],
        recorded_at=datetime.fromisoformat(told["recorded_at"]),
        command_id=told["command_id"],
        envelope=dumps(told["envelope"]),
        fact=StoredFact(
            originator_id=UUID(told["stream_id"]),
            originator_version=told["stream_version"],
            topic=told["name"],
            state=dumps(told["facts"]),
            event_version=told["version"],
            happened_on=date.fromisoformat(told["happened_on"]),
            sealed=told["sealed"] and base64.b64decode(told["sealed"]),
            subject=told["subject"] and UUID(told["subject"]),
            person_id=told["person_id"] and UUID(told["person_id"]),
            case_ref=told["case_ref"],
        ),
    )
