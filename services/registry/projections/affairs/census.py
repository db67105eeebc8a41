"""Rounds, visits, and who counts as an actual user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.affairs.records import WHOLE
from services.registry.projections.people import people
from services.registry.projections.within import Within
from services.registry.rules.affairs.users import CANDIDATE
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

rounds = sa.Table(
    "registry_census_rounds",
    _metadata,
    sa.Column("round_id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("mode", sa.String, nullable=False),
    sa.Column("started_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("close_entry", sa.Integer),
)
visits = sa.Table(
    "registry_household_visits",
    _metadata,
    sa.Column("visit_id", sa.Uuid, primary_key=True),
    sa.Column("round_id", sa.Uuid, nullable=False, index=True),
    sa.Column("person_id", sa.Uuid),
    sa.Column("household_no", sa.String, nullable=False),
    sa.Column("village", sa.String),
    sa.Column("visited_on", sa.Date, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("candidates", sa.Integer, nullable=False),
    sa.Column("covers", sa.Boolean, nullable=False),
)
places = sa.Table(
    "registry_actual_users",
    _metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("verified_on", sa.Date),
    sa.Column("proposed_on", sa.Date),
    sa.Column("excluded_on", sa.Date),
    sa.Column("reason", sa.String),
    sa.Column("on_paper", sa.Boolean),
)


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """One round."""

    round_id: UUID
    title: str
    mode: str
    started_on: date
    ends_on: date
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a village is in a round: persons listed, persons visited."""

    village: str | None
    listed: int
    visited: int


@dataclass(frozen=True, kw_only=True)
class Household:
    """A listed person in a round; None and no outcome if nobody has been there."""

    person_id: UUID
    village: str | None
    visit_id: UUID | None
    visited_on: date | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """A visit that covers no listed person: of a household beside the list, or with defects."""

    visit_id: UUID
    person_id: UUID | None
    village: str | None
    household_no: str
    visited_on: date
    outcome: str
    candidates: int
    covers: bool


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """Somebody who is left out, or is proposed to be."""

    person_id: UUID
    village: str | None
    reason: str
    proposed_on: date | None
    excluded_on: date | None
    on_paper: bool | None


class Census(Projection):
    """The head count."""

    name = "registry_census"
    version = 2
    tables = (rounds, visits, places)

    @when("registry.census_round_started")
    def on_census_round_started(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("round_id", "title", "mode", "started_on", "ends_on")
        conn.execute(self.table(rounds).insert().values({it: e.facts[it] for it in names}))

    @when("registry.census_round_closed")
    def on_census_round_closed(self, conn: sa.Connection, e: Entry) -> None:
        """The round is over."""
        line = self.table(rounds)
        conn.execute(
            line.update()
            .where(line.c.round_id == e.stream_id)
            .values(closed_on=e.facts["closed_on"], close_entry=e.stream_version)
        )

    @when("registry.record_struck_out")
    def on_record_struck_out(self, conn: sa.Connection, e: Entry) -> None:
        """Nobody was there, there was no round; or the round goes on."""
        line, been, entry = self.table(rounds), self.table(visits), e.facts["entry"]
        of_this = line.c.round_id == e.stream_id
        if entry == WHOLE:
            conn.execute(been.delete().where(been.c.visit_id == e.stream_id))
            conn.execute(line.delete().where(of_this))
        on = line.update().where(of_this, line.c.close_entry == entry)
        conn.execute(on.values(closed_on=None, close_entry=None))

    @when("registry.household_visited")
    def on_household_visited(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        names = ("round_id", "household_no", "village", "visited_on", "outcome", "candidates")
        conn.execute(
            self.table(visits)
            .insert()
            .values(
                **{it: e.facts[it] for it in names},
                visit_id=e.stream_id,
                person_id=e.facts["of_person"],
                covers=not e.facts["defects"],
            )
        )

    @when("registry.actual_user_begun")
    def on_actual_user_begun(self, conn: sa.Connection, e: Entry) -> None:
        """A new line."""
        conn.execute(self.table(places).insert().values(person_id=e.facts["person"]))

    @when("registry.user_verified")
    def on_user_verified(self, conn: sa.Connection, e: Entry) -> None:
        """The police know the person."""
        self._note(conn, e, verified_on=e.facts["verified_on"])

    @when("registry.user_exclusion_proposed")
    def on_user_exclusion_proposed(self, conn: sa.Connection, e: Entry) -> None:
        """Somebody has to decide."""
        self._note(conn, e, proposed_on=e.facts["proposed_on"], reason=e.facts["reason"])

    @when("registry.user_excluded")
    def on_user_excluded(self, conn: sa.Connection, e: Entry) -> None:
        """Left out; not by a decision with defects."""
        if e.facts["defects"]:
            self.on_counts_again(conn, e)
            return
        self._note(
            conn,
            e,
            proposed_on=None,
            excluded_on=e.facts["excluded_on"],
            on_paper=e.facts["on_paper"],
        )

    @when("registry.user_exclusion_rejected", "registry.user_reinstated")
    def on_counts_again(self, conn: sa.Connection, e: Entry) -> None:
        """Counts."""
        self._note(conn, e, proposed_on=None, excluded_on=None, reason=None, on_paper=None)

    def _note(self, conn: sa.Connection, e: Entry, **values: Any) -> None:
        line = self.table(places)
        conn.execute(line.update().where(line.c.person_id == e.person_id).values(**values))


def all_rounds(conn: sa.Connection) -> list[RoundRow]:
    """The rounds, the newest first."""
    columns = (rounds.c[name] for name in RoundRow.__dataclass_fields__)
    query = sa.select(*columns).order_by(rounds.c.started_on.desc(), rounds.c.round_id)
    return [RoundRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def actual_users(conn: sa.Connection, *, within: Within) -> int:
    """How many actual users there are (M1)."""
    query = sa.select(sa.func.count()).select_from(_joined()).where(_counts(), _mine(within))
    return conn.scalar(query) or 0


def candidates(conn: sa.Connection, *, within: Within) -> list[UUID]:
    """Who is not verified yet, those who wait longest first."""
    query = (
        sa.select(people.c.person_id)
        .where(people.c.flag == CANDIDATE, people.c.merged_into.is_(None), _mine(within))
        .order_by(people.c.registered_on, people.c.person_id)
    )
    return list(conn.scalars(query))


def left_out(conn: sa.Connection, *, within: Within) -> list[PlaceRow]:
    """Who is left out or is proposed to be: first what waits for a decision."""
    names = ("reason", "proposed_on", "excluded_on", "on_paper")
    query = (
        sa.select(people.c.person_id, people.c.village, *(places.c[name] for name in names))
        .select_from(_joined())
        .where(places.c.reason.is_not(None), _mine(within))
        .order_by(places.c.excluded_on.is_not(None), places.c.reason, people.c.person_id)
    )
    return [PlaceRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def marked_only(conn: sa.Connection, *, flags: tuple[str, ...], within: Within) -> list[UUID]:
    """Whom the register calls gone although nobody decided to leave them out: they count."""
    query = (
        sa.select(people.c.person_id)
        .select_from(_joined())
        .where(
            people.c.flag.in_(flags),
            places.c.reason.is_(None),
            people.c.merged_into.is_(None),
            _mine(within),
        )
        .order_by(people.c.village, people.c.person_id)
    )
    return list(conn.scalars(query))


def progress(conn: sa.Connection, *, round_id: UUID, within: Within) -> list[Progress]:
    """How far each village is in a round (M2), by village."""
    visited = sa.func.count(visits.c.visit_id).label("visited")
    query = (
        sa.select(people.c.village, sa.func.count().label("listed"), visited)
        .select_from(_visited(round_id))
        .where(_counts(), _mine(within))
        .group_by(people.c.village)
        .order_by(people.c.village)
    )
    return [Progress(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def households(
    conn: sa.Connection,
    *,
    round_id: UUID,
    within: Within,
    village: str = "",
    offset: int = 0,
    size: int,
) -> list[Household]:
    """Who is on the list of a round: those whom nobody has visited first, by village."""
    visited = (visits.c[name] for name in ("visit_id", "visited_on", "outcome"))
    query = (
        sa.select(people.c.person_id, people.c.village, *visited)
        .select_from(_visited(round_id))
        .where(_counts(), _mine(within), *([people.c.village == village] if village else []))
        .order_by(visits.c.visited_on.is_not(None), people.c.village, people.c.person_id)
        .offset(offset)
        .limit(size)
    )
    return [Household(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def canvassed(conn: sa.Connection, *, round_id: UUID) -> int:
    """How many households without a registered user a canvass went to."""
    query = sa.select(sa.func.count()).where(
        visits.c.round_id == round_id, visits.c.person_id.is_(None), visits.c.covers
    )
    return conn.scalar(query) or 0


def how_many_beside(conn: sa.Connection, *, round_id: UUID, within: Within) -> int:
    """How many visits of a round cover no listed person."""
    query = sa.select(sa.func.count()).where(*_beside(round_id, within))
    return conn.scalar(query) or 0


def beside(
    conn: sa.Connection, *, round_id: UUID, within: Within, offset: int = 0, size: int
) -> list[VisitRow]:
    """The visits of a round that cover no listed person: what falls short of a rule first."""
    names = ("visit_id", "person_id", "village", "household_no", "visited_on", "outcome")
    query = (
        sa.select(*(visits.c[it] for it in (*names, "candidates", "covers")))
        .where(*_beside(round_id, within))
        .order_by(visits.c.covers, visits.c.visited_on.desc(), visits.c.visit_id)
        .offset(offset)
        .limit(size)
    )
    return [VisitRow(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def _beside(round_id: UUID, within: Within) -> list[sa.ColumnElement[bool]]:
    return [
        visits.c.round_id == round_id,
        sa.or_(visits.c.person_id.is_(None), visits.c.covers.is_(False)),
        within.of(visits.c.village, visits.c.village),
    ]


def _joined() -> sa.Join:
    return people.outerjoin(places, places.c.person_id == people.c.person_id)


def _visited(round_id: UUID) -> sa.Join:
    """Everybody, with the one visit of the round that covers the household."""
    there = sa.and_(
        visits.c.person_id == people.c.person_id,
        visits.c.round_id == round_id,
        visits.c.covers,
    )
    return _joined().outerjoin(visits, there)


def _counts() -> sa.ColumnElement[bool]:
    """Registered, not left out by a decision, and counted once of two files (M1)."""
    return sa.and_(
        people.c.flag != CANDIDATE,
        places.c.excluded_on.is_(None),
        people.c.merged_into.is_(None),
    )


def _mine(within: Within) -> sa.ColumnElement[bool]:
    return within.of(people.c.village, people.c.station)
