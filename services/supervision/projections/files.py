"""One line a file with its counters, and the windows of its plan: what the due list is made from.

Which window is due next depends on the events alone, not on the day: it is the one after the last
that was kept, refused, or over before the software kept the case (rules.outcomes.due).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from services.supervision.rules.counters import TEST
from services.supervision.rules.outcomes import is_spent_in_custody
from services.supervision.rules.windows import Window
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

files = sa.Table(
    "supervision_files",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("case_ref", sa.String, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("village", sa.String),
    sa.Column("station", sa.String),
    sa.Column("sex", sa.String),
    sa.Column("begun_on", sa.Date, nullable=False),  # when the file was opened here
    sa.Column("reported_on", sa.Date, nullable=False),
    sa.Column("tracked_from", sa.Date),
    sa.Column("plan", sa.String),
    sa.Column("ends_on", sa.Date),
    sa.Column("windows_total", sa.Integer, nullable=False),
    sa.Column("settled", sa.Integer, nullable=False),
    sa.Column("settled_on", sa.Date),
    sa.Column("notified_window", sa.Integer),
    sa.Column("appear_on", sa.Date),
    sa.Column("extra_appear_on", sa.Date),  # for a test beside the plan
    sa.Column("refusals", sa.Integer, nullable=False),
    sa.Column("refusals_before", sa.Integer, nullable=False),
    sa.Column("report_by", sa.String),  # an instant with its zone, which SQLite has no type for
    sa.Column("talked_on", sa.Date),
    sa.Column("suspended_on", sa.Date),
    sa.Column("sealed_on", sa.Date),
)
matters = sa.Table(
    "supervision_matters",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("matter", sa.String, primary_key=True),
    sa.Column("report_by", sa.String, nullable=False),
)
windows = sa.Table(
    "supervision_windows",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("target", sa.Date, nullable=False),
)
custody = sa.Table(
    "supervision_custody",
    _metadata,
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("first", sa.Date, primary_key=True),
    sa.Column("end", sa.Date, nullable=False),
)

HEADER = (
    "case_ref",
    "person_id",
    "kind",
    "village",
    "station",
    "sex",
    "reported_on",
    "tracked_from",
)


CONFIRMED = "supervision.drug_use_confirmed"


def _matter(e: Entry) -> str:
    """What is to be reported, as the file names it."""
    return str(e.facts.get("matter") or e.facts.get("counter") or e.facts["use_id"])


class Files(Projection):
    """Every file, and every window of its plan."""

    name = "supervision_files"
    version = 11
    tables = (files, windows, matters, custody)

    @when("supervision.opened")
    def on_opened(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        header = {name: e.facts[name] for name in HEADER}
        counters = dict.fromkeys(("windows_total", "settled", "refusals", "refusals_before"), 0)
        begun = {"file_id": e.stream_id, "begun_on": e.recorded_on}
        conn.add(self.table(files), {**begun, **header, **counters})

    @when("supervision.drug_test_scheduled")
    def on_scheduled(self, conn: Batch, e: Entry) -> None:
        """The windows, in place of those of an earlier plan."""
        plan = list(zip(e.facts["opens"], e.facts["closes"], e.facts["targets"], strict=True))
        rows = [
            {"file_id": e.stream_id, "number": n, "first": first, "last": last, "target": target}
            for n, (first, last, target) in enumerate(plan, start=1)
        ]
        conn.remove(self.table(windows), {"file_id": e.stream_id})
        for row in rows:
            conn.add(self.table(windows), row)
        self._note(
            conn,
            e,
            plan=e.facts["plan"],
            windows_total=len(rows),
            ends_on=e.facts["closes"][-1] if rows else None,
            settled=self._settled_among(conn, e, rows),
        )

    @when("supervision.report_in_corrected")
    def on_corrected(self, conn: Batch, e: Entry) -> None:
        """The term began on another day; the windows follow."""
        self._note(conn, e, reported_on=e.facts["reported_on"])

    @when("supervision.replacement_noted")
    def on_replaced(self, conn: Batch, e: Entry) -> None:
        """Nothing falls due any more."""
        self._note(conn, e, ends_on=e.facts["replaced_on"])

    @when("supervision.end_noted")
    def on_ended(self, conn: Batch, e: Entry) -> None:
        """The case has ended before its term."""
        self._note(conn, e, ends_on=e.facts["ended_on"])

    @when("supervision.sealing_noted")
    def on_sealing(self, conn: Batch, e: Entry) -> None:
        """Only the keeper of the files still finds it; or it is found again."""
        self._note(conn, e, sealed_on=e.facts["sealed_on"])

    @when("supervision.suspension_noted")
    def on_suspended(self, conn: Batch, e: Entry) -> None:
        """Nothing falls due until release."""
        self._note(conn, e, suspended_on=e.facts["since"])

    @when("supervision.resumption_noted")
    def on_resumed(self, conn: Batch, e: Entry) -> None:
        """The plan that follows says what falls due now."""
        self._note(conn, e, suspended_on=None)
        conn.remove(self.table(custody), {"file_id": e.stream_id, "first": e.facts["since"]})
        self._add_custody(conn, e, e.facts["since"], e.facts["resumed_on"])

    @when("supervision.suspensions_corrected")
    def on_suspensions_corrected(self, conn: Batch, e: Entry) -> None:
        """The suspension that is open now, if one is; those that are over, in place of others."""
        spans = dict(zip(e.facts["begins"], e.facts["ends"], strict=True))
        since = next((first for first, end in spans.items() if end is None), None)
        self._note(conn, e, suspended_on=since)
        conn.remove(self.table(custody), {"file_id": e.stream_id})
        for first, end in spans.items():
            if end is not None:
                self._add_custody(conn, e, first, end)

    @when("supervision.station_noted")
    def on_station(self, conn: Batch, e: Entry) -> None:
        """Another station's worker has it on the list."""
        self._note(conn, e, station=e.facts["station"])

    @when("supervision.drug_test_notified")
    def on_notified(self, conn: Batch, e: Entry) -> None:
        """Somebody is expected, for a test of the plan or for one beside it."""
        if e.facts["extra"]:
            self._note(conn, e, extra_appear_on=e.facts["appear_at"].date())
            return
        self._note(
            conn,
            e,
            notified_window=e.facts["window"],
            appear_on=e.facts["appear_at"].date(),
        )

    @when("supervision.other_day_answered")
    def on_other_day(self, conn: Batch, e: Entry) -> None:
        """Who was granted another day is expected on that day; it is of the plan's last notice."""
        row = conn.row(self.table(files), {"file_id": e.stream_id})
        if e.facts["granted"] and e.facts["window"] and e.facts["window"] == row["notified_window"]:
            self._note(conn, e, appear_on=e.facts["new_day"])

    @when(
        "supervision.drug_test_negative",
        "supervision.drug_test_invalid",
        "supervision.screened_positive",
    )
    def on_test(self, conn: Batch, e: Entry) -> None:
        """A counted test keeps its window."""
        if e.facts["counted"]:
            self._settle(conn, e)

    @when("supervision.drug_test_refused", "supervision.drug_test_missed")
    def on_refused(self, conn: Batch, e: Entry) -> None:
        """A counted refusal or miss settles its window and counts; so does one that is excused."""
        self._note(conn, e, refusals=e.facts["count"])
        excused = e.facts.get("justified") and not e.facts["defects"]
        if (e.facts["counted"] or excused) and not e.facts["extra"]:
            self._settle(conn, e)

    @when("supervision.window_adjusted")
    def on_waived(self, conn: Batch, e: Entry) -> None:
        """A window that needs no test is settled, once those before it are."""
        self._settle(conn, e)

    @when("supervision.breach_overturned")
    def on_overturned(self, conn: Batch, e: Entry) -> None:
        """What counted counts no more; its window is open again unless it is settled otherwise.

        Use that is taken back, or a report-in that was none too late, is to be reported no more.
        What was taken off by a paper that nobody shows counts as it did.
        """
        if e.facts["defects"]:
            return
        matter = {"file_id": e.stream_id, "matter": str(e.facts["matter_id"])}
        conn.remove(self.table(matters), matter)
        self._note_report_by(conn, e)
        if e.facts["counter"] == TEST:
            self._note(conn, e, refusals=e.facts["count"], settled=e.facts["settled"])

    @when("supervision.opening_balance_recorded")
    def on_balance(self, conn: Batch, e: Entry) -> None:
        """The counter starts there; a later statement replaces an earlier one."""
        if e.facts["counter"] == TEST and not e.facts["defects"]:
            line = self.table(files).c
            total = line.refusals - line.refusals_before + e.facts["value"]
            self._note(conn, e, refusals=total, refusals_before=e.facts["value"])

    @when(
        "supervision.serious_breach_detected",
        "supervision.drug_use_suspected",
        "supervision.refusal_found",
        "supervision.drug_use_confirmed",
    )
    def on_matter(self, conn: Batch, e: Entry) -> None:
        """The worker has to report it; the police's own finding needs no report to them."""
        known = e.name == CONFIRMED and (e.facts["matter"] or e.facts["report_by"] is None)
        if known or not e.facts.get("counted", True):
            return
        by = e.facts["report_by"].isoformat()
        row = {"file_id": e.stream_id, "matter": _matter(e), "report_by": by}
        conn.add(self.table(matters), row)
        self._note_report_by(conn, e)

    @when("supervision.reported_to_police", "supervision.serious_breach_withdrawn")
    def on_matter_over(self, conn: Batch, e: Entry) -> None:
        """Nothing is to be reported of it any more."""
        conn.remove(self.table(matters), {"file_id": e.stream_id, "matter": _matter(e)})
        self._note_report_by(conn, e)

    @when("supervision.talk_held")
    def on_talk(self, conn: Batch, e: Entry) -> None:
        """The last talk."""
        talk = {"talked_on": e.facts["held_on"]}
        conn.advance(self.table(files), {"file_id": e.stream_id}, talk, by="talked_on")

    def _settle(self, conn: Batch, e: Entry) -> None:
        window = {"settled": e.facts["window"], "settled_on": e.happened_on}
        conn.advance(self.table(files), {"file_id": e.stream_id}, window, by="settled")

    def _settled_among(self, conn: Batch, e: Entry, rows: Sequence[Mapping[str, Any]]) -> int:
        """The last that ended before the takeover, or had begun when the last one was settled.

        Or that lay wholly in custody, which a reading can make it (domain.md 0.22).
        """
        line = conn.row(self.table(files), {"file_id": e.stream_id})
        tracked_from, settled_on = line.get("tracked_from"), line.get("settled_on")
        held = self.table(custody)
        query = sa.select(held.c.first, held.c.end).where(held.c.file_id == e.stream_id)
        spans = [(first, end) for first, end in conn.execute(query)]
        settled = (
            row["number"]
            for row in rows
            if (tracked_from is not None and row["last"] < tracked_from)
            or (settled_on is not None and row["first"] <= settled_on)
            or is_spent_in_custody(Window(row["number"], row["first"], row["last"]), custody=spans)
        )
        return max(settled, default=0)

    def _add_custody(self, conn: Batch, e: Entry, first: date, end: date) -> None:
        conn.add(self.table(custody), {"file_id": e.stream_id, "first": first, "end": end})

    def _note_report_by(self, conn: Batch, e: Entry) -> None:
        """The first day by which something has to be reported, if anything has."""
        held = self.table(matters)
        query = sa.select(sa.func.min(held.c.report_by)).where(held.c.file_id == e.stream_id)
        self._note(conn, e, report_by=conn.scalar(query))

    def _note(self, conn: Batch, e: Entry, **values: Any) -> None:
        conn.change(self.table(files), {"file_id": e.stream_id}, values)
