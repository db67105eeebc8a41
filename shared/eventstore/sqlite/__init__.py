"""The log in one SQLite file: the embedded default, with the same promises for one machine."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from shared.eventstore.failpoints import IN_APPEND, failpoint
from shared.eventstore.records import Append, Appended, StoredFile
from shared.eventstore.sqlite.appending import Writing
from shared.eventstore.sqlite.reading import SqliteReader

ATTACH = "INSERT OR IGNORE INTO attachments VALUES (?, ?, ?, ?)"


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
