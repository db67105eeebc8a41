"""Whose counters are looked at for the desk's alarms: whoever has something that may be serious."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

aways = sa.Table(
    "supervision_aways",
    sa.MetaData(),
    sa.Column("absence_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
)


class Aways(Projection):
    """One line an unauthorised absence, whatever became of it."""

    name = "supervision_aways"
    version = 1
    tables = (aways,)

    @when("supervision.unauthorised_absence_opened")
    def on_opened(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        conn.add(self.table(aways), {"absence_id": e.facts["absence_id"], "file_id": e.stream_id})


def watched(conn: sa.Connection, *, within: Within, today: date) -> Sequence[UUID]:
    """Cases with something to report to the police, or that run and have evaded a test or left.

    From the day after the last day nothing is near a limit any more; what is to be reported is
    until it is reported or falls away (戒毒条例 21).
    """
    left = sa.select(aways.c.file_id).where(aways.c.file_id == files.c.file_id).exists()
    query = (
        sa.select(files.c.file_id)
        .where(within.clause)
        .where(
            sa.or_(
                files.c.report_by.is_not(None),
                sa.and_(files.c.ends_on >= today, sa.or_(files.c.refusals > 0, left)),
            )
        )
        .order_by(files.c.case_ref)
    )
    return list(conn.scalars(query))
