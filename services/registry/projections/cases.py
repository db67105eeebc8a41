"""Cases and what is owed in them: the lists from which the town office works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.duties import (
    ASK_POLICE,
    OF_RELEASE,
    REASSESS,
    RECONTACT,
    REPORT_IN,
    REPORT_THERE,
    SEND_MATERIALS,
    SIGN_AGREEMENT,
    in_time_until_of,
)
from services.registry.domain.leave import Leave
from services.registry.domain.standing import (
    ACTIVE,
    GONE,
    ORDERED,
    REPLACED,
    REPORTED,
    status_on,
)
from services.registry.projections.rests import falls_due
from services.registry.projections.within import COURSE, Within
from services.registry.rules.reporting import LATE_REASON_STATED, LATE_WITH_REASON
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

cases = sa.Table(
    "registry_cases",
    _metadata,
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("case_ref", sa.String, nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False, index=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("village", sa.String, index=True),
    sa.Column("station", sa.String),
    sa.Column("placed_beside", sa.String),  # whose area it was knowingly kept out of
    sa.Column("recorded", sa.String, nullable=False),
    sa.Column("served_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("in_time_until", sa.Date),  # empty while nobody knows the release from detention
    sa.Column("reported_on", sa.Date),
    sa.Column("punctuality", sa.String),
    sa.Column("last_day", sa.Date),
    sa.Column("grouped_on", sa.Date),
    sa.Column("signed_on", sa.Date),
    sa.Column("tracked_from", sa.Date),
    sa.Column("correction_proposed", sa.Boolean, nullable=False, default=False),
    sa.Column("stands_beside", sa.Boolean, nullable=False, default=False),
    sa.Column("leave_id", sa.Uuid),
    sa.Column("leave_since", sa.Date),
    sa.Column("leave_until", sa.Date),
)
duties = sa.Table(
    "registry_duties",
    _metadata,
    sa.Column("case_ref", sa.String, primary_key=True),
    sa.Column("duty", sa.String, primary_key=True),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False, index=True),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("law", sa.String, nullable=False),
    sa.Column("article", sa.String, nullable=False),
    sa.Column("rule_table", sa.Date, nullable=False),
    sa.Column("met_on", sa.Date),
)
TERM_CORRECTED = "registry.term_corrected"
counts_on = sa.case(
    (duties.c.duty == REPORT_IN, cases.c.in_time_until),
    else_=falls_due(duties.c.case_ref, duties.c.due_on),
).label("counts_on")
"""The day after which somebody is behind with a duty; None while it is paused."""
OPENED_AGAIN = (
    *(REPORT_IN, SIGN_AGREEMENT, REASSESS, RECONTACT),
    *(SEND_MATERIALS, REPORT_THERE, ASK_POLICE, *OF_RELEASE),
)
"""What is owed again and again, and what moves with the end or with a corrected day."""


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case as lists show it."""

    case_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    placed_beside: str | None
    recorded: str
    served_on: date
    due_on: date
    in_time_until: date | None
    reported_on: date | None
    punctuality: str | None
    last_day: date | None
    grouped_on: date | None
    signed_on: date | None
    tracked_from: date | None
    correction_proposed: bool
    stands_beside: bool
    leave_id: UUID | None
    leave_since: date | None
    leave_until: date | None

    @property
    def leave(self) -> Leave | None:
        """The leave from which nobody has returned yet; of several the one reported last."""
        if self.leave_since is None or self.leave_until is None:
            return None
        return Leave(since=self.leave_since, until=self.leave_until)

    def status_on(self, day: date) -> str:
        """The status, with what the passing of time makes of it by law."""
        return status_on(
            day,
            recorded=self.recorded,
            in_time_until=self.in_time_until,
            last_day=self.last_day,
        )


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One duty with its reason, and the case that it belongs to.

    After `counts_on` somebody is behind with it; None while it is paused, for nobody can do it.
    """

    case_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    duty: str
    opened_on: date
    due_on: date
    counts_on: date | None
    rule: str
    law: str
    article: str
    rule_table: date
    met_on: date | None


class Cases(Projection):
    """Cases and their duties as they stand now."""

    name = "registry_cases"
    version = 10
    tables = (cases, duties)

    @when("registry.decision_received")
    def on_decision_received(self, conn: Batch, e: Entry) -> None:
        """A new case."""
        names = ("case_ref", "person_id", "kind", "village", "station", "served_on", "due_on")
        facts = {name: e.facts[name] for name in (*names, "tracked_from")}
        facts["in_time_until"] = in_time_until_of(e.facts)
        begun = {"recorded": ORDERED, "correction_proposed": False}
        begun["stands_beside"] = bool(e.facts["beside"])
        conn.add(self.table(cases), {"case_id": e.stream_id, **begun, **facts})

    @when("registry.custody_release_recorded")
    def on_custody_release_recorded(self, conn: Batch, e: Entry) -> None:
        """Whoever was served in detention is free."""
        judged = {"punctuality": told} if (told := e.facts["punctuality"]) else {}
        self._note(conn, e, in_time_until=e.facts["justified_until"], **judged)

    @when("registry.late_report_justified")
    def on_late_report_justified(self, conn: Batch, e: Entry) -> None:
        """It had a reason."""
        self._note(conn, e, punctuality=LATE_WITH_REASON)

    @when("registry.person_details_revised")
    def on_person_details_revised(self, conn: Batch, e: Entry) -> None:
        """The village that looks after the person looks after the case."""
        village = {"village": e.facts["village"]}
        conn.change(self.table(cases), {"person_id": e.stream_id}, village)

    @when("registry.reported_in")
    def on_reported_in(self, conn: Batch, e: Entry) -> None:
        """The term runs."""
        names = ("reported_on", "punctuality", "last_day", "station")
        facts = {name: e.facts[name] for name in names}
        self._note(conn, e, recorded=REPORTED, **facts)

    @when("registry.station_assigned")
    def on_station_assigned(self, conn: Batch, e: Entry) -> None:
        """Another station keeps it."""
        self._note(conn, e, station=e.facts["station"], placed_beside=e.facts["area"])

    @when("registry.group_formed")
    def on_group_formed(self, conn: Batch, e: Entry) -> None:
        """Somebody carries the measure out."""
        self._note(conn, e, grouped_on=e.facts["formed_on"])

    @when("registry.agreement_signed")
    def on_agreement_signed(self, conn: Batch, e: Entry) -> None:
        """The agreement stands."""
        self._note(conn, e, signed_on=e.facts["signed_on"])
        waiting = {"case_ref": e.case_ref, "recorded": REPORTED}
        conn.change(self.table(cases), waiting, {"recorded": ACTIVE})

    @when("registry.taken_over_days_corrected")
    def on_taken_over_days_corrected(self, conn: Batch, e: Entry) -> None:
        """Other days."""
        names = ("served_on", "reported_on", "signed_on", "last_day")
        self._note(conn, e, **{name: e.facts[name] for name in names})

    @when(*(f"registry.{name}" for name in COURSE))
    def on_course(self, conn: Batch, e: Entry) -> None:
        """It was interrupted, moved, corrected or ended: the event carries the status."""
        if not e.facts["status"]:
            return
        names = ("reported_on", "last_day")
        days = {name: e.facts[name] for name in names if name in e.facts}
        decided = {"correction_proposed": False} if e.name == TERM_CORRECTED else {}
        if told := e.facts.get("punctuality"):
            decided["punctuality"] = told
        self._note(conn, e, recorded=e.facts["status"], **days, **decided)

    @when("registry.facts_corrected")
    def on_facts_corrected(self, conn: Batch, e: Entry) -> None:
        """Other facts of the decision or the agreement; the days of a term are told beside them."""
        names = ("kind", "served_on", "due_on", "in_time_until", "signed_on")
        facts = {name: e.facts[name] for name in names}
        judged = {"punctuality": told} if (told := e.facts["punctuality"]) else {}
        self._note(conn, e, correction_proposed=False, **facts, **judged)

    @when("registry.correction_proposed", "registry.facts_correction_proposed")
    def on_correction_proposed(self, conn: Batch, e: Entry) -> None:
        """Somebody has to decide which days or facts are right."""
        self._note(conn, e, correction_proposed=True)

    @when("registry.correction_declined", "registry.correction_withdrawn")
    def on_correction_declined(self, conn: Batch, e: Entry) -> None:
        """Nobody has to decide any more."""
        self._note(conn, e, correction_proposed=False)

    @when("registry.leave_noted")
    def on_leave_noted(self, conn: Batch, e: Entry) -> None:
        """The person is away, or will be."""
        facts = e.facts
        days = {"leave_since": facts["depart_on"], "leave_until": facts["return_on"]}
        self._note(conn, e, leave_id=facts["absence_id"], **days)

    @when("registry.leave_ended")
    def on_leave_ended(self, conn: Batch, e: Entry) -> None:
        """The person is back."""
        leave = {"case_ref": e.case_ref, "leave_id": e.facts["absence_id"]}
        nothing = dict.fromkeys(("leave_id", "leave_since", "leave_until"))
        conn.change(self.table(cases), leave, nothing)

    @when("registry.case_replaced")
    def on_case_replaced(self, conn: Batch, e: Entry) -> None:
        """Nothing is owed in it any more."""
        self._note(conn, e, recorded=REPLACED)

    @when("registry.duty_opened")
    def on_duty_opened(self, conn: Batch, e: Entry) -> None:
        """Something is to be done."""
        names = ("duty", "opened_on", "due_on", "rule", "law", "article")
        facts = {name: e.facts[name] for name in names}
        row = {"case_ref": e.case_ref, "rule_table": e.facts["table"], **facts}
        if (duty := e.facts["duty"]) in OPENED_AGAIN:
            conn.remove(self.table(duties), {"case_ref": e.case_ref, "duty": duty})
        conn.add(self.table(duties), row)

    @when("registry.duty_met")
    def on_duty_met(self, conn: Batch, e: Entry) -> None:
        """It was done."""
        duty = {"case_ref": e.case_ref, "duty": e.facts["duty"]}
        conn.change(self.table(duties), duty, {"met_on": e.facts["met_on"]})

    @when("registry.duty_lifted")
    def on_duty_lifted(self, conn: Batch, e: Entry) -> None:
        """Nobody need do it any more."""
        conn.remove(self.table(duties), {"case_ref": e.case_ref, "duty": e.facts["duty"]})

    def _note(self, conn: Batch, e: Entry, **values: Any) -> None:
        conn.change(self.table(cases), {"case_ref": e.case_ref}, values)


def case_row(conn: sa.Connection, case_id: UUID) -> CaseRow | None:
    """One case's line."""
    row = conn.execute(sa.select(cases).where(cases.c.case_id == case_id)).first()
    return None if row is None else _case(row)


def cases_called(conn: sa.Connection, case_refs: list[str], *, within: Within) -> list[CaseRow]:
    """Cases by their references."""
    query = sa.select(cases).where(cases.c.case_ref.in_(case_refs), mine(within))
    return [_case(row) for row in conn.execute(query)]


def cases_of(conn: sa.Connection, persons: list[UUID]) -> dict[UUID, list[CaseRow]]:
    """The cases of these persons, the newest first."""
    query = sa.select(cases).where(cases.c.person_id.in_(persons))
    found: dict[UUID, list[CaseRow]] = {}
    for row in conn.execute(query.order_by(cases.c.served_on.desc())):
        found.setdefault(row.person_id, []).append(_case(row))
    return found


def corrections_proposed(conn: sa.Connection, *, within: Within) -> tuple[int, UUID | None]:
    """How many corrections of a term wait for a decision, and in which case the first does."""
    waits = cases.c.correction_proposed, cases.c.recorded.not_in(GONE)
    query = sa.select(cases.c.case_id).where(*waits, mine(within))
    found = list(conn.scalars(query.order_by(cases.c.case_ref)))
    return len(found), found[0] if found else None


def standing_beside(conn: sa.Connection, *, within: Within) -> list[UUID]:
    """Open cases that were opened beside another one, which stayed open then."""
    beside = cases.c.stands_beside, cases.c.recorded.not_in(GONE)
    query = sa.select(cases.c.case_id).where(*beside, mine(within))
    return list(conn.scalars(query.order_by(cases.c.case_ref)))


def duties_of(conn: sa.Connection, case_ref: str) -> list[DutyRow]:
    """All duties of one case, met ones too, by their day."""
    query = duty_lines().where(duties.c.case_ref == case_ref).order_by(duties.c.due_on)
    return [duty_row(row) for row in conn.execute(query)]


def late_reasons_stated(conn: sa.Connection, *, within: Within) -> tuple[int, UUID | None]:
    """How many late persons said why and wait for the leading group, and the first such case."""
    waits = cases.c.punctuality == LATE_REASON_STATED, cases.c.recorded.not_in(GONE)
    query = sa.select(cases.c.case_id).where(*waits, mine(within))
    found = list(conn.scalars(query.order_by(cases.c.reported_on, cases.c.case_ref)))
    return len(found), found[0] if found else None


def joined() -> sa.Join:
    """Duties beside their cases."""
    return duties.join(cases, cases.c.case_ref == duties.c.case_ref)


def duty_lines() -> sa.Select[Any]:
    """Duties with what lists say of their cases."""
    names = ("case_id", "person_id", "kind", "village", "station")
    of_case = (cases.c[name] for name in names)
    return sa.select(duties, counts_on, *of_case).select_from(joined())


def mine(within: Within) -> sa.ColumnElement[bool]:
    """What the reader's right covers."""
    return within.of(cases.c.village, cases.c.station, cases.c.recorded)


def _case(row: sa.Row[Any]) -> CaseRow:
    return CaseRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's columns


def duty_row(row: sa.Row[Any]) -> DutyRow:
    """One duty of a list."""
    return DutyRow(**row._mapping)  # noqa: SLF001
