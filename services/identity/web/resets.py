"""New passwords: one administrator asks, another approves, the holder sets it with both halves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.schemas.answers import DoneOut, HalfOut
from services.identity.schemas.asked import CheckedForm, ConfirmForm
from services.identity.schemas.own import FirstPasswordForm
from services.identity.web.accounts import act_on, office
from services.identity.web.door import acting_as, door
from services.identity.web.passwords import accepted
from shared.access.codes import new_half, plain_recovery_code
from shared.access.secrets import digest_of
from shared.eventstore.performing import Done
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit
from shared.web.guards import needs, public
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

ASK, DECIDE = "identity.request_password_reset", "identity.decide_password_reset"

pages = Blueprint(
    "identity_resets", __name__, url_prefix="/identity", template_folder="../templates"
)
api = api_blueprint("identity", "resets")


@pages.route("/accounts/<code>/password-reset", methods=["GET", "POST"])
@needs(ASK)
def request_reset(code: str) -> ResponseReturnValue:
    """Ask that the holder may set a new password, and hand over the first half."""
    half, done = new_half(), list[Done[None]]()
    answer = act_on(
        code,
        ConfirmForm(),
        lambda _form: _noted(done, _asked(code, half)),
        title=_("申请重设密码"),
        said=_l("已申请，等安全管理员批准。"),
    )
    return _half_page(code, half, "first") if done else answer


@pages.route("/accounts/<code>/password-reset/approve", methods=["GET", "POST"])
@needs(DECIDE)
def approve_reset(code: str) -> ResponseReturnValue:
    """Agree, and hand over the second half."""
    half, done = new_half(), list[Done[None]]()
    answer = act_on(
        code,
        CheckedForm(),
        lambda _form: _noted(done, _approved(code, half)),
        title=_("批准重设密码"),
        said=_l("已批准。"),
    )
    return _half_page(code, half, "second") if done else answer


@pages.route("/accounts/<code>/password-reset/decline", methods=["GET", "POST"])
@needs(DECIDE)
def decline_reset(code: str) -> ResponseReturnValue:
    """Do not agree."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().decline_password_reset(account=code),
        title=_("不批准重设密码"),
        said=_l("重设密码的申请已退回。"),
    )


@pages.route("/new-password", methods=["GET", "POST"])
@public
def new_password() -> ResponseReturnValue:
    """Let whoever was given both halves set their password."""
    return submit(
        FirstPasswordForm(),
        _take,
        "identity/new_password.html",
        then=url_for("identity_door.sign_in"),
        said=_l("密码已设置，请登录。"),
    )


@api.post("/accounts/<code>/password-reset")
@needs(ASK)
@api.response(201, HalfOut)
def request_by_program(code: str) -> dict[str, Any]:
    """Ask that the holder may set a new password: the first half is in this answer only."""
    half = new_half()
    return done_out(_asked(code, half)) | {"half": half}


@api.post("/accounts/<code>/password-reset/approval")
@needs(DECIDE)
@api.response(200, HalfOut)
def approve_by_program(code: str) -> dict[str, Any]:
    """Agree to what somebody else asked for: the second half is in this answer only."""
    half = new_half()
    return done_out(_approved(code, half)) | {"half": half}


@api.delete("/accounts/<code>/password-reset")
@needs(DECIDE)
@api.response(200, DoneOut)
def decline_by_program(code: str) -> dict[str, Any]:
    """Do not agree."""
    return done_out(office().decline_password_reset(account=code))


def _take(form: dict[str, Any]) -> Done[None]:
    account = form["account"].strip().lower()
    halves = {side: digest_of(plain_recovery_code(form[side])) for side in ("first", "second")}
    with door().counted(f"reset {account}"):
        office().refuse_wrong_halves(account=account, **halves)
    password_hash = accepted(form["password"], account=account)
    with acting_as(account):
        return office().take_password(account=account, password_hash=password_hash, **halves)


def _asked(code: str, half: str) -> Done[None]:
    first = digest_of(plain_recovery_code(half))
    return office().request_password_reset(account=code, first=first)


def _approved(code: str, half: str) -> Done[None]:
    second = digest_of(plain_recovery_code(half))
    return office().approve_password_reset(account=code, second=second)


def _noted(done: list[Done[None]], one: Done[None]) -> Done[None]:
    done.append(one)
    return one


def _half_page(code: str, half: str, side: str) -> str:
    reset = office().account(code).reset
    return render_template(
        "identity/half.html",
        code=code,
        half=half,
        side=side,
        until=reset.holds_until if reset is not None else None,
    )
