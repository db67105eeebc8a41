"""Accounts: who holds one, in which roles, with which password and tokens."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from eventsourcing.domain import event

from services.identity.domain import account_events as events
from services.identity.domain import entrusting_events as entrusting
from services.identity.domain.account_events import Grant, Token
from services.identity.rules import book, granting, opening, proving
from shared.eventstore.aggregate import Aggregate, Sealed


class Account(Aggregate):
    """One person's or one system's account: a work code, and the roles that it holds.

    An administrator asks for a role, another one approves it. Whoever holds several works in one of
    them at a time, since every act is stamped with one role.
    """

    class AccountOpened(Aggregate.Created):
        """Somebody was given an account."""

        account: str
        opened_on: date
        name: Sealed[str]

    PasswordSet = events.PasswordSet
    PasswordResetRequested = entrusting.PasswordResetRequested
    PasswordResetApproved = entrusting.PasswordResetApproved
    PasswordResetDeclined = entrusting.PasswordResetDeclined
    RoleRequested = events.RoleRequested
    RoleRequestDeclined = events.RoleRequestDeclined
    RoleGranted = events.RoleGranted
    RoleEnded = events.RoleEnded
    TokenRequested = entrusting.TokenRequested
    TokenApproved = entrusting.TokenApproved
    TokenRequestDeclined = entrusting.TokenRequestDeclined
    TokenIssued = events.TokenIssued
    TokenRevoked = events.TokenRevoked
    SecondFactorSet = events.SecondFactorSet
    RecoveryCodeUsed = events.RecoveryCodeUsed
    SecondFactorRemoved = events.SecondFactorRemoved
    PinSet = events.PinSet
    AccountClosed = events.AccountClosed

    @event(AccountOpened)
    def __init__(self, *, account: str, opened_on: date, name: str) -> None:
        self.account = account
        self.opened_on = opened_on
        self.name: str | None = name
        self.password_hash: str | None = None
        self.password_set_on: date | None = None
        self.reset: entrusting.Reset | None = None
        self.second_factor: str | None = None
        self.second_factor_set_on: date | None = None
        self.recovery: tuple[str, ...] = ()
        self.pin_hash: str | None = None
        self.pin_set_on: date | None = None
        self.requests: dict[UUID, Grant] = {}
        self.grants: dict[UUID, Grant] = {}
        self.tokens: dict[UUID, Token] = {}
        self.token_requests: dict[UUID, entrusting.TokenRequest] = {}
        self.granted_on: date | None = None
        self.role_ended_on: date | None = None
        self.token_revoked_on: date | None = None
        self.closed_on: date | None = None

    @property
    def closed(self) -> bool:
        """Whether the account was closed for good."""
        return self.closed_on is not None

    def grants_on(self, day: date) -> dict[UUID, Grant]:
        """The roles that the account holds on that day; none once it is closed."""
        return {key: grant for key, grant in self.grants.items() if grant.holds_on(day)}

    def role_on(self, day: date, *, chosen: UUID | None = None) -> Grant | None:
        """Tell in which role the account acts on that day: the chosen one, else the first held."""
        held = self.grants_on(day)
        return held.get(chosen) if chosen is not None else next(iter(held.values()), None)

    def token_with(self, digest: str, *, day: date) -> Token | None:
        """Find the token with this digest, if it still holds."""
        held = (token for token in self.tokens.values() if token.holds_on(day))
        return next((token for token in held if token.digest == digest), None)

    def set_password(self, *, password_hash: str, set_on: date) -> None:
        """Let the holder sign in with this password from now on, and with no other."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self.trigger_event(
            self.PasswordSet, account=self.account, set_on=set_on, password_hash=password_hash
        )

    def request_reset(self, *, first: str, requested_on: date) -> None:
        """Ask that the holder may set a new password, with both halves of a code."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        days = book.BOOK.as_of(requested_on)["reset_days"].number
        self.trigger_event(
            self.PasswordResetRequested,
            account=self.account,
            requested_on=requested_on,
            holds_until=requested_on + timedelta(days=days),
            first=first,
        )

    def approve_reset(self, *, second: str, approved_on: date) -> None:
        """Agree that the holder sets a new password."""
        waits = self.reset is not None and self.reset.waits_on(approved_on)
        opening.a_reset_must_be_asked_for(asked=waits)
        self.trigger_event(
            self.PasswordResetApproved, account=self.account, approved_on=approved_on, second=second
        )

    def decline_reset(self, *, declined_on: date) -> None:
        """Let no code set the password."""
        opening.a_reset_must_be_asked_for(asked=self.reset is not None)
        self.trigger_event(
            self.PasswordResetDeclined, account=self.account, declined_on=declined_on
        )

    def set_second_factor(self, *, secret: str, recovery: tuple[str, ...], set_on: date) -> None:
        """Ask for a code of this secret at every sign-in from now on."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self.trigger_event(
            self.SecondFactorSet,
            account=self.account,
            set_on=set_on,
            recovery=recovery,
            secret=secret,
        )

    def use_recovery_code(self, *, digest: str, used_on: date) -> None:
        """Let a recovery code stand for the device once."""
        proving.a_recovery_code_must_be_on_file(held=digest in self.recovery)
        self.trigger_event(
            self.RecoveryCodeUsed, account=self.account, used_on=used_on, digest=digest
        )

    def remove_second_factor(self, *, removed_on: date) -> None:
        """Ask for no code any more."""
        proving.a_second_factor_must_be_set(held=self.second_factor_set_on is not None)
        self.trigger_event(self.SecondFactorRemoved, account=self.account, removed_on=removed_on)

    def set_pin(self, *, pin_hash: str, set_on: date) -> None:
        """Let the holder change places at a shared machine with this PIN."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self.trigger_event(self.PinSet, account=self.account, set_on=set_on, pin_hash=pin_hash)

    def request_role(
        self, *, grant_id: UUID, grant: Grant, requested_on: date, combined: bool
    ) -> None:
        """Ask for a role at a unit, which somebody else is to approve."""
        self._must_suit(grant, requested_on, combined=combined)
        self.trigger_event(
            self.RoleRequested,
            account=self.account,
            requested_on=requested_on,
            grant_id=grant_id,
            **asdict(grant),
        )

    def decline_role(self, *, grant_id: UUID, declined_on: date) -> None:
        """Do not give the role that was asked for."""
        granting.a_role_must_be_asked_for(asked=grant_id in self.requests)
        self.trigger_event(
            self.RoleRequestDeclined,
            account=self.account,
            declined_on=declined_on,
            grant_id=grant_id,
        )

    def approve_role(self, *, grant_id: UUID, granted_on: date, combined: bool) -> None:
        """Give the role that was asked for; one that should have begun earlier begins today."""
        granting.a_role_must_be_asked_for(asked=grant_id in self.requests)
        asked = self.requests[grant_id]
        starts_on = max(asked.starts_on, granted_on)
        grant = Grant(asked.role, asked.unit, asked.villages, starts_on, asked.ends_on)
        self.grant_role(grant_id=grant_id, grant=grant, granted_on=granted_on, combined=combined)

    def grant_role(self, *, grant_id: UUID, grant: Grant, granted_on: date, combined: bool) -> None:
        """Give a role at a unit."""
        self._must_suit(grant, granted_on, combined=combined)
        self.trigger_event(
            self.RoleGranted,
            account=self.account,
            granted_on=granted_on,
            grant_id=grant_id,
            **asdict(grant),
        )

    def end_role(self, *, grant_id: UUID | None, ended_on: date) -> None:
        """Take a role back at once; without an id, the only one."""
        open_ones = [key for key, grant in self.grants.items() if grant.holds_from(ended_on)]
        meant = [key for key in open_ones if grant_id in {None, key}]
        granting.a_role_must_be_held(held=bool(meant))
        granting.one_role_is_meant(said=grant_id is not None, held=len(meant))
        self.trigger_event(
            self.RoleEnded,
            account=self.account,
            ended_on=ended_on,
            grant_id=meant[0],
        )

    def request_token(
        self, *, token_id: UUID, label: str, requested_on: date, expires_on: date
    ) -> None:
        """Ask that another system may act as this account."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self._must_end(expires_on, requested_on)
        self.trigger_event(
            self.TokenRequested,
            account=self.account,
            requested_on=requested_on,
            token_id=token_id,
            expires_on=expires_on,
            label=label,
        )

    def approve_token(self, *, token_id: UUID, approved_on: date) -> None:
        """Agree to it; the holder takes the token."""
        asked = self.token_requests.get(token_id)
        opening.a_token_must_be_asked_for(asked=asked is not None and not asked.approved)
        self.trigger_event(
            self.TokenApproved, account=self.account, approved_on=approved_on, token_id=token_id
        )

    def decline_token(self, *, token_id: UUID, declined_on: date) -> None:
        """Let no other system act as this account by that request."""
        opening.a_token_must_be_asked_for(asked=token_id in self.token_requests)
        self.trigger_event(
            self.TokenRequestDeclined,
            account=self.account,
            declined_on=declined_on,
            token_id=token_id,
        )

    def issue_token(
        self, *, token_id: UUID, digest: str, label: str, issued_on: date, expires_on: date
    ) -> None:
        """Let whoever presents the secret act as this account until it expires."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self._must_end(expires_on, issued_on)
        self.trigger_event(
            self.TokenIssued,
            account=self.account,
            issued_on=issued_on,
            token_id=token_id,
            digest=digest,
            expires_on=expires_on,
            label=label,
        )

    def collect_token(self, *, token_id: UUID, digest: str, issued_on: date) -> None:
        """Give the holder the token that was asked for and approved."""
        approved = {key: it for key, it in self.token_requests.items() if it.approved}
        opening.a_token_must_be_approved(approved=token_id in approved)
        asked = approved[token_id]
        self.issue_token(
            token_id=token_id,
            digest=digest,
            label=asked.label or "",
            issued_on=issued_on,
            expires_on=asked.expires_on,
        )

    def revoke_token(self, *, token_id: UUID, revoked_on: date) -> None:
        """Take a token back at once."""
        opening.a_token_must_be_on_file(held=token_id in self.tokens)
        self.trigger_event(
            self.TokenRevoked, account=self.account, revoked_on=revoked_on, token_id=token_id
        )

    def close(self, *, closed_on: date) -> None:
        """Close the account for good: roles, password and tokens go with it."""
        opening.a_closed_account_stays_closed(closed=self.closed)
        self.trigger_event(self.AccountClosed, account=self.account, closed_on=closed_on)

    def _must_end(self, expires_on: date, today: date) -> None:
        days = book.BOOK.as_of(today)["token_days"].number
        opening.a_token_does_not_last_for_ever(today=today, expires_on=expires_on, days=days)

    def _must_suit(self, grant: Grant, today: date, *, combined: bool) -> None:
        opening.a_closed_account_stays_closed(closed=self.closed)
        granting.a_role_is_listed(grant.role)
        granting.a_grant_does_not_reach_back(starts_on=grant.starts_on, today=today)
        granting.a_grant_ends_after_it_starts(starts_on=grant.starts_on, ends_on=grant.ends_on)
        granting.an_inspection_is_time_boxed(role=grant.role, ends_on=grant.ends_on)
        granting.a_secretary_answers_for_a_village(role=grant.role, villages=grant.villages)
        held = [it for it in self.grants.values() if it.holds_from(today)]
        granting.a_role_is_held_once(
            held=any((it.role, it.unit) == (grant.role, grant.unit) for it in held)
        )
        granting.administrators_are_apart(
            held={it.role for it in held}, wanted=grant.role, combined=combined
        )
