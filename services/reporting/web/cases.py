"""The list of cases, and the dossier of one: its timeline across departments, as of a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from services.reporting.projections import (
    CaseRow,
    Moment,
    case_ref_of,
    cases_at,
    days_of_case,
    town_at,
)
from services.reporting.rules.town import BEFORE
from services.reporting.web import words
from services.reporting.web.dossier import DEPARTMENTS, case_as_of
from services.reporting.web.moment import Look, look, office
from shared import clock
from shared.access.actor import Actor
from shared.access.rights import Reach
from shared.web.face import face, peers
from shared.web.guards import allow, needs, reach
from shared.web.lists import Paging, TimelineItem

DOSSIER = "reporting.see_dossier"

pages = Blueprint(
    "reporting_cases", __name__, url_prefix="/reporting/cases", template_folder="../templates"
)


@pages.get("/")
@needs(DOSSIER)
def cases() -> str:
    """The cases within the reader's reach, by number, as they stood."""
    asked = look()
    found = within(reach(DOSSIER), cases_at(office().db, asked.moment))
    paging = Paging.of(request.args.get("page"), total=len(found))
    shown = found[paging.offset : paging.offset + paging.size]
    return render_template(
        "reporting/cases.html", look=asked, rows=shown, paging=paging, words=words
    )


@pages.get("/<uuid:case_id>")
@needs(DOSSIER)
def case(case_id: UUID) -> str:
    """The dossier: what each department says of the case, and what is missing."""
    asked = look()
    reader, case_ref = opened(case_id)
    dossier = case_as_of(peers(), reader, case_ref, asked.as_of, asked.known_at)
    chosen = request.args.get("department")
    return render_template(
        "reporting/dossier.html",
        look=asked,
        case_id=case_id,
        dossier=dossier,
        last_day=date.fromisoformat(dossier["last_day"]) if dossier["last_day"] else None,
        chosen=chosen,
        items=timeline_of(dossier, chosen),
        departments=_departments_in(dossier),
        steps=steps(case_ref, asked),
        words=words,
    )


def within(reach_: Reach, rows: list[CaseRow]) -> list[CaseRow]:
    """The cases that the reader's right covers."""
    today = clock.today()
    return [
        row for row in rows if reach_.covers(village=row.case.village, state=row.case.state(today))
    ]


def opened(case_id: UUID) -> tuple[Actor, str]:
    """The reader and the number of a case, if the reader may open it, whatever day is looked at."""
    db = office().db
    case_ref = case_ref_of(db, case_id)
    if case_ref is None:
        raise NotFound
    today = town_at(db, Moment(as_of=clock.today())).cases.get(case_ref)
    if today is None:
        return allow(DOSSIER, state=BEFORE), case_ref
    return allow(DOSSIER, village=today.village, state=today.state(clock.today())), case_ref


def timeline_of(dossier: dict[str, Any], department: str | None) -> list[TimelineItem]:
    """The timeline as pages show it, newest first, of one department if one was chosen."""
    return [
        TimelineItem(
            sentence=line["summary"],
            who=f"{_who(line['who'])} · {line['department']}:{line['position']}",
            happened_on=date.fromisoformat(line["happened"]),
            recorded_at=datetime.fromisoformat(line["recorded"]),
            department=line["department"],
        )
        for line in reversed(dossier["timeline"])
        if department in {None, line["department"]}
    ]


def steps(case_ref: str, asked: Look) -> tuple[date | None, date | None]:
    """The days before and after the one shown on which anything happened in the case."""
    days = days_of_case(office().db, case_ref)
    shown = asked.moment.as_of
    earlier = [day for day in days if day < shown]
    later = [day for day in days if shown < day <= clock.today()]
    return max(earlier, default=None), min(later, default=None)


def _who(told: str) -> str:
    """`account（role）` with the role's name instead of its id."""
    account, _, rest = told.partition("（")
    role = rest.removesuffix("）")
    if not role:
        return told
    named = face().town.roles.get(role)
    return f"{account}（{named or words.word(words.NO_ROLES, role)}）"


def _departments_in(dossier: dict[str, Any]) -> list[str]:
    """Those that have anything to tell, in the order in which they are asked."""
    telling = {line["department"] for line in dossier["timeline"]}
    return [name for name in DEPARTMENTS if name in telling]
