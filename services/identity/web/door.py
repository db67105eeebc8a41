"""What stands between a password and a session.

An unknown account is answered like a wrong password: in the same words, and after the same work.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import current_app, request

from services.identity.application import IdentityApplication
from services.identity.checking import Checking
from services.identity.domain.account_events import Grant
from services.identity.domain.accounts import Account
from services.identity.projections.attempts import Attempt, Attempts
from services.identity.projections.codes import Codes
from services.identity.projections.machines import MachineRow
from services.identity.projections.pins import (
    NOT_HERE,
    RIGHT,
    WAITS,
    WORN_OUT,
    WRONG,
    Pins,
    attempt_at,
)
from shared import clock
from shared.access.codes import plain_recovery_code, step_of
from shared.access.secrets import digest_of, new_token
from shared.eventstore.act import Act, acting
from shared.law import Refusal
from shared.web.face import application, face
from shared.web.forms import shows

DEVICE_COOKIE = "guihang_device"
DEVICE_SECONDS = 180 * 24 * 3600
EXTENSION = "identity.door"
NO_PIN = {
    NOT_HERE: "请先在这台电脑上用密码登录一次",
    WORN_OUT: "PIN 输错次数太多，请改用密码登录",
    WRONG: "PIN 不对",
}


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
        self.codes = Codes(office.db)
        self.codes.prepare()
        self.matches = Checking().matches
        self.pins = Pins(self.attempts, account=office.account, matches=self.matches)

    def prove(self, *, account: str, password: str, attempt: Attempt) -> tuple[Account, int]:
        """Give who it is, and how many wrong passwords there were before.

        A wrong pair, an account without a role and a guesser in a hurry are refused.
        """
        self._begin_try(attempt)
        found = self.office.find_account(account)
        right = self.matches(found.password_hash if found is not None else None, password)
        if found is None or not right:
            raise Refusal("工号或密码不对", field="password")
        refused_before = self.attempts.succeeded(attempt, now=int(time.time()))
        held_by(found)
        return found, refused_before

    def prove_again(self, account: str, password: str) -> None:
        """An open screen does not prove who sits there, and whoever does may not try for ever."""
        attempt = attempt_of(account)
        self._begin_try(attempt)
        if not self.matches(self.office.account(account).password_hash, password):
            raise Refusal("现在的密码不对", field="current")
        self.attempts.succeeded(attempt, now=int(time.time()))

    def prove_code(self, found: Account, code: str) -> None:
        """Take a code of the second factor, or a recovery code, once; refuse any other."""
        attempt = replace(attempt_of(f"code {found.account}"), device=None)
        self._begin_try(attempt)
        typed = code.replace(" ", "")
        step = step_of(found.second_factor or "", typed, now=int(time.time()))
        if step is None or not self.codes.take(found.account, step):
            digest = digest_of(plain_recovery_code(typed))
            with acting(_act_of(found)):
                self.office.use_recovery_code(account=found.account, digest=digest)
        self.attempts.succeeded(attempt, now=int(time.time()))

    @contextmanager
    def counted(self, what: str) -> Iterator[None]:
        """Let a stranger try what stands inside; whoever fails too often waits."""
        attempt = replace(attempt_of(what), device=None)
        self._begin_try(attempt)
        yield
        self.attempts.succeeded(attempt, now=int(time.time()))

    def must_differ(self, found: Account, password: str) -> None:
        """A password that is due for a change is not changed into itself."""
        if self.matches(found.password_hash, password):
            raise Refusal("新密码不能与原密码相同", field="password")

    def switch(self, machine: MachineRow, *, account: str, pin: str) -> Admitted:
        """Let somebody who gave the whole proof at this machine this shift in by their PIN."""
        proof = self.pins.prove(machine, account=account, pin=pin, today=clock.today())
        if proof.said == WAITS:
            raise Wait(proof.seconds)
        if proof.said != RIGHT:
            field = "account" if proof.said == NOT_HERE else "pin"
            raise Refusal(NO_PIN[proof.said], field=field)
        return self.begin(self.office.account(account), proof="pin", machine=machine)

    def regulars(self, machine: MachineRow) -> dict[str, str]:
        """Who may change places at this machine now, with their names."""
        found = self.pins.regulars(machine, today=clock.today())
        return {it.account: it.name or "" for it in found}

    def begin(
        self,
        found: Account,
        *,
        refused_before: int = 0,
        proof: str = "password",
        machine: MachineRow | None = None,
    ) -> Admitted:
        """Open the session of somebody who has proved all that they must."""
        token = new_token()
        with acting(_act_of(found)):
            done = self.office.sign_in(
                account=found.account,
                digest=digest_of(token),
                begins_at=datetime.now(UTC),
                refused_before=refused_before,
                machine_id=machine.machine_id if machine is not None else None,
                proof=proof,
            )
        if machine is not None and proof != "pin":
            self.attempts.forgive(attempt_at(machine, found.account))
        shows(done)
        return Admitted(found.account, token, refused_before)

    def _begin_try(self, attempt: Attempt) -> None:
        if seconds := self.attempts.begin(attempt, now=int(time.time())):
            raise Wait(seconds)


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


def held_by(found: Account) -> Grant:
    """The role in which the account begins to work."""
    grant = found.role_on(clock.today())
    if grant is None:
        raise Refusal("这个账号今天没有岗位，请联系系统管理员")
    return grant


def acting_as(account: str) -> AbstractContextManager[Act]:
    """Act as somebody who has proved their password and has no session yet."""
    return acting(_act_of(application(IdentityApplication).account(account)))


def _act_of(found: Account) -> Act:
    held = held_by(found)
    return Act(account=found.account, role=held.role, unit=held.unit)
