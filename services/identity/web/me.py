"""Everybody's own page: who am I here, since when, and my password."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity import rules
from services.identity.application import IdentityApplication
from services.identity.projections.sessions import sessions_of
from services.identity.schemas import OwnPasswordForm
from services.identity.web.door import Wait, attempt_of, door
from services.identity.web.passwords import accepted
from services.identity.web.sign_in import present_session
from shared import clock
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.face import application
from shared.web.forms import submit, tell
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

A_SHIFT = 24 * 3600

pages = Blueprint(
    "identity_me", __name__, url_prefix="/identity/me", template_folder="../templates"
)


@pages.get("")
@needs("identity.use_own_account")
def me() -> str:
    """The account, its role, and where it is signed in."""
    actor = allow("identity.use_own_account")
    office = application(IdentityApplication)
    account = office.account(actor.account)
    held = account.grants_on(clock.today())
    here = (actor.role, actor.unit)
    grant = next((it for it in held.values() if (it.role, it.unit) == here), None)
    return render_template(
        "identity/me.html",
        account=account,
        grant=grant,
        other_roles={key: it for key, it in held.items() if it is not grant},
        unit=office.title_of_unit(actor.unit),
        villages=actor.villages,
        roles=rules.ROLES,
        sessions=sessions_of(office.db, actor.account, now=int(time.time()), idle=A_SHIFT),
    )


@pages.post("/roles/<uuid:grant_id>")
@needs("identity.use_own_account")
def switch_role(grant_id: UUID) -> ResponseReturnValue:
    """Go on in another role."""
    session = present_session()
    if session is None:  # a bearer token works in one role
        raise Refusal("请先登录")
    office = application(IdentityApplication)
    tell(office.switch_role(session_id=session.id, grant_id=grant_id), _("已换岗位。"))
    return redirect("/", 303)


@pages.route("/password", methods=["GET", "POST"])
@needs("identity.use_own_account")
def own_password() -> ResponseReturnValue:
    """Change the own password; everybody who was signed in with the old one signs in again."""
    code = allow("identity.use_own_account").account
    return submit(
        OwnPasswordForm(),
        lambda form: _change(code, form),
        "identity/form.html",
        then=url_for("identity_door.sign_in"),
        said=_l("密码已修改，请用新密码登录。"),
        title=_("修改密码"),
        back=url_for(".me"),
    )


def _change(code: str, form: dict[str, Any]) -> Done[None]:
    """Whoever sits at an open screen must know the present password, and may not try for ever."""
    office, attempt = application(IdentityApplication), attempt_of(code)
    seconds = door().attempts.begin(attempt, now=int(time.time()))
    if seconds:
        raise Wait(seconds)
    if not door().matches(office.account(code).password_hash, form["current"]):
        raise Refusal("现在的密码不对", field="current")
    door().attempts.succeeded(attempt, now=int(time.time()))
    return office.set_password(account=code, password_hash=accepted(form["password"], account=code))
