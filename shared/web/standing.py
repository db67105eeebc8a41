"""Pages that every desk has: `/`, `/static/…`, `/<desk>/healthz`, `/<desk>/readyz`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, redirect

from shared.web import assets
from shared.web.face import face
from shared.web.guards import public, sign_in_address
from shared.web.sessions import current_actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue


def standing_pages(desk_id: str) -> Blueprint:
    """Make the blueprint; health is under the desk's own path, so that a proxy can ask each one."""
    pages = Blueprint("standing", __name__)
    pages.add_url_rule("/", view_func=landing)
    pages.add_url_rule("/static/<version>/<path:name>", view_func=static)
    pages.add_url_rule(f"/{desk_id}/healthz", view_func=healthz)
    pages.add_url_rule(f"/{desk_id}/readyz", view_func=readyz)
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
def readyz() -> tuple[Response, int]:
    """Say whether everything that the desk needs answers too; 503 names what does not."""
    found = {name: _passes(check) for name, check in face().checks.items()}
    ready = all(found.values())
    return jsonify(status="ready" if ready else "not ready", checks=found), 200 if ready else 503


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever a check fails with, the answer is "no"
        return False
