"""Lists of who bears how many cases, what nobody bears, what was handed over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.bearing import bearers, hand_overs, nobodys_or_of
from services.supervision.projections.files import files
from services.supervision.projections.lists import Within

LATEST = 20


@dataclass(frozen=True, kw_only=True)
class BorneRow:
    """A case and who bears its duties; None is nobody."""

    file_id: UUID
    case_ref: str
    village: str | None
    station: str | None
    bearer: str | None


@dataclass(frozen=True, kw_only=True)
class NobodysRow(BorneRow):
    """A case that nobody bears, or somebody who left; and when its file was opened."""

    person_id: UUID
    begun_on: date


@dataclass(frozen=True, kw_only=True)
class BearerRow:
    """How many cases a worker bears; None is nobody."""

    bearer: str | None
    cases: int


@dataclass(frozen=True, kw_only=True)
class HandOverRow:
    """One handing over: from whom, to whom, how many cases."""

    handed_on: date
    former: str
    bearer: str
    cases: int


def borne(
    conn: sa.Connection,
    *,
    within: Within,
    today: date,
    bearer: str | None = None,
    station: str | None = None,
) -> Sequence[BorneRow]:
    """The cases that run and that this worker bears, or nobody does, by their reference."""
    held_by = bearers.c.bearer.is_(None) if bearer is None else bearers.c.bearer == bearer
    query = (
        sa.select(
            files.c.file_id, files.c.case_ref, files.c.village, files.c.station, bearers.c.bearer
        )
        .select_from(_files())
        .where(within.clause, held_by, files.c.ends_on >= today)
        .order_by(files.c.case_ref)
    )
    if station is not None:
        query = query.where(files.c.station == station)
    return [BorneRow(**row) for row in conn.execute(query).mappings()]


def nobodys(
    conn: sa.Connection, *, within: Within, today: date, left: Collection[str]
) -> Sequence[NobodysRow]:
    """The cases that run and that nobody bears, or one of those who left; the oldest first."""
    held = ("file_id", "case_ref", "village", "station", "person_id", "begun_on")
    query = (
        sa.select(*(files.c[name] for name in held), bearers.c.bearer)
        .select_from(_files())
        .where(within.clause, nobodys_or_of(left), files.c.ends_on >= today)
        .order_by(files.c.begun_on, files.c.case_ref)
    )
    return [NobodysRow(**row) for row in conn.execute(query).mappings()]


def bears_any(conn: sa.Connection, account: str, *, within: Within, today: date) -> bool:
    """Whether a case that runs is this worker's."""
    mine = (within.clause, bearers.c.bearer == account, files.c.ends_on >= today)
    query = sa.select(files.c.file_id).select_from(_files()).where(*mine).limit(1)
    return conn.scalar(query) is not None


def bearer_of(conn: sa.Connection, file_id: UUID) -> str | None:
    """The account of whoever bears the duties of a case."""
    query = sa.select(bearers.c.bearer).where(bearers.c.file_id == file_id)
    found: str | None = conn.scalar(query)
    return found


def bearer_rows(conn: sa.Connection, *, within: Within, today: date) -> Sequence[BearerRow]:
    """Each worker with the cases that run, first what nobody bears."""
    query = (
        sa.select(bearers.c.bearer, sa.func.count().label("cases"))
        .select_from(_files())
        .where(within.clause, files.c.ends_on >= today)
        .group_by(bearers.c.bearer)
    )
    rows = [BearerRow(**row) for row in conn.execute(query).mappings()]
    return sorted(rows, key=lambda row: row.bearer or "")


def hand_over_rows(conn: sa.Connection, *, within: Within) -> Sequence[HandOverRow]:
    """The latest acts of handing over, as far as the reader sees their cases."""
    names = (hand_overs.c.handed_on, hand_overs.c.former, hand_overs.c.bearer)
    query = (
        sa.select(*names, sa.func.count().label("cases"))
        .select_from(hand_overs.join(files, files.c.file_id == hand_overs.c.file_id))
        .where(within.clause)
        .group_by(hand_overs.c.hand_over_id, *names)
        .order_by(hand_overs.c.handed_on.desc(), hand_overs.c.former)
        .limit(LATEST)
    )
    return [HandOverRow(**row) for row in conn.execute(query).mappings()]


def _files() -> sa.Join:
    return files.outerjoin(bearers, bearers.c.file_id == files.c.file_id)
