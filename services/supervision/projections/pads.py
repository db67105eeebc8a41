"""Pads of numbered blank forms: who has how many still blank."""

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

pads = sa.Table(
    "supervision_form_pads",
    sa.MetaData(),
    sa.Column("pad_id", sa.Uuid, primary_key=True),
    sa.Column("worker", sa.String, nullable=False),
    sa.Column("station", sa.String, nullable=False, index=True),
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("first_serial", sa.String, nullable=False),
    sa.Column("last_serial", sa.String, nullable=False),
    sa.Column("issued", sa.Integer, nullable=False),
    sa.Column("used", sa.Integer, nullable=False),
    sa.Column("returned", sa.Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class PadRow:
    """One pad and what became of its forms."""

    pad_id: UUID
    worker: str
    station: str
    issued_on: date
    first_serial: str
    last_serial: str
    issued: int
    used: int
    returned: int

    @property
    def outstanding(self) -> int:
        """How many are neither used nor returned."""
        return self.issued - self.used - self.returned


class Pads(Projection):
    """One line a pad."""

    name = "supervision_form_pads"
    version = 1
    tables = (pads,)

    @when("supervision.blank_forms_issued")
    def on_issued(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        names = ("worker", "station", "issued_on", "first_serial", "last_serial")
        line = {name: e.facts[name] for name in names}
        counts = {"issued": e.facts["count"], "used": 0, "returned": 0}
        conn.add(self.table(pads), {"pad_id": e.stream_id, **line, **counts})

    @when("supervision.blank_form_used")
    def on_used(self, conn: Batch, e: Entry) -> None:
        """One less."""
        line = self.table(pads)
        conn.change(line, {"pad_id": e.stream_id}, {"used": line.c.used + 1})

    @when("supervision.blank_forms_returned")
    def on_returned(self, conn: Batch, e: Entry) -> None:
        """So many less."""
        line = self.table(pads)
        returned = line.c.returned + e.facts["count"]
        conn.change(line, {"pad_id": e.stream_id}, {"returned": returned})


def pad_rows(conn: sa.Connection, *, within: Within) -> Sequence[PadRow]:
    """What a reader may see: by worker, pads with blank forms first, the oldest first."""
    settled = pads.c.used + pads.c.returned >= pads.c.issued
    query = (
        sa.select(pads)
        .where(sa.true() if within.town else pads.c.station == within.station)
        .order_by(pads.c.worker, sa.case((settled, 1), else_=0), pads.c.issued_on, pads.c.pad_id)
    )
    return [PadRow(**row) for row in conn.execute(query).mappings()]
