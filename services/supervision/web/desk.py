"""The desk: what is due in which case by when, what came in, all files, all needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from services.supervision.projections import lists
from services.supervision.projections.bearers import bears_any
from services.supervision.projections.lists import Asked, Counts, DueRow, InboxRow
from services.supervision.projections.owed import PASSING
from services.supervision.rules.resting import RUNNING
from services.supervision.rules.targets import is_shown
from services.supervision.rules.windows import rule_of
from services.supervision.schemas.words import DEPARTMENTS, DUTIES, KINDS, NEEDS
from services.supervision.timeline import WORDS
from services.supervision.web.alarms import alarms
from services.supervision.web.duties import strip_named
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    NOTIFY_TEST,
    SEE_BREACHES,
    SEE_CASE,
    SEE_DUE_LIST,
    SEE_TALKS,
    SEE_TESTS,
    office,
    opens,
    within,
)
from services.supervision.web.owing import (
    PART_OF,
    CaseDuty,
    is_too_wide,
    laboratory_duties,
    other_duties,
)
from services.supervision.web.telling import told
from services.supervision.web.unborne import SHOWN, left_bearers, unborne_cases
from services.supervision.web.waiting import waiting_for_the_reader
from shared import clock
from shared.partner.words import STATIONS
from shared.web.dates import short_day
from shared.web.guards import may, needs
from shared.web.lists import Count, Due, Paging, by_urgency
from shared.web.sessions import current_actor
from shared.web.speech import gettext as _
from shared.web.wording import why

pages = Blueprint(
    "supervision", __name__, url_prefix="/supervision", template_folder="../templates"
)

ASKED = ("when", "village", "station", "kind", "bearer")
OWN = "~own"
"""An address says so for what the reader bears or nobody does; naming no bearer means the same."""
WHENS = (lists.OVERDUE, lists.TODAY, lists.WEEK, lists.BREACH)
DAYS = ("reported_on", "suspended_on", "resumed_on", "ended_on", "reopened_on")
"""What the day on which something happened is called in the sentence of it."""


@pages.get("/")
@needs(SEE_DUE_LIST)
def home() -> str:
    """Who is due for a test, a talk, a visit or the like, by urgency; beside it what came in."""
    today, reader, me = clock.today(), within(SEE_DUE_LIST), _bearing()
    asked = _asked(me)
    whose = replace(asked, when=None, village=None, station=None, kind=None)
    with office().db.reading() as conn:
        counts = lists.due_counts(conn, within=reader, asked=whose, today=today)
        everybodys = lists.due_counts(conn, within=reader, asked=Asked(), today=today).total
        total = lists.due_counts(conn, within=reader, asked=asked, today=today).total
        paging = Paging.of(request.args.get("page"), total=total)
        rows = lists.due_rows(
            conn,
            within=reader,
            asked=asked,
            today=today,
            limit=paging.size,
            offset=paging.offset,
        )
        choices = lists.choices(conn, within=reader)
    warned = alarms() if opens(SEE_BREACHES) else []
    unborne = unborne_cases()
    waiting = waiting_for_the_reader()
    owed = [
        *(laboratory_duties() if opens(SEE_TESTS) else []),
        *(other_duties(asked) if opens(SEE_TALKS) else []),
    ]
    shown = [it for it in owed if it.fits(asked, today)] if paging.number == 1 else []
    people = [
        *(row.person_id for row in rows),
        *(it.person_id for it in shown),
        *(it.person_id for it in warned if it.person_id),
        *(it.person_id for it in unborne[:SHOWN]),
        *(it.person_id for it in waiting),
    ]
    names = names_of(people, purpose="监督待办")
    due = [*(_due(row, names) for row in rows), *(_owed(it, names) for it in shown)]
    return render_template(
        "supervision/desk.html",
        counts=_counts(_with(counts, owed, whose, today)),
        groups=by_urgency(due, today=today),
        tests_only=opens(SEE_TALKS) and is_too_wide(asked),
        paging=paging,
        asked=asked,
        choices=choices,
        kinds=KINDS,
        me=me,
        own=OWN,
        everybodys=everybodys,
        warned=warned,
        unborne=unborne,
        waiting=waiting,
        shown_unborne=unborne[:SHOWN],
        stations=STATIONS,
        told_to=WORDS,
        names=names,
        news=_news() if opens(SEE_CASE) else None,
        told=sentence_of,
    )


@pages.get("/inbox")
@needs(SEE_CASE)
def inbox() -> str:
    """What came in, for the desk to refresh."""
    return render_template("supervision/inbox.html", news=_news(), told=sentence_of)


@pages.get("/cases")
@needs(SEE_CASE)
def files() -> str:
    """Every file, also those whose term is over."""
    reader = within(SEE_CASE)
    with office().db.reading() as conn:
        paging = Paging.of(request.args.get("page"), total=lists.count_files(conn, within=reader))
        rows = lists.file_rows(conn, within=reader, limit=paging.size, offset=paging.offset)
    names = names_of((row.person_id for row in rows), purpose="监督档案列表")
    return render_template(
        "supervision/files.html", rows=rows, names=names, paging=paging, kinds=KINDS
    )


@pages.get("/needs")
@needs(SEE_TALKS)
def needs_raised() -> str:
    """Needs that were passed on, with their answers."""
    with office().db.reading() as conn:
        rows = lists.need_rows(conn, within=within(SEE_TALKS))
    names = names_of((row.person_id for row in rows), purpose="需求转介列表")
    return render_template(
        "supervision/needs.html",
        rows=rows,
        names=names,
        kinds=NEEDS,
        departments=DEPARTMENTS,
        answers=WORDS,
    )


def _bearing() -> str | None:
    """The reader's own account, if a case that runs is theirs."""
    reader, me = within(SEE_DUE_LIST), current_actor()
    if me is None:
        return None
    with office().db.reading() as conn:
        theirs = bears_any(conn, me.account, within=reader, today=clock.today())
    return me.account if theirs else None


def _asked(me: str | None) -> Asked:
    """What the reader narrowed the list down to; what is no choice is no restriction.

    Whoever bears cases is shown those first, and what nobody bears.
    """
    asked = {name: request.args.get(name) or None for name in ASKED}
    if request.args.get("bearer", OWN) == OWN:
        asked |= {"bearer": None, "left_to": me}
    found = Asked(**asked, left=left_bearers() if asked.get("left_to") else ())
    known = WHENS if opens(SEE_TESTS) else WHENS[:-1]
    return found if found.when in known else replace(found, when=None)


def _counts(counts: Counts) -> list[Count]:
    def link(when: str) -> str:
        return url_for(".home", when=when, bearer=request.args.get("bearer"))

    shown = [
        Count(label=_("今日应办"), number=counts.today, href=link(lists.TODAY), tone="due"),
        Count(label=_("已逾期"), number=counts.overdue, href=link(lists.OVERDUE), tone="late"),
        Count(label=_("7日内"), number=counts.week, href=link(lists.WEEK), tone="info"),
    ]
    if opens(SEE_TESTS):
        breach = link(lists.BREACH)
        label = _("严重违反（期限内）")
        return [*shown, Count(label=label, number=counts.breach, href=breach, tone="late")]
    return [*shown, Count(label=_("全部在办"), number=counts.total, href=url_for(".home"))]


def _due(row: DueRow, names: Mapping[UUID, str]) -> Due:
    name = names.get(row.person_id)
    return Due(
        title=name or row.case_ref,
        duty=_duty(row),
        due_on=row.last,
        href=url_for("supervision_case.case", file_id=row.file_id),
        case_ref=row.case_ref if name else "",
        place=row.village or "",
        worker=" · ".join(filter(None, (_(KINDS[row.kind]), row.bearer))),
        why=_why(row),
    )


def _owed(it: CaseDuty, names: Mapping[UUID, str]) -> Due:
    name = names.get(it.person_id)
    label = _(DUTIES[it.duty])
    if it.target:
        label = " · ".join((label, _("建议%(day)s检测", day=short_day(it.target))))
    return Due(
        title=name or it.case_ref,
        duty=strip_named(it.duty, collected_on=it.collected_on) if it.collected_on else label,
        due_on=it.due_on,
        href=url_for("supervision_case.case", file_id=it.file_id, part=PART_OF[it.duty]),
        case_ref=it.case_ref if name else "",
        place=it.village or "",
        worker=" · ".join(filter(None, (_(KINDS[it.kind]), it.bearer))),
        why=(why(it.rule), _counted(it)),
    )


def _counted(it: CaseDuty) -> str:
    since, last = short_day(it.since), short_day(it.due_on)
    if it.duty in PASSING:
        return _("期间为%(first)s至%(last)s", first=since, last=last)
    return _("自%(since)s起%(days)s日内，最晚%(last)s", since=since, days=it.rule.number, last=last)


def _with(counts: Counts, owed: Sequence[CaseDuty], whose: Asked, today: date) -> Counts:
    """The same, with what is owed beside the tests of the plan among what falls due."""
    found = {
        when: getattr(counts, when) + sum(it.fits(replace(whose, when=when), today) for it in owed)
        for when in (lists.OVERDUE, lists.TODAY, lists.WEEK)
    }
    return replace(counts, **found)


def _duty(row: DueRow) -> str:
    """What is to be done; of a target day only who arranges tests is told, and not long before."""
    said = [_("第%(number)s次检测", number=row.number)]
    if row.appear_on:
        said.append(_("已通知%(day)s到场", day=short_day(row.appear_on)))
    elif _shows_target(row):
        said.append(_("建议%(day)s检测", day=short_day(row.target)))
    if row.refusals and may(SEE_TESTS, village=row.village, unit=row.station, state=RUNNING):
        said.append(_("已拒检%(count)s次", count=row.refusals))
    return " · ".join(said)


def _shows_target(row: DueRow) -> bool:
    """From the reminder to the day itself, and to nobody but those who arrange the test."""
    shown = is_shown(row.target, on=clock.today())
    return shown and may(NOTIFY_TEST, village=row.village, unit=row.station, state=RUNNING)


def _why(row: DueRow) -> tuple[str, ...]:
    rule = rule_of(row.plan, on=row.reported_on)
    return (
        why(rule),
        _(
            "第%(number)s次的期间为%(first)s至%(last)s，自%(start)s报到起算",
            number=row.number,
            first=short_day(row.first),
            last=short_day(row.last),
            start=short_day(row.reported_on),
        ),
    )


def _news() -> Sequence[InboxRow]:
    with office().db.reading() as conn:
        return lists.inbox_rows(conn, within=within(SEE_CASE))


def sentence_of(row: InboxRow) -> str:
    """One thing that came in, as a sentence."""
    days = dict.fromkeys(DAYS, short_day(row.happened_on))
    if row.counted_from is not None:
        days["counted_from"] = short_day(row.counted_from)
    answer = row.answer or ""
    return told(row.what, days | {"kind": row.need_kind or "", "answer": answer, "cause": answer})
