"""The accounts of a demonstration: opened by whoever fills its store, listed at its door."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from services.identity.application import IdentityApplication
from services.identity.rules.granting import ROLES
from shared import clock
from shared.access.secrets import hashed_password

FILE = Path(__file__).with_name("demonstration.toml")


@dataclass(frozen=True, kw_only=True)
class DemoUnit:
    """A unit of the demonstration town."""

    unit: str
    title: str
    villages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """Somebody whom a visitor may be: `first` is what to click first, `days` how long it lasts."""

    account: str
    name: str
    role: str
    unit: str
    first: str
    villages: tuple[str, ...] = ()
    days: int | None = None

    @property
    def office(self) -> str:
        """The role in words."""
        return ROLES[self.role]


@dataclass(frozen=True, kw_only=True)
class DemoStaff:
    """All of them, and the password that they share."""

    password: str
    units: tuple[DemoUnit, ...]
    accounts: tuple[DemoAccount, ...]


@cache
def demo_staff() -> DemoStaff:
    """Read who works in the demonstration town."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return DemoStaff(
        password=read["password"],
        units=tuple(DemoUnit(**_plain(line)) for line in read["units"]),
        accounts=tuple(DemoAccount(**_plain(line)) for line in read["accounts"]),
    )


def open_demo_accounts(office: IdentityApplication) -> DemoStaff:
    """Open them in a store that was marked as a demonstration, as of the clock's day."""
    if not office.is_demonstration:
        msg = "accounts with a published password belong in a demonstration only"
        raise ValueError(msg)
    staff, today = demo_staff(), clock.today()
    for unit in staff.units:
        office.register_unit(unit=unit.unit, title=unit.title, villages=unit.villages)
    password_hash = hashed_password(staff.password)
    for one in staff.accounts:
        office.open_account(account=one.account, name=one.name)
        office.grant_role(
            account=one.account,
            role=one.role,
            unit=one.unit,
            villages=one.villages,
            ends_on=None if one.days is None else today + timedelta(days=one.days),
        )
        office.set_password(account=one.account, password_hash=password_hash)
    return staff


def for_visitors(office: IdentityApplication) -> DemoStaff | None:
    """What the door of a demonstration shows; nothing at any other."""
    return demo_staff() if office.is_demonstration else None


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in line.items()}
