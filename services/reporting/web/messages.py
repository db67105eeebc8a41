"""The health of messages between departments, for whoever operates the town.

Every department is asked for itself, in the reader's name; nothing is kept. What was put aside is
replayed at the desk that put it aside: this page only leads there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import flask_smorest
from flask import Blueprint, render_template

from services.reporting.schemas import MessageHealthOut
from shared.access.actor import Actor, Forbidden
from shared.hub import side_by_side
from shared.messaging.asking import PeerRefused
from shared.messaging.ports import Calls, NotNow
from shared.web.face import face, peers
from shared.web.guards import needs
from shared.web.parked import SEE as SEE_PARKED
from shared.web.parked import said_reason
from shared.web.sessions import current_actor

SEE = SEE_PARKED
PATIENCE = 4.0  # seconds; a department itself waits up to three for a broker that is silent
LATE_SECONDS = 30.0  # since all of an upstream was heard (docs/RUNBOOK.md)

pages = Blueprint("reporting_messages", __name__, template_folder="../templates")
api = flask_smorest.Blueprint("reporting_messages_api", "reporting", url_prefix="/reporting/api")


@dataclass(kw_only=True)
class Told:
    """What one department said, or that it said nothing."""

    department: str
    health: dict[str, Any] | None = None
    seen_at: datetime | None = None

    @property
    def answers(self) -> bool:
        """Whether it answered."""
        return self.health is not None

    @property
    def followers(self) -> list[dict[str, Any]]:
        """Whom it hears, and how far."""
        return [] if self.health is None else [_follower(it) for it in self.health["followers"]]

    @property
    def is_level(self) -> bool:
        """Nothing waits for anybody."""
        return self.answers and all(it["level"] for it in self.followers)


@dataclass(kw_only=True)
class Town:
    """All departments, side by side."""

    departments: list[Told] = field(default_factory=list)

    @property
    def silent(self) -> list[str]:
        """Who did not answer: what waits there, and what it put aside, is not known."""
        return [told.department for told in self.departments if not told.answers]

    @property
    def parked(self) -> list[dict[str, Any]]:
        """What was put aside anywhere."""
        return [
            {"department": told.department, **message}
            for told in self.departments
            for message in (told.health or {}).get("parked_messages", ())
        ]


@pages.get("/reporting/messages")
@needs(SEE)
def health() -> str:
    """Who answers, who hears whom how far, what waits in queues and what was put aside."""
    return render_template(
        "reporting/messages.html", found=asked(peers(), current_actor()), said=said_reason
    )


@api.get("/messages")
@needs(SEE)
@api.response(200, MessageHealthOut)
def read_messages() -> dict[str, Any]:
    """The same, for programs."""
    return {
        "departments": [
            {
                "department": told.department,
                "answers": told.answers,
                "seen_at": told.seen_at,
                "health": told.health,
            }
            for told in asked(peers(), current_actor()).departments
        ]
    }


def asked(calls: Calls, reader: Actor | None) -> Town:
    """Ask every department at once; whoever is away was last seen by those who hear it."""
    names = [desk.id for desk in face().town.desks]
    answers = side_by_side([lambda name=name: _ask(calls, reader, name) for name in names])  # type: ignore[misc]  # bound now
    found = [
        Told(department=name, health=answer) for name, answer in zip(names, answers, strict=True)
    ]
    for told in found:
        told.seen_at = _last_seen(told.department, found)
    return Town(departments=found)


def _ask(calls: Calls, reader: Actor | None, name: str) -> dict[str, Any] | None:
    try:
        answer: dict[str, Any] = calls.call(name, "message_health", actor=reader, timeout=PATIENCE)
    except (NotNow, PeerRefused, Forbidden):
        return None
    return {
        **answer,
        "followers": [_with_instant(it, "seen_at") for it in answer["followers"]],
        "parked_messages": [_with_instant(it, "parked_at") for it in answer["parked_messages"]],
    }


def _last_seen(department: str, found: list[Told]) -> datetime | None:
    return max(
        (
            it["seen_at"]
            for told in found
            for it in told.followers
            if it["upstream"] == department and it["seen_at"] is not None
        ),
        default=None,
    )


def _follower(it: dict[str, Any]) -> dict[str, Any]:
    late = it["seconds"] > LATE_SECONDS
    return it | {
        "behind": max(it["level"] - it["tracked"], 0),
        "level": not (late or it["stopped"]),
    }


def _with_instant(told: dict[str, Any], name: str) -> dict[str, Any]:
    return told | {name: told[name] and datetime.fromisoformat(told[name])}
