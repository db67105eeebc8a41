"""What came in from other departments, and which rosters the villages sent."""

from __future__ import annotations

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
OF_SUPERVISION = (REFUSED_TEST, SERIOUS_BREACH, BREACH_WITHDRAWN, USE_CONFIRMED, USE_OVERTURNED)
ONE = 1
"""How many findings a notice is of that gives no count: itself."""


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
    version = 1
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
                "counter": e.facts.get("counter"),
                "window": e.facts.get("window"),
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
    query = (
        sa.select(
            cases.c.case_id,
            cases.c.person_id,
            *(column for column in inbox.c if column.name != "position"),
        )
        .select_from(inbox.join(cases, cases.c.case_ref == inbox.c.case_ref))
        .where(within.of(cases.c.village, cases.c.station, cases.c.recorded))
        .order_by(inbox.c.position.desc())
        .limit(most)
    )
    return [Notice(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def pending_of(conn: sa.Connection, case_ref: str) -> list[Pending]:
    """What was found in a case that could lead to another decision, and was not taken back since.

    One line for each counter that is serious, and one for use, with the day of the last finding.
    """
    query = sa.select(inbox.c.what, inbox.c.counter, inbox.c.count, inbox.c.happened_on)
    found: dict[str, Pending] = {}
    of_case = query.where(inbox.c.case_ref == case_ref).order_by(inbox.c.position)
    for what, counter, left, on in conn.execute(of_case):
        key = counter or USE_CONFIRMED
        if what in {SERIOUS_BREACH, USE_CONFIRMED}:
            found[key] = Pending(what=what, found_on=on)
        elif what == BREACH_WITHDRAWN or (what == USE_OVERTURNED and not left):
            found.pop(key, None)
    return sorted(found.values(), key=lambda it: it.found_on)


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
