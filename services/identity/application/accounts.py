"""Accounts and their passwords: the commands."""

from __future__ import annotations

from services.identity.application.files import Files, is_own, work_code
from services.identity.domain.accounts import Account
from services.identity.rules import opening, proving
from shared import clock
from shared.eventstore.performing import command


class Accounts(Files):
    """Who has an account, and what opens it."""

    @command
    def open_account(self, *, account: str, name: str) -> str:
        """Open an account under a work code that was never used before; answers its id."""
        opening.a_work_code_is_plain(account)
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
        """Set the password, of which only the argon2id hash comes here; ends all sessions.

        For its holder, and for whoever sets the town up at the command line.
        """
        file = self.account(account)
        opening.only_the_holder_gets_what_opens_an_account(own=is_own(account))
        file.set_password(password_hash=password_hash, set_on=clock.today())
        self.save(file)

    def refuse_weak(self, password: str, *, account: str) -> None:
        """Refuse a password that is easily guessed; whoever takes one asks before hashing it."""
        policy = self.policy()
        proving.a_password_is_hard_to_guess(
            password,
            account=account,
            least=policy.password_length,
            classes=policy.password_classes,
        )
