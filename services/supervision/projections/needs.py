"""Needs that came up in talks, and what the offices that were asked have answered."""

from __future__ import annotations

import sqlalchemy as sa

from services.supervision.rules.talks import DEPARTMENT_OF
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

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
    def on_raised(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("need_id", "kind", "raised_on")}
        department = DEPARTMENT_OF[e.facts["kind"]]
        conn.execute(
            self.table(needs).insert().values(file_id=e.stream_id, department=department, **facts)
        )

    @when("supervision.need_answered")
    def on_answered(self, conn: sa.Connection, e: Entry) -> None:
        """The last answer."""
        line = self.table(needs)
        answer = {name: e.facts[name] for name in ("answer", "answered_on")}
        conn.execute(line.update().where(line.c.need_id == e.facts["need_id"]).values(**answer))
