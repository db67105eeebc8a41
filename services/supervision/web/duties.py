"""What is to be done in a case now, and what was missed: each with its rule, article and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.supervision.domain.duties import ANSWER_BREACH, REPORT_TO_POLICE, duties_of
from services.supervision.domain.supervision import Supervision
from services.supervision.schemas.words import DUTIES
from shared import clock
from shared.duties.duty import Duty
from shared.web.speech import gettext as _
from shared.web.wording import why

RECENT = timedelta(days=92)
"""A talk that was not held in its quarter is on record; it cannot be held in that quarter now."""
BREACHES = (ANSWER_BREACH, REPORT_TO_POLICE)


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """A duty that is owed: since when, until when, and why."""

    label: str
    since: date
    due_on: date
    missed: bool
    why: str


def duties_now(file: Supervision, *, shows_breaches: bool) -> Sequence[DutyLine]:
    """Those that have fallen due and are still owed, what is due first before the others."""
    now = clock.now()
    owed = [
        it
        for it in duties_of(file)
        if it.owed
        and it.opens_at <= now
        and (it.kind in BREACHES or it.missed_at > now - RECENT)
        and (shows_breaches or it.kind not in BREACHES)
    ]
    return [
        _line(it, missed=it.missed_at <= now) for it in sorted(owed, key=lambda it: it.missed_at)
    ]


def _line(duty: Duty, *, missed: bool) -> DutyLine:
    rule = duty.rule
    return DutyLine(
        label=_(DUTIES[duty.kind]),
        since=duty.opens_at.date(),
        due_on=duty.due_on,
        missed=missed,
        why=why(rule),
    )
