"""Accounts: who holds one, in which role, with which password and tokens.

Every event names the account, so that whoever reads it (a read model, another department) needs
no other event to know whom it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.identity import rules
from shared.eventstore.aggregate import Aggregate, Sealed


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


class Account(Aggregate):
    """One person's or one system's account: a work code, at most one role at a time."""

    class AccountOpened(Aggregate.Created):
        """Somebody was given an account."""

        account: str
        opened_on: date
        name: Sealed[str]

    class PasswordSet(Aggregate.Event):
        """A password was set, by its holder or for the first time by an administrator."""

        account: str
        set_on: date
        password_hash: Sealed[str]  # argon2id; sealed, so that a stolen disk is no list to guess at

    class RoleGranted(Aggregate.Event):
        """The account was given a role at a unit."""

        account: str
        granted_on: date
        role: str
        unit: str
        villages: tuple[str, ...]
        starts_on: date
        ends_on: date | None

    class RoleEnded(Aggregate.Event):
        """The role was taken back; it does not hold any more."""

        account: str
        ended_on: date

    class TokenIssued(Aggregate.Event):
        """A bearer token was issued for another system."""

        account: str
        issued_on: date
        token_id: UUID
        digest: str
        expires_on: date
        label: Sealed[str]

    class TokenRevoked(Aggregate.Event):
        """A bearer token was taken back."""

        account: str
        revoked_on: date
        token_id: UUID

    class AccountClosed(Aggregate.Event):
        """The account was closed for good."""

        account: str
        closed_on: date

    @event(AccountOpened)
    def __init__(self, *, account: str, opened_on: date, name: str) -> None:
        self.account = account
        self.opened_on = opened_on
        self.name: str | None = name
        self.password_hash: str | None = None
        self.password_set_on: date | None = None
        self.grant: Grant | None = None
        self.tokens: dict[UUID, Token] = {}
        self.granted_on: date | None = None
        self.role_ended_on: date | None = None
        self.token_revoked_on: date | None = None
        self.closed_on: date | None = None

    @property
    def closed(self) -> bool:
        """Whether the account was closed for good."""
        return self.closed_on is not None

    def role_on(self, day: date) -> Grant | None:
        """Tell which role the account holds on that day, if it is open and holds one."""
        held = not self.closed and self.grant is not None and self.grant.holds_on(day)
        return self.grant if held else None

    def token_with(self, digest: str, *, day: date) -> Token | None:
        """Find the token with this digest, if it still holds."""
        held = (token for token in self.tokens.values() if token.holds_on(day))
        return next((token for token in held if token.digest == digest), None)

    def set_password(self, *, password_hash: str, set_on: date) -> None:
        """Let the holder sign in with this password from now on, and with no other."""
        rules.a_closed_account_stays_closed(closed=self.closed)
        self._set_password(account=self.account, set_on=set_on, password_hash=password_hash)

    def grant_role(self, *, grant: Grant, granted_on: date) -> None:
        """Give a role at a unit."""
        rules.a_closed_account_stays_closed(closed=self.closed)
        rules.a_role_is_listed(grant.role)
        rules.a_grant_does_not_reach_back(starts_on=grant.starts_on, today=granted_on)
        rules.a_grant_ends_after_it_starts(starts_on=grant.starts_on, ends_on=grant.ends_on)
        rules.an_inspection_is_time_boxed(role=grant.role, ends_on=grant.ends_on)
        rules.a_secretary_answers_for_a_village(role=grant.role, villages=grant.villages)
        rules.one_role_at_a_time(held=self._holds_or_will(granted_on))
        self._grant_role(
            account=self.account,
            granted_on=granted_on,
            role=grant.role,
            unit=grant.unit,
            villages=grant.villages,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
        )

    def end_role(self, *, ended_on: date) -> None:
        """Take the role back at once."""
        rules.a_role_must_be_held(held=self._holds_or_will(ended_on))
        self._end_role(account=self.account, ended_on=ended_on)

    def issue_token(
        self, *, token_id: UUID, digest: str, label: str, issued_on: date, expires_on: date
    ) -> None:
        """Let whoever presents the secret act as this account until it expires."""
        rules.a_closed_account_stays_closed(closed=self.closed)
        rules.a_token_does_not_last_for_ever(
            today=issued_on,
            expires_on=expires_on,
            days=rules.BOOK.as_of(issued_on)["token_days"].number,
        )
        self._issue_token(
            account=self.account,
            issued_on=issued_on,
            token_id=token_id,
            digest=digest,
            expires_on=expires_on,
            label=label,
        )

    def revoke_token(self, *, token_id: UUID, revoked_on: date) -> None:
        """Take a token back at once."""
        rules.a_token_must_be_on_file(held=token_id in self.tokens)
        self._revoke_token(account=self.account, revoked_on=revoked_on, token_id=token_id)

    def close(self, *, closed_on: date) -> None:
        """Close the account for good: role, password and tokens go with it."""
        rules.a_closed_account_stays_closed(closed=self.closed)
        self._close(account=self.account, closed_on=closed_on)

    def _holds_or_will(self, day: date) -> bool:
        return self.grant is not None and (self.grant.ends_on is None or day <= self.grant.ends_on)

    @event(PasswordSet)
    def _set_password(self, *, account: str, set_on: date, password_hash: str | None) -> None:
        self.account = account
        self.password_hash = password_hash
        self.password_set_on = set_on

    @event(RoleGranted)
    def _grant_role(
        self,
        *,
        account: str,
        granted_on: date,
        role: str,
        unit: str,
        villages: tuple[str, ...],
        starts_on: date,
        ends_on: date | None,
    ) -> None:
        self.account = account
        self.grant = Grant(role, unit, villages, starts_on, ends_on)
        self.granted_on = granted_on

    @event(RoleEnded)
    def _end_role(self, *, account: str, ended_on: date) -> None:
        self.account = account
        self.grant = None
        self.role_ended_on = ended_on

    @event(TokenIssued)
    def _issue_token(
        self,
        *,
        account: str,
        issued_on: date,
        token_id: UUID,
        digest: str,
        expires_on: date,
        label: str | None,
    ) -> None:
        self.account = account
        self.tokens[token_id] = Token(digest, label, issued_on, expires_on)

    @event(TokenRevoked)
    def _revoke_token(self, *, account: str, revoked_on: date, token_id: UUID) -> None:
        self.account = account
        del self.tokens[token_id]
        self.token_revoked_on = revoked_on

    @event(AccountClosed)
    def _close(self, *, account: str, closed_on: date) -> None:
        self.account = account
        self.closed_on = closed_on
        self.grant = None
        self.password_hash = None
        self.tokens = {}
