"""Shared machines, and who proved themselves at each lately: who may change places with a PIN.

Times are seconds of the real clock, as those of sessions are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()
machines = sa.Table(
    "identity_machines",
    _metadata,
    sa.Column("machine_id", sa.String, primary_key=True),
    sa.Column("digest", sa.String, nullable=False, index=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("bound_on", sa.Date, nullable=False),
)
proved = sa.Table(
    "identity_proved_at_machines",
    _metadata,
    sa.Column("machine_id", sa.String, primary_key=True),
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("proved_at", sa.BigInteger, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class MachineRow:
    """One bound machine."""

    machine_id: UUID
    digest: str
    title: str
    unit: str
    bound_on: date


class Machines(Projection):
    """Machines that are bound now."""

    name = "identity_machines"
    version = 1
    tables = (machines, proved)

    @when("identity.machine_bound")
    def on_machine_bound(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        said = {name: e.facts[name] for name in ("digest", "title", "unit", "bound_on")}
        conn.execute(self.table(machines).insert().values(machine_id=str(e.stream_id), **said))

    @when("identity.machine_released")
    def on_machine_released(self, conn: sa.Connection, e: Entry) -> None:
        """It is bound no more."""
        for held in (self.table(machines), self.table(proved)):
            conn.execute(held.delete().where(held.c.machine_id == str(e.stream_id)))

    @when("identity.signed_in")
    def on_signed_in(self, conn: sa.Connection, e: Entry) -> None:
        """Whoever gave the whole proof here may come back with a PIN."""
        if e.facts["machine_id"] is None or e.facts["proof"] == "pin":
            return
        expires: datetime = e.facts["expires_at"]
        begun = int(expires.timestamp()) - e.facts["lasts_minutes"] * 60
        here = {"machine_id": str(e.facts["machine_id"]), "account": e.facts["account"]}
        held = self.table(proved)
        conn.execute(held.delete().where(*(held.c[name] == it for name, it in here.items())))
        conn.execute(held.insert().values(**here, proved_at=begun))

    @when("identity.password_set", "identity.role_ended", "identity.account_closed")
    def on_standing_lost(self, conn: sa.Connection, e: Entry) -> None:
        """They give the whole proof again."""
        held = self.table(proved)
        conn.execute(held.delete().where(held.c.account == e.facts["account"]))


def all_machines(conn: sa.Connection) -> Sequence[MachineRow]:
    """Every bound machine, by unit and title."""
    query = sa.select(machines).order_by(machines.c.unit, machines.c.title)
    return [_row(row) for row in conn.execute(query)]


def machine_with(conn: sa.Connection, digest: str) -> MachineRow | None:
    """The machine whose browser keeps the token of this digest."""
    row = conn.execute(sa.select(machines).where(machines.c.digest == digest)).one_or_none()
    return None if row is None else _row(row)


def proved_at(conn: sa.Connection, machine_id: UUID, *, since: int) -> list[str]:
    """Who gave the whole proof at this machine since then."""
    query = sa.select(proved.c.account).where(
        proved.c.machine_id == str(machine_id), proved.c.proved_at > since
    )
    return list(conn.scalars(query.order_by(proved.c.account)))


def _row(row: sa.Row[tuple[object, ...]]) -> MachineRow:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
    return MachineRow(**fields | {"machine_id": UUID(fields["machine_id"])})
