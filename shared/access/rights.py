"""The one table of who may do what. It is data, reviewed as data; this file only reads it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shared.access.actor import SYSTEM, Forbidden

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from shared.access.actor import Actor


STATES, REACH = "states", "reach"


class Scope(StrEnum):
    """How far a right reaches."""

    TOWN = "town"  # every file of the town
    UNIT = "unit"  # files kept by the actor's unit, or in a village that the unit looks after
    VILLAGE = "village"  # files in a village that the actor's grant names
    CASE = "case"  # files in which the account itself is named


class TableRefused(Exception):
    """The table cannot be read as written; a typing error must not become a right or a denial."""


class UnknownPermission(LookupError):
    """Code asks for a permission that the reviewed table does not have."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Which files a right covers for this actor: what a list must be filtered by.

    `states` are those of a case in which the right holds; None where it is about no case.
    """

    scope: Scope
    account: str
    unit: str
    villages: tuple[str, ...]
    states: frozenset[str] | None = None

    def covers(
        self,
        *,
        village: str | None = None,
        unit: str | None = None,
        named: Collection[str] = (),
        state: str | None = None,
    ) -> bool:
        """Whether a file of this village, unit and state, naming these accounts, is within reach.

        What the caller does not say is not within reach of a narrower scope than the town, nor of
        a right that holds in some states of a case only.
        """
        if self.states is not None and state not in self.states:
            return False
        if self.scope is Scope.TOWN:
            return True
        if self.scope is Scope.CASE:
            return self.account in named
        nearby = village is not None and village in self.villages
        return nearby or (self.scope is Scope.UNIT and unit is not None and unit == self.unit)


class Rights:
    """Deny by default: an actor may do what a row of the table grants to the role, no more."""

    def __init__(
        self,
        *,
        roles: Mapping[str, str],
        rows: Mapping[str, Mapping[str, Scope]],
        states: Mapping[str, str] | None = None,
        holds_in: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    ) -> None:
        self.roles = roles
        self.rows = rows
        self.states = states or {}
        self.holds_in = holds_in or {}

    @classmethod
    def load(cls, path: Path) -> Rights:
        """Read the table; `TableRefused` for an unknown role, scope or state."""
        with path.open("rb") as file:
            tables = tomllib.load(file)
        roles, states = tables.pop("roles", {}), tables.pop("states", {})
        read = [
            _Row(f"{department}.{name}", row, roles=roles, states=states)
            for department, permissions in tables.items()
            for name, row in permissions.items()
        ]
        return cls(
            roles=roles,
            states=states,
            rows={row.permission: row.scopes for row in read},
            holds_in={row.permission: row.holds_in for row in read if row.holds_in is not None},
        )

    def expect(self, *permissions: str) -> None:
        """Fail while a service is put together: `UnknownPermission` if the table lacks a row."""
        missing = sorted(set(permissions) - self.rows.keys())
        if missing:
            msg = f"no row in the table of rights: {', '.join(missing)}"
            raise UnknownPermission(msg)

    def reach(self, actor: Actor, permission: str) -> Reach | None:
        """Tell how far the permission reaches for this actor, or None. Lists filter by it."""
        self.expect(permission)
        grantee = actor.account if actor.is_system else actor.role
        scope = self.rows[permission].get(grantee)
        if scope is None:
            return None
        held = self.holds_in.get(permission)
        return Reach(
            scope=scope,
            account=actor.account,
            unit=actor.unit,
            villages=actor.villages,
            states=held[grantee] if held is not None else None,
        )

    def opens(self, actor: Actor, permission: str) -> bool:
        """Whether the permission reaches any file at all: for menus, and pages that list."""
        return self.reach(actor, permission) is not None

    def may(
        self,
        actor: Actor,
        permission: str,
        *,
        village: str | None = None,
        unit: str | None = None,
        named: Collection[str] = (),
        state: str | None = None,
    ) -> bool:
        """Whether the actor may do this to a file of that village, unit and state."""
        reach = self.reach(actor, permission)
        return reach is not None and reach.covers(
            village=village, unit=unit, named=named, state=state
        )

    def require(
        self,
        actor: Actor,
        permission: str,
        *,
        village: str | None = None,
        unit: str | None = None,
        named: Collection[str] = (),
        state: str | None = None,
    ) -> None:
        """Raise `Forbidden` unless the actor may."""
        if not self.may(actor, permission, village=village, unit=unit, named=named, state=state):
            raise Forbidden(permission=permission)

    def require_some(self, actor: Actor, permission: str) -> Reach:
        """Return the reach to filter a list by; `Forbidden` if it reaches nothing."""
        reach = self.reach(actor, permission)
        if reach is None:
            raise Forbidden(permission=permission)
        return reach


class _Row:
    """One row as it is written: how far each grantee reaches, and in which states of a case."""

    def __init__(
        self, permission: str, row: Any, *, roles: Mapping[str, str], states: Mapping[str, str]
    ) -> None:
        self.permission = permission
        if not isinstance(row, dict):
            raise self._refused("a row names roles and scopes")
        written = {k: v for k, v in row.items() if k != STATES}
        for grantee in written:
            if grantee not in roles and not grantee.startswith(f"{SYSTEM}:"):
                raise self._refused(f"no role is called {grantee}")
        self.scopes = {grantee: self._scope(grantee, it) for grantee, it in written.items()}
        usual = row.get(STATES)
        if usual is None and any(isinstance(it, dict) for it in written.values()):
            raise self._refused("a row that says states for one role says them for all")
        self.holds_in = (
            None
            if usual is None
            else {
                grantee: self._states(it[STATES] if isinstance(it, dict) else usual, states)
                for grantee, it in written.items()
            }
        )

    def _scope(self, grantee: str, written: object) -> Scope:
        if isinstance(written, dict):
            if written.keys() != {REACH, STATES}:
                raise self._refused(f"{grantee} has a reach and states, and nothing else")
            written = written[REACH]
        try:
            return Scope(str(written))
        except ValueError:
            raise self._refused(f"{grantee} has no scope {written}") from None

    def _states(self, written: object, known: Mapping[str, str]) -> frozenset[str]:
        named = written if isinstance(written, list) else []
        if not named or not set(named) <= known.keys():
            raise self._refused(f"no states are called {written}")
        return frozenset(named)

    def _refused(self, why: str) -> TableRefused:
        return TableRefused(f"{self.permission}: {why}")
