"""The JSON API: accounts, roles, tokens, units, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from services.identity.application import IdentityApplication
from services.identity.domain.account_events import Grant
from services.identity.domain.accounts import Account
from services.identity.domain.units import Unit
from services.identity.projections.accounts import AccountRow, all_accounts
from services.identity.projections.units import UnitRow, all_units
from services.identity.schemas.administration import (
    AccountForm,
    GrantForm,
    UnitForm,
    VillagesForm,
)
from services.identity.schemas.answers import (
    AccountLineOut,
    AccountOut,
    DoneOut,
    MeOut,
    RequestedOut,
    UnitOut,
)
from shared.access.actor import Actor
from shared.web.api import api_blueprint, done_out
from shared.web.face import application
from shared.web.guards import allow, needs

api = api_blueprint("identity")


def office() -> IdentityApplication:
    """The department's application."""
    return application(IdentityApplication)


@api.get("/me")
@needs("identity.use_own_account")
@api.response(200, MeOut)
def who_am_i() -> Actor:
    """Say for whom this token or session stands."""
    return allow("identity.use_own_account")


@api.get("/accounts")
@needs("identity.see_accounts")
@api.response(200, AccountLineOut(many=True))
def list_accounts() -> list[AccountRow]:
    """List accounts, open ones first."""
    with office().db.reading() as conn:
        return list(all_accounts(conn))


@api.post("/accounts")
@needs("identity.open_account")
@api.arguments(AccountForm)
@api.response(201, DoneOut)
def open_account(form: dict[str, Any]) -> dict[str, Any]:
    """Open an account under a work code that was never used."""
    return done_out(office().open_account(**form))


@api.get("/accounts/<code>")
@needs("identity.see_accounts")
@api.response(200, AccountOut)
def read_account(code: str) -> dict[str, Any]:
    """Read one account with its role and tokens."""
    return _account(office().account(code))


@api.post("/accounts/<code>/roles")
@needs("identity.request_role")
@api.arguments(GrantForm)
@api.response(201, RequestedOut)
def request_role(form: dict[str, Any], code: str) -> dict[str, Any]:
    """Ask that the account be given a role."""
    done = office().request_role(account=code, **form)
    return done_out(done) | {"id": done.answer}


@api.post("/accounts/<code>/roles/<uuid:grant_id>/approval")
@needs("identity.decide_role")
@api.response(200, DoneOut)
def approve_role(code: str, grant_id: UUID) -> dict[str, Any]:
    """Give the role that somebody else asked for."""
    return done_out(office().approve_role(account=code, grant_id=grant_id))


@api.delete("/accounts/<code>/roles/<uuid:grant_id>/approval")
@needs("identity.decide_role")
@api.response(200, DoneOut)
def decline_role(code: str, grant_id: UUID) -> dict[str, Any]:
    """Do not give it."""
    return done_out(office().decline_role(account=code, grant_id=grant_id))


@api.delete("/accounts/<code>/roles/<uuid:grant_id>")
@needs("identity.end_role")
@api.response(200, DoneOut)
def end_role(code: str, grant_id: UUID) -> dict[str, Any]:
    """Take the role back."""
    return done_out(office().end_role(account=code, grant_id=grant_id))


@api.delete("/accounts/<code>")
@needs("identity.close_account")
@api.response(200, DoneOut)
def close_account(code: str) -> dict[str, Any]:
    """Close the account for good."""
    return done_out(office().close_account(account=code))


@api.get("/units")
@needs("identity.see_accounts")
@api.response(200, UnitOut(many=True))
def list_units() -> list[UnitRow]:
    """List units."""
    with office().db.reading() as conn:
        return list(all_units(conn))


@api.post("/units")
@needs("identity.register_unit")
@api.arguments(UnitForm)
@api.response(201, DoneOut)
def register_unit(form: dict[str, Any]) -> dict[str, Any]:
    """Take in a unit."""
    return done_out(office().register_unit(**form))


@api.get("/units/<code>")
@needs("identity.see_accounts")
@api.response(200, UnitOut)
def read_unit(code: str) -> Unit:
    """Read one unit."""
    return office().unit(code)


@api.put("/units/<code>/villages")
@needs("identity.register_unit")
@api.arguments(VillagesForm)
@api.response(200, DoneOut)
def assign_villages(form: dict[str, Any], code: str) -> dict[str, Any]:
    """Say which villages a unit looks after."""
    return done_out(office().assign_villages(unit=code, **form))


def _account(account: Account) -> dict[str, Any]:
    tokens = [
        {
            "id": token_id,
            "label": token.label,
            "issued_on": token.issued_on,
            "expires_on": token.expires_on,
        }
        for token_id, token in account.tokens.items()
    ]
    kept = (
        "account",
        "name",
        "opened_on",
        "closed_on",
        "password_set_on",
        "second_factor_set_on",
        "pin_set_on",
    )
    return {name: getattr(account, name) for name in kept} | {
        "tokens": tokens,
        "grants": _grants(account.grants),
        "requests": _grants(account.requests),
        "token_requests": [
            {"id": key} | asdict(asked) for key, asked in account.token_requests.items()
        ],
        "password_reset": _reset(account),
    }


def _grants(grants: Mapping[UUID, Grant]) -> list[dict[str, Any]]:
    return [{"id": key} | asdict(grant) for key, grant in grants.items()]


def _reset(account: Account) -> str | None:
    if account.reset is None:
        return None
    return "waiting" if account.reset.second is None else "approved"
