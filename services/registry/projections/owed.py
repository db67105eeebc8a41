"""What is owed in cases: how much, how soon, and page by page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from services.registry.domain.duties import RELEASE_TOLD
from services.registry.domain.standing import GONE, OVER, RELEASED
from services.registry.projections.cases import (
    DutyRow,
    cases,
    counts_on,
    duties,
    duty_lines,
    duty_row,
    joined,
    mine,
)
from services.registry.projections.rests import rests
from services.registry.projections.within import Within

WEEK_DAYS = 7
MOST_ARGUED = 366


@dataclass(frozen=True, kw_only=True)
class Urgency:
    """How much is owed, and how soon: `week` is the seven days after today.

    What is `paused` is owed and not behind, for the person is held; nor is what is `contested`, for
    its case runs on by only some readings of the law and nobody chose one (0.22).
    """

    overdue: int
    today: int
    week: int
    later: int
    paused: int
    contested: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader narrows the list of duties down to."""

    village: str = ""
    duty: str = ""
    first: date | None = None
    last: date | None = None
    not_of: Collection[UUID] = ()

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """As the query has it."""
        equal = ((cases.c.village, self.village), (duties.c.duty, self.duty))
        found = [column == value for column, value in equal if value]
        found += [counts_on.element >= self.first] if self.first else []
        found += [counts_on.element <= self.last] if self.last else []
        found += [cases.c.case_id.not_in(self.not_of)] if self.not_of else []
        return found


EVERYTHING = Asked()


def urgency(
    conn: sa.Connection, *, within: Within, today: date, contested: Collection[UUID] = ()
) -> Urgency:
    """Count what is owed: behind, today, in the seven days after, later, and what is paused.

    Nobody is behind in a case that is `contested`.
    """
    week = today + timedelta(days=WEEK_DAYS)
    late, argued = counts_on.element < today, cases.c.case_id.in_(contested)
    bands = {
        "overdue": sa.and_(late, ~argued),
        "contested": sa.and_(late, argued),
        "today": counts_on.element == today,
        "week": counts_on.element.between(today + timedelta(days=1), week),
        "later": counts_on.element > week,
        "paused": counts_on.element.is_(None),
    }
    columns = [sa.func.count().filter(band).label(name) for name, band in bands.items()]
    query = sa.select(*columns).select_from(joined()).where(*_owed(within, today))
    return Urgency(**conn.execute(query).one()._mapping)  # noqa: SLF001 - its public way


def late_near_the_end(conn: sa.Connection, *, within: Within, today: date) -> list[UUID]:
    """Cases in which something is late and that may be over by another reading of the law.

    Readings differ by the days on which the person was held or under way, and by what the decision
    prints: by less than a year, but where somebody was held for longer.
    """
    soon = cases.c.last_day <= today + timedelta(days=MOST_ARGUED)
    was_held = sa.exists().where(rests.c.case_ref == cases.c.case_ref)
    query = (
        sa.select(cases.c.case_id)
        .select_from(joined())
        .where(*_owed(within, today), counts_on.element < today)
        .where(sa.or_(cases.c.last_day.is_(None), soon, was_held), cases.c.reported_on.is_not(None))
    )
    return list(conn.scalars(query.distinct()))


def count_owed(
    conn: sa.Connection, *, within: Within, today: date, asked: Asked = EVERYTHING
) -> int:
    """How long the list is."""
    query = (
        sa.select(sa.func.count())
        .select_from(joined())
        .where(*_owed(within, today), *asked.conditions())
    )
    return conn.scalar(query) or 0


def listed(
    conn: sa.Connection,
    *,
    within: Within,
    today: date,
    asked: Asked = EVERYTHING,
    offset: int = 0,
    size: int,
) -> list[DutyRow]:
    """One page of what is owed, the most urgent first."""
    query = (
        duty_lines()
        .where(*_owed(within, today), *asked.conditions())
        .order_by(counts_on.element.is_(None), counts_on, cases.c.case_ref, duties.c.duty)
        .offset(offset)
        .limit(size)
    )
    return [duty_row(row) for row in conn.execute(query)]


def _owed(within: Within, today: date) -> list[sa.ColumnElement[bool]]:
    """Not met, in a case that goes on.

    From the day after the last day nothing is owed, but by the police, who tell of the release.
    """
    goes_on = sa.or_(cases.c.last_day.is_(None), cases.c.last_day >= today)
    here = cases.c.recorded.not_in(sorted(GONE | OVER))
    awaited = sa.and_(duties.c.duty == RELEASE_TOLD, cases.c.recorded == RELEASED)
    return [duties.c.met_on.is_(None), sa.or_(sa.and_(here, goes_on), awaited), mine(within)]
