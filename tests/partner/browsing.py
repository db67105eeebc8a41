"""A partner's pages as its people open them, and the office that keeps the names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from deploy.departments import DEPARTMENTS
from shared.access.actor import Actor
from shared.messaging.peers import LocalPeers
from shared.messaging.rpc import answer
from shared.partner.office import PartnerOffice
from shared.projecting import Projector
from shared.web.face import WORKER
from shared.web.mounting import WebWiring
from shared.web.sessions import COOKIE
from shared.web.settings import WebSettings
from shared.web.town import Town, Words
from tests.partner.support import LI, WANG
from tests.support.apps import app_with
from tests.support.rights import RIGHTS

SETTINGS = WebSettings(secret="a secret of the tests, long enough to sign with")
NAMES = {str(LI): "李晓梅", str(WANG): "王大山"}
ROLES = {
    "assistance": "social_affairs_centre",
    "treatment": "health_institution",
    "legal_aid": "justice_office",
}


class KeeperOfNames:
    """Answers as the office does that keeps names, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    @answer
    def identify(self, caller: Actor, person_ids: list[str], purpose: str) -> dict[str, Any]:
        self.asked.append({"by": caller.account, "ids": person_ids, "purpose": purpose})
        return {key: {"name": NAMES[key]} for key in person_ids if key in NAMES}


@dataclass
class Worker:
    """What nameko would inject."""

    peers: Any


@dataclass
class Pages:
    """The Flask application of one partner, with everybody who may come."""

    office: PartnerOffice
    app: Flask
    projector: Projector
    tokens: dict[str, Actor]
    keeper: KeeperOfNames = field(default_factory=KeeperOfNames)
    keeper_is_away: bool = False

    def client(self, role: str | None = None, *, unit: str = "office") -> FlaskClient:
        """A browser in which somebody of this role is signed in; by default one of the office."""
        self.projector.catch_up()
        role = role or ROLES[self.office.name]
        token = f"{role}-{unit}"
        self.tokens[token] = Actor(account=f"{role[:8]}01", role=role, unit=unit, name="张三")
        client = self.app.test_client()
        client.set_cookie(COOKIE, token)
        services = {} if self.keeper_is_away else {"registry": self.keeper}
        peers = LocalPeers(services, service=self.office.name)
        environment: dict[str, Any] = client.environ_base
        environment[WORKER] = Worker(peers=peers)
        return client


def pages_of(office: PartnerOffice, projector: Projector) -> Pages:
    """Put the pages together as the assembly does."""
    parts = DEPARTMENTS[office.name]
    web = import_module(parts.web.__module__)
    tokens: dict[str, Actor] = {}

    class Sessions:
        def actor_of(self, token: str) -> Actor | None:
            return tokens.get(token)

    wiring = WebWiring(
        desk=parts.desk,
        town=Town(
            name=Words("梅山镇", "Meishan Town"),
            desks=(parts.desk,),
            sign_in="/in",
            sign_out="/out",
        ),
        application=office,
        projector=projector,
        rights=RIGHTS,
        sessions=Sessions(),
        settings=SETTINGS,
    )
    app = app_with(
        wiring.face(),
        pages=web.PAGES,
        api=[web.api],
        translations=web.TRANSLATIONS,
        parks=True,
    )
    return Pages(office=office, app=app, projector=projector, tokens=tokens)


def text_of(page: str) -> str:
    """What a reader sees of a page."""
    body = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def send(client: FlaskClient, address: str, **typed: str | Sequence[str]) -> Any:
    """Open a form, fill it in and send it, as a browser does."""
    form = client.get(address).get_data(as_text=True)
    form = form[form.index('<form class="form"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form)[:2])
    return client.post(address, data={**hidden, **typed})


def press(client: FlaskClient, page: str, action: str) -> Any:
    """Press the button of a page that posts to an address."""
    shown = client.get(page).get_data(as_text=True)
    form = shown[shown.index(f'action="{action}"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form)[:2])
    return client.post(action, data=hidden)
