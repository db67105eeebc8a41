"""Where the files of identity are found, and what more than one command asks."""

from __future__ import annotations

from datetime import date

from services.identity.domain.accounts import Account
from services.identity.domain.policy import Policy, SecurityPolicy
from services.identity.domain.units import Unit
from services.identity.rules import book, granting
from shared import clock
from shared.eventstore.act import current_act
from shared.eventstore.application import Department
from shared.eventstore.entries import Entry
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown

POLICY = Claim("security policy", "town", sentence="安全设置已经建立", field="")


class Files(Department):
    """Finds accounts, units and the town's settings."""

    def find_account(self, account: str) -> Account | None:
        """Find an account by its work code."""
        file_id = self.holder(work_code(account))
        return None if file_id is None else self.load(Account, file_id)

    def account(self, account: str) -> Account:
        """Load an account by its work code; `Unknown` if there is none."""
        found = self.find_account(account)
        if found is None:
            raise Unknown("没有这个账号：{account}", field="account", account=account)
        return found

    def account_as_of(self, account: str, day: date) -> Account | None:
        """The account as the log knew it when that day ended (Asia/Shanghai); None before it."""
        file_id = self.account(account).id
        known = [it for it in self.stream(file_id) if _day_of(it) <= day]
        if not known:
            return None
        then: Account = self.repository.get(file_id, version=len(known))
        return then

    def find_unit(self, unit: str) -> Unit | None:
        """Find a unit by its code."""
        file_id = self.holder(unit_code(unit))
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

    def policy(self) -> Policy:
        """What holds now: what was set last, else the rule table's."""
        file, table = self.policy_file(), book.BOOK.as_of(clock.today())
        if file is not None and file.policy is not None:
            return file.policy
        return Policy(
            combined_administrators=False,
            password_length=table["password_length"].number,
            password_classes=table["password_classes"].number,
            password_days=table["password_days"].number,
            second_factor_roles=(),
        )

    def policy_file(self) -> SecurityPolicy | None:
        """The town's own settings, if it ever made any."""
        file_id = self.holder(POLICY)
        return None if file_id is None else self.load(SecurityPolicy, file_id)

    def must_take_part(self, unit: str) -> None:
        """Roles are held at units that take part."""
        if self.find_unit(unit) is None:
            raise Refusal("没有这个单位：{unit}，请先登记单位", field="unit", unit=unit)

    def makers(self, file: Account, name: str, **facts: object) -> set[str]:
        """Who did what these events of the account tell; the log says it."""
        told = (it for it in self.stream(file.id) if it.name == f"identity.{name}")
        return {it.account for it in told if facts.items() <= it.facts.items()}

    def of_another(self, account: str) -> Account:
        """Load an account that is not the one of whoever acts."""
        granting.nobody_acts_on_their_own_account(actor=actor(), account=account)
        return self.account(account)


def actor() -> str:
    """Whose act this is; empty outside any."""
    act = current_act()
    return act.account if act is not None else ""


def is_own(account: str) -> bool:
    """Whether no other person acts: the holder, or a program at the server."""
    act = current_act()
    return act is None or act.automatic or act.account == account


def _day_of(entry: Entry) -> date:
    return entry.recorded_at.astimezone(clock.SHANGHAI).date()


def work_code(account: str) -> Claim:
    """A work code is given once."""
    return Claim("account", account, sentence="这个工号已经用过，不能再用", field="account")


def unit_code(unit: str) -> Claim:
    """A unit is registered once."""
    return Claim("unit", unit, sentence="这个单位代码已经登记", field="unit")
