"""How accounts are guarded, and what the administrators did: for whoever audits them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity import rules
from services.identity.projections.accounts import AccountRow, all_accounts
from services.identity.schemas.administration import PolicyForm
from services.identity.web.accounts import office
from services.identity.web.history import ADMINISTRATION, timeline_of
from shared import clock
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

LATEST = 100  # acts on one page; the log has them all

pages = Blueprint(
    "identity_audit", __name__, url_prefix="/identity", template_folder="../templates"
)


@pages.get("/audit")
@needs("identity.see_audit")
def audit() -> str:
    """Who the administrators are, whether they are apart, and what they did."""
    with office().db.reading() as conn:
        rows = [row for row in all_accounts(conn) if row.closed_on is None]
    return render_template(
        "identity/audit.html",
        policy=office().policy(),
        administrators={role: _holders(rows, role) for role in rules.THE_THREE},
        several=[row.account for row in rows if len(_administers(row)) > 1],
        waiting=[row for row in rows if row.waits],
        asked={
            row.account: _titles(it.role for it in row.grants if not it.approved) for row in rows
        },
        second_factor=_titles(office().policy().second_factor_roles),
        roles=rules.ROLES,
        history=timeline_of(office().entries(names=ADMINISTRATION, limit=None)[-LATEST:]),
    )


@pages.route("/audit/settings", methods=["GET", "POST"])
@needs("identity.set_policy")
def set_policy() -> ResponseReturnValue:
    """Say how accounts are guarded from now on."""
    return submit(
        PolicyForm(),
        lambda form: office().set_policy(**form),
        "identity/form.html",
        then=url_for(".audit"),
        said=_l("安全设置已修改。"),
        initial=asdict(office().policy()),
        title=_("安全设置"),
        back=url_for(".audit"),
    )


def _titles(roles: Iterable[str]) -> list[str]:
    return [_(rules.ROLES[role]) for role in roles]


def _holders(rows: list[AccountRow], role: str) -> list[str]:
    return [row.account for row in rows if role in _administers(row)]


def _administers(row: AccountRow) -> set[str]:
    today = clock.today()
    held = (it for it in row.grants if it.approved and (it.ends_on is None or today <= it.ends_on))
    return {it.role for it in held} & rules.ADMINISTRATORS
