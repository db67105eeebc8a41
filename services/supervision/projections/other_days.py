"""Which requests for another day wait for an answer."""

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

requests = sa.Table(
    "supervision_other_days",
    sa.MetaData(),
    sa.Column("request_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False),
    sa.Column("wanted_on", sa.Date),
)


@dataclass(frozen=True, kw_only=True)
class OtherDayRow:
    """One request that nobody answered yet."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    asked_on: date
    wanted_on: date | None


class OtherDays(Projection):
    """One line a request that waits."""

    name = "supervision_other_days"
    version = 1
    tables = (requests,)

    @when("supervision.other_day_asked")
    def on_asked(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        told = {name: e.facts[name] for name in ("request_id", "kind", "asked_on", "wanted_on")}
        conn.add(self.table(requests), {"file_id": e.stream_id, **told})

    @when("supervision.other_day_answered")
    def on_answered(self, conn: Batch, e: Entry) -> None:
        """Nobody waits for it any more."""
        conn.remove(self.table(requests), {"request_id": e.facts["request_id"]})


def waiting_requests(conn: sa.Connection, *, within: Within, today: date) -> Sequence[OtherDayRow]:
    """Those of cases that run, in the reader's part of the town, the earliest asked first."""
    told = ("kind", "asked_on", "wanted_on")
    query = (
        sa.select(
            files.c.file_id,
            files.c.case_ref,
            files.c.person_id,
            *(requests.c[name] for name in told),
        )
        .join(requests, requests.c.file_id == files.c.file_id)
        .where(within.clause, files.c.ends_on >= today)
        .order_by(requests.c.asked_on, files.c.case_ref)
    )
    return [OtherDayRow(**row) for row in conn.execute(query).mappings()]
