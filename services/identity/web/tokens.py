"""Bearer tokens: one administrator asks, another approves, the holder takes the secret."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.schemas.administration import TokenForm
from services.identity.schemas.answers import DoneOut, IssuedOut, RequestedOut
from services.identity.schemas.asked import ConfirmForm
from services.identity.web.accounts import act_on, office, page_of
from shared.access.secrets import digest_of, new_token
from shared.web.api import api_blueprint, done_out
from shared.web.forms import tell
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

ASK, DECIDE, REVOKE, OWN = (
    "identity.request_token",
    "identity.decide_token",
    "identity.revoke_token",
    "identity.use_own_account",
)

pages = Blueprint(
    "identity_tokens", __name__, url_prefix="/identity", template_folder="../templates"
)
api = api_blueprint("identity", "tokens")


@pages.route("/accounts/<code>/tokens/new", methods=["GET", "POST"])
@needs(ASK)
def request_token(code: str) -> ResponseReturnValue:
    """Ask that another system may act as this account."""
    return act_on(
        code,
        TokenForm(),
        lambda form: office().request_token(account=code, **form),
        title=_("申请令牌"),
        said=_l("令牌已申请；安全管理员批准后，由本人登录，在“我的账号”领取。"),
    )


@pages.post("/accounts/<code>/tokens/<uuid:token_id>/approve")
@needs(DECIDE)
def approve_token(code: str, token_id: UUID) -> ResponseReturnValue:
    """Agree to it."""
    done = office().approve_token(account=code, token_id=token_id)
    tell(done, _("令牌已批准，由本人领取。"))
    return redirect(page_of(code), 303)


@pages.route("/accounts/<code>/tokens/<uuid:token_id>/decline", methods=["GET", "POST"])
@needs(DECIDE)
def decline_token(code: str, token_id: UUID) -> ResponseReturnValue:
    """Do not agree."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().decline_token(account=code, token_id=token_id),
        title=_("不批准令牌"),
        said=_l("令牌申请已退回。"),
    )


@pages.post("/accounts/<code>/tokens/<uuid:token_id>/revoke")
@needs(REVOKE)
def revoke_token(code: str, token_id: UUID) -> ResponseReturnValue:
    """Take a bearer token back."""
    tell(office().revoke_token(account=code, token_id=token_id), _("令牌已收回。"))
    return redirect(page_of(code), 303)


@pages.post("/me/tokens/<uuid:token_id>")
@needs(OWN)
def collect_token(token_id: UUID) -> str:
    """Take what was approved. The secret is on the answer to this request and nowhere else."""
    code, token = allow(OWN).account, new_token()
    office().collect_token(account=code, token_id=token_id, digest=digest_of(token))
    return render_template("identity/token.html", token=token, back=url_for("identity_me.me"))


@api.post("/accounts/<code>/tokens")
@needs(ASK)
@api.arguments(TokenForm)
@api.response(201, RequestedOut)
def request_by_program(form: dict[str, Any], code: str) -> dict[str, Any]:
    """Ask that another system may act as this account; by the id it is approved and taken."""
    done = office().request_token(account=code, **form)
    return done_out(done) | {"id": done.answer}


@api.post("/accounts/<code>/tokens/<uuid:token_id>/approval")
@needs(DECIDE)
@api.response(200, DoneOut)
def approve_by_program(code: str, token_id: UUID) -> dict[str, Any]:
    """Agree to the token that somebody else asked for."""
    return done_out(office().approve_token(account=code, token_id=token_id))


@api.delete("/accounts/<code>/tokens/<uuid:token_id>/approval")
@needs(DECIDE)
@api.response(200, DoneOut)
def decline_by_program(code: str, token_id: UUID) -> dict[str, Any]:
    """Do not agree."""
    return done_out(office().decline_token(account=code, token_id=token_id))


@api.delete("/accounts/<code>/tokens/<uuid:token_id>")
@needs(REVOKE)
@api.response(200, DoneOut)
def revoke_by_program(code: str, token_id: UUID) -> dict[str, Any]:
    """Take a bearer token back."""
    return done_out(office().revoke_token(account=code, token_id=token_id))


@api.post("/me/tokens/<uuid:token_id>")
@needs(OWN)
@api.response(201, IssuedOut)
def collect_by_program(token_id: UUID) -> dict[str, Any]:
    """Take what was approved for the own account: the secret is in this answer and nowhere else.

    A repeat with the same `Idempotency-Key` is refused: the first secret cannot be shown again.
    """
    code, token = allow(OWN).account, new_token()
    done = office().collect_token(account=code, token_id=token_id, digest=digest_of(token))
    return done_out(done) | {"id": token_id, "token": token}
