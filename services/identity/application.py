"""What identity can do; one method per command.

Passwords and tokens never come here in the clear: whoever took one from a person or made one (a
page, the command line) hands over its hash or digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from services.identity import rules
from services.identity.domain.accounts import Account, Grant
from services.identity.domain.sessions import Session
from services.identity.domain.units import Unit
from shared import clock
from shared.eventstore.act import current_act
from shared.eventstore.application import Department
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown


class IdentityApplication(Department):
    """Accounts, their roles, units, and who is signed in."""

    name = "identity"
    aggregates = (Account, Unit, Session)

    # Units.

    @command
    def register_unit(self, *, unit: str, title: str, villages: Iterable[str] = ()) -> str:
        """Take in a unit that takes part, with the villages that it looks after; answers its id."""
        rules.a_unit_code_is_plain(unit)
        file = Unit(unit=unit, title=title, villages=tuple(villages), registered_on=clock.today())
        self.save(file, take=[_unit_code(unit)])
        return str(file.id)

    @command
    def assign_villages(self, *, unit: str, villages: Iterable[str]) -> None:
        """Say which villages a unit looks after from now on."""
        file = self.unit(unit)
        file.assign_villages(villages=tuple(villages), assigned_on=clock.today())
        self.save(file)

    # Accounts.

    @command
    def open_account(self, *, account: str, name: str) -> str:
        """Open an account under a work code that was never used before; answers its id."""
        rules.a_work_code_is_plain(account)
        file = Account(account=account, opened_on=clock.today(), name=name)
        self.save(file, take=[_work_code(account)])
        return str(file.id)

    @command
    def close_account(self, *, account: str) -> None:
        """Close an account for good; its work code is not given to anybody else."""
        file = self._of_another(account)
        file.close(closed_on=clock.today())
        self.save(file)

    @command
    def set_password(self, *, account: str, password_hash: str) -> None:
        """Set the password, of which only the argon2id hash comes here; ends all sessions."""
        file = self.account(account)
        file.set_password(password_hash=password_hash, set_on=clock.today())
        self.save(file)

    def refuse_weak(self, password: str, *, account: str) -> None:
        """Refuse a password that is easily guessed; whoever takes one asks before hashing it."""
        least = rules.BOOK.as_of(clock.today())["password_length"].number
        rules.a_password_is_hard_to_guess(password, account=account, least=least)

    @command
    def grant_role(
        self,
        *,
        account: str,
        role: str,
        unit: str,
        villages: Iterable[str] = (),
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> None:
        """Give an account its role at a unit, from today unless another day is said."""
        file, today = self._of_another(account), clock.today()
        self._must_take_part(unit)
        grant = Grant(role, unit, tuple(villages), starts_on or today, ends_on)
        file.grant_role(grant=grant, granted_on=today)
        self.save(file)

    @command
    def end_role(self, *, account: str) -> None:
        """Take the role back at once."""
        file = self._of_another(account)
        file.end_role(ended_on=clock.today())
        self.save(file)

    @command
    def issue_token(self, *, account: str, digest: str, label: str, expires_on: date) -> str:
        """Let a bearer token open the account until it expires; answers the token's id."""
        file, token_id = self._of_another(account), uuid4()
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

    # Sessions.

    @command
    def sign_in(
        self, *, account: str, digest: str, begins_at: datetime, refused_before: int
    ) -> str:
        """Open a session for an account whose password was right; answers the session's id.

        `begins_at` is the real time, whatever day a drill has moved the business to.
        """
        hours = rules.BOOK.as_of(clock.today())["session_hours"].number
        session = Session(
            account=account,
            digest=digest,
            signed_in_at=clock.now(),
            expires_at=begins_at + timedelta(hours=hours),
            lasts_minutes=hours * 60,
            refused_before=refused_before,
        )
        self.save(session)
        return str(session.id)

    @command
    def end_session(self, *, session_id: UUID) -> None:
        """Sign out."""
        session = self.load(Session, session_id)
        session.end(ended_at=clock.now())
        self.save(session)

    # Looking up.

    def find_account(self, account: str) -> Account | None:
        """Find an account by its work code."""
        file_id = self.holder(_work_code(account))
        return None if file_id is None else self.load(Account, file_id)

    def account(self, account: str) -> Account:
        """Load an account by its work code; `Unknown` if there is none."""
        found = self.find_account(account)
        if found is None:
            raise Unknown("没有这个账号：{account}", field="account", account=account)
        return found

    def find_unit(self, unit: str) -> Unit | None:
        """Find a unit by its code."""
        file_id = self.holder(_unit_code(unit))
        return None if file_id is None else self.load(Unit, file_id)

    def unit(self, unit: str) -> Unit:
        """Load a unit by its code; `Unknown` if there is none."""
        found = self.find_unit(unit)
        if found is None:
            raise Unknown("没有这个单位：{unit}", field="unit", unit=unit)
        return found

    def title_of_unit(self, unit: str | None) -> str:
        """What a unit is called; its code where it was never registered."""
        found = self.find_unit(unit) if unit else None
        return found.title if found is not None else unit or ""

    def _must_take_part(self, unit: str) -> None:
        if self.find_unit(unit) is None:
            raise Refusal("没有这个单位：{unit}，请先登记单位", field="unit", unit=unit)

    def _of_another(self, account: str) -> Account:
        act = current_act()
        rules.nobody_acts_on_their_own_account(actor=act.account if act else "", account=account)
        return self.account(account)


def _work_code(account: str) -> Claim:
    return Claim("account", account, sentence="这个工号已经用过，不能再用", field="account")


def _unit_code(unit: str) -> Claim:
    return Claim("unit", unit, sentence="这个单位代码已经登记", field="unit")
