"""The pages and the API over an office, readers of every kind, a registry that knows names."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from services.supervision.application import SupervisionApplication
from services.supervision.desk import DESK
from services.supervision.projections import PROJECTIONS
from services.supervision.web import API, PAGES, TRANSLATIONS
from shared.access.actor import Actor
from shared.access.secrets import digest_of
from shared.law import Refusal
from shared.messaging.peers import LocalPeers
from shared.messaging.rpc import answer
from shared.projecting import Projector
from shared.web.face import WORKER
from shared.web.mounting import WebWiring
from shared.web.sessions import COOKIE, MACHINE_COOKIE
from shared.web.settings import WebSettings
from shared.web.town import Town, Words
from tests.supervision.conftest import LI
from tests.support.apps import app_with
from tests.support.rights import RIGHTS

PROJECTOR = "projector"
MACHINE, MACHINE_ID, PIN = "the token of a machine", UUID(int=7), "907316"
READERS = {
    actor.account: actor
    for actor in (
        Actor(account="shegong01", role="full_time_worker", unit="station-1", name="李社工"),
        Actor(account="shegong02", role="full_time_worker", unit="station-2", name="赵社工"),
        Actor(account="minjing01", role="police_station", unit="police", name="陈民警"),
        Actor(
            account="shuji01",
            role="community_secretary",
            unit="village",
            villages=("青石社区",),
            name="王书记",
        ),
        Actor(account="jingban01", role="office_handler", unit="office", name="周经办"),
        Actor(account="yisheng01", role="health_institution", unit="hospital", name="吴医生"),
        Actor(account="dudao01", role="auditor", unit="county", name="督导甲"),
    )
}
SECOND = Actor(account="shegong03", role="full_time_worker", unit="station-1", name="孙社工")
SETTINGS = WebSettings(secret="a secret of the tests, long enough to sign with")
TOWN = Town(
    name=Words("梅山镇", "Meishan Town"),
    desks=(DESK,),
    sign_in="/identity/sign-in",
    sign_out="/identity/sign-out",
)


class Register:
    """What the registry answers about names, as far as this desk asks."""

    name = "registry"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str]] = []

    @answer
    def identify(
        self, caller: Actor, person_ids: list[str], purpose: str
    ) -> dict[str, dict[str, str]]:
        """Names of those it knows."""
        self.asked.append((caller.account, tuple(person_ids), purpose))
        return {key: {"name": "张*"} for key in person_ids if key == str(LI)}


class Finding(Register):
    """A registry that finds by four digits those whom it is given, and notes what it was asked."""

    def __init__(self, **tails: list[tuple[UUID, str]]) -> None:
        super().__init__()
        self.tails = {key.removeprefix("tail_"): persons for key, persons in tails.items()}
        self.sought: list[tuple[str, str, str | None]] = []

    @answer
    def find_by_tail(
        self, caller: Actor, tail: str, station: str | None = None
    ) -> list[dict[str, str]]:
        """Ids and masked names; a fourth guess is refused."""
        self.sought.append((caller.account, tail, station))
        if len(self.sought) > 3:
            raise Refusal("按末四位查找得太频繁", field="last_four")
        return [{"person_id": str(it), "name": name} for it, name in self.tails.get(tail, [])]


class Staff:
    """What identity answers about who works where: the readers here, and a second of a station."""

    name = "identity"

    @answer
    def holders_today(self, caller: Actor) -> list[dict[str, object]]:
        """By work code."""
        assert caller == Actor.of_service("supervision")
        return [
            {"account": it.account, "role": it.role, "unit": it.unit, "villages": it.villages}
            for it in (*READERS.values(), SECOND)
        ]

    @answer
    def shared_machine(self, caller: Actor, digest: str) -> dict[str, object] | None:
        """The one machine whose token the tests give their browsers; both workers are there."""
        assert caller == Actor.of_service("supervision")
        if digest != digest_of(MACHINE):
            return None
        there = (READERS["shegong01"], SECOND, READERS["shegong02"], READERS["minjing01"])
        return {
            "machine_id": str(MACHINE_ID),
            "title": "第一工作站接待台",
            "unit": "station-1",
            "regulars": [
                {
                    "account": it.account,
                    "name": it.name,
                    "grants": [{"role": it.role, "unit": it.unit, "villages": it.villages}],
                }
                for it in there
            ],
        }

    @answer
    def prove_codes(self, caller: Actor, digest: str, letter: str) -> list[dict[str, object]]:
        """One PIN is right, one makes wait, all others are wrong."""
        assert (caller, digest) == (Actor.of_service("supervision"), digest_of(MACHINE))
        said = {PIN: "right", "000000": "waits"}
        return [
            {"said": said.get(pin, "wrong"), "seconds": 8 if pin == "000000" else 0}
            for _account, pin in json.loads(letter)
        ]


class Worker:
    """What nameko injects into a request."""

    def __init__(self, register: Register | None) -> None:
        services = {"registry": register, "identity": Staff()} if register is not None else {}
        self.peers = LocalPeers(services, service="supervision")


class Accounts:
    """Whose token it is: here the work code itself."""

    def actor_of(self, token: str) -> Actor | None:
        """Look it up."""
        return READERS.get(token)


def app_of(office: SupervisionApplication, register: Register | None) -> Flask:
    """Put the pages together as the assembly does; without a registry it is away."""
    wiring = WebWiring(
        desk=DESK,
        town=TOWN,
        application=office,
        projector=Projector(office, PROJECTIONS),
        rights=RIGHTS,
        sessions=Accounts(),
        settings=SETTINGS,
    )
    app = app_with(wiring.face(), pages=PAGES, api=API, translations=TRANSLATIONS, parks=True)
    app.config[WORKER] = Worker(register)
    app.config[PROJECTOR] = wiring.projector
    return app


def reader(app: Flask, account: str) -> FlaskClient:
    """The browser of somebody who is signed in."""
    client = app.test_client()
    client.set_cookie(COOKIE, account)
    client.environ_base[WORKER] = app.config[WORKER]
    return client


def at_shared_machine(client: FlaskClient) -> FlaskClient:
    """The same browser, at the machine that is bound to the first station."""
    client.set_cookie(MACHINE_COOKIE, MACHINE)
    return client


def level(client: FlaskClient) -> None:
    """Have the lists show all there is, as the runner does every quarter of a second."""
    client.application.config[PROJECTOR].catch_up()
