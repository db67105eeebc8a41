"""Everybody's own page: who am I here, since when, and how I prove it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.application import IdentityApplication
from services.identity.projections.machines import MachineRow, all_machines
from services.identity.projections.sessions import LiveSession, sessions_of
from services.identity.rules import granting
from services.identity.schemas.own import (
    CurrentPasswordForm,
    OwnEnrolForm,
    OwnPasswordForm,
    PinForm,
)
from services.identity.web.door import door
from services.identity.web.enrolling import Enrolment
from services.identity.web.knocking import A_SHIFT, present_session
from services.identity.web.passwords import accepted
from shared import clock
from shared.access.secrets import hashed_pin
from shared.eventstore.act import current_act
from shared.eventstore.performing import Done
from shared.hub import offload
from shared.law import Refusal
from shared.web.face import application
from shared.web.forms import submit, tell
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

PROOFS = {
    "password": _l("密码"),
    "code": _l("密码和验证码"),
    "pin": _l("公用电脑上的 PIN"),
}

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
        roles=granting.ROLES,
        here=present_session(),
        must_use_second_factor=office.must_use_second_factor(account.account),
        proofs=PROOFS,
        machines={it.machine_id: it.title for it in _machines(office)},
        sessions=sessions_of(office.db, actor.account, now=int(time.time()), idle=A_SHIFT),
        ago=_ago,
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


@pages.route("/second-factor", methods=["GET", "POST"])
@needs("identity.use_own_account")
def own_second_factor() -> ResponseReturnValue:
    """Set a second factor, or another device for it."""
    code = allow("identity.use_own_account").account
    enrolment = Enrolment(code)

    def accept(form: dict[str, Any]) -> Done[None]:
        door().prove_again(code, form["current"])
        return enrolment.accept(form, now=int(time.time()))

    answer = submit(
        OwnEnrolForm(),
        accept,
        "identity/enrol.html",
        then=url_for(".me"),
        said=_l("第二因素已设置。"),
        initial=enrolment.initial,
        about=code,
        enrolment=enrolment,
        back=url_for(".me"),
    )
    return enrolment.codes_page(url_for(".me")) if enrolment.accepted else answer


@pages.route("/second-factor/remove", methods=["GET", "POST"])
@needs("identity.use_own_account")
def remove_own_second_factor() -> ResponseReturnValue:
    """Do without a second factor, where the town does not ask for one."""
    code = allow("identity.use_own_account").account
    return submit(
        CurrentPasswordForm(),
        lambda form: _do_without_second_factor(code, form),
        "identity/form.html",
        then=url_for(".me"),
        said=_l("第二因素已取消。"),
        title=_("取消第二因素"),
        back=url_for(".me"),
    )


@pages.route("/pin", methods=["GET", "POST"])
@needs("identity.use_own_account")
def own_pin() -> ResponseReturnValue:
    """Choose the PIN for changing places at a shared machine."""
    code = allow("identity.use_own_account").account
    return submit(
        PinForm(),
        lambda form: _set_pin(code, form),
        "identity/form.html",
        then=url_for(".me"),
        said=_l("PIN 已设置。"),
        title=_("设置 PIN"),
        back=url_for(".me"),
    )


@pages.post("/sessions/<uuid:session_id>/end")
@needs("identity.use_own_account")
def end_own_session(session_id: UUID) -> ResponseReturnValue:
    """Sign out somewhere else."""
    code = allow("identity.use_own_account").account
    done = application(IdentityApplication).end_sessions(account=code, session_ids=[session_id])
    tell(done, _("已退出那里的登录。"))
    return redirect(url_for(".me"), 303)


def _change(code: str, form: dict[str, Any]) -> Done[None]:
    door().prove_again(code, form["current"])
    password_hash = accepted(form["password"], account=code)
    return application(IdentityApplication).set_password(account=code, password_hash=password_hash)


def _do_without_second_factor(code: str, form: dict[str, Any]) -> Done[None]:
    door().prove_again(code, form["current"])
    return application(IdentityApplication).remove_second_factor(account=code)


def _set_pin(code: str, form: dict[str, Any]) -> Done[None]:
    office = application(IdentityApplication)
    door().prove_again(code, form["current"])
    office.refuse_weak_pin(form["pin"])
    act = current_act()
    command_id = act.command_id if act else None
    pin_hash = offload(hashed_pin, form["pin"], command_id=command_id)
    return office.set_pin(account=code, pin_hash=pin_hash)


def _ago(session: LiveSession) -> str:
    """How long ago it was last used; it is noted twice a minute at most."""
    minutes = (int(time.time()) - session.seen_at) // 60
    return _("%(minutes)s分钟前", minutes=minutes) if minutes > 0 else _("刚才")


def _machines(office: IdentityApplication) -> Sequence[MachineRow]:
    with office.db.reading() as conn:
        return all_machines(conn)
