"""What waits for a decision or a next step: waivers, corrections, leaves, plans, new days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

WAIVER, OVERTURNING, LEAVE, APPROVAL = "waiver", "overturning", "leave", "approval"
OTHER_DAY, NEW_DAY, FINDING = "other_day", "new_day", "finding"

waiting = sa.Table(
    "supervision_waiting",
    sa.MetaData(),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("what", sa.String),  # for which reason, which measure, of what
    sa.Column("window", sa.Integer),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("day", sa.Date),  # that is wanted, or was granted; of a leave that of the return
    sa.Column("until", sa.Date),  # nobody waits any longer
)


@dataclass(frozen=True, kw_only=True)
class OpenRow:
    """One thing that waits: of which kind, since when, by whom."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    matter: str
    what: str | None
    window: int | None
    since: date
    by: str
    day: date | None


class Waiting(Projection):
    """One line a thing that waits."""

    name = "supervision_waiting"
    version = 1
    tables = (waiting,)

    @when("supervision.waiver_proposed")
    def on_waiver(self, conn: Batch, e: Entry) -> None:
        """Another account decides."""
        number, by = e.facts["window"], e.facts["proposed_by"]
        self._add(conn, e, WAIVER, number, what=e.facts["because"], window=number, by=by)

    @when("supervision.waiver_declined", "supervision.window_adjusted")
    def on_waiver_decided(self, conn: Batch, e: Entry) -> None:
        """It is decided."""
        self._remove(conn, e, WAIVER, e.facts["window"])

    @when("supervision.overturning_proposed")
    def on_overturning(self, conn: Batch, e: Entry) -> None:
        """Another account decides."""
        self._add(conn, e, OVERTURNING, e.facts["matter_id"], by=e.facts["proposed_by"])

    @when("supervision.overturning_declined", "supervision.breach_overturned")
    def on_overturning_decided(self, conn: Batch, e: Entry) -> None:
        """It is decided; a paper without its scan decides nothing."""
        if not e.facts.get("defects"):
            for kind in (OVERTURNING, FINDING):
                self._remove(conn, e, kind, e.facts["matter_id"])

    @when("supervision.absence_reported")
    def on_leave(self, conn: Batch, e: Entry) -> None:
        """Another account, or a paper, approves it; until the person is to be back."""
        end = e.facts["return_on"]
        self._add(conn, e, LEAVE, e.facts["absence_id"], by=e.account, day=end, until=end)

    @when("supervision.leave_approved", "supervision.return_recorded")
    def on_leave_over(self, conn: Batch, e: Entry) -> None:
        """Nobody waits for an approval any more."""
        self._remove(conn, e, LEAVE, e.facts["absence_id"])

    @when("supervision.approval_submitted")
    def on_submitted(self, conn: Batch, e: Entry) -> None:
        """Whoever approves it answers."""
        self._add(conn, e, APPROVAL, e.facts["approval_id"], what=e.facts["measure"], by=e.account)

    @when("supervision.approval_decided", "supervision.approved_on_paper")
    def on_answered(self, conn: Batch, e: Entry) -> None:
        """It is answered; one that falls short of a rule is no answer."""
        if not e.facts["defects"]:
            self._remove(conn, e, APPROVAL, e.facts["approval_id"])

    @when("supervision.other_day_asked")
    def on_other_day(self, conn: Batch, e: Entry) -> None:
        """Whoever arranges tests answers."""
        what, wanted = e.facts["kind"], e.facts["wanted_on"]
        self._add(conn, e, OTHER_DAY, e.facts["request_id"], what=what, by=e.account, day=wanted)

    @when("supervision.other_day_answered")
    def on_other_day_answered(self, conn: Batch, e: Entry) -> None:
        """Of a day that was granted for a test the person gets a notice."""
        self._remove(conn, e, OTHER_DAY, e.facts["request_id"])
        granted = e.facts["new_day"] if e.facts["granted"] and e.facts["notice_id"] else None
        if granted is not None:
            matter, window = e.facts["request_id"], e.facts["window"]
            self._add(
                conn, e, NEW_DAY, matter, window=window, by=e.account, day=granted, until=granted
            )

    @when("supervision.drug_use_confirmed")
    def on_found(self, conn: Batch, e: Entry) -> None:
        """The police decide on what they found themselves (禁毒法 38)."""
        if e.facts["counted"] and e.facts["matter"] is None and e.facts["report_by"] is None:
            self._add(conn, e, FINDING, e.facts["use_id"], by=e.account, day=e.facts["used_on"])

    @when("supervision.police_decision_recorded")
    def on_police_decided(self, conn: Batch, e: Entry) -> None:
        """They have decided."""
        self._remove(conn, e, FINDING, e.facts["report_id"])

    @when("supervision.drug_test_notified")
    def on_notified(self, conn: Batch, e: Entry) -> None:
        """The notice of the new day was served."""
        number = None if e.facts["extra"] else e.facts["window"]
        self._served(conn, e, number)

    def _served(self, conn: Batch, e: Entry, window: int | None) -> None:
        held = self.table(waiting)
        same = held.c.window.is_(None) if window is None else held.c.window == window
        conn.execute(
            held.delete().where(held.c.file_id == e.stream_id, held.c.kind == NEW_DAY, same)
        )

    def _add(self, conn: Batch, e: Entry, kind: str, matter: object, **told: object) -> None:
        self._remove(conn, e, kind, matter)
        named = {"file_id": e.stream_id, "kind": kind, "matter": str(matter)}
        nothing = dict.fromkeys(("what", "window", "day", "until"))
        conn.add(self.table(waiting), {**named, **nothing, "since": e.happened_on, **told})

    def _remove(self, conn: Batch, e: Entry, kind: str, matter: object) -> None:
        named = {"file_id": e.stream_id, "kind": kind, "matter": str(matter)}
        conn.remove(self.table(waiting), named)


def open_rows(
    conn: sa.Connection, *, within: Within, today: date, file_id: UUID | None = None
) -> Sequence[OpenRow]:
    """What waits in cases that run, in the reader's part of the town; the longest first."""
    told = ("kind", "matter", "what", "window", "since", "by", "day")
    query = (
        sa.select(
            *(files.c[name] for name in ("file_id", "case_ref", "person_id")),
            *(waiting.c[name] for name in told),
        )
        .join(waiting, waiting.c.file_id == files.c.file_id)
        .where(
            within.clause,
            files.c.ends_on >= today,
            sa.or_(waiting.c.until.is_(None), waiting.c.until >= today),
        )
        .order_by(waiting.c.since, files.c.case_ref, waiting.c.kind)
    )
    if file_id is not None:
        query = query.where(files.c.file_id == file_id)
    return [OpenRow(**row) for row in conn.execute(query).mappings()]
