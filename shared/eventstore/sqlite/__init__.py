"""The log in one SQLite file: the embedded default, with the same promises for one machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib.resources import files
from uuid import UUID

from eventsourcing.persistence import OperationalError

from shared.eventstore.failpoints import IN_APPEND, failpoint
from shared.eventstore.records import Append, Appended, NoRoom
from shared.eventstore.sqlite.appending import Writing
from shared.eventstore.sqlite.reading import SqliteReader


class SqliteRecorder(SqliteReader):
    """The log of one department in one file."""

    def create(self) -> None:
        """Make what is missing."""
        statements = files("shared.eventstore").joinpath("sqlite.sql").read_text("utf-8")
        with self.database.writing() as cursor:
            for statement in _statements(statements):
                cursor.execute(statement)

    def append(self, append: Append) -> Appended:
        """Write all of one act, or nothing."""
        with self.database.writing() as cursor:
            appended = Writing(cursor, append).done()
            failpoint(IN_APPEND)
            return appended

    def keep_attachment(self, subject: UUID, digest: str, boxes: Sequence[bytes]) -> None:
        """Write all parts of a file, or nothing."""
        rows = [(subject.hex, digest, part, box) for part, box in enumerate(boxes)]
        try:
            with self.database.writing() as cursor:
                cursor.executemany("INSERT OR IGNORE INTO attachments VALUES (?, ?, ?, ?)", rows)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise NoRoom(str(error)) from error
            raise


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body has semicolons of its own."""
    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found
