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

    @when("registry.drug_test_refusal_noted", "registry.serious_breach_noted")
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
                "count": e.facts["count"],
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


def serious_breaches_of(conn: sa.Connection, case_ref: str) -> list[date]:
    """When serious breaches were found in a case."""
    query = sa.select(inbox.c.happened_on).where(
        inbox.c.case_ref == case_ref, inbox.c.what == SERIOUS_BREACH
    )
    return list(conn.scalars(query.order_by(inbox.c.happened_on)))


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
