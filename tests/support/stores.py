"""Stores in a file that has just been made: copied from one that was made before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from shared.eventstore.application import Department
from shared.eventstore.database import PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.projecting import Projection, Projector


def new_file(
    path: Path,
    office: Callable[[SqliteDatabase], Department] | None = None,
    projections: Sequence[type[Projection]] = (),
) -> SqliteDatabase:
    """A log without an entry; of an office with its read models too, level with it."""
    path.write_bytes(_made(office, tuple(projections)))
    return SqliteDatabase(path)


def new_database(address: str) -> PostgresDatabase:
    """A log without an entry in an empty database."""
    made = PostgresDatabase(address)
    recorder_of(made).create()
    return made


@cache
def _made(
    office: Callable[[SqliteDatabase], Department] | None,
    projections: tuple[type[Projection], ...],
) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.sqlite3"
        database = SqliteDatabase(path)
        recorder_of(database).create()
        if office is not None:
            Projector(office(database), projections).prepare()
        database.close()
        left = [it.name for it in path.parent.iterdir() if it != path and it.stat().st_size]
        assert left == [], "what was written is still beside the file"
        return path.read_bytes()
