"""Somebody whose password was right, and of whom more is asked: a code, a device, a new password.

It is kept in the browser's signed form session for minutes, names the account only, and is void
once the password changes; each next step is counted and refused by itself.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace

from flask import request, session, url_for

from services.identity.application import IdentityApplication
from services.identity.domain.accounts import Account
from services.identity.rules import book, proving
from services.identity.web.door import Admitted, door
from services.identity.web.machines import present_machine
from shared import clock
from shared.web.face import application
from shared.web.guards import local_path

KEPT = "halfway"
CODE, ENROL, RENEW = "code", "enrol", "renew"


@dataclass(frozen=True)
class Halfway:
    """Who it is, until when it holds, and what was proved."""

    account: str
    until: int
    mark: str
    refused_before: int
    coded: bool
    back_to: str


def enter(found: Account, refused_before: int) -> Admitted | None:
    """After the password: open the session, or remember who is to prove more."""
    minutes = book.BOOK.as_of(clock.today())["halfway_minutes"].number
    half = Halfway(
        account=found.account,
        until=int(time.time()) + minutes * 60,
        mark=_mark(found),
        refused_before=refused_before,
        coded=False,
        back_to=local_path(request.args.get("next")) or "/",
    )
    return advance(half)


def advance(half: Halfway) -> Admitted | None:
    """Open the session if nothing more is asked; else remember how far it is."""
    found = _office().account(half.account)
    session[KEPT] = asdict(replace(half, mark=_mark(found)))
    if next_step(half) is not None:
        return None
    del session[KEPT]
    return door().begin(
        found,
        refused_before=half.refused_before,
        proof="code" if half.coded else "password",
        machine=present_machine(),
    )


def present() -> Halfway | None:
    """Who stands halfway in this browser; None if nobody does any more."""
    kept = session.get(KEPT)
    half = Halfway(**kept) if kept else None
    if half is None or half.until < time.time():
        return None
    found = _office().find_account(half.account)
    return half if found is not None and _mark(found) == half.mark else None


def next_step(half: Halfway) -> str | None:
    """What is still asked of them."""
    office = _office()
    found, today = office.account(half.account), clock.today()
    if found.second_factor is not None:
        if not half.coded:
            return CODE
    elif office.must_use_second_factor(half.account):
        return ENROL
    set_on = found.password_set_on or today
    days = office.policy().password_days
    fresh = proving.a_password_is_not_too_old(set_on=set_on, today=today, days=days)
    return None if fresh else RENEW


def address() -> str:
    """Where the next step is taken; where one wanted to go, if none is left."""
    half = present()
    step = next_step(half) if half is not None else None
    return url_for(f"identity_steps.{step}") if step else url_for("identity_door.sign_in")


def _mark(found: Account) -> str:
    secret = (found.password_hash or "").encode()
    return _office().master.digest(secret, purpose="halfway").hex()


def _office() -> IdentityApplication:
    return application(IdentityApplication)
