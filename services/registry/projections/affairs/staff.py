"""Workers and selections as lists; names and birth dates stay in the files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.affairs.records import WHOLE
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

workers = sa.Table(
    "registry_workers",
    _metadata,
    sa.Column("worker_id", sa.Uuid, primary_key=True),
    sa.Column("station", sa.String, nullable=False),
    sa.Column("hired_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    sa.Column("end_entry", sa.Integer),
)
selections = sa.Table(
    "registry_selections",
    _metadata,
    sa.Column("selection_id", sa.Uuid, primary_key=True),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("posts", sa.Integer, nullable=False),
    sa.Column("candidates", sa.Integer, nullable=False),
    sa.Column("defects", sa.JSON, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class SelectionRow:
    """One selection."""

    selection_id: UUID
    held_on: date
    posts: int
    candidates: int
    defects: tuple[str, ...]


class Staff(Projection):
    """Who works where since when, and how they were chosen."""

    name = "registry_staff"
    version = 2
    tables = (workers, selections)

    @when("registry.selection_held")
    def on_selection_held(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        conn.execute(
            self.table(selections)
            .insert()
            .values(
                selection_id=e.stream_id,
                held_on=e.facts["held_on"],
                posts=e.facts["posts"],
                candidates=len(e.facts["scores"]),
                defects=list(e.facts["defects"]),
            )
        )

    @when("registry.worker_hired")
    def on_worker_hired(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("station", "hired_on")}
        conn.execute(self.table(workers).insert().values(worker_id=e.stream_id, **facts))

    @when("registry.worker_ended")
    def on_worker_ended(self, conn: sa.Connection, e: Entry) -> None:
        """Not there any more."""
        line = self.table(workers)
        conn.execute(
            line.update()
            .where(line.c.worker_id == e.stream_id)
            .values(ended_on=e.facts["ended_on"], end_entry=e.stream_version)
        )

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """Never hired, never held; or still there."""
        line, held, entry = self.table(workers), self.table(selections), e.facts["entry"]
        of_this = line.c.worker_id == e.stream_id
        if entry == WHOLE:
            conn.execute(line.delete().where(of_this))
            conn.execute(held.delete().where(held.c.selection_id == e.stream_id))
        still = line.update().where(of_this, line.c.end_entry == entry)
        conn.execute(still.values(ended_on=None, end_entry=None))


def all_workers(conn: sa.Connection) -> list[UUID]:
    """Everybody who ever was a worker: those who are there first, by station."""
    query = sa.select(workers.c.worker_id).order_by(
        workers.c.ended_on.is_not(None), workers.c.station, workers.c.hired_on, workers.c.worker_id
    )
    return list(conn.scalars(query))


def all_selections(conn: sa.Connection) -> list[SelectionRow]:
    """All selections, the newest first."""
    query = sa.select(selections).order_by(selections.c.held_on.desc(), selections.c.selection_id)
    return [_selection(row) for row in conn.execute(query)]


def _selection(row: sa.Row[Any]) -> SelectionRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns
    return SelectionRow(**values | {"defects": tuple(values["defects"])})
