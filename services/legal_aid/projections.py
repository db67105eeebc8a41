"""The justice office's lists: who is to be educated until when, sessions held, and needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.partner.lists import Lists, files_of, inbox_of
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

Inbox = inbox_of("legal_aid")
sessions = sa.Table(
    "legal_aid_sessions",
    sa.MetaData(),
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("headcount", sa.Integer, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """One session as the list shows it."""

    session_id: UUID
    held_on: date
    topic: str
    headcount: int


class Files(files_of("legal_aid")):  # type: ignore[misc]  # mypy follows no base that is made by a call
    """One line a legal aid file."""

    @when("legal_aid.law_education_scheduled")
    def on_scheduled(self, conn: Batch, e: Entry) -> None:
        """The next session is due."""
        self.note(conn, e)

    @when("legal_aid.law_education_attended")
    def on_attended(self, conn: Batch, e: Entry) -> None:
        """The person was there."""
        self.meet(conn, e)


class Sessions(Projection):
    """Sessions held."""

    name = "legal_aid_sessions"
    tables = (sessions,)

    @when("legal_aid.law_education_held")
    def on_held(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        line = {
            "session_id": e.stream_id,
            "held_on": e.facts["held_on"],
            "topic": e.facts["topic"],
            "headcount": len(e.facts["attendees"]),
        }
        conn.add(self.table(sessions), line)


def held_sessions(conn: sa.Connection, *, most: int) -> Sequence[SessionRow]:
    """The latest sessions."""
    query = sa.select(sessions).order_by(sessions.c.held_on.desc()).limit(most)
    return [
        SessionRow(
            session_id=row.session_id,
            held_on=row.held_on,
            topic=row.topic,
            headcount=row.headcount,
        )
        for row in conn.execute(query)
    ]


PROJECTIONS = (Files, Sessions, Inbox)
LISTS = Lists(files=Files.tables[0], inbox=Inbox.tables[0])
