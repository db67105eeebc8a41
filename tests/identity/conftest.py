"""An identity office on a store of its own, and who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from flask import Flask

from services.identity.application import IdentityApplication
from services.identity.desk import DESK
from services.identity.projections import PROJECTIONS
from services.identity.rules.granting import ROLES
from services.identity.service import LiveSessions
from services.identity.web import API, PAGES, SIGN_IN, SIGN_OUT, SWITCH_USER, TRANSLATIONS
from shared.eventstore.act import Act, acting
from shared.eventstore.database import Database
from shared.eventstore.sealing import FileKey
from shared.projecting import Projector
from shared.web.mounting import WebWiring
from shared.web.settings import WebSettings
from shared.web.town import Town, Words
from tests.support.apps import app_with
from tests.support.databases import Databases
from tests.support.rights import RIGHTS
from tests.support.stores import KINDS, new_store

MASTER = FileKey(b"a master key that only tests know")


def by(account: str, role: str = "sysadmin") -> AbstractContextManager[Act]:
    """Act as this account, under a command of its own."""
    return acting(Act(account=account, role=role, unit="office", command_id=str(uuid4())))


def office_on(database: Database) -> IdentityApplication:
    """The department on a store, before its first act."""
    return IdentityApplication(database, master=MASTER)


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Databases
) -> Iterator[Database]:
    """A store that has just been made."""
    with new_store(request.param, tmp_path, fresh_database, office_on, PROJECTIONS) as made:
        yield made


@pytest.fixture
def fresh_office(database: Database) -> IdentityApplication:
    """The department before its first act."""
    return office_on(database)


@pytest.fixture
def office(fresh_office: IdentityApplication) -> IdentityApplication:
    """The department with two units and nobody in it."""
    made = fresh_office
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


def cheap_hash(words: str) -> str:
    """An argon2id hash that takes no time: it says itself how it was made."""
    made = Argon2id(salt=b"salt of the tests", length=32, iterations=1, lanes=1, memory_cost=8)
    return made.derive_phc_encoded(words.encode())


PASSWORD = "山路弯弯二十里到梅山"
PASSWORD_HASH = cheap_hash(PASSWORD)
SETTINGS = WebSettings(secret="a secret of the tests, long enough to sign with")
TOWN = Town(
    name=Words("梅山镇", "Meishan Town"),
    desks=(DESK,),
    sign_in=SIGN_IN,
    sign_out=SIGN_OUT,
    switch_user=SWITCH_USER,
    roles={role: Words(title, role) for role, title in ROLES.items()},
)


@pytest.fixture
def town_hall(office: IdentityApplication) -> Flask:
    """The pages and API of an office in which two administrators and a worker can sign in."""
    office.open_account(account="admin01", name="管理员甲")
    office.grant_role(account="admin01", role="sysadmin", unit="office")
    office.open_account(account="anquan01", name="安全员乙")
    office.grant_role(account="anquan01", role="security_admin", unit="office")
    worker(office)
    for account in ("admin01", "anquan01", "shegong01"):
        office.set_password(account=account, password_hash=PASSWORD_HASH)
    return pages_of(office)


def pages_of(office: IdentityApplication, *, settings: WebSettings = SETTINGS) -> Flask:
    """Put the pages together as the assembly does."""
    projector = Projector(office, PROJECTIONS)
    wiring = WebWiring(
        desk=DESK,
        town=TOWN,
        application=office,
        projector=projector,
        rights=RIGHTS,
        sessions=LiveSessions(office, projector=projector),
        settings=settings,
    )
    return app_with(wiring.face(), pages=PAGES, api=API, translations=TRANSLATIONS, parks=True)
