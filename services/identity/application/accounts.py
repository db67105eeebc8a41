"""Accounts, passwords and bearer tokens: the commands."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from services.identity import rules
from services.identity.application.files import Files, actor, work_code
from services.identity.domain.accounts import Account
from shared import clock
from shared.eventstore.performing import command


class Accounts(Files):
    """Who has an account, and what opens it."""

    @command
    def open_account(self, *, account: str, name: str) -> str:
        """Open an account under a work code that was never used before; answers its id."""
        rules.a_work_code_is_plain(account)
        file = Account(account=account, opened_on=clock.today(), name=name)
        self.save(file, take=[work_code(account)])
        return str(file.id)

    @command
    def close_account(self, *, account: str) -> None:
        """Close an account for good; its work code is not given to anybody else."""
        file = self.of_another(account)
        file.close(closed_on=clock.today())
        self.save(file)

    @command
    def set_password(self, *, account: str, password_hash: str) -> None:
        """Set the password, of which only the argon2id hash comes here; ends all sessions."""
        file = self.account(account)
        if actor() != account and not actor().startswith("system:"):
            rules.an_administrators_password_is_their_own(
                roles=[it.role for it in (*file.grants.values(), *file.requests.values())],
                has_one=file.password_hash is not None,
            )
        file.set_password(password_hash=password_hash, set_on=clock.today())
        self.save(file)

    def refuse_weak(self, password: str, *, account: str) -> None:
        """Refuse a password that is easily guessed; whoever takes one asks before hashing it."""
        policy = self.policy()
        rules.a_password_is_hard_to_guess(
            password,
            account=account,
            least=policy.password_length,
            classes=policy.password_classes,
        )

    # Bearer tokens.

    @command
    def issue_token(self, *, account: str, digest: str, label: str, expires_on: date) -> str:
        """Let a bearer token open the account until it expires; answers the token's id."""
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
