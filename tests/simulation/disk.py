"""A department's real SQLite file, with a gate before every statement and around every commit.

At a gate the process may lose its turn, die, or find the disk full. A process that has died does
nothing more: its connections are closed, as the kernel of a real machine closes them, and whatever
its code still tries on its way out is refused.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

import sqlalchemy as sa

from shared.eventstore.database import SqliteDatabase

APPENDING, PARKING, REPLAYING = "append", "parking", "replay"
FOLDING, REBUILDING = "projection batch", "rebuild"
DEEDS = {
    "UPDATE head": APPENDING,
    "INSERT INTO parked": PARKING,
    "DELETE FROM parked": REPLAYING,
    "UPDATE projection_positions": FOLDING,
    "ALTER TABLE": REBUILDING,
}
"""By how its statements begin, what a transaction is about."""


class Holder(Protocol):
    """The process that a connection belongs to."""

    alive: bool

    def reach(self, deeds: set[str], statement: str) -> None:
        """A statement is about to run in a transaction about these things."""

    def commit(self, deeds: set[str]) -> None:
        """A transaction about these things is about to be committed."""

    def committed(self, deeds: set[str]) -> None:
        """It was; nobody knows it yet."""


class Cursor(sqlite3.Cursor):
    """Asks before each statement."""

    connection: Connection

    def execute(self, statement: str, *values: Any) -> Cursor:
        """Run one statement."""
        self.connection.reach(statement)
        super().execute(statement, *values)
        return self

    def executemany(self, statement: str, *values: Any) -> Cursor:
        """Run one statement several times."""
        self.connection.reach(statement)
        super().executemany(statement, *values)
        return self


class Connection(sqlite3.Connection):
    """One connection of one process."""

    def __init__(self, *args: Any, holder: Holder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holder = holder
        self._deeds: set[str] = set()

    def cursor(self, factory: Any = Cursor) -> Any:
        """A cursor with a gate."""
        return super().cursor(factory)

    def reach(self, statement: str) -> None:
        """Come to a statement."""
        for begin, deed in DEEDS.items():
            if statement.startswith(begin):
                self._deeds.add(deed)
        self._holder.reach(self._deeds, statement)

    def commit(self) -> None:
        """Make it last."""
        deeds, self._deeds = self._deeds, set()
        self._holder.commit(deeds)
        super().commit()
        self._holder.committed(deeds)

    def rollback(self) -> None:
        """Undo it; of a dead process the closed connection has undone it already."""
        self._deeds.clear()
        if self._holder.alive:
            super().rollback()

    def cut(self) -> None:
        """The process is gone. Closing alone would wait for statements that are still open."""
        super().rollback()
        self.close()


class Disk(SqliteDatabase):
    """The file as one process sees it."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(path)
        self._connections: list[Connection] = []
        self._factory = partial(Connection, holder=holder)
        sa.event.listen(self.engine, "do_connect", self._connected)

    def cut(self) -> None:
        """The process is gone: what it had not committed never was."""
        for connection in self._connections:
            connection.cut()

    def _connected(self, _dialect: Any, _record: Any, args: Any, kwargs: Any) -> Any:
        connection: Any = sqlite3.connect(*args, factory=cast("Any", self._factory), **kwargs)
        self._connections.append(connection)
        return connection
