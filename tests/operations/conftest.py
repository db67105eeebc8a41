"""A small town on disk, and empty databases that it may move to."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from deploy.archive.backup import backup
from deploy.archive.restore import Source
from deploy.assembly import Offices
from deploy.cli.common import acting_from_command_line
from deploy.departments import DEPARTMENTS
from deploy.settings import SERVICE, Settings, settings_from
from services.registry.application import RegistryApplication
from services.registry.importing import import_roster
from tests.operations.saving import ALL, PASSPHRASE, SCAN, a_case

ROSTER = Path(__file__).parents[1] / "data/rosters/roster-csv-60.csv"
ROWS = 12


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's folder: a roster taken over, heard of by everybody; a scan."""
    folder = tmp_path_factory.mktemp("operations") / "town"
    offices = Offices(settings_from({}, data=folder))
    offices.prepare()
    text = b"\n".join(ROSTER.read_bytes().splitlines()[:ROWS])
    office: RegistryApplication = offices.app(RegistryApplication)
    with acting_from_command_line():
        import_roster(office, text, filename=ROSTER.name, dry_run=False)
        office.attachments.keep(office.case(a_case(office)).of_person, SCAN)
    offices.level()
    offices.close()
    return folder


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Settings:
    """A copy of it for the test alone."""
    shutil.copytree(made, tmp_path / "town")
    return settings_from({}, data=tmp_path / "town")


@pytest.fixture
def saved(town: Settings, tmp_path: Path) -> Source:
    """A backup of the whole town, keys included."""
    backup(town, ALL, tmp_path / "saved", passphrase=PASSPHRASE)
    return Source(tmp_path / "saved")


@pytest.fixture
def elsewhere(town: Settings, tmp_path: Path) -> Settings:
    """Another machine, with nothing on it."""
    return replace(town, data=tmp_path / "other", keys=tmp_path / "other-keys")


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Iterator[str]:
    """A database and a role a department, made once; how their names begin."""
    prefix = f"ops{uuid.uuid4().hex[:8]}_"
    for name in DEPARTMENTS:
        _order(postgres_server, f"CREATE ROLE {prefix}{name} LOGIN NOSUPERUSER")
        _order(postgres_server, f"CREATE DATABASE {prefix}{name} TEMPLATE template0")
    yield prefix
    for name in DEPARTMENTS:
        _order(postgres_server, f"DROP DATABASE {prefix}{name} WITH (FORCE)")
        _order(postgres_server, f"DROP ROLE {prefix}{name}")


@pytest.fixture
def servers(postgres_server: str, databases: str) -> Iterator[Callable[[Settings], Settings]]:
    """Turn a town's settings into those of servers, whose databases are empty."""
    at = urlsplit(postgres_server)._replace(path=f"/{databases}{SERVICE}")
    host = at.netloc.rpartition("@")[2]
    role = at._replace(netloc=f"{databases}{SERVICE}@{host}").geturl()
    yield lambda town: replace(
        town, owner_url=at.geturl(), database_url=role, amqp_uri="amqp://tests:x@127.0.0.1:1//"
    )
    for name in DEPARTMENTS:
        _order(at.geturl().replace(SERVICE, name), "DROP SCHEMA IF EXISTS log, views CASCADE")


def _order(server: str, order: str) -> None:
    with closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(order)
