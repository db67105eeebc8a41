"""The desk: what is owed in cases and in the town's affairs, by urgency; beside it what came in."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.duties import (
    FORM_GROUP,
    PRIVACY_NOTICE,
    REPORT_IN,
    SET_CARE_PLAN,
    SIGN_AGREEMENT,
)
from services.registry.projections import inbox, owed, people
from services.registry.projections.cases import DutyRow
from services.registry.projections.inbox import Notice
from services.registry.projections.owed import Asked, Urgency
from services.registry.web.escalations import told_further_up
from services.registry.web.office import (
    ASSIGN_STATION,
    IMPORT_ROSTER,
    SEE_CASE,
    SEE_DECISION,
    SEE_TOWN_WORK,
    names_of,
    office,
    opens,
    options,
    within,
    word,
)
from services.registry.web.stations import how_many_misplaced
from services.registry.web.telling import contested_cases, is_contested, sort_of, told, why
from services.registry.web.town_due import narrowed, town_due
from services.registry.web.waiting import census_now, waiting
from shared import clock
from shared.law import Citation
from shared.web.guards import needs, signed_in
from shared.web.lists import Count, Due, Paging, by_urgency
from shared.web.speech import gettext as _
from shared.web.wording import cited

pages = Blueprint("registry", __name__, url_prefix="/registry", template_folder="../templates")

DUTIES = (REPORT_IN, PRIVACY_NOTICE, FORM_GROUP, SIGN_AGREEMENT, SET_CARE_PLAN)
OVERDUE, TODAY, WEEK = "overdue", "today", "week"
NEWS_DAYS = 30
NEWS_SHOWN = 20


@pages.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """What the town owes in its cases; who sees no case is led to the town's own affairs."""
    if not opens(SEE_CASE) and opens(SEE_TOWN_WORK):
        return redirect(url_for("registry_affairs.hub"), 303)
    return _owed()


def _owed() -> str:
    """What the town owes in its cases and its own affairs, the most urgent first."""
    today, reader, reads_news = clock.today(), within(SEE_CASE), opens(SEE_DECISION)
    contested = contested_cases(reader)
    asked = asked_for(today, contested=contested)
    with office().db.reading() as conn:
        counts = owed.urgency(conn, within=reader, today=today, contested=contested)
        paging = Paging.of(
            request.args.get("page"),
            total=owed.count_owed(conn, within=reader, today=today, asked=asked),
        )
        rows = owed.listed(
            conn, within=reader, today=today, asked=asked, offset=paging.offset, size=paging.size
        )
        villages = people.villages(conn, within=reader)
        everything = owed.count_owed(conn, within=reader, today=today)
    of_town = town_due(today)
    beside = narrowed(of_town, asked) if paging.number == 1 else []
    overdue = told_further_up()
    people_shown = [*(row.person_id for row in rows), *(it.person_id for it in overdue)]
    names = names_of(people_shown, purpose="登记处待办")
    return render_template(
        "registry/desk.html",
        counts=[
            *_counts(counts, of_town, today),
            _arrived(today) if reads_news else _all(everything + len(of_town)),
        ],
        overdue=overdue,
        word=word,
        cited=_cited,
        names=names,
        misplaced=how_many_misplaced() if opens(ASSIGN_STATION) else 0,
        groups=by_urgency([*(_due(row, names) for row in rows), *beside], today=today),
        paging=paging,
        villages=[(village, village) for village in villages],
        may_import=opens(IMPORT_ROSTER),
        duties=options(DUTIES),
        chosen={name: request.args.get(name, "") for name in ("when", "village", "duty")},
        news=_news() if reads_news else None,
        told=told,
        sort=sort_of,
        waiting=waiting(),
        census=census_now(),
    )


@pages.get("/inbox")
@needs(SEE_DECISION)
def news() -> str:
    """What came in, for the desk to refresh."""
    return render_template("registry/inbox.html", news=_news(), told=told, sort=sort_of)


def asked_for(today: date, *, contested: frozenset[UUID] = frozenset()) -> Asked:
    """What the reader narrowed the list down to; what is no choice is no restriction.

    In a case that is `contested` nothing is overdue.
    """
    when, duty = request.args.get("when"), request.args.get("duty", "")
    spans = {
        OVERDUE: (None, today - timedelta(days=1)),
        TODAY: (today, today),
        WEEK: (today + timedelta(days=1), today + timedelta(days=7)),
    }
    first, last = spans.get(when or "", (None, None))
    return Asked(
        village=request.args.get("village", ""),
        duty=duty if duty in DUTIES else "",
        first=first,
        last=last,
        not_of=contested if when == OVERDUE else (),
    )


def _counts(counts: Urgency, of_town: Sequence[Due], today: date) -> list[Count]:
    late, now = (
        sum(found(it.due_on, today) for it in of_town) for found in (operator.lt, operator.eq)
    )
    soon = len(of_town) - late - now

    def link(when: str) -> str:
        return url_for(".home", when=when)

    return [
        Count(label=_("今日应办"), number=counts.today + now, href=link(TODAY), tone="due"),
        Count(label=_("已逾期"), number=counts.overdue + late, href=link(OVERDUE), tone="late"),
        Count(label=_("7日内"), number=counts.week + soon, href=link(WEEK), tone="info"),
    ]


def _cited(law: str, article: str | None) -> str:
    return cited(Citation(law, article or ""))


def _arrived(today: date) -> Count:
    since = today - timedelta(days=NEWS_DAYS)
    with office().db.reading() as conn:
        number = inbox.how_many(conn, within=within(SEE_DECISION), since=since)
    return Count(label=_("30日内来件"), number=number, href="#inbox", tone="wait")


def _all(number: int) -> Count:
    return Count(label=_("全部事项"), number=number, href=url_for(".home"))


def _due(row: DutyRow, names: Mapping[UUID, str]) -> Due:
    name = names.get(row.person_id)
    return Due(
        title=name or row.case_ref,
        duty=word(row.duty),
        due_on=row.counts_on or row.due_on,
        paused=row.counts_on is None,
        href=url_for("registry_case.case", case_id=row.case_id),
        case_ref=row.case_ref if name else "",
        place=row.village or "",
        worker=word(row.kind),
        why=why(row),
        settle=url_for("registry_case.case", case_id=row.case_id, _anchor="contested")
        if is_contested(row)
        else "",
    )


def _news() -> Sequence[Notice]:
    """Violations are for those who see the decision: a village secretary is not told of tests."""
    with office().db.reading() as conn:
        return inbox.newest(conn, within=within(SEE_DECISION), most=NEWS_SHOWN)
