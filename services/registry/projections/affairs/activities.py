"""What was held when, and the matters of meetings by the day on which they fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.affairs.records import WHOLE
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

TRAINING, PUBLICITY, MEETING = "training_held", "publicity_held", "meeting_held"

_metadata = sa.MetaData()

activities = sa.Table(
    "registry_activities",
    _metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.String, nullable=False, index=True),
    sa.Column("held_on", sa.Date, nullable=False),
)
issues = sa.Table(
    "registry_issues",
    _metadata,
    sa.Column("meeting_id", sa.Uuid, primary_key=True),
    sa.Column("issue", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("owner", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("closing_entry", sa.Integer),
)


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """A matter, and how far it is."""

    meeting_id: UUID
    issue: int
    owner: str
    due_on: date
    closed_on: date | None
    closing_entry: int | None

    def status_on(self, day: date) -> str:
        """Solved, solved late, overdue, or still open."""
        if self.closed_on is not None:
            return "task_done" if self.closed_on <= self.due_on else "task_done_late"
        return "task_overdue" if day > self.due_on else "task_open"


class Activities(Projection):
    """What was held; the files have the rest."""

    name = "registry_activities"
    version = 2
    tables = (activities, issues)

    @when("registry.training_held", "registry.publicity_held", "registry.meeting_held")
    def on_held(self, conn: sa.Connection, e: Entry) -> None:
        """A new line, and the matters of a meeting."""
        line = {"kind": e.name.removeprefix("registry."), "held_on": e.facts["held_on"]}
        conn.execute(self.table(activities).insert().values(activity_id=e.stream_id, **line))
        given = [
            {"meeting_id": e.stream_id, "issue": number, "owner": owner, "due_on": due_on}
            for number, owner, due_on in e.facts.get("issues", ())
        ]
        if given:
            conn.execute(self.table(issues).insert(), given)

    @when("registry.issue_closed")
    def on_issue_closed(self, conn: sa.Connection, e: Entry) -> None:
        """Solved."""
        line = self.table(issues)
        conn.execute(
            line.update()
            .where(line.c.meeting_id == e.stream_id, line.c.issue == e.facts["issue"])
            .values(closed_on=e.facts["closed_on"], closing_entry=e.stream_version)
        )

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """Not held; or not solved."""
        held, given, entry = self.table(activities), self.table(issues), e.facts["entry"]
        of_this = given.c.meeting_id == e.stream_id
        if entry == WHOLE:
            conn.execute(held.delete().where(held.c.activity_id == e.stream_id))
            conn.execute(given.delete().where(of_this))
        again = given.update().where(of_this, given.c.closing_entry == entry)
        conn.execute(again.values(closed_on=None, closing_entry=None))


def held(conn: sa.Connection, kind: str) -> list[UUID]:
    """What of a kind was held, the newest first."""
    query = (
        sa.select(activities.c.activity_id)
        .where(activities.c.kind == kind)
        .order_by(activities.c.held_on.desc(), activities.c.activity_id)
    )
    return list(conn.scalars(query))


def last_held(conn: sa.Connection, kind: str) -> date | None:
    """When something of a kind was held last; None if never."""
    query = sa.select(sa.func.max(activities.c.held_on)).where(activities.c.kind == kind)
    found: date | None = conn.scalar(query)
    return found


def all_issues(conn: sa.Connection) -> list[IssueRow]:
    """The matters of all meetings: open ones first, by the day on which they fall due."""
    query = sa.select(issues).order_by(
        issues.c.closed_on.is_not(None), issues.c.due_on, issues.c.meeting_id, issues.c.issue
    )
    return [IssueRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way
