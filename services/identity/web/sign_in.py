"""The door as a page: in with work code and password, out with one button."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.identity.application import IdentityApplication
from services.identity.projections.sessions import LiveSession, live_session
from services.identity.schemas import SignInForm
from services.identity.web.demonstration import for_visitors
from services.identity.web.door import (
    DEVICE_SECONDS,
    Admitted,
    Wait,
    attempt_of,
    device_cookie,
    door,
)
from shared.access.secrets import digest_of, new_token
from shared.web.face import application, face
from shared.web.forms import shows, submit
from shared.web.guards import local_path, public
from shared.web.sessions import begin_session, cookie_name, end_session
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

A_SHIFT = 24 * 3600  # longer than any session: its own end decides, not this

pages = Blueprint("identity_door", __name__, template_folder="../templates")


class Knock:
    """One request at the door, and what came of it."""

    def __init__(self) -> None:
        self.admitted: Admitted | None = None
        self.wait = 0

    def enter(self, form: dict[str, Any]) -> None:
        """Try the form's password."""
        account = form["account"].strip().lower()
        try:
            self.admitted = door().admit(
                account=account, password=form["password"], attempt=attempt_of(account)
            )
        except Wait as wait:
            self.wait = wait.seconds
            raise
        _begin_form_session(account)
        if self.admitted.refused_before:
            flash(_warning(self.admitted.refused_before), "due")


@pages.route("/identity/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, and go on to where one wanted to go."""
    knock = Knock()
    answer = submit(
        SignInForm(),
        knock.enter,
        "identity/sign_in.html",
        then=local_path(request.args.get("next")) or "/",
        said=_l("已登录。"),
        initial={"account": request.args.get("account", "")},
        visitors=for_visitors(application(IdentityApplication)),
    )
    if knock.admitted is not None and isinstance(answer, Response):
        return _let_in(answer, knock.admitted)
    if knock.wait and isinstance(answer, tuple):
        return answer[0], 429, {"Retry-After": str(knock.wait)}
    return answer


@pages.post("/identity/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign out; whoever is out already is simply shown the door."""
    _endpresent_session()
    return end_session(_to(url_for("identity_door.sign_in")))


def _let_in(answer: Response, admitted: Admitted) -> ResponseReturnValue:
    """Give the browser its new token, and the one by which it is known from now on."""
    _endpresent_session()
    device = request.cookies.get(device_cookie()) or new_token()
    door().attempts.know(digest_of(device), admitted.account, now=int(time.time()))
    answer.set_cookie(
        device_cookie(),
        device,
        max_age=DEVICE_SECONDS,
        path="/",
        httponly=True,
        secure=face().settings.https,
        samesite="Strict",
    )
    return begin_session(answer, admitted.token, account=admitted.account)  # type: ignore[arg-type]  # werkzeug's is flask's


def _endpresent_session() -> None:
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


def _begin_form_session(account: str) -> None:
    """Before anything is said to the new account: another one's notices are not for it."""
    if session.get("account") != account:
        session.clear()
        session["account"] = account


def _warning(refused: int) -> str:
    said: str = _(
        "上次登录以来，有%(num)d次密码输错。如果不是您本人，请修改密码并告诉系统管理员。",
        num=refused,
    )
    return said


def _to(address: str) -> Any:
    return redirect(address, 303)
