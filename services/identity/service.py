"""Identity on the wire: says whom a session or token stands for, and signs it.

Identity follows nobody. Everything it answers is asked by services, never by people.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from nameko.extensions import DependencyProvider

from services.identity.application import IdentityApplication
from services.identity.checking import Checking
from services.identity.domain.account_events import Grant
from services.identity.domain.accounts import Account
from services.identity.projections import PROJECTIONS
from services.identity.projections.accounts import account_of_token, grants_on
from services.identity.projections.attempts import Attempts
from services.identity.projections.machines import MachineRow, machine_with
from services.identity.projections.pins import Pins
from services.identity.projections.sessions import live_session
from services.identity.rules import book
from shared import clock
from shared.access.actor import Actor, Forbidden
from shared.access.letters import Unreadable
from shared.access.rights import Rights
from shared.access.secrets import digest_of
from shared.messaging.credentials import Credentials
from shared.messaging.rpc import answer
from shared.messaging.service import DepartmentService
from shared.messaging.wiring import wiring_of
from shared.projecting import Projector

RIGHTS = Path(__file__).parents[1] / "rights.toml"
IDLE_MINUTES = "SESSION_IDLE_MINUTES"  # in the nameko configuration; else the rule table's
GIVE_CONTEXT = "identity.give_context"
NAME_HOLDERS = "identity.name_holders"
PROVE_TESTERS = "identity.prove_testers"
MOST_AUDIENCES = 16
MOST_CODES = 2


class LiveSessions:
    """Whom a token stands for at this moment: a session's, else a bearer token's account.

    Asked for every request of identity's own pages, and by the other services every half minute.
    Each time the read models are first brought level with the log, so what another process has just
    ended (a session, a password, a token) counts at once.
    """

    def __init__(
        self,
        office: IdentityApplication,
        *,
        projector: Projector | None = None,
        idle_minutes: int | None = None,
    ) -> None:
        self.office = office
        self.projector = projector or Projector(office, PROJECTIONS)
        self.idle = timedelta(minutes=idle_minutes or _number("session_idle_minutes"))
        if not timedelta() < self.idle <= timedelta(hours=_number("session_hours")):
            msg = "a session may be idle for a shift at most"
            raise ValueError(msg)

    def actor_of(self, token: str) -> Actor | None:
        """Give the actor; None if the token is unknown, has run out or was revoked."""
        return self.actor_of_digest(digest_of(token))

    def actor_of_digest(self, digest: str) -> Actor | None:
        """The same, for whoever holds the digest only."""
        self.projector.catch_up()
        session = live_session(
            self.office.db,
            digest,
            now=int(time.time()),
            idle=int(self.idle.total_seconds()),
        )
        if session is not None:
            return actor_of_account(self.office, session.account, grant_id=session.grant_id)
        return self._actor_of_bearer(digest)

    def _actor_of_bearer(self, digest: str) -> Actor | None:
        with self.office.db.reading() as conn:
            code = account_of_token(conn, digest)
        account = self.office.find_account(code) if code is not None else None
        if account is None or account.token_with(digest, day=clock.today()) is None:
            return None
        return _actor(self.office, account)


class TheSessions(DependencyProvider):
    """Gives the service the live sessions of its application."""

    def setup(self) -> None:
        """Make them once a container."""
        minutes = self.container.config.get(IDLE_MINUTES)
        office = cast("IdentityApplication", wiring_of(self.container).app)
        self.sessions = LiveSessions(office, idle_minutes=minutes and int(minutes))

    def get_dependency(self, _worker: Any) -> LiveSessions:
        """Lend them."""
        return self.sessions


class TheRights(DependencyProvider):
    """Gives the service the table of rights."""

    def setup(self) -> None:
        """Read it once a container; it must know what is asked of it."""
        self.rights = Rights.load(RIGHTS)
        self.rights.expect(GIVE_CONTEXT, NAME_HOLDERS, PROVE_TESTERS)

    def get_dependency(self, _worker: Any) -> Rights:
        """Lend it."""
        return self.rights


class ThePins(DependencyProvider):
    """Gives the service the PINs of its application."""

    def setup(self) -> None:
        """Make them once a container; what counts tries is shared with the door."""
        office = cast("IdentityApplication", wiring_of(self.container).app)
        self.pins = pins_of(office)

    def get_dependency(self, _worker: Any) -> Pins:
        """Lend them."""
        return self.pins


class TheCredentials(DependencyProvider):
    """Gives the service its keys in use."""

    def get_dependency(self, _worker: Any) -> Credentials:
        """Lend them."""
        return wiring_of(self.container).credentials


class IdentityService(DepartmentService):
    """Answers who asks; with the database gone it answers nothing, and nobody gets in."""

    name = "identity"

    sessions: Any = TheSessions()
    credentials: Any = TheCredentials()
    rights: Any = TheRights()
    pins: Any = ThePins()

    @answer
    def contexts_of(
        self, caller: Actor, digest: str, audiences: list[str]
    ) -> dict[str, str] | None:
        """Sign a context for each audience in the name of whom the token stands for; else None.

        Only services ask, and only for a digest that a browser or program has just shown them.
        """
        self.rights.require(caller, GIVE_CONTEXT)
        if len(audiences) > MOST_AUDIENCES:
            raise Forbidden(permission=GIVE_CONTEXT)
        actor = self.sessions.actor_of_digest(digest)
        if actor is None:
            return None
        return {audience: self.credentials.token(actor, audience) for audience in audiences}

    @answer
    def holders_today(self, caller: Actor) -> list[dict[str, Any]]:
        """Who holds which role at which unit today, by work code; no name is told."""
        self.rights.require(caller, NAME_HOLDERS)
        self.sessions.projector.catch_up()
        with self.sessions.office.db.reading() as conn:
            held = grants_on(conn, clock.today())
        return [
            {"account": it.account, "role": it.role, "unit": it.unit, "villages": it.villages}
            for it in held
        ]

    @answer
    def shared_machine(self, caller: Actor, digest: str) -> dict[str, Any] | None:
        """Say which shared machine keeps the token of this digest, and who may give a code there.

        None for any other browser. Names are those of staff, who sign what they enter.
        """
        self.rights.require(caller, PROVE_TESTERS)
        machine = self._machine(digest)
        if machine is None:
            return None
        return {
            "machine_id": str(machine.machine_id),
            "title": machine.title,
            "unit": machine.unit,
            "regulars": [_told(it) for it in self.pins.regulars(machine, today=clock.today())],
        }

    @answer
    def prove_codes(self, caller: Actor, digest: str, letter: str) -> list[dict[str, Any]]:
        """Say of each account and PIN in the letter whether the PIN is right at this machine.

        A wrong one counts as a try at the door does. The letter is JSON, `[[account, pin], …]`,
        two at most; nothing in it is kept or logged.
        """
        self.rights.require(caller, PROVE_TESTERS)
        machine, codes = self._machine(digest), self._codes_in(letter)
        if machine is None:
            return []
        today = clock.today()
        proofs = [
            self.pins.prove(machine, account=account, pin=pin, today=today)
            for account, pin in codes
        ]
        return [{"said": it.said, "seconds": it.seconds} for it in proofs]

    def _machine(self, digest: str) -> MachineRow | None:
        self.sessions.projector.catch_up()
        with self.sessions.office.db.reading() as conn:
            return machine_with(conn, digest)

    def _codes_in(self, letter: str) -> list[tuple[str, str]]:
        try:
            codes = [
                (str(account), str(pin))
                for account, pin in json.loads(self.credentials.read(letter))
            ]
        except (Unreadable, ValueError, TypeError):
            raise Forbidden(permission=PROVE_TESTERS) from None
        if len(codes) > MOST_CODES:
            raise Forbidden(permission=PROVE_TESTERS)
        return codes


def pins_of(office: IdentityApplication) -> Pins:
    """The PINs of an office, checked away from the hub, a few at a time."""
    attempts = Attempts(office.db, office.master)
    attempts.prepare()
    return Pins(attempts, account=office.account, matches=Checking().matches)


def _told(account: Account) -> dict[str, Any]:
    held = account.grants_on(clock.today()).values()
    grants = [{"role": it.role, "unit": it.unit, "villages": it.villages} for it in held]
    return {"account": account.account, "name": account.name or "", "grants": grants}


def actor_of_account(
    office: IdentityApplication, code: str, *, grant_id: UUID | None = None
) -> Actor | None:
    """Give who acts under this account today; None if it is closed or does not hold the role."""
    account = office.find_account(code)
    return None if account is None else _actor(office, account, grant_id)


def _actor(
    office: IdentityApplication, account: Account, grant_id: UUID | None = None
) -> Actor | None:
    grant = account.role_on(clock.today(), chosen=grant_id)
    if grant is None:
        return None
    return Actor(
        account=account.account,
        role=grant.role,
        unit=grant.unit,
        villages=_villages(office, grant),
        name=account.name or "",
    )


def _villages(office: IdentityApplication, grant: Grant) -> tuple[str, ...]:
    """Those that the grant names, else those that the unit looks after now."""
    unit = office.find_unit(grant.unit)
    return grant.villages or (unit.villages if unit is not None else ())


def _number(rule: str) -> int:
    return book.BOOK.as_of(clock.today())[rule].number
