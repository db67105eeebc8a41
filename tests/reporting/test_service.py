"""Reporting on the wire: what a department publishes for it arrives and is counted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.domain import event
from nameko.containers import ServiceContainer

from services.reporting.messages import PUBLISHED
from services.reporting.projections import Moment, signing_at
from services.reporting.service import ReportingService
from services.reporting.web.dossier import DEPARTMENTS
from shared.access.keys import KeyRing, make_keys
from shared.eventstore.aggregate import Aggregate
from shared.eventstore.application import Department
from shared.eventstore.database import SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.performing import command
from shared.messaging.credentials import Credentials
from shared.messaging.entrypoints import Follow
from shared.messaging.language import Publish
from shared.messaging.service import DepartmentService
from shared.messaging.wiring import Wiring, configuration, language_of
from tests.reporting.conftest import MASTER, Office
from tests.support.waiting import eventually

TODAY = date(2026, 11, 23)


class Person(Aggregate):
    """Somebody on a roster."""

    class PersonRegistered(Aggregate.Created):
        """The person came onto the roster."""

        person: UUID
        registered_on: date
        village: str
        flag: str

    @event(PersonRegistered)
    def __init__(self, *, person: UUID, registered_on: date, village: str, flag: str) -> None:
        self.person_id = person
        self.registered_on = registered_on
        self.village = village
        self.flag = flag


class Registry(Department):
    """As small as a registry can be."""

    name = "registry"
    aggregates = (Person,)

    @command
    def register(self, *, village: str) -> None:
        self.save(
            Person(
                person=uuid.uuid4(), registered_on=TODAY, village=village, flag="registered_user"
            )
        )


class RegistryService(DepartmentService):
    """The same on the wire."""

    name = "registry"


ROSTER = Publish("person_registered", to=("reporting",), fields=("village", "flag"))


class Wire:
    """Registry and reporting over one bus in this process."""

    def __init__(self, folder: Path) -> None:
        self.bus = f"embedded:///{uuid.uuid4().hex}"
        self.folder = folder
        make_keys(folder / "keys", ("registry", "reporting"))
        self.registry = Registry(self._store("registry"), master=MASTER)
        self.office = Office(self._store("reporting"))
        self.containers = [
            self._container(RegistryService, self.registry, [ROSTER]),
            self._container(ReportingService, self.office.app, PUBLISHED),
        ]

    def start(self) -> None:
        """Start both."""
        for container in self.containers:
            container.start()

    def stop(self) -> None:
        """Stop both."""
        for container in self.containers:
            container.stop()
        for office in (self.registry, self.office.app):
            office.db.close()

    def counted(self) -> int:
        """How many persons reporting counts."""
        self.office.projector.catch_up()
        return signing_at(self.office.db, Moment(as_of=TODAY)).rates["M3a"].denominator

    def _store(self, name: str) -> SqliteDatabase:
        database = SqliteDatabase(self.folder / f"{name}.sqlite3")
        recorder_of(database).create()
        return database

    def _container(
        self, service: type, app: Department, published: list[Publish] | tuple[Publish, ...]
    ) -> ServiceContainer:
        wiring = Wiring(
            uri=self.bus,
            app=app,
            published=language_of(type(app), published),
            credentials=Credentials(KeyRing.load(self.folder / "keys", app.name)),
            pull_every=0.2,
        )
        return ServiceContainer(service, configuration(wiring))


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    made = Wire(tmp_path)
    yield made
    made.stop()


def test_what_the_registry_records_is_counted_here(wire: Wire) -> None:
    wire.registry.register(village="青石社区")  # before anybody listens
    wire.start()

    wire.registry.register(village="石桥村")

    eventually(lambda: wire.counted() == 2, within=10)
    assert wire.office.app.parked() == []


def test_every_department_that_has_cases_is_followed() -> None:
    container = ServiceContainer(ReportingService, {})

    followed = {it.upstream for it in container.entrypoints if isinstance(it, Follow)}

    assert followed == set(DEPARTMENTS)
