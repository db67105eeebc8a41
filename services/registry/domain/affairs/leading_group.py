"""The leading group, as it was appointed each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.registry.rules.affairs import leading
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import defects

GROUP_ID = UUID("8f6ad9b1-3a5e-4f0b-9d0e-0c7f5b2d6a11")


@dataclass(frozen=True, kw_only=True)
class GroupMember:
    """Somebody in the leading group: role, from which body, name, post."""

    role: str
    body: str
    name: str
    post: str = ""


class LeadingGroup(Aggregate):
    """The one leading group of the town; a later appointment takes the place of the earlier one."""

    class LeadingGroupBegun(Aggregate.Created):
        """The town began to keep track of who leads."""

        begun_on: date

    class LeadingGroupAppointed(Aggregate.Event):
        """The town said who is in the leading group from a day on."""

        appointed_on: date
        roles: tuple[str, ...]
        bodies: tuple[str, ...]
        defects: tuple[str, ...]
        names: Sealed[tuple[str, ...]]
        posts: Sealed[tuple[str, ...]]

    @staticmethod
    def create_id() -> UUID:
        """There is one."""
        return GROUP_ID

    @event(LeadingGroupBegun)
    def __init__(self, *, begun_on: date) -> None:
        self.begun_on = begun_on
        self.appointed_on: date | None = None
        self.members: tuple[GroupMember, ...] = ()
        self.defects: tuple[str, ...] = ()

    def appoint(self, members: Sequence[GroupMember], *, appointed_on: date) -> tuple[str, ...]:
        """Record who is in it, and which post of the notice nobody holds (S8, S9)."""
        posts = [(member.role, member.body) for member in members]
        found = defects(
            leading.a_group_has_a_head(posts, on=appointed_on),
            leading.the_first_deputy_is_of_politics_and_law(posts, on=appointed_on),
            leading.a_deputy_is_of_the_police(posts, on=appointed_on),
            leading.somebody_handles_the_routine(posts, on=appointed_on),
        )
        self._appoint(
            appointed_on=appointed_on,
            roles=tuple(member.role for member in members),
            bodies=tuple(member.body for member in members),
            defects=found,
            names=tuple(member.name for member in members),
            posts=tuple(member.post for member in members),
        )
        return found

    @event(LeadingGroupAppointed)
    def _appoint(
        self,
        *,
        appointed_on: date,
        roles: tuple[str, ...],
        bodies: tuple[str, ...],
        defects: tuple[str, ...],
        names: tuple[str, ...] | None,
        posts: tuple[str, ...] | None,
    ) -> None:
        unknown = ("",) * len(roles)
        rows = zip(roles, bodies, names or unknown, posts or unknown, strict=True)
        self.appointed_on = appointed_on
        self.defects = defects
        self.members = tuple(
            GroupMember(role=role, body=body, name=name, post=post)
            for role, body, name, post in rows
        )
