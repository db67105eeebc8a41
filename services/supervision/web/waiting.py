"""What waits for a second account, an answer or the next step: on the desk and on the case page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from services.supervision.domain.supervision import Supervision
from services.supervision.projections.lists import Within
from services.supervision.projections.waiting import (
    APPROVAL,
    FINDING,
    LEAVE,
    NEW_DAY,
    OTHER_DAY,
    OVERTURNING,
    WAIVER,
    OpenRow,
    open_rows,
)
from services.supervision.schemas.words import MEASURES, MOVABLE, WAIVED_FOR
from services.supervision.web.deeds import choosing
from services.supervision.web.office import (
    ADJUST_WINDOW,
    APPROVE_LEAVE,
    NOTIFY_TEST,
    OVERTURN,
    RECORD_APPROVAL,
    RECORD_POLICE_DECISION,
    SEE_BREACHES,
    SEE_TESTS,
    may_on,
    office,
    opens,
    within,
)
from shared import clock
from shared.web.dates import short_day
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

SEEN_BY = {
    WAIVER: SEE_TESTS,
    APPROVAL: SEE_TESTS,
    OTHER_DAY: SEE_TESTS,
    NEW_DAY: SEE_TESTS,
    OVERTURNING: SEE_BREACHES,
    FINDING: SEE_BREACHES,
    LEAVE: SEE_BREACHES,
}
DECIDED_BY = {
    WAIVER: ADJUST_WINDOW,
    APPROVAL: RECORD_APPROVAL,
    OTHER_DAY: NOTIFY_TEST,
    NEW_DAY: NOTIFY_TEST,
    OVERTURNING: OVERTURN,
    FINDING: RECORD_POLICE_DECISION,
    LEAVE: APPROVE_LEAVE,
}
DEED_OF = {
    WAIVER: "decide_waiver",
    APPROVAL: "record_approval",
    OTHER_DAY: "answer_other_day",
    NEW_DAY: "notify_test",
    OVERTURNING: "decide_overturning",
    FINDING: "record_police_decision",
    LEAVE: "approve_leave",
}
BY_TWO = (WAIVER, OVERTURNING, LEAVE)
"""Whoever proposed it does not decide it."""
LABELS = {
    WAIVER: _l("免除检测待决定"),
    APPROVAL: _l("报批待批复"),
    OTHER_DAY: _l("改期申请待答复"),
    NEW_DAY: _l("改期后的通知待送达"),
    OVERTURNING: _l("更正计次待决定"),
    FINDING: _l("认定吸毒后待公安决定"),
    LEAVE: _l("外出待批准"),
}


@dataclass(frozen=True, kw_only=True)
class OpenLine:
    """One thing that waits, as people read it; `href` for those who can decide it."""

    kind: str
    label: str
    file_id: UUID
    case_ref: str
    person_id: UUID
    since: date
    by: str
    told: str
    href: str


def waiting_for_the_reader() -> Sequence[OpenLine]:
    """What the reader can decide and did not propose, the longest first."""
    found: list[OpenLine] = []
    with office().db.reading() as conn:
        for right in {it for it in DECIDED_BY.values() if opens(it)}:
            rows = open_rows(conn, within=within(right), today=clock.today())
            found += [_line(it, _told(it)) for it in rows if DECIDED_BY[it.kind] == right]
    return sorted((it for it in found if it.href), key=lambda it: (it.since, it.case_ref))


def waiting_in(file: Supervision) -> Sequence[OpenLine]:
    """What waits in a file, as far as the reader sees of what it is."""
    with office().db.reading() as conn:
        rows = open_rows(conn, within=Within(town=True), today=clock.today(), file_id=file.id)
    return [
        _line(it, _effect(it, file), decides=may_on(file, DECIDED_BY[it.kind]))
        for it in rows
        if may_on(file, SEEN_BY[it.kind])
    ]


def _line(row: OpenRow, told: str, *, decides: bool = True) -> OpenLine:
    me = current_actor()
    own = row.kind in BY_TWO and me is not None and me.account == row.by
    return OpenLine(
        kind=row.kind,
        label=str(LABELS[row.kind]),
        file_id=row.file_id,
        case_ref=row.case_ref,
        person_id=row.person_id,
        since=row.since,
        by=row.by,
        told=told,
        href=_href(row) if decides and not own else "",
    )


def _href(row: OpenRow) -> str:
    return url_for(f"supervision_acts.{DEED_OF[row.kind]}", file_id=row.file_id, **_filled(row))


def _filled(row: OpenRow) -> dict[str, Any]:
    """What the form is filled in with."""
    if row.kind == NEW_DAY:
        return choosing.notice_of(window=row.window, day=row.day)
    names = {
        WAIVER: "window",
        APPROVAL: "approval_id",
        OTHER_DAY: "request_id",
        OVERTURNING: "matter_id",
        FINDING: "report_id",
        LEAVE: "absence_id",
    }
    return {names[row.kind]: row.matter}


def _told(row: OpenRow) -> str:
    """In short, for the desk."""
    if row.kind == WAIVER:
        return _(
            "第%(number)s次检测，%(why)s", number=row.window, why=_(WAIVED_FOR[row.what or ""])
        )
    if row.kind == APPROVAL:
        return _(MEASURES[row.what or ""])
    if row.kind == OTHER_DAY:
        return choosing.other_day_named(row.what or "", asked_on=row.since, wanted_on=row.day)
    return "" if row.day is None else _dated(row.kind, short_day(row.day))


def _dated(kind: str, day: str) -> str:
    if kind == NEW_DAY:
        return _("已同意改到%(day)s，还没有送达新的通知", day=day)
    if kind == FINDING:
        return _("%(day)s吸毒，由公安机关依《禁毒法》第38条决定", day=day)
    return _("至%(day)s返回", day=day)


def _effect(row: OpenRow, file: Supervision) -> str:
    """What it would do, for the page of the case."""
    if row.kind == WAIVER:
        return _(
            "第%(number)s次检测免除，不计未到场（%(why)s）",
            number=row.window,
            why=_(WAIVED_FOR[row.what or ""]),
        )
    if row.kind == APPROVAL:
        return _("批准后执行：%(what)s", what=_(MEASURES[row.what or ""]))
    if row.kind == OVERTURNING:
        names = {str(key): name for key, name in choosing.correctable(file)}
        return _("不再计次：%(what)s", what=names.get(row.matter, ""))
    if row.kind == OTHER_DAY:
        return _(
            "%(what)s；答复以前不计未到场",
            what=_("%(what)s改到%(day)s", what=_(MOVABLE[row.what or ""]), day=short_day(row.day))
            if row.day
            else _("%(what)s改期", what=_(MOVABLE[row.what or ""])),
        )
    return _told(row)
