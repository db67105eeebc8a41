"""The log in one SQLite file: the embedded default, with the same promises for one machine."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from shared.eventstore.failpoints import IN_APPEND, failpoint
from shared.eventstore.records import Append, Appended, StoredFile
from shared.eventstore.sqlite.appending import Writing
from shared.eventstore.sqlite.reading import SqliteReader

if TYPE_CHECKING:
    from uuid import UUID

ATTACH = "INSERT OR IGNORE INTO attachments VALUES (?, ?, ?, ?)"

DESTROY = (
    "INSERT INTO data_keys VALUES (?, NULL, ?) ON CONFLICT (subject) DO UPDATE"
    " SET wrapped = NULL, destroyed_at = excluded.destroyed_at WHERE wrapped IS NOT NULL"
)


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
        rows = [row for file in append.files for row in _rows(file)]
        with self.database.writing() as cursor:
            cursor.executemany(ATTACH, rows)
            appended = Writing(cursor, append).done()
            failpoint(IN_APPEND)
            return appended

    def destroy_key(self, subject: UUID) -> bool:
        """Destroy the key of a person; tells whether anything changed."""
        with self.database.writing() as cursor:
            cursor.execute(
                DESTROY, (subject.hex, datetime.now(UTC).isoformat(timespec="microseconds"))
            )
            return cursor.rowcount > 0

    def keep_attachment(self, file: StoredFile) -> None:
        """Write all parts of a file, or nothing."""
        rows = _rows(file)
        with self.database.writing() as cursor:
            cursor.executemany(ATTACH, rows)


def _rows(file: StoredFile) -> list[tuple[str, str, int, bytes]]:
    """All parts, sealed before anybody waits for the write lock."""
    return [(file.subject.hex, file.digest, part, box) for part, box in enumerate(file.boxes)]


def _statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body has semicolons of its own."""
    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found
