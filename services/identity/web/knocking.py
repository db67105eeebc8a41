"""Letting a browser in: its new token, and the one by which it is known from now on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from flask import make_response, request, session
from flask.typing import ResponseReturnValue

from services.identity.application import IdentityApplication
from services.identity.projections.sessions import LiveSession, live_session
from services.identity.web.door import DEVICE_SECONDS, Admitted, device_cookie, door
from shared.access.secrets import digest_of, new_token
from shared.web.face import application, face
from shared.web.forms import shows
from shared.web.sessions import begin_session, cookie_name

A_SHIFT = 24 * 3600  # longer than any session: its own end decides, not this


def answered(answer: ResponseReturnValue, admitted: Sequence[Admitted]) -> ResponseReturnValue:
    """Let in whoever was admitted while the answer was made."""
    return let_in(answer, admitted[0]) if admitted else answer


def let_in(answer: Any, admitted: Admitted) -> ResponseReturnValue:
    """End the session that the browser has, and begin the new one."""
    end_present_session()
    response = make_response(answer)
    device = request.cookies.get(device_cookie()) or new_token()
    door().attempts.know(digest_of(device), admitted.account, now=int(time.time()))
    response.set_cookie(
        device_cookie(),
        device,
        max_age=DEVICE_SECONDS,
        path="/",
        httponly=True,
        secure=face().settings.https,
        samesite="Strict",
    )
    return begin_session(response, admitted.token, account=admitted.account)


def begin_form_session(account: str) -> None:
    """Before anything is said to the new account: another one's notices are not for it."""
    if session.get("account") != account:
        session.clear()
        session["account"] = account


def end_present_session() -> None:
    """Sign out whoever is signed in in this browser."""
    present = present_session()
    if present is not None:
        shows(application(IdentityApplication).end_session(session_id=present.id))


def present_session() -> LiveSession | None:
    """The session of the browser that asks."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    office = application(IdentityApplication)
    return live_session(office.db, digest_of(token), now=int(time.time()), idle=A_SHIFT)
