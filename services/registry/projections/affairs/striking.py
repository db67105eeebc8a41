"""Which entries of the small registers were struck out, or are proposed to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.affairs.records import WHOLE
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

entries = sa.Table(
    "registry_struck_out",
    _metadata,
    sa.Column("record_id", sa.Uuid, primary_key=True),
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("register", sa.String, nullable=False),
    sa.Column("proposed_on", sa.Date, nullable=False),
    sa.Column("struck_out_on", sa.Date),
)


@dataclass(frozen=True, kw_only=True)
class StrikingRow:
    """One entry; no day of striking out while somebody has to decide."""

    record_id: UUID
    entry: int
    register: str
    proposed_on: date
    struck_out_on: date | None


class Striking(Projection):
    """What was said to be wrong; the files have why."""

    name = "registry_striking"
    version = 1
    tables = (entries,)

    @when("registry.striking_out_proposed")
    def on_striking_out_proposed(self, conn: sa.Connection, e: Entry) -> None:
        """Somebody has to decide."""
        facts = {name: e.facts[name] for name in ("entry", "register", "proposed_on")}
        conn.execute(self.table(entries).insert().values(record_id=e.stream_id, **facts))

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """It counts no longer."""
        change = self.table(entries).update().where(self._of(e))
        conn.execute(change.values(struck_out_on=e.facts["struck_out_on"]))

    @when("registry.striking_out_declined")
    def on_striking_out_declined(self, conn: sa.Connection, e: Entry) -> None:
        """It is right as it is."""
        conn.execute(self.table(entries).delete().where(self._of(e)))

    def _of(self, e: Entry) -> sa.ColumnElement[bool]:
        line = self.table(entries)
        return sa.and_(line.c.record_id == e.stream_id, line.c.entry == e.facts["entry"])


def struck_out(
    conn: sa.Connection, *, limit: int | None = None, offset: int = 0
) -> list[StrikingRow]:
    """What waits for a decision, the oldest first; then what was struck out, the newest first."""
    query = (
        sa.select(entries)
        .order_by(
            entries.c.struck_out_on.is_not(None),
            entries.c.struck_out_on.desc(),
            entries.c.proposed_on,
            entries.c.record_id,
            entries.c.entry,
        )
        .limit(limit)
        .offset(offset)
    )
    return [StrikingRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def struck_records(conn: sa.Connection, *, register: str) -> set[UUID]:
    """Which records of a register were struck out as a whole."""
    whole = (entries.c.entry == WHOLE, entries.c.struck_out_on.is_not(None))
    return set(
        conn.scalars(sa.select(entries.c.record_id).where(entries.c.register == register, *whole))
    )


def how_many(conn: sa.Connection) -> int:
    """How many wait for a decision or were struck out."""
    return conn.scalar(sa.select(sa.func.count()).select_from(entries)) or 0


def to_decide(conn: sa.Connection) -> int:
    """How many wait for a decision."""
    query = sa.select(sa.func.count()).where(entries.c.struck_out_on.is_(None))
    return conn.scalar(query) or 0
