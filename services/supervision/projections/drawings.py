"""Which surprise and hair tests were drawn by lot: in which period, never on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

LATEST = 50

drawings = sa.Table(
    "supervision_drawings",
    sa.MetaData(),
    sa.Column("drawing_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("drawn_on", sa.Date, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("opens", sa.Date, nullable=False),
    sa.Column("closes", sa.Date, nullable=False),
    sa.Column("by", sa.String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class DrawingRow:
    """One drawing: when, of what, in which period, by whom, for how many cases."""

    drawing_id: UUID
    drawn_on: date
    kind: str
    opens: date
    closes: date
    by: str
    cases: int


class Drawings(Projection):
    """One line a case that was drawn."""

    name = "supervision_drawings"
    version = 1
    tables = (drawings,)

    @when("supervision.extra_test_drawn")
    def on_drawn(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        told = {
            name: e.facts[name] for name in ("drawing_id", "drawn_on", "kind", "opens", "closes")
        }
        conn.add(self.table(drawings), {"file_id": e.stream_id, "by": e.account, **told})


def drawing_rows(conn: sa.Connection, *, within: Within) -> Sequence[DrawingRow]:
    """The latest drawings, as far as the reader sees their cases."""
    names = ("drawing_id", "drawn_on", "kind", "opens", "closes", "by")
    columns = [drawings.c[name] for name in names]
    query = (
        sa.select(*columns, sa.func.count().label("cases"))
        .join(files, files.c.file_id == drawings.c.file_id)
        .where(within.clause)
        .group_by(*columns)
        .order_by(drawings.c.drawn_on.desc(), drawings.c.drawing_id)
        .limit(LATEST)
    )
    return [DrawingRow(**row) for row in conn.execute(query).mappings()]


def drawable(
    conn: sa.Connection, *, within: Within, today: date, station: str | None
) -> Sequence[tuple[UUID, str, str | None]]:
    """The cases that run and stand still for nobody: id, reference, village."""
    query = (
        sa.select(files.c.file_id, files.c.case_ref, files.c.village)
        .where(within.clause, files.c.ends_on >= today, files.c.suspended_on.is_(None))
        .order_by(files.c.case_ref)
    )
    if station is not None:
        query = query.where(files.c.station == station)
    return [(row.file_id, row.case_ref, row.village) for row in conn.execute(query)]
