"""Which cases wait for a laboratory, or for the police's word on a positive strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.bearing import bearers
from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

strips = sa.Table(
    "supervision_strips",
    sa.MetaData(),
    sa.Column("test_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
)


class Strips(Projection):
    """One line a positive strip that counts and that nobody has settled."""

    name = "supervision_strips"
    version = 1
    tables = (strips,)

    @when("supervision.screened_positive")
    def on_positive(self, conn: Batch, e: Entry) -> None:
        """A new line; what a defective test shows grounds nothing."""
        if e.facts["counted"]:
            line = {"test_id": e.facts["test_id"], "file_id": e.stream_id}
            conn.add(self.table(strips), line)

    @when("supervision.drug_use_confirmed", "supervision.positive_cleared")
    def on_settled(self, conn: Batch, e: Entry) -> None:
        """The police have found, or cleared; a finding without a test settles none."""
        held = self.table(strips)
        conn.execute(held.delete().where(held.c.test_id == e.facts["test_id"]))


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """A case with a strip that is not settled, and who bears its duties."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    bearer: str | None


def waiting_rows(conn: sa.Connection, *, within: Within, today: date) -> Sequence[WaitingRow]:
    """Those among the cases that run; a case is there once."""
    waits = sa.select(strips.c.file_id).where(strips.c.file_id == files.c.file_id).exists()
    names = ("file_id", "case_ref", "person_id", "kind", "village", "station")
    query = (
        sa.select(*(files.c[name] for name in names), bearers.c.bearer)
        .select_from(files.outerjoin(bearers, bearers.c.file_id == files.c.file_id))
        .where(within.clause, files.c.ends_on >= today, waits)
        .order_by(files.c.case_ref)
    )
    return [WaitingRow(**row) for row in conn.execute(query).mappings()]
