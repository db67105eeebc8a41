"""A town of each kind, with its people, for one journey after the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.staff import Staff
from tests.journeys.story import TODAY, Story
from tests.support.services import Broker
from tests.support.town import EmbeddedTown, SeparateTown

KINDS = {"embedded": "one process, SQLite", "separate": "a process each, RabbitMQ, PostgreSQL"}


@pytest.fixture(scope="module", params=list(KINDS))
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedTown | SeparateTown]:
    """A whole town, running, in which it is February."""
    folder = tmp_path_factory.mktemp(request.param)
    made: EmbeddedTown | SeparateTown
    if request.param == "embedded":
        made = EmbeddedTown(folder, GUIHANG_TODAY=TODAY)
    else:
        broker: Broker = request.getfixturevalue("broker")
        postgres: str = request.getfixturevalue("postgres_server")
        made = SeparateTown(folder, postgres=postgres, amqp=broker.add_vhost(), GUIHANG_TODAY=TODAY)
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="module")
def staff(town: EmbeddedTown | SeparateTown) -> Staff:
    """Everybody who works there."""
    return Staff(town, today=TODAY).open()


@pytest.fixture(scope="module")
def story(town: EmbeddedTown | SeparateTown, staff: Staff) -> Story:
    """The story of one case, told as far as a test asks for it."""
    return Story(town, staff)
