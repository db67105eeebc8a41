"""Roles: asked for by one administrator, approved by another, ended by either."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from services.identity.projections.units import all_units
from services.identity.schemas.administration import GrantForm
from services.identity.schemas.asked import ConfirmForm
from services.identity.web.accounts import act_on, office, page_of
from shared.web.forms import tell
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "identity_roles",
    __name__,
    url_prefix="/identity/accounts/<code>/roles",
    template_folder="../templates",
)


@pages.route("/new", methods=["GET", "POST"])
@needs("identity.request_role")
def request_role(code: str) -> ResponseReturnValue:
    """Ask that the account be given a role."""
    with office().db.reading() as conn:
        units = [(unit.unit, unit.title) for unit in all_units(conn)]
    return act_on(
        code,
        GrantForm(),
        lambda form: office().request_role(account=code, **form),
        title=_("申请岗位"),
        said=_l("岗位已申请，等安全管理员批准。"),
        options={"unit": units},
    )


@pages.post("/<uuid:grant_id>/approve")
@needs("identity.decide_role")
def approve_role(code: str, grant_id: UUID) -> ResponseReturnValue:
    """Give the role that somebody else asked for."""
    tell(office().approve_role(account=code, grant_id=grant_id), _("岗位已批准。"))
    return redirect(page_of(code), 303)


@pages.route("/<uuid:grant_id>/decline", methods=["GET", "POST"])
@needs("identity.decide_role")
def decline_role(code: str, grant_id: UUID) -> ResponseReturnValue:
    """Do not give it."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().decline_role(account=code, grant_id=grant_id),
        title=_("不批准岗位"),
        said=_l("岗位申请已退回。"),
    )


@pages.route("/<uuid:grant_id>/end", methods=["GET", "POST"])
@needs("identity.end_role")
def end_role(code: str, grant_id: UUID) -> ResponseReturnValue:
    """Take the role back."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().end_role(account=code, grant_id=grant_id),
        title=_("结束岗位"),
        said=_l("岗位已结束，这个账号已退出登录。"),
    )
