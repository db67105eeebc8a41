"""Which cases owe a talk, a visit, a report or the like: what fell due, until it is done.

Whether it is still owed the file itself says; here is only where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from services.supervision.domain.duties import (
    ANSWER_BREACH,
    CONFIRM_RETURN,
    EXTRA_TEST,
)
from services.supervision.projections.bearing import bearers
from services.supervision.projections.files import files
from services.supervision.projections.laboratory import WaitingRow
from services.supervision.projections.lists import Asked, Within
from services.supervision.rules.periods import ASSESSMENT, REPORT, TALK, VISIT
from services.supervision.rules.targets import reminded_of
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

PASSING = (EXTRA_TEST, TALK, VISIT, REPORT)
"""What cannot be done any more when its time is over."""
LISTED = (*PASSING, ASSESSMENT, ANSWER_BREACH, CONFIRM_RETURN)
"""Beside the tests of the plan, what follows a positive strip, and reports to the police."""

owed = sa.Table(
    "supervision_owed",
    sa.MetaData(),
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("duty", sa.String, primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("due_from", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False, index=True),
)


extra_targets = sa.Table(
    "supervision_extra_targets",
    sa.MetaData(),
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("target", sa.Date, primary_key=True, index=True),
    sa.Column("drawn", sa.Boolean, primary_key=True),
)


class Owed(Projection):
    """One line a duty that fell due; and the hidden days of tests beside the plan."""

    name = "supervision_owed"
    version = 5
    tables = (owed, extra_targets)

    @when("supervision.extra_tests_planned")
    def on_extras_planned(self, conn: Batch, e: Entry) -> None:
        """Other days, in place of those of an earlier plan."""
        conn.remove(self.table(extra_targets), {"case_ref": e.case_ref, "drawn": False})
        for target in sorted(set(e.facts["targets"])):
            line = {"case_ref": e.case_ref, "target": target, "drawn": False}
            conn.add(self.table(extra_targets), line)

    @when("supervision.extra_test_drawn")
    def on_extra_drawn(self, conn: Batch, e: Entry) -> None:
        """One more day; a plan that is laid out anew does not take it away."""
        line = {"case_ref": e.case_ref, "target": e.facts["target"], "drawn": True}
        conn.remove(self.table(extra_targets), line)
        conn.add(self.table(extra_targets), line)

    @when("supervision.duty_fell_due")
    def on_fell_due(self, conn: Batch, e: Entry) -> None:
        """A new line, in place of one with other days."""
        if e.facts["duty"] in LISTED:
            conn.remove(self.table(owed), _named(e))
            days = {name: e.facts[name] for name in ("due_from", "due_on")}
            conn.add(self.table(owed), {**_named(e), **days})

    @when("supervision.duty_missed")
    def on_missed(self, conn: Batch, e: Entry) -> None:
        """What is past is on record; what can still be done stays."""
        if e.facts["duty"] in PASSING:
            conn.remove(self.table(owed), _named(e))

    @when("supervision.talk_held")
    def on_talk_held(self, conn: Batch, e: Entry) -> None:
        """The talk of its period; a defective one is none."""
        if not e.facts["defects"]:
            self._done(conn, e, TALK, e.facts["held_on"])

    @when("supervision.home_visited")
    def on_home_visited(self, conn: Batch, e: Entry) -> None:
        """The visit of its period; a defective one is none."""
        if not e.facts["defects"]:
            self._done(conn, e, VISIT, e.facts["visited_on"])

    @when("supervision.periodic_report_received")
    def on_report_received(self, conn: Batch, e: Entry) -> None:
        """The report of the period that it is about; a defective one is none."""
        if not e.facts["defects"]:
            self._done(conn, e, REPORT, e.facts["about_on"])

    @when("supervision.assessment_held")
    def on_assessed(self, conn: Batch, e: Entry) -> None:
        """That half-year asks no more."""
        assessed = {"duty": ASSESSMENT, "matter": str(e.facts["period"])}
        conn.remove(self.table(owed), {"case_ref": e.case_ref, **assessed})

    @when("supervision.return_recorded")
    def on_return_recorded(self, conn: Batch, e: Entry) -> None:
        """Nobody asks any more."""
        returned = {"duty": CONFIRM_RETURN, "matter": str(e.facts["absence_id"])}
        conn.remove(self.table(owed), {"case_ref": e.case_ref, **returned})

    def _done(self, conn: Batch, e: Entry, duty: str, day: date) -> None:
        held = self.table(owed)
        conn.execute(
            held.delete().where(
                held.c.case_ref == e.case_ref,
                held.c.duty == duty,
                held.c.due_from <= day,
                held.c.due_on >= day,
            )
        )


def owing_rows(
    conn: sa.Connection, *, within: Within, asked: Asked, today: date, until: date
) -> Sequence[WaitingRow]:
    """The cases that run and may owe something by the day `until`; a case is there once.

    So are those that are to be reminded of a test beside the plan, on its hidden day.
    Of `asked` its days are not looked at: those of each duty are in the file.
    """
    soon = sa.select(owed.c.case_ref).where(
        owed.c.case_ref == files.c.case_ref, owed.c.due_on <= until
    )
    reminded = sa.select(extra_targets.c.case_ref).where(
        extra_targets.c.case_ref == files.c.case_ref,
        extra_targets.c.target.between(today, reminded_of(today)),
    )
    names = ("file_id", "case_ref", "person_id", "kind", "village", "station")
    query = (
        sa.select(*(files.c[name] for name in names), bearers.c.bearer)
        .select_from(files.outerjoin(bearers, bearers.c.file_id == files.c.file_id))
        .where(
            within.clause,
            replace(asked, when=None).clause(today),
            files.c.ends_on >= today,
            files.c.suspended_on.is_(None),
            sa.or_(soon.exists(), reminded.exists()),
        )
        .order_by(files.c.case_ref)
    )
    return [WaitingRow(**row) for row in conn.execute(query).mappings()]


def _named(e: Entry) -> dict[str, object]:
    return {"case_ref": e.case_ref, "duty": e.facts["duty"], "matter": e.facts["matter"]}
