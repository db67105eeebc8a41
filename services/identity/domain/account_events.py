"""What happens to an account; each event names the account.

So whoever reads one (a read model, another department) needs no other event to know whom it is
about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate, Sealed

THE_ONE_GRANT = UUID(int=0)
"""How the grant is called of which version 1 said that an account holds one at most."""


@dataclass(frozen=True)
class Grant:
    """One role at one unit, from one day to another, both included."""

    role: str
    unit: str
    villages: tuple[str, ...]
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def holds_from(self, day: date) -> bool:
        """Whether the role is held on that day or will be later."""
        return self.ends_on is None or day <= self.ends_on


@dataclass(frozen=True)
class Token:
    """A bearer token as it is kept: the digest of the secret, never the secret."""

    digest: str
    label: str | None
    issued_on: date
    expires_on: date

    def holds_on(self, day: date) -> bool:
        """Whether it still opens anything."""
        return day <= self.expires_on


class PasswordSet(Aggregate.Event):
    """A password was set: by its holder, or at the server's command line."""

    account: str
    set_on: date
    password_hash: Sealed[str]  # argon2id; sealed, so that a stolen disk is no list to guess at

    def apply(self, aggregate: Any) -> None:
        """No other password opens the account, and no code sets another."""
        aggregate.password_hash, aggregate.reset = self.password_hash, None
        aggregate.password_set_on = self.set_on


class RoleRequested(Aggregate.Event):
    """An administrator asked that the account be given a role at a unit."""

    account: str
    requested_on: date
    grant_id: UUID
    role: str
    unit: str
    villages: tuple[str, ...]
    starts_on: date
    ends_on: date | None

    def apply(self, aggregate: Any) -> None:
        """It opens nothing until somebody else approves it."""
        aggregate.requests[self.grant_id] = _grant_in(self)


class RoleRequestDeclined(Aggregate.Event):
    """The role that was asked for was not approved, or the request was taken back."""

    account: str
    declined_on: date
    grant_id: UUID

    def apply(self, aggregate: Any) -> None:
        """Nothing is asked for any more."""
        aggregate.requests.pop(self.grant_id, None)


class RoleGranted(Aggregate.Event):
    """The account was given a role at a unit.

    Version 2: an account may hold several, so each has an id.
    """

    class_version = 2

    account: str
    granted_on: date
    grant_id: UUID
    role: str
    unit: str
    villages: tuple[str, ...]
    starts_on: date
    ends_on: date | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """One was held at a time: the next took its place."""
        state["grant_id"] = str(THE_ONE_GRANT)

    def apply(self, aggregate: Any) -> None:
        """It holds from its first day to its last."""
        aggregate.requests.pop(self.grant_id, None)
        aggregate.grants[self.grant_id] = _grant_in(self)
        aggregate.granted_on = self.granted_on


class RoleEnded(Aggregate.Event):
    """A role was taken back; it does not hold any more.

    Version 2: it says which of them.
    """

    class_version = 2

    account: str
    ended_on: date
    grant_id: UUID

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """There was one at most."""
        state["grant_id"] = str(THE_ONE_GRANT)

    def apply(self, aggregate: Any) -> None:
        """The others stay."""
        aggregate.grants.pop(self.grant_id, None)
        aggregate.role_ended_on = self.ended_on


class TokenIssued(Aggregate.Event):
    """A bearer token was issued for another system."""

    account: str
    issued_on: date
    token_id: UUID
    digest: str
    expires_on: date
    label: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """Whoever presents the secret acts as this account."""
        aggregate.token_requests.pop(self.token_id, None)
        aggregate.tokens[self.token_id] = Token(
            self.digest, self.label, self.issued_on, self.expires_on
        )


class TokenRevoked(Aggregate.Event):
    """A bearer token was taken back."""

    account: str
    revoked_on: date
    token_id: UUID

    def apply(self, aggregate: Any) -> None:
        """It opens nothing any more."""
        del aggregate.tokens[self.token_id]
        aggregate.token_revoked_on = self.revoked_on


class SecondFactorSet(Aggregate.Event):
    """The holder showed that a device of theirs makes the codes of this secret (RFC 6238)."""

    account: str
    set_on: date
    recovery: tuple[str, ...]  # digests of codes of 80 random bits: they open nothing
    secret: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It replaces the device and the recovery codes before."""
        aggregate.second_factor = self.secret
        aggregate.second_factor_set_on = self.set_on
        aggregate.recovery = self.recovery


class RecoveryCodeUsed(Aggregate.Event):
    """The holder signed in with one of the codes for the day on which the device is lost."""

    account: str
    used_on: date
    digest: str

    def apply(self, aggregate: Any) -> None:
        """Each opens once."""
        aggregate.recovery = tuple(it for it in aggregate.recovery if it != self.digest)


class SecondFactorRemoved(Aggregate.Event):
    """The second factor was taken off the account."""

    account: str
    removed_on: date

    def apply(self, aggregate: Any) -> None:
        """No code is asked for."""
        aggregate.second_factor = aggregate.second_factor_set_on = None
        aggregate.recovery = ()


class PinSet(Aggregate.Event):
    """The holder chose a PIN for changing places at a shared machine."""

    account: str
    set_on: date
    pin_hash: Sealed[str]  # argon2id

    def apply(self, aggregate: Any) -> None:
        """No other PIN is taken."""
        aggregate.pin_hash = self.pin_hash
        aggregate.pin_set_on = self.set_on


class AccountClosed(Aggregate.Event):
    """The account was closed for good."""

    account: str
    closed_on: date

    def apply(self, aggregate: Any) -> None:
        """Roles, password and tokens go with it."""
        aggregate.closed_on = self.closed_on
        aggregate.grants, aggregate.requests, aggregate.tokens = {}, {}, {}
        aggregate.reset, aggregate.token_requests = None, {}
        aggregate.password_hash = aggregate.pin_hash = aggregate.second_factor = None
        aggregate.recovery = ()


def _grant_in(event: RoleRequested | RoleGranted) -> Grant:
    return Grant(event.role, event.unit, event.villages, event.starts_on, event.ends_on)
