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
from hypothesis import settings

from tests.support import services
from tests.support.postgres import PostgresInstance

if GREEN:
    from tests.support import apps  # not for the browser's tests: it brings eventlet along

collect_ignore = ["browser"] if GREEN else []
settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _apps_are_handed_back() -> Iterator[None]:
    yield
    if GREEN:
        apps.hand_back()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL as its superuser: the running one, else one of our own."""
    if running := services.running_postgres():
        yield running
        return
    own = PostgresInstance().start()
    yield own.url
    own.remove()


@pytest.fixture(scope="session")
def spare_databases(postgres_server: str) -> Iterator[list[str]]:
    """Databases that no test uses now: to empty one is many times faster than to make one."""
    spare: list[str] = []
    yield spare
    for name in spare:
        _order(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fresh_database(postgres_server: str, spare_databases: list[str]) -> Iterator[Callable[[], str]]:
    """Give empty databases, as many as the test asks for; they go with the test."""
    taken: list[str] = []

    def take() -> str:
        taken.append(spare_databases.pop() if spare_databases else _made(postgres_server))
        return _address(postgres_server, taken[-1])

    yield take
    for name in taken:
        _empty(_address(postgres_server, name))
        spare_databases.append(name)


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


def _made(server: str) -> str:
    name = f"guihang_test_{uuid.uuid4().hex[:12]}"
    _order(
        server,
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
        f"ALTER DATABASE {name} SET synchronous_commit TO off",
    )
    return name


def _address(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _empty(url: str) -> None:
    """Take everything out of a database, and everybody."""
    _order(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        "DROP SCHEMA IF EXISTS log, views, public CASCADE",
        "CREATE SCHEMA public",
    )


def _order(url: str, *orders: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        for order in orders:
            connection.cursor().execute(order)
