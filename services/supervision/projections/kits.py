"""The stock of test kits: one line a delivery, with what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

batches = sa.Table(
    "supervision_kit_batches",
    _metadata,
    sa.Column("batch_id", sa.Uuid, primary_key=True),
    sa.Column("batch", sa.String, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
)
kits = sa.Table(
    "supervision_kits",
    _metadata,
    sa.Column("batch_id", sa.Uuid, primary_key=True),
    sa.Column("delivery", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("station", sa.String, nullable=False, index=True),
    sa.Column("first_serial", sa.String, nullable=False),
    sa.Column("last_serial", sa.String, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("received", sa.Integer, nullable=False),
    sa.Column("used", sa.Integer, nullable=False),
    sa.Column("withdrawn", sa.Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class KitRow:
    """One delivery and what became of it."""

    batch_id: UUID
    delivery: int
    batch: str
    expires_on: date
    station: str
    first_serial: str
    last_serial: str
    received_on: date
    received: int
    used: int
    withdrawn: int

    @property
    def left(self) -> int:
        """How many are still there."""
        return self.received - self.used - self.withdrawn


class Kits(Projection):
    """Deliveries, and how many of each are gone."""

    name = "supervision_kits"
    version = 1
    tables = (batches, kits)

    @when("supervision.kit_batch_begun")
    def on_begun(self, conn: Batch, e: Entry) -> None:
        """A batch that was not known."""
        line = {name: e.facts[name] for name in ("batch", "expires_on")}
        conn.add(self.table(batches), {"batch_id": e.stream_id, **line})

    @when("supervision.kits_received")
    def on_received(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        names = ("delivery", "station", "first_serial", "last_serial", "received_on")
        line = {name: e.facts[name] for name in names}
        counts = {"received": e.facts["count"], "used": 0, "withdrawn": 0}
        conn.add(self.table(kits), {"batch_id": e.stream_id, **line, **counts})

    @when("supervision.kit_used")
    def on_used(self, conn: Batch, e: Entry) -> None:
        """One less."""
        self._gone(conn, e, used=1)

    @when("supervision.kits_withdrawn")
    def on_withdrawn(self, conn: Batch, e: Entry) -> None:
        """So many less."""
        self._gone(conn, e, withdrawn=e.facts["count"])

    def _gone(self, conn: Batch, e: Entry, **gone: int) -> None:
        line = self.table(kits)
        key = {"batch_id": e.stream_id, "delivery": e.facts["delivery"]}
        conn.change(line, key, {name: line.c[name] + count for name, count in gone.items()})


def kit_rows(
    conn: sa.Connection, *, within: Within, batch_id: UUID | None = None
) -> Sequence[KitRow]:
    """What a reader may see of the stock: what is left first, what expires first before that."""
    gone = kits.c.used + kits.c.withdrawn >= kits.c.received
    query = (
        sa.select(kits, batches.c.batch, batches.c.expires_on)
        .join(batches, batches.c.batch_id == kits.c.batch_id)
        .where(sa.true() if within.town else kits.c.station == within.station)
        .order_by(
            sa.case((gone, 1), else_=0),
            batches.c.expires_on,
            batches.c.batch,
            kits.c.delivery,
        )
    )
    if batch_id is not None:
        query = query.where(kits.c.batch_id == batch_id)
    return [KitRow(**row) for row in conn.execute(query).mappings()]
