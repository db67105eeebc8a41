"""A month as people hang it on the wall: on each day who is expected, and whose last day it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request

from services.supervision.projections.days import LABORATORY, OTHER, DayRow, days_due
from services.supervision.projections.lists import Asked
from services.supervision.schemas import told
from services.supervision.schemas.asked.lists import MonthQuery
from services.supervision.schemas.words import DUTIES
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    SEE_DUE_LIST,
    SEE_TALKS,
    SEE_TESTS,
    office,
    opens,
    within,
)
from services.supervision.web.owing import CaseDuty, is_too_wide, laboratory_duties, other_duties
from shared import clock
from shared.web.api import api_blueprint
from shared.web.guards import needs

pages = Blueprint(
    "supervision_calendar",
    __name__,
    url_prefix="/supervision/calendar",
    template_folder="../templates",
)
api = api_blueprint("supervision", "calendar")

DAY = timedelta(days=1)
SOME_OF_NEXT = timedelta(days=32)
MONTH = "%Y-%m"


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """One day with what is on it."""

    day: date
    items: Sequence[DayRow]


@pages.get("")
@needs(SEE_DUE_LIST)
def month() -> str:
    """The days of a month; without a name it is the one that runs."""
    first = _named(request.args.get("month"))
    bearer = request.args.get("bearer") or None
    rows = _rows(first, bearer)
    by_day: dict[date, list[DayRow]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    length = (_next(first) - first).days
    return render_template(
        "supervision/calendar.html",
        first=first,
        days=[
            CalendarDay(day=day, items=by_day[day])
            for day in (first + DAY * n for n in range(length))
        ],
        earlier=(first - DAY).strftime(MONTH),
        later=_next(first).strftime(MONTH),
        bearer=bearer,
        tests_only=opens(SEE_TALKS) and is_too_wide(Asked(bearer=bearer)),
        duties=DUTIES,
        names=names_of((row.person_id for row in rows), purpose="监督日历"),
    )


@api.get("/calendar")
@needs(SEE_DUE_LIST)
@api.arguments(MonthQuery, location="query")
@api.response(200, told.DayOut(many=True))
def list_days(query: dict[str, str | None]) -> Sequence[DayRow]:
    """List what falls due on which day of a month (`2026-11`), as far as it is not settled."""
    return _rows(_named(query["month"]), query["bearer"])


def _rows(first: date, bearer: str | None) -> Sequence[DayRow]:
    last = _next(first) - DAY
    with office().db.reading() as conn:
        tests = days_due(conn, within=within(SEE_DUE_LIST), first=first, last=last, bearer=bearer)
    found = [*tests, *_laboratory(first, last, bearer), *_others(first, last, bearer)]
    return sorted(found, key=lambda it: (it.day, it.what, it.case_ref))


def _laboratory(first: date, last: date, bearer: str | None) -> Sequence[DayRow]:
    """What follows a positive strip, for whoever may know of one."""
    waiting = laboratory_duties() if opens(SEE_TESTS) else []
    mine = Asked(bearer=bearer)
    found = [it for it in waiting if it.fits(mine, clock.today())]
    return [_day_of(it, LABORATORY) for it in found if first <= it.due_on <= last]


def _others(first: date, last: date, bearer: str | None) -> Sequence[DayRow]:
    """Talks, visits, reports and the like that fell due, for whoever may see those."""
    found = other_duties(Asked(bearer=bearer), until=last) if opens(SEE_TALKS) else []
    return [_day_of(it, OTHER) for it in found if first <= it.due_on <= last]


def _day_of(it: CaseDuty, what: str) -> DayRow:
    return DayRow(
        day=it.due_on,
        what=what,
        file_id=it.file_id,
        case_ref=it.case_ref,
        person_id=it.person_id,
        duty=it.duty,
    )


def _named(asked: str | None) -> date:
    """The first day of the month that was asked for; what is no month is the one that runs."""
    today = clock.today()
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if abs(found.year - today.year) <= FAR else today.replace(day=1)


def _next(first: date) -> date:
    return (first + SOME_OF_NEXT).replace(day=1)


FAR = 10
"""Years: no term lasts longer, and a date has an end."""
