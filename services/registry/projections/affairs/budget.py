"""The years of which there is a fund, and its sums."""

from __future__ import annotations

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

funds = sa.Table(
    "registry_funds",
    _metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
)


class Funds(Projection):
    """Which years there are; the files have the rest."""

    name = "registry_funds"
    version = 1
    tables = (funds,)

    @when("registry.budget_begun")
    def on_budget_begun(self, conn: sa.Connection, e: Entry) -> None:
        """A new year."""
        conn.execute(self.table(funds).insert().values(year=e.facts["year"]))


def years(conn: sa.Connection) -> list[int]:
    """The years, the newest first."""
    return list(conn.scalars(sa.select(funds.c.year).order_by(funds.c.year.desc())))
