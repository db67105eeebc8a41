"""The town's settings for sign-in: the command."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.application.files import POLICY, Files
from services.identity.domain.policy import Policy, SecurityPolicy
from shared import clock
from shared.eventstore.performing import command


class Settings(Files):
    """How strictly accounts are guarded."""

    @command
    def set_policy(
        self,
        *,
        combined_administrators: bool,
        password_length: int,
        password_classes: int,
        password_days: int,
        second_factor_roles: Iterable[str] = (),
    ) -> None:
        """Say how accounts are guarded from now on."""
        file = self.policy_file() or SecurityPolicy(opened_on=clock.today())
        policy = Policy(
            combined_administrators=combined_administrators,
            password_length=password_length,
            password_classes=password_classes,
            password_days=password_days,
            second_factor_roles=tuple(second_factor_roles),
        )
        file.set(policy, set_on=clock.today())
        self.save(file, take=[] if self.holder(POLICY) else [POLICY])
