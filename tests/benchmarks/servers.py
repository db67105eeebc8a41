"""Databases and a broker of the benchmark's own, gone at the end."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

import psycopg2

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from tests.support.postgres import PostgresInstance
from tests.support.services import running_postgres


@cache
def server() -> str:
    """The address of the running PostgreSQL, else of one that goes with this process."""
    if running := running_postgres():
        return running
    own = PostgresInstance().start()
    atexit.register(own.remove)
    return own.url


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a database that is dropped at the end."""
    name = f"bench_{uuid4().hex[:12]}"
    administrator = psycopg2.connect(server())
    administrator.autocommit = True
    try:
        administrator.cursor().execute(f"CREATE DATABASE {name}")
        yield server().rsplit("/", 1)[0] + f"/{name}"
    finally:
        administrator.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        administrator.close()


@contextmanager
def empty_store(*, pool_size: int = 1) -> Iterator[PostgresDatabase]:
    """A store on PostgreSQL without an event."""
    with empty_database() as url:
        database = PostgresDatabase(url, pool_size=pool_size)
        PostgresRecorder(database).create()
        yield database
        database.close()


def plain_url(database: PostgresDatabase) -> str:
    """The address as others than SQLAlchemy read it."""
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)
