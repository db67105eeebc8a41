"""Needs that came up in talks, and what the offices that were asked have answered."""

from __future__ import annotations

import sqlalchemy as sa

from services.supervision.rules.talks import DEPARTMENT_OF
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

needs = sa.Table(
    "supervision_needs",
    sa.MetaData(),
    sa.Column("need_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("department", sa.String, nullable=False),
    sa.Column("raised_on", sa.Date, nullable=False),
    sa.Column("answer", sa.String),
    sa.Column("answered_on", sa.Date),
)


class Needs(Projection):
    """One line a need."""

    name = "supervision_needs"
    version = 1
    tables = (needs,)

    @when(
        "supervision.assistance_need_raised",
        "supervision.treatment_need_raised",
        "supervision.legal_need_raised",
    )
    def on_raised(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("need_id", "kind", "raised_on")}
        department = DEPARTMENT_OF[e.facts["kind"]]
        row = {"file_id": e.stream_id, "department": department, **facts}
        conn.add(self.table(needs), row)

    @when("supervision.need_answered")
    def on_answered(self, conn: Batch, e: Entry) -> None:
        """The last answer."""
        answer = {name: e.facts[name] for name in ("answer", "answered_on")}
        conn.change(self.table(needs), {"need_id": e.facts["need_id"]}, answer)
