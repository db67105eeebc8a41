"""What is to be done in a case now, and what was missed: each with its rule, article and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.supervision.domain.duties import (
    ANSWER_BREACH,
    ASSIGN_BEARER,
    CONFIRM_RETURN,
    LABORATORY,
    REPORT_TO_POLICE,
    duties_of,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.rules.periods import ASSESSMENT
from services.supervision.schemas.words import DUTIES
from services.supervision.web.office import office
from shared import clock
from shared.duties.duty import Duty
from shared.web.dates import short_day
from shared.web.speech import gettext as _
from shared.web.wording import why

RECENT = timedelta(days=92)
"""A talk that was not held in its quarter is on record; it cannot be held in that quarter now."""
BREACHES = (CONFIRM_RETURN, ANSWER_BREACH, REPORT_TO_POLICE)
STAYS = (*BREACHES, *LABORATORY, ASSIGN_BEARER, ASSESSMENT)


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
        for it in (*duties_of(file), *office().owed_of_nobody(file))
        if it.owed
        and it.opens_at <= now
        and (it.kind in STAYS or it.missed_at > now - RECENT)
        and (shows_breaches or it.kind not in BREACHES)
    ]
    return [
        _line(file, it, missed=it.missed_at <= now)
        for it in sorted(owed, key=lambda it: it.missed_at)
    ]


@dataclass(frozen=True, kw_only=True)
class MissLine:
    """A duty that was missed, and what shows that it was not."""

    label: str
    missed_on: date
    counts: bool
    why: str


def misses_of(file: Supervision, *, shows_breaches: bool) -> Sequence[MissLine]:
    """What the clock has written as missed, the latest first; none of it is ever taken out."""
    return [
        MissLine(
            label=_(DUTIES[it.duty]),
            missed_on=it.missed_on,
            counts=it.counts,
            why=_("编号%(proof)s的纸质表写明%(day)s已办", proof=it.proof, day=short_day(it.kept_on))
            if it.kept_on
            else "",
        )
        for it in office().misses(file.id)
        if shows_breaches or it.duty not in BREACHES
    ]


def _line(file: Supervision, duty: Duty, *, missed: bool) -> DutyLine:
    rule = duty.rule
    return DutyLine(
        label=_label(file, duty),
        since=duty.opens_at.date(),
        due_on=duty.due_on,
        missed=missed,
        why=why(rule),
    )


def _label(file: Supervision, duty: Duty) -> str:
    """What is to be done; of a strip also which one it is about."""
    if duty.kind not in LABORATORY:
        return _(DUTIES[duty.kind])
    return strip_named(duty.kind, collected_on=file.positives[UUID(duty.matter)].on)


def strip_named(kind: str, *, collected_on: date) -> str:
    """A step that follows a positive strip, and of which day that is."""
    return _("%(duty)s（%(day)s采样）", duty=_(DUTIES[kind]), day=short_day(collected_on))
