"""Passwords and tokens on their way to their holder: one asks, another approves, the holder takes.

Whoever asks and whoever approves could act in the holder's role if either alone came to know what
opens the account; so neither does.
"""

from __future__ import annotations

import hmac
from datetime import date
from uuid import UUID, uuid4

from services.identity.application.files import Files, actor, is_own
from services.identity.rules import granting, opening
from shared import clock
from shared.eventstore.performing import command


class Entrusting(Files):
    """New passwords by two halves of a code, and bearer tokens."""

    @command
    def request_password_reset(self, *, account: str, first: str) -> None:
        """Ask that the holder may set a new password; `first` is the digest of the first half."""
        file = self.of_another(account)
        opening.an_administrators_password_is_their_own(
            roles=[it.role for it in (*file.grants.values(), *file.requests.values())],
            has_one=file.password_hash is not None,
        )
        file.request_reset(first=first, requested_on=clock.today())
        self.save(file)

    @command
    def approve_password_reset(self, *, account: str, second: str) -> None:
        """Agree to what somebody else asked for; `second` is the digest of the second half."""
        file = self.of_another(account)
        makers = self.makers(
            file, "password_reset_requested", first=file.reset and file.reset.first
        )
        granting.the_approver_is_somebody_else(approver=actor(), makers=makers)
        file.approve_reset(second=second, approved_on=clock.today())
        self.save(file)

    @command
    def decline_password_reset(self, *, account: str) -> None:
        """Do not agree, or take the request back."""
        file = self.of_another(account)
        file.decline_reset(declined_on=clock.today())
        self.save(file)

    @command
    def take_password(self, *, account: str, first: str, second: str, password_hash: str) -> None:
        """Set the password of whoever has both halves; ends all sessions."""
        self.refuse_wrong_halves(account=account, first=first, second=second)
        file = self.account(account)
        file.set_password(password_hash=password_hash, set_on=clock.today())
        self.save(file)

    def refuse_wrong_halves(self, *, account: str, first: str, second: str) -> None:
        """Refuse whoever has not both halves; whoever takes a password asks before hashing it."""
        file = self.find_account(account)
        reset = file.reset if file is not None else None
        holds = reset is not None and clock.today() <= reset.holds_until
        kept = (reset.first, reset.second or "") if reset is not None and holds else ("", "")
        right = hmac.compare_digest(kept[0], first) & hmac.compare_digest(kept[1], second)
        opening.both_halves_open(right=right)

    @command
    def request_token(self, *, account: str, label: str, expires_on: date) -> str:
        """Ask that another system may act as an account; answers the token's id."""
        file, token_id = self.of_another(account), uuid4()
        file.request_token(
            token_id=token_id, label=label, requested_on=clock.today(), expires_on=expires_on
        )
        self.save(file)
        return str(token_id)

    @command
    def approve_token(self, *, account: str, token_id: UUID) -> None:
        """Agree to the token that somebody else asked for."""
        file = self.of_another(account)
        makers = self.makers(file, "token_requested", token_id=token_id)
        granting.the_approver_is_somebody_else(approver=actor(), makers=makers)
        file.approve_token(token_id=token_id, approved_on=clock.today())
        self.save(file)

    @command
    def decline_token(self, *, account: str, token_id: UUID) -> None:
        """Do not agree, or take the request back."""
        file = self.of_another(account)
        file.decline_token(token_id=token_id, declined_on=clock.today())
        self.save(file)

    @command
    def collect_token(self, *, account: str, token_id: UUID, digest: str) -> None:
        """Let the token of this digest open the account: its holder takes what was approved."""
        opening.only_the_holder_gets_what_opens_an_account(own=is_own(account))
        file = self.account(account)
        file.collect_token(token_id=token_id, digest=digest, issued_on=clock.today())
        self.save(file)

    @command
    def issue_token(self, *, account: str, digest: str, label: str, expires_on: date) -> str:
        """Let a bearer token open the account until it expires; answers the token's id.

        For whoever sets the town up at the command line; administrators ask and approve.
        """
        opening.only_the_holder_gets_what_opens_an_account(own=is_own(account))
        file, token_id = self.of_another(account), uuid4()
        file.issue_token(
            token_id=token_id,
            digest=digest,
            label=label,
            issued_on=clock.today(),
            expires_on=expires_on,
        )
        self.save(file)
        return str(token_id)

    @command
    def revoke_token(self, *, account: str, token_id: UUID) -> None:
        """Take a bearer token back at once."""
        file = self.account(account)
        file.revoke_token(token_id=token_id, revoked_on=clock.today())
        self.save(file)
