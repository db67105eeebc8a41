"""Reporting's pages and API in this process, and small departments that answer its questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from services.reporting.desk import DESK
from services.reporting.web import API, PAGES, TRANSLATIONS
from shared.access.actor import Actor, Forbidden
from shared.law import Citation, Unknown
from shared.messaging.peers import LocalPeers
from shared.messaging.rpc import answer
from shared.resting import ReasonNeeded
from shared.web.face import Face
from shared.web.settings import WebSettings
from shared.web.town import Desk, Town, Words
from tests.reporting.conftest import Office
from tests.support.apps import app_with
from tests.support.rights import RIGHTS

REGISTRY = Desk(id="registry", title=Words("登记", "Registry"), hue="indigo")
SUPERVISION = Desk(id="supervision", title=Words("监督", "Supervision"), hue="teal")
TREATMENT = Desk(id="treatment", title=Words("医疗", "Treatment"), hue="rose")
TOWN = Town(
    name=Words("梅山镇", "Meishan Town"),
    desks=(DESK, REGISTRY, SUPERVISION, TREATMENT),
    sign_in="/identity/sign-in",
    sign_out="/identity/sign-out",
    roles={role: Words(title, role) for role, title in RIGHTS.roles.items()},
)


def actor(role: str, *villages: str) -> Actor:
    """Somebody in this role."""
    return Actor(account=f"{role}01", role=role, unit="station-1", villages=villages)


class Tokens:
    """A token is the name of the role; nobody is asked."""

    def actor_of(self, token: str) -> Actor | None:
        """Whoever sits there; workers look after one village."""
        role, _, village = token.partition("@")
        return actor(role, *filter(None, [village])) if role in RIGHTS.roles else None


def line(position: int, happened: str, recorded: str, summary: str, **more: Any) -> dict[str, Any]:
    """One event as a department tells it."""
    told = {"position": position, "happened": happened, "recorded": recorded, "summary": summary}
    return {"event": "registry.reported_in", "who": "jingban01（office_handler）"} | told | more


@dataclass
class Department:
    """A department that answers from a list; `asked` is what it was asked, and by whom."""

    name: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    closed_to: frozenset[str] = frozenset()
    is_sealed: bool = False
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @answer
    def case_history(
        self, caller: Actor, case_ref: str, as_of: str | None, known_at: str | None
    ) -> list[dict[str, Any]]:
        """What happened by the day."""
        asked = {"case_ref": case_ref, "as_of": as_of, "known_at": known_at}
        self.asked.append((caller.account, asked))
        if caller.role in self.closed_to:
            raise Forbidden
        if self.is_sealed:
            raise ReasonNeeded(Citation("戒毒条例", "7"))
        told = [it for it in self.lines if as_of is None or it["happened"] <= as_of]
        return [{"department": self.name, **it} for it in told]


@dataclass
class Registry(Department):
    """Also knows how each case stands."""

    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked_how: list[tuple[str, str | None]] = field(default_factory=list)

    @answer
    def case_summary(
        self, caller: Actor, case_ref: str, as_of: str | None, known_at: str | None
    ) -> dict[str, Any]:
        """How it stands; unknown before it began."""
        self.asked_how.append((caller.account, known_at))
        found = self.cases.get(case_ref)
        if found is None or (as_of is not None and as_of < found["began"]):
            raise Unknown("没有这个案件")
        return {name: found[name] for name in ("kind", "status", "last_day")}


def peers_of(*departments: Department) -> LocalPeers:
    """These departments as peers; whoever is not among them is away."""
    return LocalPeers({it.name: it for it in departments}, service="reporting")


def serve(office: Office, *departments: Department, town: Town = TOWN) -> Flask:
    """The Flask application."""
    mine = Face(
        desk=DESK,
        town=town,
        application=office.app,
        rights=RIGHTS,
        sessions=Tokens(),
        settings=WebSettings(secret="a secret of the tests, long enough to sign with"),
        wait=lambda position, seconds: office.projector.wait(position, timeout=seconds),
        peers_of=lambda _: peers_of(*departments),
    )
    return app_with(mine, pages=PAGES, api=API, translations=TRANSLATIONS)


def reader(app: Flask, token: str) -> FlaskClient:
    """A browser of somebody who is signed in."""
    client = app.test_client()
    client.set_cookie("guihang_session", token)
    return client
