"""The lists of the desk: due tests with their counts, files, needs, what came in.

Every list is narrowed to what the reader may see (`Within`) before anything is counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.bearing import bearers, nobodys_or_of
from services.supervision.projections.files import files, windows
from services.supervision.projections.inbox import inbox
from services.supervision.projections.needs import needs

OVERDUE, TODAY, WEEK, BREACH = "overdue", "today", "week", "breach"
SOON = timedelta(days=7)
NEWEST = 12
ANSWERS_THAT_END = ("done", "declined", "ineligible")

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Within:
    """Which files a reader may see: all, or those of some villages and of a station.

    With `open_on`, only those that were not sealed by that day.
    """

    town: bool = False
    station: str | None = None
    villages: tuple[str, ...] = ()
    open_on: date | None = None

    @property
    def clause(self) -> sa.ColumnElement[bool]:
        """The same, for a query over `files`."""
        if self.open_on is None:
            return self._here
        rests_later = files.c.sealed_on > self.open_on
        return sa.and_(self._here, sa.or_(files.c.sealed_on.is_(None), rests_later))

    @property
    def _here(self) -> sa.ColumnElement[bool]:
        if self.town:
            return sa.true()
        own = files.c.village.in_(self.villages)
        return own if self.station is None else sa.or_(own, files.c.station == self.station)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader narrows a list down to; `when` is one of OVERDUE, TODAY, WEEK, BREACH.

    `left_to` leaves out what others than this worker bear: what nobody bears is everybody's, and
    so is what those in `left` do, who work here no more.
    """

    when: str | None = None
    village: str | None = None
    station: str | None = None
    kind: str | None = None
    bearer: str | None = None
    left_to: str | None = None
    left: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """Whose cases are left to that worker."""
        return (*filter(None, [self.left_to]), *self.left)

    def clause(self, today: date) -> sa.ColumnElement[bool]:
        """The same, for a query over `files` and `windows`."""
        same = [
            files.c[name] == wanted
            for name in ("village", "station", "kind")
            if (wanted := getattr(self, name)) is not None
        ]
        if self.bearer is not None:
            same.append(bearers.c.bearer == self.bearer)
        if self.left_to is not None:
            same.append(nobodys_or_of(self.own))
        return sa.and_(_falls(self.when, today), *same)


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file with its counters."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    reported_on: date
    ends_on: date | None
    refusals: int
    report_by: str | None
    talked_on: date | None


@dataclass(frozen=True, kw_only=True)
class DueRow(FileRow):
    """The test that a case is due for next; `appear_on` if somebody was told to come for it."""

    plan: str
    windows_total: int
    number: int
    first: date
    last: date
    target: date
    appear_on: date | None
    bearer: str | None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many cases are due when; `breach`: serious ones that have to be reported."""

    overdue: int
    today: int
    week: int
    breach: int
    total: int


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """One need with its last answer."""

    need_id: UUID
    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    department: str
    raised_on: date
    answer: str | None
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class InboxRow:
    """One thing that another department let us know."""

    position: int
    file_id: UUID
    case_ref: str
    person_id: UUID
    what: str
    department: str
    need_kind: str | None
    answer: str | None
    counted_from: date | None
    happened_on: date


def due_rows(
    conn: sa.Connection, *, within: Within, asked: Asked, today: date, limit: int, offset: int = 0
) -> Sequence[DueRow]:
    """The next test of each case whose term still runs, the earliest due first."""
    expected = sa.case((_expected(), files.c.appear_on)).label("appear_on")
    query = (
        _select(DueRow, files, windows, bearers, made=expected)
        .select_from(_due())
        .where(_runs(today), within.clause, asked.clause(today))
        .order_by(windows.c.last, files.c.case_ref)
    )
    return _rows(conn, DueRow, query.limit(limit).offset(offset))


def due_counts(conn: sa.Connection, *, within: Within, asked: Asked, today: date) -> Counts:
    """How many of them fall due when."""
    numbers = [
        sa.func.count().filter(_falls(when, today)).label(when)
        for when in (OVERDUE, TODAY, WEEK, BREACH)
    ]
    query = (
        sa.select(*numbers, sa.func.count().label("total"))
        .select_from(_due())
        .where(_runs(today), within.clause, asked.clause(today))
    )
    return _rows(conn, Counts, query)[0]


def file_rows(
    conn: sa.Connection,
    *,
    within: Within,
    limit: int,
    offset: int = 0,
    case_ref: str | None = None,
) -> Sequence[FileRow]:
    """Every file, also those whose term is over, by case reference; or the one of a case."""
    query = _select(FileRow, files).where(within.clause).order_by(files.c.case_ref)
    if case_ref is not None:
        query = query.where(files.c.case_ref == case_ref)
    return _rows(conn, FileRow, query.limit(limit).offset(offset))


def count_files(conn: sa.Connection, *, within: Within) -> int:
    """How many files there are."""
    return conn.scalar(sa.select(sa.func.count()).select_from(files).where(within.clause)) or 0


def need_rows(
    conn: sa.Connection,
    *,
    within: Within,
    file_id: UUID | None = None,
    left_to: str | None = None,
) -> Sequence[NeedRow]:
    """Needs, those without a final answer first, then the newest first.

    `left_to` leaves out those of cases that others than this worker bear.
    """
    ended = needs.c.answer.in_(ANSWERS_THAT_END)
    query = (
        _select(NeedRow, needs, files)
        .select_from(needs.join(files, files.c.file_id == needs.c.file_id))
        .where(within.clause)
        .order_by(sa.case((ended, 1), else_=0), needs.c.raised_on.desc(), needs.c.need_id)
    )
    if file_id is not None:
        query = query.where(needs.c.file_id == file_id)
    if left_to is not None:
        borne = bearers.c.file_id == files.c.file_id
        elsewhere = sa.select(bearers.c.file_id).where(borne, sa.not_(nobodys_or_of([left_to])))
        query = query.where(sa.not_(elsewhere.exists()))
    return _rows(conn, NeedRow, query)


def inbox_rows(conn: sa.Connection, *, within: Within) -> Sequence[InboxRow]:
    """The newest that other departments let us know."""
    query = (
        _select(InboxRow, inbox, files)
        .select_from(inbox.join(files, files.c.file_id == inbox.c.file_id))
        .where(within.clause)
        .order_by(inbox.c.position.desc())
        .limit(NEWEST)
    )
    return _rows(conn, InboxRow, query)


def choices(conn: sa.Connection, *, within: Within) -> dict[str, list[str]]:
    """The villages, stations and workers by which a reader can narrow a list."""
    workers = (
        sa.select(bearers.c.bearer)
        .join(files, files.c.file_id == bearers.c.file_id)
        .where(within.clause, bearers.c.bearer.is_not(None))
        .distinct()
        .order_by(bearers.c.bearer)
    )
    return {"bearer": list(conn.scalars(workers))} | {
        name: list(
            conn.scalars(
                sa.select(files.c[name])
                .where(within.clause, files.c[name].is_not(None))
                .distinct()
                .order_by(files.c[name])
            )
        )
        for name in ("village", "station")
    }


def _due() -> sa.Join:
    """Each file with the window after the last that was settled."""
    nexts = sa.and_(windows.c.file_id == files.c.file_id, windows.c.number == files.c.settled + 1)
    borne = bearers.c.file_id == files.c.file_id
    return files.join(windows, nexts).outerjoin(bearers, borne)


def _runs(today: date) -> sa.ColumnElement[bool]:
    """Nothing falls due from the day after the last day, nor while the term stands still."""
    return sa.and_(files.c.ends_on >= today, files.c.suspended_on.is_(None))


def _expected() -> sa.ColumnElement[bool]:
    return files.c.notified_window == windows.c.number


def _falls(when: str | None, today: date) -> sa.ColumnElement[bool]:
    if when == OVERDUE:
        return windows.c.last < today
    if when == TODAY:
        return windows.c.last == today
    if when == WEEK:
        return windows.c.last.between(today, today + SOON)
    return files.c.report_by.is_not(None) if when == BREACH else sa.true()


def _select(
    kind: type[Any], *tables: sa.Table, made: sa.ColumnElement[Any] | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """The columns of a row's fields, each from the first table that has it, or as it was made."""
    known = {column.name: column for table in reversed(tables) for column in table.c}
    if made is not None:
        known[made.name] = made
    return sa.select(*(known[field.name] for field in dataclasses.fields(kind)))


def _rows(
    conn: sa.Connection, kind: type[Row], query: sa.Select[*tuple[Any, ...]]
) -> Sequence[Row]:
    return [kind(**row) for row in conn.execute(query).mappings()]
