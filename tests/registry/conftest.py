"""A town office on a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.messages import HEARD
from services.registry.projections import PROJECTIONS
from shared import clock
from shared.eventstore.database import Database
from shared.eventstore.sealing import FileKey
from shared.projecting import Projector
from tests.registry.desk import OFFICE, app_of, reader
from tests.registry.town import NOW
from tests.support.databases import Databases
from tests.support.stores import KINDS, new_file, new_store

MASTER = FileKey(b"a master key that only tests know")


def office_on(database: Database) -> RegistryApplication:
    """The department on a store, before its first act."""
    return RegistryApplication(database, master=MASTER, readers=HEARD)


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with clock.use(NOW):
        yield


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A store in a file."""
    made = new_file(tmp_path / "registry.sqlite3", office_on, PROJECTIONS)
    yield made
    made.close()


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Databases
) -> Iterator[Database]:
    """A store that has just been made, of each kind."""
    with new_store(request.param, tmp_path, fresh_database, office_on, PROJECTIONS) as made:
        yield made


@pytest.fixture
def office(sqlite: Database) -> RegistryApplication:
    """The department, before its first act: for what does not depend on the store."""
    return office_on(sqlite)


@pytest.fixture
def stored_office(database: Database) -> RegistryApplication:
    """The same on each kind of store."""
    return office_on(database)


@pytest.fixture
def projector(stored_office: RegistryApplication) -> Projector:
    """The read models of the office on each kind of store."""
    return Projector(stored_office, PROJECTIONS)


@pytest.fixture
def app(office: RegistryApplication) -> Flask:
    """The pages and the API of the office."""
    return app_of(office)


@pytest.fixture
def handler(app: Flask) -> FlaskClient:
    """The browser of the office's handler."""
    return reader(app, OFFICE)
