"""What came in from other departments, and which rosters the villages sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.projections.cases import cases
from services.registry.projections.within import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

_metadata = sa.MetaData()

inbox = sa.Table(
    "registry_inbox",
    _metadata,
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("case_ref", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("counter", sa.String),
    sa.Column("matter", sa.String),  # a counter, a use: what a report to the police is about
    sa.Column("report_id", sa.Uuid),
    sa.Column("ground", sa.String),
    sa.Column("decision", sa.String),
    sa.Column("window", sa.Integer),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
)
rosters = sa.Table(
    "registry_rosters",
    _metadata,
    sa.Column("roster_id", sa.Uuid, primary_key=True),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("village", sa.String),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("rejected", sa.Integer, nullable=False),
)

REFUSED_TEST, SERIOUS_BREACH = "drug_test_refusal_noted", "serious_breach_noted"
BREACH_WITHDRAWN = "serious_breach_withdrawal_noted"
USE_CONFIRMED, USE_OVERTURNED = "drug_use_noted", "drug_use_overturn_noted"
REPORTED, DECIDED = "police_report_noted", "police_decision_noted"
OF_SUPERVISION = (
    *(REFUSED_TEST, SERIOUS_BREACH, BREACH_WITHDRAWN, USE_CONFIRMED, USE_OVERTURNED),
    *(REPORTED, DECIDED),
)
MEASURES = frozenset({"isolation", "new_order"})
"""Decisions that the office has to act on: until it has, what they rest on is not settled."""
ONE = 1
"""How many findings a notice is of that gives no count: itself."""


OPTIONAL = ("counter", "window", "report_id", "ground", "decision")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One line of the inbox."""

    case_id: UUID
    case_ref: str
    person_id: UUID
    what: str
    counter: str | None
    window: int | None
    count: int
    happened_on: date
    ground: str | None = None
    decision: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A finding that could lead to another decision (禁毒法 38): which, and since when."""

    what: str
    found_on: date


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One roster that was taken over."""

    roster_id: UUID
    received_on: date
    village: str | None
    rows: int
    rejected: int


class Inbox(Projection):
    """Notices and rosters, in the order in which they came."""

    name = "registry_inbox"
    version = 2
    tables = (inbox, rosters)

    @when(*(f"registry.{name}" for name in OF_SUPERVISION))
    def on_notice(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        conn.add(
            self.table(inbox),
            {
                "position": e.position,
                "case_ref": e.case_ref,
                "what": e.name.removeprefix("registry."),
                "matter": _matter_of(e),
                **{name: e.facts.get(name) for name in OPTIONAL},
                "count": e.facts.get("count", ONE),
                "happened_on": e.happened_on,
            },
        )

    @when("registry.roster_received")
    def on_roster_received(self, conn: Batch, e: Entry) -> None:
        """A new line."""
        facts = {name: e.facts[name] for name in ("received_on", "village", "rows", "rejected")}
        conn.add(self.table(rosters), {"roster_id": e.stream_id, **facts})


def newest(conn: sa.Connection, *, within: Within, most: int) -> list[Notice]:
    """What came in last."""
    names = [name for name in Notice.__annotations__ if name not in {"case_id", "person_id"}]
    query = (
        sa.select(cases.c.case_id, cases.c.person_id, *(inbox.c[name] for name in names))
        .select_from(inbox.join(cases, cases.c.case_ref == inbox.c.case_ref))
        .where(within.of(cases.c.village, cases.c.station, cases.c.recorded))
        .order_by(inbox.c.position.desc())
        .limit(most)
    )
    return [Notice(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def pending_of(conn: sa.Connection, case_ref: str) -> list[Pending]:
    """What was found in a case that could lead to another decision, and is not settled since.

    One line for each counter that is serious, and one for use, with the day of the last finding.
    A matter is settled by its withdrawal, or by the police, who decided on it and left the measure
    as it is.
    """
    found: dict[str, Pending] = {}
    reported: dict[UUID, str] = {}
    query = sa.select(inbox).where(inbox.c.case_ref == case_ref).order_by(inbox.c.position)
    for it in conn.execute(query).mappings():
        what, matter = it["what"], it["matter"]
        if what in {SERIOUS_BREACH, USE_CONFIRMED}:
            found.pop(matter, None)
            found[matter] = Pending(what=what, found_on=it["happened_on"])
        elif what == BREACH_WITHDRAWN:
            found.pop(matter, None)
        elif what == USE_OVERTURNED and not it["count"]:
            found = {matter: left for matter, left in found.items() if left.what != USE_CONFIRMED}
        elif what == REPORTED:
            reported[it["report_id"]] = matter
        elif what == DECIDED and it["decision"] not in MEASURES:
            found.pop(reported.get(it["report_id"], ""), None)
    return sorted(_one_of_use(found.values()), key=lambda it: it.found_on)


def _one_of_use(found: Collection[Pending]) -> list[Pending]:
    """The same, of several findings of use the last one alone."""
    breaches = [it for it in found if it.what != USE_CONFIRMED]
    return breaches + [it for it in found if it.what == USE_CONFIRMED][-1:]


def _matter_of(e: Entry) -> str | None:
    """What a report to the police about it would name as its matter."""
    told = (e.facts.get(name) for name in ("matter", "counter", "use_id"))
    return next((str(it) for it in told if it is not None), None)


def how_many(conn: sa.Connection, *, within: Within, since: date) -> int:
    """How many came in since a day."""
    query = (
        sa.select(sa.func.count())
        .select_from(inbox.join(cases, cases.c.case_ref == inbox.c.case_ref))
        .where(
            within.of(cases.c.village, cases.c.station, cases.c.recorded),
            inbox.c.happened_on >= since,
        )
    )
    return conn.scalar(query) or 0


def rosters_received(conn: sa.Connection, *, most: int) -> list[RosterRow]:
    """The rosters that came last."""
    query = sa.select(rosters).order_by(rosters.c.received_on.desc()).limit(most)
    return [_roster(row) for row in conn.execute(query)]


def _roster(row: sa.Row[Any]) -> RosterRow:
    return RosterRow(**row._mapping)  # noqa: SLF001
