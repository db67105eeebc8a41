"""Days on which something falls due: the last day of each window, and appointments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.supervision.projections.bearing import bearers
from services.supervision.projections.files import files, windows
from services.supervision.projections.lists import Within

LAST_DAY, APPOINTMENT, LABORATORY, OTHER = "last_day", "appointment", "laboratory", "other"


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """On that day the case has an appointment for a test, or the last day for it.

    Or it is the last day for a step that follows a positive strip, or for a talk, a visit, a report
    and the like: then `duty` says for which, and there is no number of a test.
    """

    day: date
    what: str
    file_id: UUID
    case_ref: str
    person_id: UUID
    number: int | None = None
    duty: str | None = None


def days_due(
    conn: sa.Connection, *, within: Within, first: date, last: date, bearer: str | None = None
) -> Sequence[DayRow]:
    """What falls due from the first to the last day, of tests that are not settled, by case."""
    mine = sa.true() if bearer is None else bearers.c.bearer == bearer
    rows = (files.c.file_id, files.c.case_ref, files.c.person_id, windows.c.number)
    joined = files.join(windows, windows.c.file_id == files.c.file_id).outerjoin(
        bearers, bearers.c.file_id == files.c.file_id
    )
    open_ = sa.and_(
        within.clause,
        mine,
        windows.c.number > files.c.settled,
        files.c.suspended_on.is_(None),
        files.c.ends_on >= windows.c.first,
    )
    ends = (
        sa.select(windows.c.last.label("day"), sa.literal(LAST_DAY).label("what"), *rows)
        .select_from(joined)
        .where(open_, windows.c.last.between(first, last))
    )
    asked = (
        sa.select(files.c.appear_on.label("day"), sa.literal(APPOINTMENT).label("what"), *rows)
        .select_from(joined)
        .where(
            open_,
            files.c.notified_window == windows.c.number,
            files.c.appear_on.between(first, last),
        )
    )
    found = [DayRow(**row) for query in (ends, asked) for row in conn.execute(query).mappings()]
    return sorted(found, key=lambda it: (it.day, it.what, it.case_ref))
