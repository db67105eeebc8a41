"""The half-years of a case with their assessments, and the sheet that is printed of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, url_for

from services.supervision.domain.supervision import Supervision
from services.supervision.domain.supervision.assessing import Tally
from services.supervision.rules import assessments
from services.supervision.rules.windows import Window
from services.supervision.schemas import words
from services.supervision.schemas.words import SCOPES, TALLIES
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    SEE_ASSESSMENT,
    SEE_TESTS,
    entries_of,
    file_for,
    may_on,
)
from services.supervision.web.reading import named
from shared import clock
from shared.eventstore.entries import Entry
from shared.law import Unknown
from shared.web.dates import short_day
from shared.web.guards import needs
from shared.web.speech import gettext as _

HELD = "supervision.assessment_held"
OF_TESTS = ("tests", "evaded")
DONE, OPEN, LATE, NOT_ASKED = "done", "open", "late", "not_asked"

pages = Blueprint(
    "supervision_assessments",
    __name__,
    url_prefix="/supervision/cases",
    template_folder="../templates",
)


@dataclass(frozen=True, kw_only=True)
class AssessmentLine:
    """A half-year that has begun: what is assessed, and what was found, if it was."""

    number: int
    scope: str
    first: date
    last: date
    state: str
    held_on: date | None
    result: str | None
    participants: Sequence[str]
    summary: str | None
    advice: str | None


@pages.get("/<uuid:file_id>/assessments/<int:number>")
@needs(SEE_ASSESSMENT)
def sheet(file_id: UUID, number: int) -> str:
    """The sheet of one half-year or year: what the file counts, what was found, who signs."""
    file = file_for(file_id, SEE_ASSESSMENT)
    found = next((it for it in assessments_in(file, entries_of(file)) if it.number == number), None)
    if found is None:
        raise Unknown("这半年还没有开始")
    names = names_of([file.person_id] if file.person_id else [], purpose="打印评估表")
    return render_template(
        "supervision/assessment_sheet.html",
        file=file,
        name=names.get(file.person_id) if file.person_id else None,
        line=found,
        title=_(SCOPES[found.scope]),
        words=words,
        tallies=tallies_told(file, found),
        partly=file.tracked_from if file.tracked_from and file.tracked_from > found.first else None,
        back=url_for("supervision_case.case", file_id=file.id, part="talks"),
    )


def assessments_in(file: Supervision, entries: Sequence[Entry]) -> list[AssessmentLine]:
    """The half-years of a file that have begun, the latest first."""
    held = {e.facts["period"]: e for e in named(entries, HELD)[::-1]}
    today = clock.today()
    return [
        _line(file, it, held.get(it.number), today)
        for it in file.half_years[::-1]
        if it.first <= today
    ]


def tallies_told(file: Supervision, line: AssessmentLine) -> list[tuple[str, str]]:
    """What the file counts of that time, for whoever may see tests those of tests, too."""
    return [
        (_(TALLIES[it.what]), _counted(it))
        for it in file.tallies(line.first, line.last, day=clock.today())
        if it.what not in OF_TESTS or may_on(file, SEE_TESTS)
    ]


def _counted(tally: Tally) -> str:
    if tally.due is None:
        return str(tally.count)
    return _(
        "%(count)s次；应办%(due)s期，已办%(kept)s期",
        count=tally.count,
        due=tally.due,
        kept=tally.kept,
    )


def _line(file: Supervision, period: Window, held: Entry | None, today: date) -> AssessmentLine:
    first, last = assessments.assessed_span(period, file.half_years)
    return AssessmentLine(
        number=period.number,
        scope=assessments.scope_of(period),
        first=first,
        last=last,
        state=_state(file, period, today),
        held_on=held.facts["held_on"] if held else None,
        result=held.facts["result"] if held else None,
        participants=(held.personal["participants"] or ()) if held else (),
        summary=held.personal["summary"] if held else None,
        advice=held.personal["advice"] if held else None,
    )


def _state(file: Supervision, period: Window, today: date) -> str:
    if period.number in file.assessed:
        return DONE
    if not (file.asks_for(period) and assessments.is_asked_by_the_town(period)):
        return NOT_ASKED
    return LATE if period.last < today else OPEN


def period_named(file: Supervision, period: Window) -> str:
    """A half-year as people choose it: what is assessed, and of which days."""
    first, last = assessments.assessed_span(period, file.half_years)
    scope = _(SCOPES[assessments.scope_of(period)])
    return f"{scope} {short_day(first)} – {short_day(last)}"
