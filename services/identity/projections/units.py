"""Units as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

units = sa.Table(
    "identity_units",
    sa.MetaData(),
    sa.Column("unit_id", sa.String, primary_key=True),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("villages", sa.JSON, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit as the list shows it."""

    unit: str
    title: str
    villages: tuple[str, ...]


class Units(Projection):
    """Units as they stand now."""

    name = "identity_units"
    version = 1
    tables = (units,)

    @when("identity.unit_registered")
    def on_unit_registered(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        conn.execute(
            self.table(units)
            .insert()
            .values(
                unit_id=str(e.stream_id),
                unit=e.facts["unit"],
                title=e.facts["title"],
                villages=list(e.facts["villages"]),
            )
        )

    @when("identity.villages_assigned")
    def on_villages_assigned(self, conn: sa.Connection, e: Entry) -> None:
        """Other villages."""
        line = self.table(units)
        conn.execute(
            line.update()
            .where(line.c.unit_id == str(e.stream_id))
            .values(villages=list(e.facts["villages"]))
        )


def all_units(conn: sa.Connection) -> Sequence[UnitRow]:
    """Every unit, by code."""
    query = sa.select(units.c.unit, units.c.title, units.c.villages).order_by(units.c.unit)
    return [
        UnitRow(unit=row.unit, title=row.title, villages=tuple(row.villages))
        for row in conn.execute(query)
    ]
