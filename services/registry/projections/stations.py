"""Stations with their villages, and the cases that do not lie where their village does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.standing import REPLACED
from services.registry.projections.cases import cases
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when

_metadata = sa.MetaData()

stations = sa.Table(
    "registry_stations",
    _metadata,
    sa.Column("station", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
)
areas = sa.Table(
    "registry_areas",
    _metadata,
    sa.Column("village", sa.String, primary_key=True),
    sa.Column("station", sa.String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class StationRow:
    """One station: what it is called, which villages it looks after, how many open cases it has."""

    station: str
    title: str
    villages: tuple[str, ...]
    open_cases: int


@dataclass(frozen=True, kw_only=True)
class Misplaced:
    """A case that no station has, or that lies elsewhere than its village does now.

    `area` is the station that looks after the village; None if none does.
    """

    case_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    area: str | None


class Stations(Projection):
    """Which station looks after which village."""

    name = "registry_stations"
    version = 1
    tables = (stations, areas)

    @when("registry.station_noted")
    def on_station_noted(self, conn: sa.Connection, e: Entry) -> None:
        """A unit takes part."""
        line = {"station": e.facts["station"], "title": e.facts["title"]}
        conn.execute(self.table(stations).insert().values(line))
        self._give(conn, e)

    @when("registry.area_noted")
    def on_area_noted(self, conn: sa.Connection, e: Entry) -> None:
        """Other villages."""
        lines = self.table(areas)
        conn.execute(lines.delete().where(lines.c.station == e.facts["station"]))
        self._give(conn, e)

    def _give(self, conn: sa.Connection, e: Entry) -> None:
        lines, villages = self.table(areas), list(dict.fromkeys(e.facts["villages"]))
        if villages:
            conn.execute(lines.delete().where(lines.c.village.in_(villages)))
            given = [{"village": it, "station": e.facts["station"]} for it in villages]
            conn.execute(lines.insert(), given)


def all_stations(conn: sa.Connection, *, today: date) -> Sequence[StationRow]:
    """Units that look after villages or keep open cases, by code."""
    counted = (
        sa.select(cases.c.station, sa.func.count().label("open_cases"))
        .where(_goes_on(today), cases.c.station.is_not(None))
        .group_by(cases.c.station)
    )
    kept: dict[str, int] = {row.station: row.open_cases for row in conn.execute(counted)}
    looked_after: dict[str, list[str]] = {}
    for row in conn.execute(sa.select(areas).order_by(areas.c.village)):
        looked_after.setdefault(row.station, []).append(row.village)
    return [
        StationRow(
            station=row.station,
            title=row.title,
            villages=tuple(looked_after.get(row.station, ())),
            open_cases=kept.get(row.station, 0),
        )
        for row in conn.execute(sa.select(stations).order_by(stations.c.station))
        if row.station in looked_after or row.station in kept
    ]


def titles(conn: sa.Connection) -> dict[str, str]:
    """What each unit is called, by its code."""
    return {row.station: row.title for row in conn.execute(sa.select(stations))}


def count_misplaced(conn: sa.Connection, *, today: date) -> int:
    """How many open cases lie nowhere, or elsewhere than their village."""
    query = sa.select(sa.func.count()).select_from(_with_area()).where(_is_misplaced(today))
    return conn.scalar(query) or 0


def misplaced(conn: sa.Connection, *, today: date, most: int) -> Sequence[Misplaced]:
    """Open cases that lie nowhere, or elsewhere than their village: first those to be moved."""
    names = ("case_id", "case_ref", "person_id", "kind", "village", "station")
    query = (
        sa.select(*(cases.c[name] for name in names), areas.c.station.label("area"))
        .select_from(_with_area())
        .where(_is_misplaced(today))
        .order_by(areas.c.station.is_(None), cases.c.village, cases.c.case_ref)
        .limit(most)
    )
    return [Misplaced(**row._mapping) for row in conn.execute(query)]  # noqa: SLF001 - public way


def _with_area() -> sa.Join:
    return cases.outerjoin(areas, areas.c.village == cases.c.village)


def _goes_on(today: date) -> sa.ColumnElement[bool]:
    ends = sa.or_(cases.c.last_day.is_(None), cases.c.last_day >= today)
    return sa.and_(cases.c.recorded != REPLACED, ends)


def _is_misplaced(today: date) -> sa.ColumnElement[bool]:
    """No station; or the village's is another, also than when the case was knowingly put away."""
    nowhere = cases.c.station.is_(None)
    elsewhere = sa.and_(
        areas.c.station != cases.c.station,
        sa.or_(cases.c.placed_beside.is_(None), areas.c.station != cases.c.placed_beside),
    )
    return sa.and_(_goes_on(today), sa.or_(nowhere, elsewhere))
