"""The account of the group's family member: named by the office, ended with the membership."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.family import LEFT_GROUP, REVOKED, FamilyAccess
from services.registry.rules.once import a_case_is_reported_in
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


class FamilyAccounts(Files):
    """Who of the family may see when something is due."""

    def family_access(self, case_id: UUID) -> FamilyAccess | None:
        """Who may, in a case; None if nobody ever might."""
        return self.find(FamilyAccess, FamilyAccess.create_id(case_id=case_id))

    @command
    def name_family_member(self, *, case_id: UUID, account: str) -> None:
        """Say which account belongs to the family member of the group; one at a time."""
        case, today = self.case(case_id), clock.today()
        case.must_be_in_force()
        a_case_is_reported_in(reported_on=case.reported_on)
        access = self.family_access(case_id) or FamilyAccess(
            case_id=case_id, person_id=case.of_person, case_ref=case.ref, begun_on=today
        )
        access.name_account(account, kinds=self.care(case_id).kinds, on=today)
        self.save(access)

    @command
    def end_family_access(self, *, case_id: UUID, why: str) -> None:
        """Have the account look no more."""
        access = self.family_access(case_id)
        if access is None:
            raise Refusal("没有指定家庭成员账号")
        access.end(cause=REVOKED, why=why, on=clock.today())
        self.save(access)

    def family_member_left(self, case_id: UUID) -> None:
        """Have the account of one who is in the group no more look no more."""
        access = self.family_access(case_id)
        if access is not None and access.account is not None:
            access.end(cause=LEFT_GROUP, why="", on=clock.today())
            self.save(access)
