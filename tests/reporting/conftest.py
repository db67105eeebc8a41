"""A reporting office on a store of its own, which has heard nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.reporting.application import ReportingApplication
from services.reporting.messages import HEARD
from services.reporting.projections import PROJECTIONS
from shared.eventstore.database import Database
from shared.eventstore.sealing import FileKey
from shared.messaging.language import Message
from shared.projecting import Projector
from tests.support.databases import Databases
from tests.support.stores import KINDS, new_store

MASTER = FileKey(b"a master key that only tests know")


def app_on(database: Database) -> ReportingApplication:
    """The department on a store."""
    return ReportingApplication(database, master=MASTER, readers=HEARD)


class Office:
    """Reporting, with its read models."""

    def __init__(self, database: Database) -> None:
        self.app = app_on(database)
        self.projector = Projector(self.app, PROJECTIONS)
        self.projector.prepare()

    @property
    def db(self) -> Database:
        """Its store."""
        return self.app.db

    def hear(self, *messages: Message) -> None:
        """Hear messages, and show them."""
        for message in messages:
            self.app.hear(message)
        self.projector.catch_up()


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Databases
) -> Iterator[Database]:
    """A store that has just been made."""
    with new_store(request.param, tmp_path, fresh_database, app_on, PROJECTIONS) as made:
        yield made


@pytest.fixture
def office(database: Database) -> Office:
    """The office."""
    return Office(database)
