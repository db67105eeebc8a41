"""Tasks of units and villages, and the organisations that sign for the town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.projections.within import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

tasks = sa.Table(
    "registry_unit_tasks",
    _metadata,
    sa.Column("task_id", sa.Uuid, primary_key=True),
    sa.Column("unit", sa.String, nullable=False, index=True),
    sa.Column("measure", sa.Integer),
    sa.Column("doc_no", sa.String, nullable=False),
    sa.Column("assigned_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("reported_on", sa.Date),
    sa.Column("done_on", sa.Date),
)
organisations = sa.Table(
    "registry_base_organisations",
    _metadata,
    sa.Column("village", sa.String, primary_key=True),
    sa.Column("organisation", sa.String, nullable=False),
    sa.Column("designated_on", sa.Date, nullable=False),
    sa.Column("doc_no", sa.String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task, and how far it is."""

    task_id: UUID
    unit: str
    measure: int | None
    doc_no: str
    assigned_on: date
    due_on: date
    reported_on: date | None
    done_on: date | None

    def status_on(self, day: date) -> str:
        """Done, done late, overdue, or still open."""
        if self.done_on is not None:
            return "task_done" if self.done_on <= self.due_on else "task_done_late"
        return "task_overdue" if day > self.due_on else "task_open"


@dataclass(frozen=True, kw_only=True)
class OrganisationRow:
    """The organisation of a village that signs for the town."""

    village: str
    organisation: str
    designated_on: date
    doc_no: str


class Units(Projection):
    """What was asked of whom."""

    name = "registry_units"
    version = 1
    tables = (tasks, organisations)

    @when("registry.unit_task_assigned")
    def on_unit_task_assigned(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("task_id", "unit", "measure", "doc_no", "assigned_on", "due_on")
        conn.execute(self.table(tasks).insert().values({it: e.facts[it] for it in names}))

    @when("registry.unit_task_reported")
    def on_unit_task_reported(self, conn: sa.Connection, e: Entry) -> None:
        """The unit said something."""
        line, on = self.table(tasks), e.facts["reported_on"]
        done = {"done_on": on} if e.facts["done"] else {}
        conn.execute(
            line.update().where(line.c.task_id == e.stream_id).values(reported_on=on, **done)
        )

    @when("registry.base_organisation_designated")
    def on_base_organisation_designated(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("village", "organisation", "designated_on", "doc_no")
        conn.execute(self.table(organisations).insert().values({it: e.facts[it] for it in names}))


def all_tasks(conn: sa.Connection, *, within: Within) -> list[TaskRow]:
    """The tasks of the units that the reader answers for: open ones first, by day."""
    query = (
        sa.select(tasks)
        .where(within.of(tasks.c.unit, tasks.c.unit))
        .order_by(tasks.c.done_on.is_not(None), tasks.c.due_on, tasks.c.unit, tasks.c.task_id)
    )
    return [TaskRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def all_organisations(conn: sa.Connection) -> list[OrganisationRow]:
    """The organisations, by village."""
    query = sa.select(organisations).order_by(organisations.c.village)
    return [OrganisationRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
