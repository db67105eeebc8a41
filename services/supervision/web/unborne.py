"""Running cases that nobody bears, or whose worker left: shown until somebody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import url_for

from services.supervision.projections import bearers
from services.supervision.projections.bearers import NobodysRow
from services.supervision.rules.book import rule
from services.supervision.web.office import ASSIGN_DUTIES, SEE_BEARERS, office, opens, within
from services.supervision.web.workers import who_left
from shared import clock

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Unborne:
    """A case without a worker: since when and until when one is to be named; or who left it.

    Of somebody who left supervision does not know since when.
    """

    file_id: UUID
    case_ref: str
    person_id: UUID
    village: str | None
    station: str | None
    left_by: str | None
    since: date | None
    due_on: date | None
    href: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the day until which somebody was to be named is over."""
        return self.due_on is not None and self.due_on < clock.today()


def unborne_cases() -> Sequence[Unborne]:
    """Those that the reader may see, what is longest without anybody first."""
    if not opens(SEE_BEARERS):
        return []
    with office().db.reading() as conn:
        rows = bearers.nobodys(
            conn, within=within(SEE_BEARERS), today=clock.today(), left=left_bearers()
        )
    assigns = opens(ASSIGN_DUTIES)
    return [_of(row, assigns=assigns) for row in rows]


def left_bearers() -> tuple[str, ...]:
    """Who still bears cases that the reader sees, and works at no station any more."""
    with office().db.reading() as conn:
        rows = bearers.bearer_rows(conn, within=within(SEE_BEARERS), today=clock.today())
    accounts = [row.bearer for row in rows if row.bearer is not None]
    return tuple(sorted(who_left(accounts))) if accounts else ()


def _of(row: NobodysRow, *, assigns: bool) -> Unborne:
    since = row.begun_on if row.bearer is None else None
    return Unborne(
        file_id=row.file_id,
        case_ref=row.case_ref,
        person_id=row.person_id,
        village=row.village,
        station=row.station,
        left_by=row.bearer,
        since=since,
        due_on=since and since + timedelta(days=rule("assign_days", on=since).number),
        href=_href(row) if assigns else "",
    )


def _href(row: NobodysRow) -> str:
    """Where somebody is named: what a worker left goes to another as a whole."""
    if row.bearer is None:
        return url_for("supervision_bearing.assign", station=row.station)
    former: dict[str, Any] = {"from": row.bearer}
    return url_for("supervision_bearing.hand_over", **former)
