"""Databases and a broker of the benchmark's own, gone at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg2

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder

SERVER = os.environ.get(
    "GUIHANG_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a database that is dropped at the end."""
    name = f"bench_{uuid4().hex[:12]}"
    server = psycopg2.connect(SERVER)
    server.autocommit = True
    try:
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield SERVER.rsplit("/", 1)[0] + f"/{name}"
    finally:
        server.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.close()


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
