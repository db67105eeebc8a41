"""What came in from other departments, newest first: each with the file on which it was noted."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

inbox = sa.Table(
    "supervision_inbox",
    sa.MetaData(),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("file_id", sa.Uuid, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("department", sa.String, nullable=False),
    sa.Column("need_kind", sa.String),
    sa.Column("answer", sa.String),
    sa.Column("counted_from", sa.Date),
    sa.Column("happened_on", sa.Date, nullable=False),
)


class Inbox(Projection):
    """One line an event that another department brought."""

    name = "supervision_inbox"
    version = 5
    tables = (inbox,)

    @when(
        "supervision.opened",
        "supervision.report_in_corrected",
        "supervision.term_revised",
        "supervision.suspension_noted",
        "supervision.resumption_noted",
        "supervision.suspensions_corrected",
        "supervision.replacement_noted",
        "supervision.agreement_noted",
        "supervision.care_plan_noted",
        "supervision.refusal_to_sign_noted",
        "supervision.group_noted",
        "supervision.reopening_noted",
    )
    def on_case(self, conn: Batch, e: Entry) -> None:
        """The registry said something of the case."""
        self._add(conn, e, department="registry")

    @when("supervision.reading_noted")
    def on_reading(self, conn: Batch, e: Entry) -> None:
        """The registry said by which reading the term is counted, and from which day."""
        self._add(conn, e, department="registry", counted_from=e.facts["counted_from"])

    @when("supervision.end_noted")
    def on_end(self, conn: Batch, e: Entry) -> None:
        """The registry said that the case has ended, and why."""
        self._add(conn, e, department="registry", answer=e.facts["cause"])

    @when("supervision.need_answered")
    def on_answer(self, conn: Batch, e: Entry) -> None:
        """An office that was asked for help answered."""
        self._add(
            conn,
            e,
            department=e.facts["department"],
            need_kind=e.facts["kind"],
            answer=e.facts["answer"],
        )

    def _add(self, conn: Batch, e: Entry, **told: str | date) -> None:
        row = {"position": e.position, "file_id": e.stream_id, "what": e.name, **told}
        conn.add(self.table(inbox), {**row, "happened_on": e.happened_on})
