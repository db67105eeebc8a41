"""How strictly the town guards its accounts: what the security administrator has set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsourcing.domain import event

from services.identity.rules import book, proving
from shared.eventstore.aggregate import Aggregate


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What holds now.

    `combined_administrators`: one account may hold several of the three administrators' roles.
    `password_length` in characters, `password_classes` of four kinds of them, `password_days` until
    a password must be changed (0: never). `second_factor_roles` sign in with a code as well.
    """

    combined_administrators: bool
    password_length: int
    password_classes: int
    password_days: int
    second_factor_roles: tuple[str, ...]


class SecurityPolicy(Aggregate):
    """The one file of the town's settings for sign-in; each setting replaces the one before."""

    class SecurityPolicySet(Aggregate.Event):
        """The security administrator said how accounts are guarded from now on."""

        set_on: date
        combined_administrators: bool
        password_length: int
        password_classes: int
        password_days: int
        second_factor_roles: tuple[str, ...]

        def apply(self, aggregate: Any) -> None:
            """It replaces what was set before."""
            aggregate.policy = Policy(
                combined_administrators=self.combined_administrators,
                password_length=self.password_length,
                password_classes=self.password_classes,
                password_days=self.password_days,
                second_factor_roles=self.second_factor_roles,
            )
            aggregate.set_on = self.set_on

    class SecurityPolicyOpened(Aggregate.Created):
        """The town keeps settings of its own for the first time."""

        opened_on: date

    @event(SecurityPolicyOpened)
    def __init__(self, *, opened_on: date) -> None:
        self.opened_on = self.set_on = opened_on
        self.policy: Policy | None = None

    def set(self, policy: Policy, *, set_on: date) -> None:
        """Say what holds from now on."""
        proving.a_policy_is_reasonable(
            least=book.BOOK.as_of(set_on)["password_length"].number,
            password_length=policy.password_length,
            password_classes=policy.password_classes,
            password_days=policy.password_days,
            second_factor_roles=policy.second_factor_roles,
        )
        self.trigger_event(self.SecurityPolicySet, set_on=set_on, **vars(policy))
