"""One case: how far it is, what is owed and why, what was signed, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from services.registry.domain import duties
from services.registry.domain.case import Case
from services.registry.domain.person import Person
from services.registry.domain.standing import RELEASED, REPORT_OVERDUE, REPORTED
from services.registry.projections.cases import DutyRow, duties_of
from services.registry.projections.inbox import pending_of
from services.registry.rules.course import reminder_due
from services.registry.rules.reporting import TO_JUSTIFY
from services.registry.web import office as right
from services.registry.web.approvals import lines_of
from services.registry.web.clarifying import to_clarify
from services.registry.web.course import offered
from services.registry.web.office import case_for, may_on, names_of, office, station_titles, word
from services.registry.web.reasons import reasons_of, told_reasons
from services.registry.web.telling import TONES, away, progress_of, timeline_of, told_pending, why
from services.registry.web.term_correction import side_by_side
from shared import clock
from shared.web.dates import long_day
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed

pages = Blueprint(
    "registry_case", __name__, url_prefix="/registry/cases", template_folder="../templates"
)

WORK, TIMELINE = "work", "timeline"
ACTS = {
    duties.REPORT_IN: ("record_report_in", _l("登记报到"), right.RECORD_REPORT_IN),
    duties.PRIVACY_NOTICE: ("give_privacy_notice", _l("登记告知"), right.RECORD_REPORT_IN),
    duties.SIGN_AGREEMENT: ("sign_agreement", _l("登记协议"), right.SIGN_AGREEMENT),
    duties.FORM_GROUP: ("form_group", _l("成立监护小组"), right.FORM_GROUP),
    duties.SET_CARE_PLAN: ("set_care_plan", _l("确定措施"), right.SIGN_AGREEMENT),
    duties.REASSESS: ("set_care_plan", _l("重新评估措施"), right.SIGN_AGREEMENT),
}
"""What meets each duty, in the order in which the law has them, and who may do it."""
AFTER_REPORTING = (duties.PRIVACY_NOTICE, duties.SET_CARE_PLAN)
ORDER = {duty: place for place, duty in enumerate(ACTS)}


@pages.get("/<uuid:case_id>")
@needs(right.SEE_CASE)
def case(case_id: UUID) -> str:
    """A file: its head, what can be done now, and the part that was asked for."""
    file, person = case_for(case_id, right.SEE_CASE)
    shows_history = may_on(file, person, right.SEE_HISTORY)
    part = TIMELINE if shows_history and request.args.get("part") == TIMELINE else WORK
    return render_template(
        f"registry/case_{part}.html",
        file=file,
        person=person,
        name=names_of([person.id], purpose="登记处个案档案").get(person.id),
        progress=progress_of(file),
        status=file.status_on(clock.today()),
        contested=file.is_contested_on(clock.today()),
        leave=file.leave_on(clock.today()),
        away=away,
        tabs=_tabs(file, part) if shows_history else [],
        acts=_acts(file, person),
        shows_dossier=may_on(file, person, right.SEE_DOSSIER),
        prints=may_on(file, person, right.SEE_DECISION),
        course=offered(file, person),
        word=word,
        listed_names=listed,
        listed_words=lambda codes: listed(map(word, codes)),
        tones=TONES,
        **(_timeline(file, person) if part == TIMELINE else _work(file, person)),
    )


def _work(file: Case, person: Person) -> dict[str, Any]:
    with office().db.reading() as conn:
        rows = duties_of(conn, file.ref)
        pending = pending_of(conn, file.ref)
    shows_decision = may_on(file, person, right.SEE_DECISION)
    found = reasons_of(file, office().entries(case_ref=file.ref, limit=None))
    return {
        "reasons": {it.subject: told_reasons(it, shows_facts=shows_decision) for it in found},
        "chooses": bool(file.readings) and may_on(file, person, right.CHOOSE_READING),
        "unclear": to_clarify(file, person),
        "unsettled": [
            *_refusals(file),
            *(map(told_pending, pending) if shows_decision and _is_near_its_end(file) else ()),
        ],
        "duties": [(row, why(row)) for row in sorted(rows, key=_place)],
        "care": office().care(file.id),
        "shows_decision": shows_decision,
        "proposal": None if file.is_gone else file.proposal,
        "changes": side_by_side(file),
        "station": station_titles().get(file.station or "", file.station),
        "moves": not file.is_gone and may_on(file, person, right.ASSIGN_STATION),
        "changes_group": not file.is_gone and may_on(file, person, right.FORM_GROUP),
        "amends": file.is_open_on(clock.today()) and may_on(file, person, right.SIGN_AGREEMENT),
        "family": office().family_access(file.id),
        "awaited": duties.RELEASE_TOLD if file.status == RELEASED else None,
        "finds_reason": file.punctuality in TO_JUSTIFY and may_on(file, person, right.KEEP_COURSE),
        "is_over": not file.is_open_on(clock.today()),
    }


def _refusals(file: Case) -> Iterator[str]:
    """That the person refuses, for as long as the police have not answered or the person come."""
    if file.status_on(clock.today()) == REPORT_OVERDUE and file.no_reason_on is not None:
        if file.refusal_reported_on is None:
            found_on = long_day(file.no_reason_on)
            yield _("%(day)s认定逾期未报到无正当理由，须向公安机关报告", day=found_on)
        else:
            told_on = long_day(file.refusal_reported_on)
            yield _("%(day)s已向公安机关报告拒不报到，等待决定", day=told_on)
    if file.status == REPORTED and file.refused_to_sign_on is not None:
        refused_on = long_day(file.refused_to_sign_on)
        yield _("%(day)s本人拒绝签订协议，由公安机关认定", day=refused_on)


def _is_near_its_end(file: Case) -> bool:
    """Whether the last day is near or past: what is unsettled then needs somebody to look at it."""
    last_day, here = file.last_day, not file.is_gone
    return here and last_day is not None and clock.today() >= reminder_due(last_day=last_day).on


def _place(row: DutyRow) -> int:
    return ORDER.get(row.duty, len(ORDER))


def _timeline(file: Case, person: Person) -> dict[str, Any]:
    return {
        "history": timeline_of(office().entries(case_ref=file.ref, limit=None)),
        "papers": lines_of(office().papers_of_case(file.id)),
        "sees_scans": may_on(file, person, right.SEE_SCAN),
    }


def _tabs(file: Case, part: str) -> list[tuple[str, str, bool]]:
    labels = ((WORK, _("办理")), (TIMELINE, _("时间线")))
    return [
        (label, url_for(".case", case_id=file.id, part=name), name == part)
        for name, label in labels
    ]


def _acts(file: Case, person: Person) -> list[tuple[str, str]]:
    """What the reader may do now; what was done already is not offered again."""
    if file.is_gone:
        return []
    care = office().care(file.id)
    done = set(care.done) - {duties.REASSESS}
    done |= set() if duties.REASSESS in care.due else {duties.REASSESS}
    done |= set(AFTER_REPORTING) if file.reported_on is None else set()
    return [
        (str(label), url_for(f"registry_acts.{act}", case_id=file.id))
        for duty, (act, label, needed) in ACTS.items()
        if duty not in done and may_on(file, person, needed)
    ]
