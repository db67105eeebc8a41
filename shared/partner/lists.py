"""A partner office's lists: its files with what each is owed by when, and its inbox of needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.partner.rules import ACCEPTED, CLOSED, RECEIVED
from shared.projecting import Projection, when
from shared.projecting.batch import Batch


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file: the header of its case, and the act that it is owed next, with the rule.

    `met_on` is the last day on which that act was done in a way that counts.
    """

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str | None
    station: str | None
    reported_on: date | None
    signed_on: date | None
    planned_on: date | None
    ended_on: date | None
    counted_from: date | None
    due_on: date | None
    rule: str | None
    rules_of: date | None
    met_on: date | None


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """One need of the inbox."""

    need_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    raised_on: date
    standing: str
    accepted_on: date | None
    closed_on: date | None
    result: str | None


def files_table(name: str) -> sa.Table:
    """The table of a file list."""
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("file_id", sa.Uuid, primary_key=True),
        sa.Column("case_ref", sa.String, nullable=False, unique=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String),
        sa.Column("station", sa.String),
        sa.Column("reported_on", sa.Date),
        sa.Column("signed_on", sa.Date),
        sa.Column("planned_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("counted_from", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("rule", sa.String),
        sa.Column("rules_of", sa.Date),
        sa.Column("met_on", sa.Date),
    )


def inbox_table(name: str) -> sa.Table:
    """The table of an inbox."""
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("need_id", sa.Uuid, primary_key=True),
        sa.Column("case_ref", sa.String, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("standing", sa.String, nullable=False),
        sa.Column("accepted_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.Column("result", sa.String),
    )


class FileList(Projection):
    """Base of an office's file list; the office says which of its events schedule and meet.

    Promised to it: a line for each file, with the header as it stands.
    """

    def note(self, conn: Batch, e: Entry, **more: Any) -> None:
        """Keep each fact that has a column of its name; the latest stands."""
        lines = self.table(self.tables[0])
        conn.change(lines, {"file_id": e.stream_id}, {**_told(e, lines), **more})

    def meet(self, conn: Batch, e: Entry) -> None:
        """The act was done; the latest day stands. A defective one is kept and does not count."""
        if not e.facts.get("defects"):
            met = {"met_on": e.happened_on}
            conn.advance(self.table(self.tables[0]), {"file_id": e.stream_id}, met, by="met_on")

    def owe_nothing(self, conn: Batch, e: Entry) -> None:
        """Nothing is due any more, until something is scheduled again."""
        self.note(conn, e, counted_from=None, due_on=None, rule=None, rules_of=None)


def files_of(department: str) -> type[FileList]:
    """The file list of a department, so far as it is any partner's."""

    class Files(FileList):
        """One line a file."""

        name = f"{department}_files"
        version = 2
        tables = (files_table(f"{department}_files"),)

        @when(f"{department}.file_opened")
        def on_file_opened(self, conn: Batch, e: Entry) -> None:
            """A new line."""
            header = {"file_id": e.stream_id, "case_ref": e.case_ref, "person_id": e.person_id}
            conn.add(self.table(self.tables[0]), header)

        @when(
            f"{department}.report_in_noted",
            f"{department}.agreement_noted",
            f"{department}.care_plan_noted",
            f"{department}.station_noted",
        )
        def on_header(self, conn: Batch, e: Entry) -> None:
            """More of the header."""
            self.note(conn, e)

        @when(f"{department}.case_reopening_noted")
        def on_reopening(self, conn: Batch, e: Entry) -> None:
            """It goes on after all."""
            self.note(conn, e, ended_on=None)

        @when(f"{department}.case_end_noted")
        def on_end(self, conn: Batch, e: Entry) -> None:
            """The case has ended."""
            self.note(conn, e)
            self.owe_nothing(conn, e)

    return Files


def inbox_of(department: str) -> type[Projection]:
    """The inbox of a department: its needs, each with its standing."""

    class Inbox(Projection):
        """Needs that were passed on."""

        name = f"{department}_inbox"
        tables = (inbox_table(f"{department}_inbox"),)

        @when(f"{department}.need_received")
        def on_need_received(self, conn: Batch, e: Entry) -> None:
            """A new line."""
            lines = self.table(self.tables[0])
            about = {"case_ref": e.case_ref, "person_id": e.person_id, "standing": RECEIVED}
            conn.add(lines, {**_told(e, lines), **about})

        @when(f"{department}.need_accepted")
        def on_need_accepted(self, conn: Batch, e: Entry) -> None:
            """It is in hand."""
            self._stand(conn, e, ACCEPTED)

        @when(f"{department}.need_closed")
        def on_need_closed(self, conn: Batch, e: Entry) -> None:
            """It is answered."""
            self._stand(conn, e, CLOSED)

        def _stand(self, conn: Batch, e: Entry, standing: str) -> None:
            lines = self.table(self.tables[0])
            standing_now = {**_told(e, lines), "standing": standing}
            conn.change(lines, {"need_id": e.stream_id}, standing_now)

    return Inbox


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The questions that pages and programs ask of both lists."""

    files: sa.Table
    inbox: sa.Table

    def open_files(self, conn: sa.Connection) -> Sequence[FileRow]:
        """Files on cases that have not ended, the most urgent first, then by case."""
        query = (
            sa.select(self.files)
            .where(self.files.c.ended_on.is_(None))
            .order_by(self.files.c.due_on.is_(None), self.files.c.due_on, self.files.c.case_ref)
        )
        return [_file(row) for row in conn.execute(query)]

    def file(self, conn: sa.Connection, file_id: UUID) -> FileRow | None:
        """One file."""
        row = conn.execute(sa.select(self.files).where(self.files.c.file_id == file_id)).first()
        return None if row is None else _file(row)

    def file_on(self, conn: sa.Connection, case_ref: str) -> FileRow | None:
        """The file on a case."""
        row = conn.execute(sa.select(self.files).where(self.files.c.case_ref == case_ref)).first()
        return None if row is None else _file(row)

    def open_needs(self, conn: sa.Connection) -> Sequence[NeedRow]:
        """Needs without an answer: those that nobody took up first, then the oldest."""
        query = (
            sa.select(self.inbox)
            .where(self.inbox.c.standing != CLOSED)
            .order_by(self.inbox.c.standing != RECEIVED, self.inbox.c.raised_on)
        )
        return [_need(row) for row in conn.execute(query)]

    def needs_on(self, conn: sa.Connection, case_ref: str) -> Sequence[NeedRow]:
        """All needs of a case, the newest first."""
        query = sa.select(self.inbox).where(self.inbox.c.case_ref == case_ref)
        return [_need(row) for row in conn.execute(query.order_by(self.inbox.c.raised_on.desc()))]

    def need(self, conn: sa.Connection, need_id: UUID) -> NeedRow | None:
        """One need."""
        row = conn.execute(sa.select(self.inbox).where(self.inbox.c.need_id == need_id)).first()
        return None if row is None else _need(row)


FILE_COLUMNS = tuple(field.name for field in fields(FileRow))
NEED_COLUMNS = tuple(field.name for field in fields(NeedRow))


def _told(e: Entry, lines: sa.Table) -> dict[str, Any]:
    return {name: value for name, value in e.facts.items() if name in lines.c}


def _file(row: sa.Row[Any]) -> FileRow:
    return FileRow(**{name: getattr(row, name) for name in FILE_COLUMNS})


def _need(row: sa.Row[Any]) -> NeedRow:
    return NeedRow(**{name: getattr(row, name) for name in NEED_COLUMNS})
