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
    """Which files a right covers for this actor: what a list must be filtered by."""

    scope: Scope
    account: str
    unit: str
    villages: tuple[str, ...]

    def covers(
        self, *, village: str | None = None, unit: str | None = None, named: Collection[str] = ()
    ) -> bool:
        """Whether a file of this village and unit, naming these accounts, is within reach.

        What the caller does not say is not within reach of a narrower scope than the town.
        """
        if self.scope is Scope.TOWN:
            return True
        if self.scope is Scope.CASE:
            return self.account in named
        nearby = village is not None and village in self.villages
        return nearby or (self.scope is Scope.UNIT and unit is not None and unit == self.unit)


class Rights:
    """Deny by default: an actor may do what a row of the table grants to the role, no more."""

    def __init__(
        self, *, roles: Mapping[str, str], rows: Mapping[str, Mapping[str, Scope]]
    ) -> None:
        self.roles = roles
        self.rows = rows

    @classmethod
    def load(cls, path: Path) -> Rights:
        """Read the table; `TableRefused` for an unknown role or scope."""
        with path.open("rb") as file:
            tables = tomllib.load(file)
        roles = tables.pop("roles", {})
        rows = {
            f"{department}.{name}": _row(f"{department}.{name}", row, roles)
            for department, permissions in tables.items()
            for name, row in permissions.items()
        }
        return cls(roles=roles, rows=rows)

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
        return Reach(scope=scope, account=actor.account, unit=actor.unit, villages=actor.villages)

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
    ) -> bool:
        """Whether the actor may do this to a file of that village and unit."""
        reach = self.reach(actor, permission)
        return reach is not None and reach.covers(village=village, unit=unit, named=named)

    def require(
        self,
        actor: Actor,
        permission: str,
        *,
        village: str | None = None,
        unit: str | None = None,
        named: Collection[str] = (),
    ) -> None:
        """Raise `Forbidden` unless the actor may."""
        if not self.may(actor, permission, village=village, unit=unit, named=named):
            raise Forbidden(permission=permission)

    def require_some(self, actor: Actor, permission: str) -> Reach:
        """Return the reach to filter a list by; `Forbidden` if it reaches nothing."""
        reach = self.reach(actor, permission)
        if reach is None:
            raise Forbidden(permission=permission)
        return reach


def _row(permission: str, row: Any, roles: Mapping[str, str]) -> dict[str, Scope]:
    if not isinstance(row, dict):
        msg = f"{permission}: a row names roles and scopes"
        raise TableRefused(msg)
    return {grantee: _scope(permission, grantee, scope, roles) for grantee, scope in row.items()}


def _scope(permission: str, grantee: str, scope: object, roles: Mapping[str, str]) -> Scope:
    if grantee not in roles and not grantee.startswith(f"{SYSTEM}:"):
        msg = f"{permission}: no role is called {grantee}"
        raise TableRefused(msg)
    try:
        return Scope(str(scope))
    except ValueError:
        msg = f"{permission}: {grantee} has no scope {scope}"
        raise TableRefused(msg) from None
