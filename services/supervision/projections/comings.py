"""Who is expected at the station on a day, and what its desk has noted of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.files import files
from services.supervision.projections.lists import Within
from shared.eventstore.entries import Entry
from shared.projecting import Projection, when
from shared.projecting.batch import Batch

YEAR_AND_NUMBER = 2

comings = sa.Table(
    "supervision_comings",
    sa.MetaData(),
    sa.Column("file_id", sa.Uuid, primary_key=True),
    sa.Column("checked_on", sa.Date, nullable=False),
    sa.Column("checked_at", sa.String, nullable=False),  # an instant with its zone
    sa.Column("arrival", sa.String, nullable=False),
)


class Comings(Projection):
    """The last entry of the station's desk about each case."""

    name = "supervision_comings"
    version = 1
    tables = (comings,)

    @when("supervision.checked_in")
    def on_checked_in(self, conn: Batch, e: Entry) -> None:
        """In place of the one before; an entry that was sent late does not replace a later one."""
        held = self.table(comings)
        same = held.c.file_id == e.stream_id
        at = e.facts["checked_at"].isoformat()
        before = conn.scalar(sa.select(held.c.checked_at).where(same))
        if before is not None and before > at:
            return
        conn.execute(held.delete().where(same))
        conn.execute(
            held.insert().values(
                file_id=e.stream_id,
                checked_on=e.facts["checked_on"],
                checked_at=at,
                arrival=e.facts["arrival"],
            )
        )


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Somebody who was asked to come on a day; `arrival` is None until the desk notes it.

    `number` is None for a test beside the plan.
    """

    file_id: UUID
    case_ref: str
    person_id: UUID
    number: int | None
    checked_at: str | None
    arrival: str | None


def expected_on(conn: sa.Connection, day: date, *, within: Within) -> Sequence[Expected]:
    """Those who were asked to come on that day and whose term has not ended, by case reference."""
    noted = sa.and_(comings.c.file_id == files.c.file_id, comings.c.checked_on == day)
    query = (
        sa.select(
            files.c.file_id,
            files.c.case_ref,
            files.c.person_id,
            sa.case((files.c.appear_on == day, files.c.notified_window)).label("number"),
            comings.c.checked_at,
            comings.c.arrival,
        )
        .select_from(files.outerjoin(comings, noted))
        .where(
            sa.or_(files.c.appear_on == day, files.c.extra_appear_on == day),
            files.c.ends_on >= day,
            within.clause,
        )
        .order_by(files.c.case_ref)
    )
    return [Expected(**row) for row in conn.execute(query).mappings()]


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A file that may be meant, by whom it is about."""

    file_id: UUID
    case_ref: str
    person_id: UUID


def files_of(conn: sa.Connection, persons: Iterable[UUID], *, within: Within) -> Sequence[Someone]:
    """The files of these persons, by case reference."""
    query = (
        sa.select(files.c.file_id, files.c.case_ref, files.c.person_id)
        .where(files.c.person_id.in_(list(persons)), within.clause)
        .order_by(files.c.case_ref)
    )
    return [Someone(**row) for row in conn.execute(query).mappings()]


def numbered(conn: sa.Connection, typed: str, *, within: Within) -> Sequence[UUID]:
    """The files of this case number, given in full or by its digits: 2026 17, or 17.

    The brackets of a number are hard to find on a phone's keyboard.
    """
    query = sa.select(files.c.file_id).where(within.clause)
    exact = list(conn.scalars(query.where(files.c.case_ref == typed)))
    digits = re.findall(r"\d+", typed)
    if exact or not 1 <= len(digits) <= YEAR_AND_NUMBER:
        return exact
    year = f"〔{digits[0]}" if len(digits) == YEAR_AND_NUMBER else ""
    return list(conn.scalars(query.where(files.c.case_ref.like(f"%{year}〕{int(digits[-1]):04d}"))))
