"""The lists of the police and what is still to be decided of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

lists = sa.Table(
    "registry_police_lists",
    _metadata,
    sa.Column("list_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("compared_on", sa.Date, nullable=False),
    sa.Column("listed_on", sa.Date, nullable=False),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("same", sa.Integer, nullable=False),
    sa.Column("open_rows", sa.Integer, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
)
rows = sa.Table(
    "registry_police_list_rows",
    _metadata,
    sa.Column("row_id", sa.Uuid, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("list_id", sa.Uuid, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("row", sa.Integer),
    sa.Column("person_id", sa.Uuid),
    sa.Column("village", sa.String),
    sa.Column("differing", sa.JSON, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("decision", sa.String),
    sa.Column("decided_on", sa.Date),
    sa.Column("decided_by", sa.String),
)


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One list: how many people are on it, how many rows nobody has decided about."""

    list_id: UUID
    compared_on: date
    listed_on: date
    people: int
    same: int
    open_rows: int
    withdrawn_on: date | None

    @property
    def is_settled(self) -> bool:
        """Whether every difference ended in a decision."""
        return self.open_rows == 0


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference, and who decided what about it."""

    row_id: UUID
    kind: str
    row: int | None
    person_id: UUID | None
    village: str | None
    differing: tuple[str, ...]
    reason: str
    decision: str | None
    decided_on: date | None
    decided_by: str | None


class Reconciliations(Projection):
    """Lists and differences."""

    name = "registry_reconciliations"
    version = 1
    tables = (lists, rows)

    @when("registry.police_list_compared")
    def on_police_list_compared(self, conn: Batch, e: Entry) -> None:
        """A new list."""
        names = ("list_id", "compared_on", "listed_on", "people", "same", "open_rows")
        facts = {name: e.facts[name] for name in names}
        conn.add(self.table(lists), {"position": e.position, **facts})

    @when("registry.police_list_withdrawn")
    def on_police_list_withdrawn(self, conn: Batch, e: Entry) -> None:
        """It counts no longer."""
        key = {"list_id": e.facts["list_id"]}
        conn.change(self.table(lists), key, {"withdrawn_on": e.facts["withdrawn_on"]})

    @when("registry.police_list_row_opened")
    def on_police_list_row_opened(self, conn: Batch, e: Entry) -> None:
        """Somebody has to decide."""
        names = ("list_id", "kind", "row", "village", "reason")
        row: dict[str, Any] = {name: e.facts[name] for name in names}
        row |= {"row_id": e.stream_id, "position": e.position, "person_id": e.facts["of_person"]}
        conn.add(self.table(rows), row | {"differing": list(e.facts["differing"])})

    @when("registry.police_list_row_decided")
    def on_police_list_row_decided(self, conn: Batch, e: Entry) -> None:
        """One less."""
        facts = {name: e.facts[name] for name in ("decision", "decided_on")}
        values = {**facts, "person_id": e.facts["became"], "decided_by": e.account}
        conn.change(self.table(rows), {"row_id": e.stream_id}, values)
        table = self.table(lists)
        conn.change(table, {"list_id": e.facts["list_id"]}, {"open_rows": table.c.open_rows - 1})


def all_lists(conn: sa.Connection) -> list[ListRow]:
    """The lists, the newest first."""
    names = [column for column in lists.c if column.name != "position"]
    query = sa.select(*names).order_by(lists.c.listed_on.desc(), lists.c.position.desc())
    return [ListRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def newest_list(conn: sa.Connection) -> ListRow | None:
    """The list that the head count is held against; None before the first."""
    return next((it for it in all_lists(conn) if it.withdrawn_on is None), None)


def is_reconciled(conn: sa.Connection) -> bool:
    """Whether the head count can be used: held against a list, and nothing open."""
    newest = newest_list(conn)
    return newest is not None and newest.is_settled


def differences(
    conn: sa.Connection,
    list_id: UUID,
    *,
    kind: str = "",
    row_id: UUID | None = None,
    offset: int = 0,
    size: int | None = None,
) -> list[Difference]:
    """The differences of a list, of one kind or all: first what is open."""
    names = [column for column in rows.c if column.name not in {"position", "list_id"}]
    query = (
        sa.select(*names)
        .where(*_of(list_id, kind, row_id))
        .order_by(rows.c.decision.is_not(None), rows.c.position)
        .offset(offset)
        .limit(size)
    )
    return [_difference(row) for row in conn.execute(query)]


def how_many(conn: sa.Connection, list_id: UUID) -> dict[str, tuple[int, int]]:
    """How many differences of each kind there are, and how many are open."""
    is_open = sa.func.count().filter(rows.c.decision.is_(None))
    query = (
        sa.select(rows.c.kind, sa.func.count(), is_open)
        .where(rows.c.list_id == list_id)
        .group_by(rows.c.kind)
    )
    return {kind: (count, left) for kind, count, left in conn.execute(query)}


def _of(list_id: UUID, kind: str, row_id: UUID | None) -> list[sa.ColumnElement[bool]]:
    wanted = [rows.c.list_id == list_id]
    wanted += [rows.c.kind == kind] if kind else []
    return wanted + ([rows.c.row_id == row_id] if row_id else [])


def _difference(row: sa.Row[Any]) -> Difference:
    told = dict(row._mapping)  # noqa: SLF001 - public way
    return Difference(**{**told, "differing": tuple(told["differing"])})
