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

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import services
from tests.support.databases import Databases
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
def databases(postgres_server: str) -> Iterator[Databases]:
    """Databases that no test uses now, and the ones that one does."""
    made = Databases(postgres_server)
    yield made
    made.drop()


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[Databases]:
    """Give empty databases, as many as the test asks for; they go with the test."""
    yield databases
    databases.hand_back()


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
