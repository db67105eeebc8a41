"""Accounts, as the administrators keep them and the auditor reads them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.identity.application import IdentityApplication
from services.identity.domain.account_events import Grant
from services.identity.domain.accounts import Account
from services.identity.projections.accounts import all_accounts
from services.identity.projections.sessions import LiveSession, sessions_of
from services.identity.projections.units import all_units
from services.identity.rules import granting
from services.identity.schemas.administration import AccountForm
from services.identity.schemas.asked import ConfirmForm
from services.identity.web.history import timeline_of
from services.identity.web.knocking import A_SHIFT
from shared import clock
from shared.eventstore.performing import Done
from shared.web.face import application
from shared.web.forms import submit, tell
from shared.web.guards import may, needs, signed_in
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint("identity", __name__, url_prefix="/identity", template_folder="../templates")


def office() -> IdentityApplication:
    """The department's application."""
    return application(IdentityApplication)


@pages.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """Lead the administrator and the auditor to the accounts, everybody else to their own page."""
    mine = "identity.accounts" if may("identity.see_accounts") else "identity_me.me"
    return redirect(url_for(mine), 303)


@pages.get("/accounts")
@needs("identity.see_accounts")
def accounts() -> str:
    """Who has an account, in which role."""
    with office().db.reading() as conn:
        rows = all_accounts(conn)
        titles = {unit.unit: unit.title for unit in all_units(conn)}
    return render_template(
        "identity/accounts.html",
        rows=rows,
        names={row.account: office().account(row.account).name for row in rows},
        titles=titles,
        roles=granting.ROLES,
    )


@pages.route("/accounts/new", methods=["GET", "POST"])
@needs("identity.open_account")
def open_account() -> ResponseReturnValue:
    """Open an account."""
    return submit(
        AccountForm(),
        lambda form: office().open_account(**form),
        "identity/form.html",
        then=lambda _answer: page_of(request.form["account"].strip()),
        said=_l("账号已开通。请申请岗位和密码，由安全管理员批准。"),
        title=_("开通账号"),
        back=url_for(".accounts"),
    )


@pages.get("/accounts/<code>")
@needs("identity.see_accounts")
def account(code: str) -> str:
    """One account: its role, its tokens, and everything that was done to it."""
    found = office().account(code)
    return render_template(
        "identity/account.html",
        account=found,
        held=found.grants_on(clock.today()),
        titles={it.unit: office().title_of_unit(it.unit) for it in _grants(found)},
        roles=granting.ROLES,
        sessions=live_sessions(code),
        reset_waits=found.reset is not None and found.reset.waits_on(clock.today()),
        history=timeline_of(office().stream(found.id)),
    )


@pages.route("/accounts/<code>/close", methods=["GET", "POST"])
@needs("identity.close_account")
def close_account(code: str) -> ResponseReturnValue:
    """Close the account for good."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().close_account(account=code),
        title=_("注销账号"),
        said=_l("账号已注销。"),
        danger=True,
    )


@pages.post("/accounts/<code>/sessions/end")
@needs("identity.end_sessions")
def end_sessions(code: str) -> ResponseReturnValue:
    """Sign the account out everywhere."""
    open_ones = [it.id for it in live_sessions(code)]
    tell(office().end_sessions(account=code, session_ids=open_ones), _("已全部退出登录。"))
    return redirect(page_of(code), 303)


@pages.route("/accounts/<code>/second-factor/remove", methods=["GET", "POST"])
@needs("identity.remove_second_factor")
def remove_second_factor(code: str) -> ResponseReturnValue:
    """Take off the second factor of somebody whose device and recovery codes are gone."""
    return act_on(
        code,
        ConfirmForm(),
        lambda _form: office().remove_second_factor(account=code),
        title=_("取消第二因素"),
        said=_l("第二因素已取消；岗位须用第二因素的，下次登录时重新设置。"),
    )


def live_sessions(code: str) -> list[LiveSession]:
    """Where the account is signed in."""
    return sessions_of(office().db, code, now=int(time.time()), idle=A_SHIFT)


def act_on(
    code: str,
    form: Schema,
    act: Callable[[dict[str, Any]], Done[Any]],
    *,
    title: str,
    said: str,
    **more: Any,
) -> ResponseReturnValue:
    """A form about one account, which is named on the page, and back to the account."""
    found: Account = office().account(code)
    return submit(
        form,
        act,
        "identity/form.html",
        then=page_of(code),
        said=said,
        title=title,
        about=found,
        back=page_of(code),
        **more,
    )


def page_of(code: str) -> str:
    """The address of an account's page."""
    return url_for("identity.account", code=code)


def _grants(found: Account) -> list[Grant]:
    return [*found.grants.values(), *found.requests.values()]
