"""Facts that the police's own system has to hold: until when, since when it does, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from services.supervision.rules.copying import KIND_OF, enter_by
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

copies = sa.Table(
    "supervision_copies",
    sa.MetaData(),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("fact", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("entered_on", sa.Date),
    sa.Column("differs", sa.Boolean, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class CopyRow:
    """One fact, and whether that system has it."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    fact: int
    kind: str
    happened_on: date
    due_on: date
    entered_on: date | None
    differs: bool


class Copies(Projection):
    """One line a fact that is owed to the police's own system."""

    name = "supervision_copies"
    version = 1
    tables = (copies,)

    @when(*KIND_OF)
    def on_fact(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        conn.add(
            self.table(copies),
            {
                "file_id": e.stream_id,
                "fact": e.stream_version,
                "kind": KIND_OF[e.name],
                "happened_on": e.happened_on,
                "due_on": enter_by(e.happened_on),
                "differs": False,
            },
        )

    @when("supervision.entered_in_police_system")
    def on_entered(self, conn: Batch, e: Entry) -> None:
        """It is there, alike or not."""
        key = {"file_id": e.stream_id, "fact": e.facts["fact"]}
        said = {name: e.facts[name] for name in ("entered_on", "differs")}
        conn.change(self.table(copies), key, said)


def copy_rows(
    conn: sa.Connection, *, within: Within, owed_only: bool, limit: int, offset: int = 0
) -> Sequence[CopyRow]:
    """Facts of the files that a reader may see: what is owed or differs first, by its last day."""
    settled = sa.and_(copies.c.entered_on.is_not(None), sa.not_(copies.c.differs))
    query = (
        sa.select(copies, files.c.case_ref, files.c.person_id)
        .join(files, files.c.file_id == copies.c.file_id)
        .where(within.clause, sa.not_(settled) if owed_only else sa.true())
        .order_by(sa.case((settled, 1), else_=0), copies.c.due_on, files.c.case_ref, copies.c.fact)
    )
    rows = conn.execute(query.limit(limit).offset(offset)).mappings()
    return [CopyRow(**row) for row in rows]


def count_copies(conn: sa.Connection, *, within: Within, today: date) -> dict[str, int]:
    """How many are owed, past their last day, or differ; and all."""
    owed = copies.c.entered_on.is_(None)
    query = (
        sa.select(
            sa.func.count().filter(owed).label("owed"),
            sa.func.count().filter(sa.and_(owed, copies.c.due_on < today)).label("late"),
            sa.func.count().filter(copies.c.differs).label("differs"),
            sa.func.count().label("total"),
        )
        .select_from(copies.join(files, files.c.file_id == copies.c.file_id))
        .where(within.clause)
    )
    return dict(conn.execute(query).mappings().one())
