"""What stands between a password and a session.

An unknown account is answered like a wrong password: in the same words, and after the same work.
Passwords are checked away from the hub and two at a time, since each takes 64 MiB while it lasts.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from flask import current_app, request

from services.identity.application import IdentityApplication
from services.identity.domain.account_events import Grant
from services.identity.domain.accounts import Account
from services.identity.projections.attempts import Attempt, Attempts
from shared import clock
from shared.access.secrets import decoy_hash, digest_of, new_token, password_matches
from shared.eventstore.act import Act, acting
from shared.hub import offload
from shared.law import Refusal
from shared.web.face import application, face
from shared.web.forms import shows

AT_ONCE = 2
DEVICE_COOKIE = "guihang_device"
DEVICE_SECONDS = 180 * 24 * 3600
EXTENSION = "identity.door"


class Wait(Refusal):
    """Too many wrong passwords; it says for how many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__("输错次数太多，请 {seconds} 秒后再试", seconds=seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Admitted:
    """Somebody who may come in: the new session's token, and what to tell them."""

    account: str
    token: str
    refused_before: int


class Door:
    """One identity office's door."""

    def __init__(self, office: IdentityApplication) -> None:
        self.office = office
        self.attempts = Attempts(office.db, office.master)
        self.attempts.prepare()
        self._few = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _decoy(self) -> str:
        return offload(decoy_hash)

    def admit(self, *, account: str, password: str, attempt: Attempt) -> Admitted:
        """Open a session; refuse a wrong pair, an account without a role, a guesser in a hurry."""
        seconds = self.attempts.begin(attempt, now=int(time.time()))
        if seconds:
            raise Wait(seconds)
        found = self._proved(account, password)
        refused_before = self.attempts.succeeded(attempt, now=int(time.time()))
        return self._begin(found, _held(found), refused_before)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Check a password; what has none is checked against a decoy, and never matches."""
        with self._few:
            right = offload(password_matches, password_hash or self._decoy, password)
        return right and password_hash is not None

    def _proved(self, account: str, password: str) -> Account:
        found = self.office.find_account(account)
        right = self.matches(found.password_hash if found is not None else None, password)
        if found is None or not right:
            raise Refusal("工号或密码不对", field="password")
        return found

    def _begin(self, found: Account, held: Grant, refused_before: int) -> Admitted:
        token = new_token()
        with acting(Act(account=found.account, role=held.role, unit=held.unit)):
            done = self.office.sign_in(
                account=found.account,
                digest=digest_of(token),
                begins_at=datetime.now(UTC),
                refused_before=refused_before,
            )
        shows(done)
        return Admitted(found.account, token, refused_before)


def door() -> Door:
    """The door of the application that answers now."""
    extensions = current_app.extensions
    if EXTENSION not in extensions:
        extensions[EXTENSION] = Door(application(IdentityApplication))
    found: Door = extensions[EXTENSION]
    return found


def attempt_of(account: str) -> Attempt:
    """This request as a try at an account."""
    device = request.cookies.get(device_cookie())
    return Attempt(
        account=account,
        address=request.remote_addr or "",
        device=digest_of(device) if device else None,
    )


def device_cookie() -> str:
    """The name under which a browser keeps what it is known by."""
    return f"__Host-{DEVICE_COOKIE}" if face().settings.https else DEVICE_COOKIE


def _held(found: Account) -> Grant:
    grant = found.role_on(clock.today())
    if grant is None:
        raise Refusal("密码正确，但这个账号今天没有岗位，请联系系统管理员")
    return grant
