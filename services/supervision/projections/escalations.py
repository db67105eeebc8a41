"""What was told further up because nobody did it: by case, as long as it is owed."""

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

_metadata = sa.MetaData()

lists = sa.Table(
    "supervision_escalating_lists",
    _metadata,
    sa.Column("list_id", sa.Uuid, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False),
)
escalations = sa.Table(
    "supervision_escalations",
    _metadata,
    sa.Column("list_id", sa.Uuid, primary_key=True),
    sa.Column("duty", sa.String, primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False, index=True),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("escalated_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date),
)


@dataclass(frozen=True, kw_only=True)
class EscalationRow:
    """A duty of which somebody further up was told, up to whom, since when."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    duty: str
    matter: str
    level: str
    escalated_on: date
    due_on: date | None


class Escalations(Projection):
    """One line a duty that is owed and that somebody further up was told of."""

    name = "supervision_escalations"
    version = 1
    tables = (lists, escalations)

    @when("supervision.duty_list_opened")
    def on_opened(self, conn: Batch, e: Entry) -> None:
        """Whose duties they are."""
        conn.add(self.table(lists), {"list_id": e.stream_id, "file_id": e.facts["file_id"]})

    @when("supervision.duty_escalated", "supervision.escalation_resumed")
    def on_told(self, conn: Batch, e: Entry) -> None:
        """A new line in place of the one before."""
        named = self._named(e)
        conn.remove(self.table(escalations), named)
        line = {
            "file_id": conn.row(self.table(lists), {"list_id": e.stream_id})["file_id"],
            "level": e.facts["to"],
            "escalated_on": e.happened_on,
            "due_on": e.facts["due_on"],
        }
        conn.add(self.table(escalations), named | line)

    @when("supervision.escalation_ended")
    def on_ended(self, conn: Batch, e: Entry) -> None:
        """It is done, or owed no more."""
        conn.remove(self.table(escalations), self._named(e))

    @staticmethod
    def _named(e: Entry) -> dict[str, object]:
        return {
            "list_id": e.stream_id,
            "duty": e.facts["duty"],
            "matter": e.facts["matter"],
        }


def escalated(conn: sa.Connection, *, within: Within) -> Sequence[EscalationRow]:
    """What is told further up now, of these files; what was due first comes first."""
    told = ("duty", "matter", "level", "escalated_on", "due_on")
    query = (
        sa.select(
            *(files.c[name] for name in ("file_id", "case_ref", "person_id")),
            *(escalations.c[name] for name in told),
        )
        .select_from(escalations.join(files, files.c.file_id == escalations.c.file_id))
        .where(within.clause)
        .order_by(
            sa.func.coalesce(escalations.c.due_on, escalations.c.escalated_on), files.c.case_ref
        )
    )
    return [EscalationRow(**row) for row in conn.execute(query).mappings()]
