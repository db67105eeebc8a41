"""Identity as it runs: on a laptop in one process, in town over RabbitMQ and PostgreSQL."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from nameko.containers import ServiceContainer

from services.identity.application import IdentityApplication
from services.identity.desk import DESK
from services.identity.messages import PUBLISHED
from services.identity.projections import PROJECTIONS
from services.identity.service import IdentityService, LiveSessions
from services.identity.web import IdentityWeb
from shared.access.keys import KeyRing, make_keys
from shared.access.sessions import SessionsOfIdentity, proof_of
from shared.eventstore.database import Database, PostgresDatabase, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.messaging.credentials import Credentials
from shared.messaging.peers import StandalonePeers
from shared.messaging.wiring import Wiring, configuration, language_of
from shared.projecting import Projector
from shared.web.mounting import WEB, WebWiring
from shared.web.server import ADDRESS
from tests.identity.conftest import MASTER, PASSWORD, PASSWORD_HASH, SETTINGS, TOWN, worker
from tests.support.processes import free_port
from tests.support.rights import RIGHTS
from tests.support.services import Broker

TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


@pytest.fixture(params=["laptop", "town"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_database: Callable[[], str]
) -> Iterator[tuple[Database, str]]:
    """A store and a bus, of either way to run."""
    database: Database
    if request.param == "laptop":
        database, bus = SqliteDatabase(tmp_path / "i.sqlite3"), f"embedded:///{uuid.uuid4().hex}"
    else:
        broker: Broker = request.getfixturevalue("broker")
        database, bus = PostgresDatabase(fresh_database()), broker.add_vhost()
    yield database, bus
    database.close()


@pytest.fixture
def running(place: tuple[Database, str], tmp_path: Path) -> Iterator[str]:
    """Identity in its two containers, with one worker on its books; the address of its pages."""
    database, bus = place
    recorder_of(database).create()
    office = IdentityApplication(database, master=MASTER)
    office.register_unit(unit="station-1", title="第一工作站", villages=("青石社区",))
    office.set_password(account=worker(office), password_hash=PASSWORD_HASH)
    make_keys(tmp_path / "keys", ["identity", "registry"])
    address = f"127.0.0.1:{free_port()}"
    containers = [
        ServiceContainer(kind, _configured(office, bus, tmp_path / "keys", address))
        for kind in (IdentityService, IdentityWeb)
    ]
    for container in containers:
        container.start()
    yield f"http://{address}"
    for container in reversed(containers):
        container.stop()


def test_whom_the_browsers_token_stands_for_is_told_to_another_service(
    running: str, place: tuple[Database, str], tmp_path: Path
) -> None:
    token = signed_in(running)

    ring = KeyRing.load(tmp_path / "keys", "registry")
    credentials = Credentials(ring, for_people=proof_of)
    with StandalonePeers(place[1], credentials=credentials) as peers:
        sessions = SessionsOfIdentity(ring=ring, call=peers.call, audiences=["registry"])
        actor, nobody = sessions.actor_of(token), sessions.actor_of("another token")

    assert nobody is None
    assert actor is not None
    assert (actor.account, actor.villages, actor.name) == ("shegong01", ("青石社区",), "李社工")
    assert credentials.actor(credentials.token(actor, "registry")) == actor


def signed_in(address: str) -> str:
    """Sign in through the door, over HTTP; the token that the browser now holds."""
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    page = browser.open(f"{address}/identity/sign-in", timeout=10).read().decode()
    found = TOKEN.search(page)
    assert found is not None
    form = {"csrf_token": found[1], "account": "shegong01", "password": PASSWORD}
    mine = browser.open(
        Request(f"{address}/identity/sign-in?next=/identity/me", urlencode(form).encode()),  # noqa: S310 - our own address
        timeout=10,
    )
    assert "李社工" in mine.read().decode()
    return next(str(cookie.value) for cookie in cookies if cookie.name == "guihang_session")


def _configured(office: IdentityApplication, bus: str, keys: Path, address: str) -> dict[str, Any]:
    projector = Projector(office, PROJECTIONS)
    pages = WebWiring(
        desk=DESK,
        town=TOWN,
        application=office,
        projector=projector,
        rights=RIGHTS,
        sessions=LiveSessions(office, projector=projector),
        settings=SETTINGS,
    )
    wiring = Wiring(
        uri=bus,
        app=office,
        published=language_of(IdentityApplication, PUBLISHED),
        credentials=Credentials(KeyRing.load(keys, "identity")),
    )
    return configuration(wiring, **{ADDRESS: address, WEB: pages})
