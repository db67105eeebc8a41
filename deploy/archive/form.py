"""The tables of a store as lines of JSON that are the same whichever database they come from.

Bytes are base64, times ISO 8601 in UTC with microseconds, UUIDs 32 hex digits; a row is a list, in
the order of its columns. Equal stores give equal lines, and equal digests.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

PLAIN, UNIQUE, BYTES, DAY, INSTANT, FLAG = "plain", "uuid", "bytes", "day", "instant", "flag"


@dataclass(frozen=True)
class Table:
    """One table: its columns with their kinds, and the order of its rows."""

    name: str
    columns: dict[str, str]
    keys: tuple[str, ...]

    @property
    def listed(self) -> str:
        """Its columns, as a statement names them."""
        return ", ".join(self.columns)

    def line(self, row: Iterable[Any]) -> str:
        """A row of a database as a line."""
        kinds = self.columns.values()
        values = [_TO[kind](value) for kind, value in zip(kinds, row, strict=True)]
        return json.dumps([self.name, *values], ensure_ascii=False, separators=(",", ":"))


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "head",
            {"position": PLAIN, "recorded_at": INSTANT, "demonstration": FLAG},
            keys=("position",),
        ),
        Table(
            "events",
            {
                "position": PLAIN,
                "stream_id": UNIQUE,
                "stream_version": PLAIN,
                "name": PLAIN,
                "state": BYTES,
                "event_version": PLAIN,
                "happened_on": DAY,
                "sealed": BYTES,
                "subject": UNIQUE,
                "person_id": UNIQUE,
                "case_ref": PLAIN,
                "command_id": PLAIN,
                "envelope": BYTES,
                "recorded_at": INSTANT,
            },
            keys=("position",),
        ),
        Table(
            "commands",
            {
                "id": PLAIN,
                "account": PLAIN,
                "name": PLAIN,
                "digest": BYTES,
                "answer": BYTES,
                "position": PLAIN,
            },
            keys=(
                "position",
                "id",
            ),
        ),
        Table(
            "claims",
            {"scope": PLAIN, "key": BYTES, "stream_id": UNIQUE},
            keys=(
                "scope",
                "key",
            ),
        ),
        Table("tracking", {"upstream": PLAIN, "position": PLAIN}, keys=("upstream",)),
        Table(
            "parked",
            {
                "upstream": PLAIN,
                "position": PLAIN,
                "name": PLAIN,
                "case_ref": PLAIN,
                "body": BYTES,
                "reason": PLAIN,
                "parked_at": INSTANT,
            },
            keys=(
                "upstream",
                "position",
            ),
        ),
        Table(
            "data_keys",
            {"subject": UNIQUE, "wrapped": BYTES, "destroyed_at": INSTANT},
            keys=("subject",),
        ),
        Table(
            "attachments",
            {"subject": UNIQUE, "digest": PLAIN, "part": PLAIN, "box": BYTES},
            keys=("subject", "digest", "part"),
        ),
    )
}


@dataclass
class Sum:
    """How many rows of each table, and their digests."""

    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, Any] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Count a line."""
        name = line[2 : line.index('"', 2)]
        self.rows[name] = self.rows.get(name, 0) + 1
        self.digests.setdefault(name, hashlib.sha256()).update(line.encode() + b"\n")

    def told(self) -> dict[str, dict[str, Any]]:
        """As a manifest has it."""
        return {
            name: {"rows": rows, "sha256": self.digests[name].hexdigest()}
            for name, rows in self.rows.items()
        }


def summed(lines: Iterable[str]) -> Sum:
    """The sum of lines."""
    found = Sum()
    for line in lines:
        found.add(line)
    return found


def parsed(line: str) -> tuple[Table, list[Any]]:
    """The table and the values of a line, as Python has them."""
    name, *values = json.loads(line)
    table = TABLES[name]
    kinds = table.columns.values()
    return table, [_FROM[kind](value) for kind, value in zip(kinds, values, strict=True)]


def differences(
    one: Iterator[str], other: Iterator[str]
) -> Iterator[tuple[str | None, str | None]]:
    """Lines that are not the same in both, row by row; None where one side has ended."""
    for mine, theirs in _paired(one, other):
        if mine != theirs:
            yield mine, theirs


def _paired(one: Iterator[str], other: Iterator[str]) -> Iterator[tuple[str | None, str | None]]:
    while True:
        pair = next(one, None), next(other, None)
        if pair == (None, None):
            return
        yield pair


def _instant(value: datetime | str | None) -> str | None:
    if not value:
        return None
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _maybe(kind: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else kind(value)


def _base64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


_TO: dict[str, Callable[[Any], Any]] = {
    PLAIN: lambda value: value,
    UNIQUE: _maybe(lambda value: value.hex if isinstance(value, UUID) else UUID(value).hex),
    BYTES: _maybe(_base64),
    DAY: _maybe(lambda value: value.isoformat() if isinstance(value, date) else value),
    INSTANT: _instant,
    FLAG: bool,
}
_FROM: dict[str, Callable[[Any], Any]] = {
    PLAIN: lambda value: value,
    UNIQUE: _maybe(UUID),
    BYTES: _maybe(base64.b64decode),
    DAY: _maybe(date.fromisoformat),
    INSTANT: _maybe(datetime.fromisoformat),
    FLAG: bool,
}
