"""What supervision told the office of because nobody did it, as long as it is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.projections.cases import cases
from services.registry.projections.within import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

TOLD = ("alarm_id", "duty", "level", "due_on", "unit", "law", "article", "escalated_on")

escalations = sa.Table(
    "registry_escalations",
    sa.MetaData(),
    sa.Column("alarm_id", sa.Uuid, primary_key=True),
    sa.Column("case_ref", sa.String, nullable=False),
    sa.Column("duty", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("unit", sa.String),
    sa.Column("law", sa.String),
    sa.Column("article", sa.String),
    sa.Column("escalated_on", sa.Date, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class EscalationRow:
    """A duty that is overdue: in which case, where, since when, and who was alarmed."""

    alarm_id: UUID
    case_id: UUID
    case_ref: str
    person_id: UUID
    village: str | None
    duty: str
    level: str
    due_on: date | None
    unit: str | None
    law: str | None
    article: str | None
    escalated_on: date


class Escalations(Projection):
    """One line a duty of which the office was told and which is owed."""

    name = "registry_escalations"
    version = 1
    tables = (escalations,)

    @when("registry.duty_escalation_noted")
    def on_told(self, conn: Batch, e: Entry) -> None:
        """A new line; in place of the one before, where others further up were alarmed after."""
        held = self.table(escalations)
        conn.remove(held, {"alarm_id": e.facts["alarm_id"]})
        conn.add(held, {"case_ref": e.case_ref, **{name: e.facts[name] for name in TOLD}})

    @when("registry.escalation_end_noted")
    def on_ended(self, conn: Batch, e: Entry) -> None:
        """It is done, or owed no more."""
        conn.remove(self.table(escalations), {"alarm_id": e.facts["alarm_id"]})


def escalated(conn: sa.Connection, *, within: Within) -> Sequence[EscalationRow]:
    """What is overdue and was told further up, as the reader sees it; due first comes first."""
    query = (
        sa.select(
            *(cases.c[name] for name in ("case_id", "case_ref", "person_id", "village")),
            *(escalations.c[name] for name in TOLD),
        )
        .select_from(escalations.join(cases, cases.c.case_ref == escalations.c.case_ref))
        .where(within.of(cases.c.village, cases.c.station, cases.c.recorded))
        .order_by(
            sa.func.coalesce(escalations.c.due_on, escalations.c.escalated_on), cases.c.case_ref
        )
    )
    return [EscalationRow(**row) for row in conn.execute(query).mappings()]
