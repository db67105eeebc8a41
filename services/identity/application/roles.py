"""Roles: one administrator asks, another approves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from services.identity.application.files import Files, actor
from services.identity.domain.account_events import Grant
from services.identity.rules import granting
from shared import clock
from shared.eventstore.performing import command


class Roles(Files):
    """Who holds which role at which unit."""

    @command
    def request_role(
        self,
        *,
        account: str,
        role: str,
        unit: str,
        villages: Iterable[str] = (),
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> str:
        """Ask that an account be given a role at a unit; answers the grant's id."""
        file, grant_id = self.of_another(account), uuid4()
        file.request_role(
            grant_id=grant_id,
            grant=self._grant(role, unit, villages, starts_on, ends_on),
            requested_on=clock.today(),
            combined=self.policy().combined_administrators,
        )
        self.save(file)
        return str(grant_id)

    @command
    def approve_role(self, *, account: str, grant_id: UUID) -> None:
        """Give the role that somebody else asked for."""
        file = self.of_another(account)
        makers = self.makers(file, "account_opened")
        makers |= self.makers(file, "role_requested", grant_id=grant_id)
        granting.the_approver_is_somebody_else(approver=actor(), makers=makers)
        file.approve_role(
            grant_id=grant_id,
            granted_on=clock.today(),
            combined=self.policy().combined_administrators,
        )
        self.save(file)

    @command
    def decline_role(self, *, account: str, grant_id: UUID) -> None:
        """Do not give the role that was asked for, or take the request back."""
        file = self.of_another(account)
        file.decline_role(grant_id=grant_id, declined_on=clock.today())
        self.save(file)

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
        """Give an account a role at a unit, from today unless another day is said.

        For whoever sets the town up at the command line; administrators ask and approve.
        """
        file = self.of_another(account)
        file.grant_role(
            grant_id=uuid4(),
            grant=self._grant(role, unit, villages, starts_on, ends_on),
            granted_on=clock.today(),
            combined=self.policy().combined_administrators,
        )
        self.save(file)

    @command
    def end_role(self, *, account: str, grant_id: UUID | None = None) -> None:
        """Take a role back at once; which, need only be said where there are several."""
        file = self.of_another(account)
        file.end_role(grant_id=grant_id, ended_on=clock.today())
        self.save(file)

    def _grant(
        self,
        role: str,
        unit: str,
        villages: Iterable[str],
        starts_on: date | None,
        ends_on: date | None,
    ) -> Grant:
        self.must_take_part(unit)
        return Grant(role, unit, tuple(villages), starts_on or clock.today(), ends_on)
