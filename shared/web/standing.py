"""Pages that every desk has: `/`, `/static/…`, and what a watchman reads.

`/healthz`, `/readyz` and `/metrics` speak for the process, the same below `/<desk>/` for the desk.
Whoever may not read the figures is not even told that there are any.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, redirect
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from werkzeug.exceptions import NotFound

from shared.web import assets
from shared.web.face import face
from shared.web.guards import public, sign_in_address
from shared.web.health import look, report, report_of_process
from shared.web.sessions import bearer_token, current_actor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def standing_pages(desk_id: str) -> Blueprint:
    """Make the blueprint; each desk has its own health, so that a proxy can ask each one."""
    pages = Blueprint("standing", __name__)
    pages.add_url_rule("/", view_func=landing)
    pages.add_url_rule("/static/<version>/<path:name>", view_func=static)
    pages.add_url_rule("/healthz", view_func=healthz)
    pages.add_url_rule("/readyz", view_func=readyz)
    pages.add_url_rule("/metrics", view_func=metrics)
    pages.add_url_rule(f"/{desk_id}/healthz", view_func=healthz)
    pages.add_url_rule(f"/{desk_id}/readyz", view_func=readyz_of_desk)
    pages.add_url_rule(f"/{desk_id}/metrics", view_func=metrics_of_desk)
    return pages


@public
def landing() -> ResponseReturnValue:
    """Lead to the own desk, or to where one signs in."""
    actor = current_actor()
    return redirect(face().town.home_of(actor) if actor else sign_in_address("/"), 303)


@public
def static(version: str, name: str) -> Response:
    """Send a static file."""
    return assets.serve(version, name)


@public
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="alive")


@public
def readyz_of_desk() -> tuple[Response, int]:
    """Say whether all that the desk needs is in order; 503 names what is not."""
    told = report(look(face().checks))
    return jsonify(told), 503 if told["not_ready"] else 200


@public
def readyz() -> tuple[Response, int]:
    """Say the same of every department in this process."""
    told = report_of_process(face().process() or {face().desk.id: face().checks})
    return jsonify(told), 503 if told["not_ready"] else 200


@public
def metrics_of_desk() -> Response:
    """Give the figures of this desk."""
    return _figures(face().desk.id)


@public
def metrics() -> Response:
    """Give all figures of the process."""
    return _figures(None)


def _figures(department: str | None) -> Response:
    token, figures = face().settings.metrics_token, face().figures
    shown = (bearer_token() or "").encode()
    if not token or figures is None or not hmac.compare_digest(shown, token.encode()):
        raise NotFound
    return Response(figures.text(department), content_type=CONTENT_TYPE_LATEST)
