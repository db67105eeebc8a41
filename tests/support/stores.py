"""Stores in a file that has just been made: copied from one that was made before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from shared.eventstore.application import Department
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.projecting import Projection, Projector
from tests.support.databases import Databases

KINDS = ("sqlite", "postgres")
"""The kinds of store, as the parameters of a fixture."""


@contextmanager
def new_store(
    kind: str,
    folder: Path,
    databases: Databases,
    office: Callable[[Database], Department] | None = None,
    projections: Sequence[type[Projection]] = (),
) -> Iterator[Database]:
    """A log without an entry on one kind of store, closed in the end."""
    if kind == "sqlite":
        made: Database = new_file(folder / "store.sqlite3", office, projections)
    else:
        made = _new_database(databases, office, tuple(projections))
    yield made
    made.close()


def new_file(
    path: Path,
    office: Callable[[Database], Department] | None = None,
    projections: Sequence[type[Projection]] = (),
) -> SqliteDatabase:
    """A log without an entry; of an office with its read models too, level with it."""
    path.write_bytes(_made(office, tuple(projections)))
    return SqliteDatabase(path)


def _new_database(
    databases: Databases,
    office: Callable[[Database], Department] | None,
    projections: tuple[type[Projection], ...],
) -> PostgresDatabase:
    def fill(url: str) -> None:
        with closing(PostgresDatabase(url)) as database:
            _prepare(database, office, projections)

    return PostgresDatabase(databases.filled((office, projections), fill))


def _prepare(
    database: Database,
    office: Callable[[Database], Department] | None,
    projections: tuple[type[Projection], ...],
) -> None:
    recorder_of(database).create()
    if office is not None:
        Projector(office(database), projections).prepare()


@cache
def _made(
    office: Callable[[Database], Department] | None,
    projections: tuple[type[Projection], ...],
) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.sqlite3"
        database = SqliteDatabase(path)
        _prepare(database, office, projections)
        database.close()
        left = [it.name for it in path.parent.iterdir() if it != path and it.stat().st_size]
        assert left == [], "what was written is still beside the file"
        return path.read_bytes()
