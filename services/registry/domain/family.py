"""Which account belongs to the family member of a guardianship group (戒毒条例 17)."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.rules import group
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal

REVOKED, LEFT_GROUP = "revoked", "left_group"
"""Why an account may look no more: the office says so, or no family member is in the group."""


class FamilyAccess(Aggregate):
    """Who of the family may see when something is due in a case; one account at a time."""

    class FamilyAccessBegun(Aggregate.Created):
        """The town began to keep note of it."""

        case_id: UUID
        person_id: UUID
        case_ref: str
        begun_on: date

    class FamilyMemberNamed(Aggregate.Event):
        """This account belongs to the family member of the group."""

        named_on: date
        account: str

    class FamilyAccessEnded(Aggregate.Event):
        """The account may look no more."""

        ended_on: date
        account: str
        cause: str
        why: Sealed[str]

    @staticmethod
    def create_id(case_id: UUID) -> UUID:
        """Each case has one."""
        return uuid5(case_id, "family access")

    @event(FamilyAccessBegun)
    def __init__(self, *, case_id: UUID, person_id: UUID, case_ref: str, begun_on: date) -> None:
        self.case_id = case_id
        self.person_id = person_id
        self.case_ref = case_ref
        self.begun_on = begun_on
        self.account: str | None = None

    def name_account(self, account: str, *, kinds: tuple[str, ...], on: date) -> None:
        """Say whose account it is; the group has a family member (戒毒条例 17)."""
        group.a_family_member_is_in_the_group(kinds, on=on)
        if self.account == account:
            raise Refusal("这个账号已经指定", field="account")
        if self.account is not None:
            raise Refusal("已经指定了家庭成员账号，先停用再指定", field="account")
        self._name(named_on=on, account=account)

    @event(FamilyMemberNamed)
    def _name(self, *, named_on: date, account: str) -> None:
        self.account = account

    def end(self, *, cause: str, why: str, on: date) -> None:
        """Have the account look no more; `Refusal` if none may."""
        if self.account is None:
            raise Refusal("没有指定家庭成员账号")
        self._end(ended_on=on, account=self.account, cause=cause, why=why)

    @event(FamilyAccessEnded)
    def _end(self, *, ended_on: date, account: str, cause: str, why: str | None) -> None:
        self.account = None
