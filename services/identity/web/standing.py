"""Who held which role on any day: the accounts replayed as the log knew them when it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request

from services.identity.domain.account_events import Grant
from services.identity.projections.accounts import all_accounts
from services.identity.projections.units import all_units
from services.identity.rules import granting
from services.identity.schemas.administration import DayAsked
from services.identity.schemas.answers import StandingOut
from services.identity.web.accounts import office
from shared import clock
from shared.web.api import api_blueprint
from shared.web.guards import needs

pages = Blueprint(
    "identity_standing", __name__, url_prefix="/identity", template_folder="../templates"
)
api = api_blueprint("identity", "standing")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One role that one account held on the day."""

    account: str
    name: str | None
    grant: Grant


@pages.get("/standing")
@needs("identity.see_accounts")
def standing() -> str:
    """Who held which role on the day that was asked for; today without one."""
    day, wrong = _day_asked()
    with office().db.reading() as conn:
        titles = {unit.unit: unit.title for unit in all_units(conn)}
    return render_template(
        "identity/standing.html",
        day=day,
        wrong=wrong,
        rows=list(_standing_on(day)),
        titles=titles,
        roles=granting.ROLES,
    )


@api.get("/standing")
@needs("identity.see_accounts")
@api.arguments(DayAsked, location="query")
@api.response(200, StandingOut(many=True))
def read_standing(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """List who held which role on a day, replayed from the log as it stood when the day ended."""
    day = asked["on"] or clock.today()
    return [{"account": it.account, **vars(it.grant)} for it in _standing_on(day)]


def _day_asked() -> tuple[date, bool]:
    said = request.args.get("on", "")
    try:
        return (date.fromisoformat(said) if said else clock.today()), False
    except ValueError:
        return clock.today(), True


def _standing_on(day: date) -> Iterator[Standing]:
    with office().db.reading() as conn:
        codes = [row.account for row in all_accounts(conn)]
    for code in codes:
        then = office().account_as_of(code, day)
        for grant in then.grants_on(day).values() if then is not None else ():
            yield Standing(account=code, name=then.name if then else None, grant=grant)
