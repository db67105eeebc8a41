"""Reading a store as of one instant, and filling an empty one, on SQLite and on PostgreSQL.

PostgreSQL is read in one REPEATABLE READ transaction, which asks for no right that the
department's role does not have; SQLite in one read transaction beside whoever writes. An empty
store is filled in one transaction by its owner: it holds all of it or nothing.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID, uuid4

from psycopg2.extras import execute_values

from deploy.archive.form import TABLES, Table, parsed
from deploy.archive.refusals import NotEmpty
from shared.eventstore.database import PostgresDatabase

if TYPE_CHECKING:
    from pathlib import Path

BATCH = 500
TEXTS = frozenset({"id", "scope", "upstream", "digest"})  # sorted by their bytes, as SQLite does
PATIENT = (
    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0",
    "SET timezone = 'UTC'",
)


class Store(ABC):
    """One department's store, open for copying; what is read is as of the first question."""

    name: str

    @abstractmethod
    def head(self) -> int:
        """The position of its last event."""

    @abstractmethod
    def tracking(self) -> dict[str, int]:
        """How far it has heard each upstream."""

    @abstractmethod
    def lines(self, table: Table, *, upto: int | None = None) -> Generator[str]:
        """The rows of a table in order; of events only those up to a position, if given."""

    @abstractmethod
    def insert(self, table: Table, rows: list[list[Any]]) -> None:
        """Add rows."""

    @abstractmethod
    def set_head(self, position: int, recorded_at: datetime | None, demonstration: bool) -> None:  # noqa: FBT001 - the columns of one row
        """Set the head of an empty store."""

    @abstractmethod
    def rewind(self, upstream: str, position: int) -> None:
        """Have an upstream heard again from an earlier position."""

    @abstractmethod
    def commit(self) -> None:
        """Keep what was written."""

    @abstractmethod
    def close(self) -> None:
        """Let go; what was not committed has not happened."""

    def all_lines(self) -> Iterator[str]:
        """Every row of every table."""
        for table in TABLES.values():
            yield from self.lines(table)

    def is_empty(self) -> bool:
        """Nothing was ever written to it."""
        return all(
            next(self.lines(table), None) is None
            for table in TABLES.values()
            if table.name != "head"
        )

    def fill(self, lines: Iterable[str]) -> None:
        """Write all of it, into an empty store only; `commit` keeps it."""
        if not self.is_empty():
            raise NotEmpty(self.name)
        rows = map(parsed, lines)
        pending: list[list[Any]] = []
        current: Table | None = None
        for table, row in rows:
            if table.name == "head":
                self.set_head(*row)
                continue
            if current is not None and (table is not current or len(pending) == BATCH):
                self.insert(current, pending)
                pending = []
            current = table
            pending.append(row)
        if current is not None:
            self.insert(current, pending)


class PostgresStore(Store):
    """A store in a PostgreSQL database."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self._database = PostgresDatabase(url, pool_size=1)
        lent = self._database.engine.raw_connection()
        connection: Any = lent.dbapi_connection
        lent.detach()  # the pool must not set back what is set here
        self._connection = connection
        with connection.cursor() as cursor:
            for statement in PATIENT:
                cursor.execute(statement)
        connection.commit()

    def head(self) -> int:
        """The position of its last event."""
        found: int = self._all("SELECT position FROM log.head")[0][0]
        return found

    def tracking(self) -> dict[str, int]:
        """How far it has heard each upstream."""
        return dict(self._all("SELECT upstream, position FROM log.tracking"))

    def lines(self, table: Table, *, upto: int | None = None) -> Generator[str]:
        """The rows of a table in order."""
        limit = "" if upto is None else f" WHERE position <= {int(upto)}"
        columns = table.listed.replace("recorded_at", "nullif(recorded_at, '-infinity')")
        order = ", ".join(f'{it} COLLATE "C"' if it in TEXTS else it for it in table.keys)
        statement = f"SELECT {columns} FROM log.{table.name}{limit} ORDER BY {order}"  # noqa: S608  # our own names
        with self._connection.cursor(f"copy_{uuid4().hex}") as cursor:
            cursor.itersize = BATCH
            cursor.execute(statement)
            for row in cursor:
                yield table.line(row)

    def insert(self, table: Table, rows: list[list[Any]]) -> None:
        """Add rows."""
        statement = f"INSERT INTO log.{table.name} ({table.listed}) VALUES %s"  # noqa: S608  # our own names
        values = [[str(v) if isinstance(v, UUID) else v for v in row] for row in rows]
        template = (
            "("
            + ", ".join("%s::uuid" if kind == "uuid" else "%s" for kind in table.columns.values())
            + ")"
        )
        with self._connection.cursor() as cursor:
            execute_values(cursor, statement, values, template=template, page_size=BATCH)

    def set_head(self, position: int, recorded_at: datetime | None, demonstration: bool) -> None:  # noqa: FBT001 - the columns of one row
        """Set the head of an empty store."""
        self._do(
            "UPDATE log.head SET position = %s, demonstration = %s,"
            " recorded_at = coalesce(%s, '-infinity'::timestamptz)",
            position,
            demonstration,
            recorded_at,
        )

    def rewind(self, upstream: str, position: int) -> None:
        """Have an upstream heard again from an earlier position."""
        self._do("UPDATE log.tracking SET position = %s WHERE upstream = %s", position, upstream)

    def commit(self) -> None:
        """Keep what was written."""
        self._connection.commit()

    def close(self) -> None:
        """Let go."""
        self._connection.close()
        self._database.close()

    def _all(self, statement: str) -> list[Any]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def _do(self, statement: str, *values: object) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values)


class SqliteStore(Store):
    """A store in a file."""

    def __init__(self, name: str, path: Path, *, exclusive: bool = False) -> None:
        """With `exclusive` nobody else writes until it is closed."""
        self.name = name
        self._connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=10
        )
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("BEGIN IMMEDIATE" if exclusive else "BEGIN")

    def head(self) -> int:
        """The position of its last event."""
        found: int = self._connection.execute("SELECT position FROM head").fetchone()[0]
        return found

    def tracking(self) -> dict[str, int]:
        """How far it has heard each upstream."""
        return dict(self._connection.execute("SELECT upstream, position FROM tracking"))

    def lines(self, table: Table, *, upto: int | None = None) -> Generator[str]:
        """The rows of a table in order."""
        limit = "" if upto is None else f" WHERE position <= {int(upto)}"
        statement = (
            f"SELECT {table.listed} FROM {table.name}{limit} ORDER BY {', '.join(table.keys)}"  # noqa: S608  # our own names
        )
        found = self._connection.execute(statement)
        while rows := found.fetchmany(BATCH):
            yield from map(table.line, rows)

    def insert(self, table: Table, rows: list[list[Any]]) -> None:
        """Add rows."""
        places = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {table.name} ({table.listed}) VALUES ({places})"  # noqa: S608  # our own names
        self._connection.executemany(statement, ([_stored(v) for v in row] for row in rows))

    def set_head(self, position: int, recorded_at: datetime | None, demonstration: bool) -> None:  # noqa: FBT001 - the columns of one row
        """Set the head of an empty store."""
        self._connection.execute(
            "UPDATE head SET position = ?, recorded_at = ?, demonstration = ?",
            (position, _stored(recorded_at) or "", demonstration),
        )

    def rewind(self, upstream: str, position: int) -> None:
        """Have an upstream heard again from an earlier position."""
        self._connection.execute(
            "UPDATE tracking SET position = ? WHERE upstream = ?", (position, upstream)
        )

    def commit(self) -> None:
        """Keep what was written."""
        self._connection.commit()

    def close(self) -> None:
        """Let go."""
        self._connection.close()


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.hex if isinstance(value, UUID) else value
