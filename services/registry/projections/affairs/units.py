"""Tasks of units and villages, and the organisations that sign for the town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.affairs.records import WHOLE
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
)
reports = sa.Table(
    "registry_unit_reports",
    _metadata,
    sa.Column("task_id", sa.Uuid, primary_key=True),
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("reported_on", sa.Date, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False),
)
organisations = sa.Table(
    "registry_base_organisations",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("village", sa.String, nullable=False),
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

    file_id: UUID
    village: str
    organisation: str
    designated_on: date
    doc_no: str


class Units(Projection):
    """What was asked of whom."""

    name = "registry_units"
    version = 2
    tables = (tasks, reports, organisations)

    @when("registry.unit_task_assigned")
    def on_unit_task_assigned(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("task_id", "unit", "measure", "doc_no", "assigned_on", "due_on")
        conn.execute(self.table(tasks).insert().values({it: e.facts[it] for it in names}))

    @when("registry.unit_task_reported")
    def on_unit_task_reported(self, conn: sa.Connection, e: Entry) -> None:
        """The unit said something."""
        said = {name: e.facts[name] for name in ("reported_on", "done")}
        conn.execute(
            self.table(reports).insert().values(task_id=e.stream_id, entry=e.stream_version, **said)
        )

    @when("registry.base_organisation_designated")
    def on_base_organisation_designated(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("village", "organisation", "designated_on", "doc_no")
        facts = {it: e.facts[it] for it in names}
        conn.execute(self.table(organisations).insert().values(file_id=e.stream_id, **facts))

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """Nothing was asked, or nobody designated; or the unit did not say so."""
        line, said, made = self.table(tasks), self.table(reports), self.table(organisations)
        if e.facts["entry"] == WHOLE:
            conn.execute(line.delete().where(line.c.task_id == e.stream_id))
            conn.execute(made.delete().where(made.c.file_id == e.stream_id))
        of_this = sa.and_(said.c.task_id == e.stream_id, said.c.entry == e.facts["entry"])
        conn.execute(said.delete().where(of_this))


def all_tasks(conn: sa.Connection, *, within: Within) -> list[TaskRow]:
    """The tasks of the units that the reader answers for: open ones first, by day."""
    done_on = sa.func.max(reports.c.reported_on).filter(reports.c.done).label("done_on")
    query = (
        sa.select(*tasks.c, sa.func.max(reports.c.reported_on).label("reported_on"), done_on)
        .outerjoin_from(tasks, reports, reports.c.task_id == tasks.c.task_id)
        .where(within.of(tasks.c.unit, tasks.c.unit))
        .group_by(*tasks.c)
        .order_by(done_on.is_not(None), tasks.c.due_on, tasks.c.unit, tasks.c.task_id)
    )
    return [TaskRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def all_organisations(conn: sa.Connection) -> list[OrganisationRow]:
    """The organisations, by village."""
    query = sa.select(organisations).order_by(organisations.c.village)
    return [OrganisationRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
