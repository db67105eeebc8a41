"""The departments' files, read by plain SQL.

Triggers in them witness what is later gone: when tracking moved, what was ever parked.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.simulation.model.promises import FOLLOWS

WITNESS = """
CREATE TABLE witness
    (n INTEGER PRIMARY KEY, what TEXT, upstream TEXT, position INTEGER, head INTEGER);
CREATE TRIGGER witness_first AFTER INSERT ON tracking BEGIN INSERT INTO witness
    SELECT NULL, 'tracked', NEW.upstream, NEW.position, position FROM head; END;
CREATE TRIGGER witness_next AFTER UPDATE ON tracking BEGIN INSERT INTO witness
    SELECT NULL, 'tracked', NEW.upstream, NEW.position, position FROM head; END;
CREATE TRIGGER witness_parked AFTER INSERT ON parked BEGIN INSERT INTO witness
    SELECT NULL, 'parked', NEW.upstream, NEW.position, position FROM head; END;
CREATE TRIGGER witness_replayed AFTER DELETE ON parked BEGIN INSERT INTO witness
    SELECT NULL, 'replayed', OLD.upstream, OLD.position, position FROM head; END;
"""


@dataclass(frozen=True)
class Row:
    """One event."""

    position: int
    stream: str
    version: int
    name: str
    facts: dict[str, Any]
    case_ref: str | None
    command_id: str | None
    causation: str | None
    recorded_at: str


@dataclass(frozen=True)
class Seen:
    """What a trigger witnessed; `head` is the end of the log in the same transaction."""

    n: int
    what: str
    upstream: str
    position: int
    head: int


@dataclass(frozen=True)
class Store:
    """One department's file."""

    name: str
    head: int
    head_recorded_at: str
    log: tuple[Row, ...]
    commands: Mapping[str, tuple[str, bytes, int]]
    claims: tuple[tuple[str, str], ...]
    tracking: Mapping[str, int]
    parked: int
    folded: Mapping[str, int]
    seen: tuple[Seen, ...]

    @cached_property
    def acts(self) -> Mapping[str, list[Row]]:
        """What was written under each command id, in the log's order."""
        acts: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.log:
            if row.command_id:
                acts[row.command_id].append(row)
        return acts

    @cached_property
    def effects(self) -> Mapping[tuple[str, int], list[Row]]:
        """What was written because of a message, by upstream and position, in the log's order."""
        effects: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in self.log:
            if row.causation:
                upstream, _, position = row.causation.partition(":")
                effects[upstream, int(position)].append(row)
        return effects


def read(name: str, path: Path, view: str) -> Store:
    """Read a file, with the read model that this town keeps."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:

        def rows(query: str) -> list[Any]:
            return connection.execute(query).fetchall()

        ((head, recorded_at),) = rows("SELECT position, recorded_at FROM head")
        return Store(
            name=name,
            head=head,
            head_recorded_at=recorded_at,
            log=tuple(map(_row, rows(EVENTS))),
            commands={r[0]: r[1:] for r in rows("SELECT id, name, answer, position FROM commands")},
            claims=tuple(rows("SELECT scope, stream_id FROM claims")),
            tracking=dict(rows("SELECT upstream, position FROM tracking")),
            parked=rows("SELECT count(*) FROM parked")[0][0],
            folded=dict(rows(f"{FOLDED} WHERE name = '{view}'")),
            seen=tuple(Seen(*r) for r in rows("SELECT * FROM witness ORDER BY n")),
        )


FOLDED = "SELECT name, position FROM projection_positions"
EVENTS = (
    "SELECT position, stream_id, stream_version, name, state, case_ref, command_id, envelope,"
    " recorded_at FROM events ORDER BY position"
)


def folded(path: Path, view: str) -> int:
    """How far a read model is."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        positions: dict[str, int] = dict(connection.execute(FOLDED).fetchall())
    return positions.get(view, 0)


def behind(stores: Mapping[str, Store]) -> list[str]:
    """Who has not heard, replayed or shown all there is."""
    late = [
        f"{name} heard {upstream} up to {store.tracking.get(upstream, 0)} of {other.head}"
        for name, store in stores.items()
        for upstream, other in stores.items()
        if upstream in FOLLOWS[name] and store.tracking.get(upstream, 0) < other.head
    ]
    late += [f"{name} has {s.parked} parked" for name, s in stores.items() if s.parked]
    return late + [
        f"{name} folded {view} up to {at} of {store.head}"
        for name, store in stores.items()
        for view, at in store.folded.items()
        if at < store.head
    ]


def _row(row: Any) -> Row:
    envelope = json.loads(row[7] or "{}")
    return Row(
        position=row[0],
        stream=row[1],
        version=row[2],
        name=row[3],
        facts=json.loads(row[4]),
        case_ref=row[5],
        command_id=row[6],
        causation=envelope.get("causation"),
        recorded_at=row[8],
    )
