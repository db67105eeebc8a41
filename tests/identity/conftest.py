"""An identity office on a store of its own, and who works in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

import pytest

from services.identity.application import IdentityApplication
from shared.eventstore.act import Act, acting
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.eventstore.sealing import FileKey

MASTER = FileKey(b"a master key that only tests know")


def by(account: str, role: str = "sysadmin") -> AbstractContextManager[Act]:
    """Act as this account, under a command of its own."""
    return acting(Act(account=account, role=role, unit="office", command_id=str(uuid4())))


@pytest.fixture(params=["sqlite", "postgres"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[Database]:
    """A store that has just been made."""
    made: Database = (
        SqliteDatabase(tmp_path / "identity.sqlite3")
        if request.param == "sqlite"
        else PostgresDatabase(fresh_database())
    )
    recorder_of(made).create()
    yield made
    made.close()


@pytest.fixture
def office(database: Database) -> IdentityApplication:
    """The department with two units and nobody in it."""
    made = IdentityApplication(database, master=MASTER)
    made.register_unit(unit="office", title="镇禁毒办")
    made.register_unit(unit="station-1", title="第一工作站", villages=("青石社区", "石桥村"))
    return made


def worker(office: IdentityApplication, account: str = "shegong01") -> str:
    """Open the account of a full-time worker at the first station."""
    office.open_account(account=account, name="李社工")
    office.grant_role(account=account, role="full_time_worker", unit="station-1")
    return account


def names_of(office: IdentityApplication) -> list[str]:
    """Name the events of the log, without the department."""
    return [entry.name.removeprefix("identity.") for entry in office.entries()]
