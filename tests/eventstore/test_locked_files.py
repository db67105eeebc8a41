"""A file that cannot be written now is away, as any database may be, and comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shared.eventstore import database as databases
from shared.eventstore.database import SqliteDatabase, Unavailable
from shared.eventstore.records import Append
from shared.eventstore.sqlite import SqliteRecorder


def write_a_row(database: SqliteDatabase) -> None:
    """As a projection does."""
    with database.transaction():
        pass


def write_the_log(database: SqliteDatabase) -> None:
    """As an act does."""
    SqliteRecorder(database).append(Append())


@pytest.mark.parametrize("write", [write_a_row, write_the_log])
def test_a_file_that_others_hold_for_too_long_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[SqliteDatabase], None]
) -> None:
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.05)
    database = SqliteDatabase(tmp_path / "held.sqlite3")
    SqliteRecorder(database).create()

    with closing(sqlite3.connect(tmp_path / "held.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            write(database)
    write(database)
