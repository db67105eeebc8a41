"""How accounts are guarded, and what the administrators did: for whoever audits them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.projections.accounts import AccountRow, all_accounts
from services.identity.rules import granting
from services.identity.schemas.administration import PolicyForm
from services.identity.web.accounts import office
from services.identity.web.history import ADMINISTRATION, timeline_of
from shared import clock
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

DECIDERS = {"sysadmin", "security_admin"}
BOTH = 2
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
        administrators={role: _holders(rows, role) for role in granting.THE_THREE},
        several=[row.account for row in rows if len(_administers(row)) > 1],
        alone=len({row.account for row in rows if _administers(row) & DECIDERS}) < BOTH,
        waiting=list(_waiting(rows)),
        second_factor=_titles(office().policy().second_factor_roles),
        roles=granting.ROLES,
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


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What one account's file waits for."""

    account: str
    what: list[str]


def _waiting(rows: list[AccountRow]) -> Iterator[Waiting]:
    for row in rows:
        file = office().account(row.account)
        what = _titles(it.role for it in row.grants if not it.approved)
        if file.reset is not None and file.reset.waits_on(clock.today()):
            what.append(_("重设密码"))
        what += [_("令牌") for it in file.token_requests.values() if not it.approved]
        if what:
            yield Waiting(account=row.account, what=what)


def _titles(roles: Iterable[str]) -> list[str]:
    return [_(granting.ROLES[role]) for role in roles]


def _holders(rows: list[AccountRow], role: str) -> list[str]:
    return [row.account for row in rows if role in _administers(row)]


def _administers(row: AccountRow) -> set[str]:
    today = clock.today()
    held = (it for it in row.grants if it.approved and (it.ends_on is None or today <= it.ends_on))
    return {it.role for it in held} & granting.ADMINISTRATORS
