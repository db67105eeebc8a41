"""Each desk shows the messages that it put aside, and replays them itself.

No department changes another's state: whoever operates the town comes here, to the desk that could
not hear a message, sees which messages of the case would be tried in which order, and says yes.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import flask_smorest
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import EXCLUDE, Schema, fields, validates_schema
from marshmallow.exceptions import ValidationError

from shared.eventstore.application import Department
from shared.eventstore.records import Parked
from shared.messaging.follower import BEHIND
from shared.messaging.health import told_of
from shared.messaging.parking import Replayed, line_of, replay
from shared.web.face import application, face
from shared.web.guards import local_path, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.speech import ngettext

SEE, REPLAY = "operations.see_parked", "operations.replay_parked"
BEHIND_ANOTHER = _l("排在同一个案更早的搁置消息之后")
BOTH = _l("上游部门与位置须一起填写。")

HOLE = re.compile(r"\{\w+\}")  # where a refusal's sentence was not filled in

_log = logging.getLogger(__name__)


class Chosen(Schema):
    """Which messages: that of an upstream at a position with all of its case, or all there are."""

    class Meta:
        """A form also sends its own fields."""

        unknown = EXCLUDE

    upstream = fields.String(load_default=None)
    position = fields.Integer(load_default=None)

    @validates_schema
    def _both_or_none(self, chosen: dict[str, Any], **_more: Any) -> None:
        if (chosen.get("upstream") is None) is not (chosen.get("position") is None):
            raise ValidationError({"position": [str(BOTH)]})


class ParkedOut(Schema):
    """A message that was put aside, without what is in it."""

    upstream = fields.String()
    position = fields.Integer()
    event = fields.String()
    case_ref = fields.String(allow_none=True)
    reason = fields.String()
    parked_at = fields.AwareDateTime(allow_none=True)


class ReplayedOut(Schema):
    """How many were heard now, and which still wait."""

    replayed = fields.Integer()
    waiting = fields.List(fields.Nested(ParkedOut))


def parked_pages(desk_id: str) -> Blueprint:
    """Make the pages `/<desk>/parked` and `/<desk>/parked/replay`."""
    pages = Blueprint("parked", __name__, url_prefix=f"/{desk_id}/parked")
    pages.add_url_rule("", "home", home)
    pages.add_url_rule("/replay", "confirm", confirm)
    pages.add_url_rule("/replay", "carry_out", carry_out, methods=["POST"])
    return pages


def parked_api(desk_id: str) -> flask_smorest.Blueprint:
    """Make the JSON routes `/<desk>/api/parked` and `/<desk>/api/parked/replay`."""
    api = flask_smorest.Blueprint("parked_api", desk_id, url_prefix=f"/{desk_id}/api/parked")

    @api.get("")
    @needs(SEE)
    @api.response(200, ParkedOut(many=True))
    def read_parked() -> list[dict[str, Any]]:
        """The messages that this department put aside, in the order of a replay."""
        return [told_of(message) for message in office().parked()]

    @api.post("/replay")
    @needs(REPLAY)
    @api.arguments(Chosen)
    @api.response(200, ReplayedOut)
    def replay_them(asked: dict[str, Any]) -> dict[str, Any]:
        """Try messages again: one with all of its case, or all where none is named."""
        tried = _replayed(_chosen(asked))
        return {
            "replayed": sum(it.reason is None for it in tried),
            "waiting": [told_of(message) for message in office().parked()],
        }

    return api


def office() -> Department:
    """The department's application."""
    return application(Department)


@needs(SEE)
def home() -> str:
    """What was put aside, and why."""
    return render_template(
        "parked.html", messages=office().parked(), said=said_reason, back=_back(), confirm=None
    )


@needs(REPLAY)
def confirm() -> str:
    """Which messages would be tried again, in which order."""
    asked = Chosen().load(request.args.to_dict())
    return render_template(
        "parked.html", messages=_chosen(asked), said=said_reason, back=_back(), confirm=asked
    )


@needs(REPLAY)
def carry_out() -> ResponseReturnValue:
    """Try them again, and say what became of it."""
    tried = _replayed(_chosen(Chosen().load(request.form.to_dict())))
    heard = sum(it.reason is None for it in tried)
    if heard:
        flash(ngettext("已重放%(num)d条消息", "已重放%(num)d条消息", heard), "done")
    if still := len(office().parked()):
        flash(ngettext("仍有%(num)d条搁置", "仍有%(num)d条搁置", still), "late")
    return redirect(_back() or url_for("parked.home"), 303)


def said_reason(reason: str) -> str:
    """Why a message waits, in the reader's language; of an error only its class is known."""
    if reason == BEHIND:
        return str(BEHIND_ANOTHER)
    kind, colon, sentence = reason.partition(": ")
    return f"{kind}{colon}{HOLE.sub('…', _(sentence))}" if sentence else kind


def _chosen(asked: dict[str, Any]) -> list[Parked]:
    if asked["upstream"] is None:
        return office().parked()
    return line_of(office(), upstream=asked["upstream"], position=asked["position"])


def _replayed(messages: list[Parked]) -> list[Replayed]:
    tried = replay(office(), messages)
    told = {"department": face().desk.id, "count": sum(it.reason is None for it in tried)}
    _log.info("parked messages were replayed", extra=told)
    return tried


def _back() -> str | None:
    """Where the reader came from, on this host only."""
    return local_path(request.values.get("next"))
