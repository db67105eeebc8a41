"""The pages and the API over an office, and readers of every kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, encode_multipart

from services.registry.application import RegistryApplication
from services.registry.desk import DESK
from services.registry.projections import PROJECTIONS
from services.registry.web import API, PAGES, TRANSLATIONS
from shared.access.actor import Actor
from shared.projecting import Projector
from shared.web.mounting import WebWiring
from shared.web.sessions import COOKIE
from shared.web.settings import WebSettings
from shared.web.town import Desk, Town, Words
from tests.support.apps import app_with
from tests.support.rights import RIGHTS

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
PROJECTOR = "projector"
OFFICE, WORKER, ELSEWHERE, POLICE = "jingban01", "shegong01", "shegong02", "minjing01"
SECRETARY, OTHER_SECRETARY, JUSTICE = "shuji01", "shuji02", "sifa01"
AUDITOR, LEADER = "dudao01", "lingdao01"
SETTINGS = WebSettings(secret="a secret of the tests, long enough to sign with")
ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
TOWN = Town(
    name=Words("梅山镇", "Meishan Town"),
    desks=(DESK, Desk(id="supervision", title=Words("日常监督", "Supervision"), hue="teal")),
    sign_in="/identity/sign-in",
    sign_out="/identity/sign-out",
)

READERS = {
    actor.account: actor
    for actor in (
        Actor(account="jingban01", role="office_handler", unit="office", name="周经办"),
        Actor(account="shegong01", role="full_time_worker", unit="station-1", name="李社工"),
        Actor(account="shegong02", role="full_time_worker", unit="station-2", name="赵社工"),
        Actor(account="minjing01", role="police_station", unit="police", name="陈民警"),
        Actor(
            account="shuji01",
            role="community_secretary",
            unit="village",
            villages=("石桥村",),
            name="王书记",
        ),
        Actor(
            account="shuji02",
            role="community_secretary",
            unit="village",
            villages=("青石社区",),
            name="吴书记",
        ),
        Actor(account="sifa01", role="justice_office", unit="justice", name="郑司法"),
        Actor(account="dudao01", role="auditor", unit="county", name="督导甲"),
        Actor(account="lingdao01", role="leading_group", unit="town", name="冯组长"),
    )
}


class Accounts:
    """Whose token it is: here the work code itself."""

    def actor_of(self, token: str) -> Actor | None:
        """Look it up."""
        return READERS.get(token)


def app_of(office: RegistryApplication) -> Flask:
    """Put the pages together as the assembly does."""
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
    app.config[PROJECTOR] = wiring.projector
    return app


def reader(app: Flask, account: str) -> FlaskClient:
    """The browser of somebody who is signed in."""
    client = app.test_client()
    client.set_cookie(COOKIE, account)
    return client


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    """Open a page, with the lists level."""
    client.application.config[PROJECTOR].catch_up()
    answer = client.get(path)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, text[:3000]
    return text


def posted(
    client: FlaskClient, address: str, data: dict[str, Any], *, headers: Any = None
) -> TestResponse:
    """Send a form in parts, from memory: the client's own way leaves a file behind."""
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(address, data=body, content_type=kind, headers=headers)


def send(
    client: FlaskClient,
    path: str,
    typed: dict[str, Any],
    *,
    status: int = 303,
    to: str | None = None,
) -> str:
    """Open a form, fill it in, send it, and go where it leads."""
    hidden = dict(HIDDEN.findall(page(client, path)))
    answer = posted(client, to or path, hidden | typed)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, text[:3000]
    return page(client, answer.location) if status == 303 else text
