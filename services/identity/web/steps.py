"""What is asked after the password: a code, a device that makes codes, a new password."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from services.identity.application import IdentityApplication
from services.identity.schemas.own import CodeForm, EnrolForm, PasswordForm
from services.identity.web import halfway
from services.identity.web.door import Admitted, acting_as, door
from services.identity.web.enrolling import Enrolment
from services.identity.web.knocking import answered, let_in
from services.identity.web.passwords import accepted
from shared.web.face import application
from shared.web.forms import submit
from shared.web.guards import public
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "identity_steps", __name__, url_prefix="/identity/sign-in", template_folder="../templates"
)


@pages.route("/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for a code of the second factor."""
    half = halfway.present()
    if half is None:
        return redirect(url_for("identity_door.sign_in"), 303)
    admitted = list[Admitted]()

    def check(form: dict[str, Any]) -> None:
        door().prove_code(_office().account(half.account), form["code"])
        admitted.extend(filter(None, [halfway.advance(replace(half, coded=True))]))

    answer = submit(
        CodeForm(),
        check,
        "identity/step.html",
        then=lambda _done: half.back_to if admitted else halfway.address(),
        said=_l("验证码正确。"),
        title=_("输入验证码"),
        about=half.account,
    )
    return answered(answer, admitted)


@pages.route("/second-factor", methods=["GET", "POST"])
@public
def enrol() -> ResponseReturnValue:
    """Have a second factor set by whoever must have one and has none yet."""
    half = halfway.present()
    if half is None:
        return redirect(url_for("identity_door.sign_in"), 303)
    admitted, enrolment = list[Admitted](), Enrolment(half.account)

    def check(form: dict[str, Any]) -> Any:
        with acting_as(half.account):
            done = enrolment.accept(form, now=int(time.time()))
        admitted.extend(filter(None, [halfway.advance(replace(half, coded=True))]))
        return done

    answer = submit(
        EnrolForm(),
        check,
        "identity/enrol.html",
        then="/",
        said=_l("第二因素已设置。"),
        initial=enrolment.initial,
        about=half.account,
        enrolment=enrolment,
        back="",
    )
    if not enrolment.accepted:
        return answer
    shown = enrolment.codes_page(half.back_to if admitted else halfway.address())
    return let_in(shown, admitted[0]) if admitted else shown


@pages.route("/password", methods=["GET", "POST"])
@public
def renew() -> ResponseReturnValue:
    """Have a password changed that is older than the town allows."""
    half = halfway.present()
    if half is None or halfway.next_step(half) != halfway.RENEW:
        return redirect(halfway.address(), 303)
    admitted = list[Admitted]()

    def change(form: dict[str, Any]) -> Any:
        with acting_as(half.account):
            found = _office().account(half.account)
            door().must_differ(found, form["password"])
            password_hash = accepted(form["password"], account=half.account)
            done = _office().set_password(account=half.account, password_hash=password_hash)
        admitted.extend(filter(None, [halfway.advance(half)]))
        return done

    answer = submit(
        PasswordForm(),
        change,
        "identity/step.html",
        then=half.back_to,
        said=_l("密码已修改。"),
        title=_("密码已到期，请换一个"),
        about=half.account,
    )
    return answered(answer, admitted)


def _office() -> IdentityApplication:
    return application(IdentityApplication)
