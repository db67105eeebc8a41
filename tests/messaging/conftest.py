"""Each test has an empty broker: a virtual host of RabbitMQ, or a name of the embedded one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.messaging.support.departments import Desk, Post, new_desk, new_post
from tests.messaging.support.town import Town, wipe
from tests.support.services import Broker


@pytest.fixture(params=["embedded", "rabbit"])
def bus(request: pytest.FixtureRequest) -> str:
    """Address of an empty broker of each kind."""
    if request.param == "embedded":
        return f"embedded:///{uuid.uuid4().hex}"
    emptied: str = request.getfixturevalue("rabbit")
    return emptied


@pytest.fixture(scope="session")
def virtual_host(broker: Broker) -> str:
    """Address of a virtual host for these tests; making one takes a second, emptying it nothing."""
    return broker.add_vhost()


@pytest.fixture
def rabbit(virtual_host: str) -> str:
    """Address of an empty virtual host of RabbitMQ."""
    wipe(virtual_host)
    return virtual_host


@pytest.fixture
def town(bus: str, tmp_path: Path) -> Iterator[Town]:
    """Two departments on each kind of broker; nothing runs yet."""
    made = Town(bus, tmp_path)
    yield made
    made.end()


@pytest.fixture
def embedded_town(tmp_path: Path) -> Iterator[Town]:
    """Two departments on the embedded bus."""
    made = Town(f"embedded:///{uuid.uuid4().hex}", tmp_path)
    yield made
    made.end()


@pytest.fixture
def rabbit_town(rabbit: str, tmp_path: Path) -> Iterator[Town]:
    """Two departments on RabbitMQ."""
    made = Town(rabbit, tmp_path)
    yield made
    made.end()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A post on its own."""
    made = new_post(tmp_path / "post.sqlite3")
    yield made
    made.db.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on its own."""
    made = new_desk(tmp_path / "desk.sqlite3")
    yield made
    made.db.close()
