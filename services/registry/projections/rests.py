"""On which days a case rests: what falls due on one of them waits, and nobody is behind with it.

The clock writes no miss on such a day (`rules.course.due_past`); lists read the same day here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.registry.rules.course import recontact_due
from shared.calendar import OpenSpan, merge
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

rests = sa.Table(
    "registry_rests",
    sa.MetaData(),
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # as the case has it; below 0: it had ended
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("end_on", sa.Date),  # the day on which it goes on; never a day of a rest that is void
    sa.Column("falls_due", sa.Date),  # when that falls due which would on one of the days
)


class Rests(Projection):
    """Since when and until when cases rest: while the person is held, and while it had ended."""

    name = "registry_rests"
    version = 1
    tables = (rests,)

    @when("registry.case_suspended")
    def on_case_suspended(self, conn: Batch, e: Entry) -> None:
        """It rests from that day; a suspension with defects takes its number, and no day."""
        first = e.facts["suspended_on"]
        end = first if e.facts["defects"] else None
        self._add(conn, e, [(first, end)], since=e.facts["number"])
        self._reckon(conn, e)

    @when("registry.case_resumed")
    def on_case_resumed(self, conn: Batch, e: Entry) -> None:
        """It goes on."""
        key = {"case_ref": e.case_ref, "number": e.facts["number"]}
        conn.change(self.table(rests), key, {"end_on": e.facts["resumed_on"]})
        self._reckon(conn, e)

    @when("registry.term_corrected", "registry.transferred_in")
    def on_days_stated(self, conn: Batch, e: Entry) -> None:
        """These are the days on which the person was held; others were not."""
        table, known = self.table(rests), self._of(conn, e)
        held = [it for it in known if it.number > 0]
        for row in held:
            key = {"case_ref": e.case_ref, "number": row.number}
            conn.change(table, key, {"end_on": row.first_on})
        self._add(conn, e, e.facts["suspensions"], since=len(held) + 1)
        self._reckon(conn, e)

    @when("registry.case_terminated")
    def on_case_terminated(self, conn: Batch, e: Entry) -> None:
        """Nothing is asked of anybody from that day on."""
        before = sum(it.number < 0 for it in self._of(conn, e))
        self._add(conn, e, [(e.facts["ended_on"], None)], since=-before - 1)

    @when("registry.case_reopened")
    def on_case_reopened(self, conn: Batch, e: Entry) -> None:
        """It goes on: the newest end was none."""
        number = min(it.number for it in self._of(conn, e))
        key = {"case_ref": e.case_ref, "number": number}
        conn.change(self.table(rests), key, {"end_on": e.facts["reopened_on"]})
        self._reckon(conn, e)

    def _add(self, conn: Batch, e: Entry, spans: Iterable[OpenSpan], *, since: int) -> None:
        for number, (first, end) in enumerate(spans, start=since):
            row = {"case_ref": e.case_ref, "number": number, "first_on": first, "end_on": end}
            conn.add(self.table(rests), row)

    def _reckon(self, conn: Batch, e: Entry) -> None:
        """Say when that falls due which waits; held twice at once, a person is free at the last."""
        known = self._of(conn, e)
        held = merge((it.first_on, it.end_on) for it in known if it.number > 0 and _is_a_rest(it))
        for row in filter(_is_a_rest, known):
            end = row.end_on
            if row.number > 0:
                end = next(it for first, it in reversed(held) if first <= row.first_on)
            falls_due = None if end is None else recontact_due(resumed_on=end).on
            key = {"case_ref": e.case_ref, "number": row.number}
            conn.change(self.table(rests), key, {"falls_due": falls_due})

    def _of(self, conn: Batch, e: Entry) -> list[sa.Row[Any]]:
        table = self.table(rests)
        return list(conn.execute(sa.select(table).where(table.c.case_ref == e.case_ref)))


def falls_due(case_ref: sa.Column[str], due_on: sa.Column[date]) -> sa.ColumnElement[date | None]:
    """When a duty falls due, rests reckoned; None while nobody knows when the case goes on."""
    on_that_day = (
        rests.c.case_ref == case_ref,
        rests.c.first_on <= due_on,
        sa.or_(rests.c.end_on.is_(None), due_on < rests.c.end_on),
    )
    waits = sa.select(rests.c.falls_due).where(*on_that_day).order_by(rests.c.number.desc())
    resting = sa.select(rests.c.number).where(*on_that_day).exists()
    return sa.case((resting, waits.limit(1).scalar_subquery()), else_=due_on)


def _is_a_rest(row: sa.Row[Any]) -> bool:
    return bool(row.end_on is None or row.first_on < row.end_on)
