"""Which health institutions' reports of drug use wait for the police's answer."""

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

reports = sa.Table(
    "supervision_treatment_reports",
    sa.MetaData(),
    sa.Column("report_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("found_on", sa.Date, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class TreatmentReportRow:
    """One report that nobody answered yet."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    found_on: date


class TreatmentReports(Projection):
    """One line a report that waits."""

    name = "supervision_treatment_reports"
    version = 1
    tables = (reports,)

    @when("supervision.use_in_treatment_noted")
    def on_noted(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        told = {name: e.facts[name] for name in ("report_id", "found_on")}
        conn.add(self.table(reports), {"file_id": e.stream_id, **told})

    @when("supervision.use_in_treatment_answered")
    def on_answered(self, conn: Batch, e: Entry) -> None:
        """Nobody waits for it any more."""
        conn.remove(self.table(reports), {"report_id": e.facts["report_id"]})


def waiting_reports(conn: sa.Connection, *, within: Within) -> Sequence[TreatmentReportRow]:
    """Those of the reader's part of the town, the earliest finding first."""
    query = (
        sa.select(files.c.file_id, files.c.case_ref, files.c.person_id, reports.c.found_on)
        .join(reports, reports.c.file_id == files.c.file_id)
        .where(within.clause)
        .order_by(reports.c.found_on, files.c.case_ref)
    )
    return [TreatmentReportRow(**row) for row in conn.execute(query).mappings()]
