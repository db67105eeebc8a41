"""What every test shares. Its first statement makes the process green, as in production.

Browser tests drive a real browser from ordinary threads: they run in a pytest call of their own
with GUIHANG_UNPATCHED=1.
"""
# ruff: noqa: E402 - the order of these lines is the point

from __future__ import annotations

import os
import warnings

GREEN = not os.environ.get("GUIHANG_UNPATCHED")

if GREEN:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
        import eventlet
    eventlet.monkey_patch()

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.support import services
from tests.support.postgres import PostgresInstance

collect_ignore = ["browser"] if GREEN else []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL as its superuser: the running one, else one of our own."""
    if running := services.running_postgres():
        yield running
        return
    own = PostgresInstance().start()
    yield own.url
    own.remove()


@pytest.fixture
def fresh_database(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Make empty databases, as many as the test asks for; they go with the test."""
    made: list[str] = []

    def make() -> str:
        name = f"guihang_test_{uuid.uuid4().hex[:12]}"
        _order(postgres_server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        made.append(name)
        return urlsplit(postgres_server)._replace(path=f"/{name}").geturl()

    yield make
    for name in made:
        _order(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def broker() -> Iterator[services.Broker]:
    """A RabbitMQ on which tests make virtual hosts: the running one, else one of our own."""
    found = services.broker()
    yield found
    found.drop_vhosts()


@pytest.fixture
def vhost(broker: services.Broker) -> Callable[[], str]:
    """Make empty virtual hosts; each call returns the address of another."""
    return broker.add_vhost


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's executable."""
    found = services.chromium()
    if found is None:
        pytest.fail("Chromium is missing; `make test` installs it")
    return found


def _order(url: str, sql: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql)
