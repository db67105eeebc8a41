"""The file of one case: counters, windows, tests, talks, needs, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from services.supervision.domain.proposing import ProposedOrder
from services.supervision.domain.supervision import Supervision
from services.supervision.projections import lists
from services.supervision.projections.bearers import bearer_of
from services.supervision.projections.lists import Within
from services.supervision.rules.counters import NAMES
from services.supervision.rules.outcomes import AHEAD, due
from services.supervision.rules.refusals import consequence
from services.supervision.schemas import words
from services.supervision.timeline import WORDS
from services.supervision.web import reading
from services.supervision.web.assessments import assessments_in
from services.supervision.web.breaches import breaches_of
from services.supervision.web.deeds import DEEDS
from services.supervision.web.deeds.choosing import matter_named
from services.supervision.web.duties import duties_now, misses_of
from services.supervision.web.evading import misses_in, refusals_in
from services.supervision.web.names import names_of
from services.supervision.web.office import (
    NOTIFY_TEST,
    SEE_ASSESSMENT,
    SEE_BREACHES,
    SEE_CASE,
    SEE_DUE_LIST,
    SEE_ORDERS,
    SEE_SCAN,
    SEE_TALKS,
    SEE_TESTS,
    SEE_USE_IN_TREATMENT,
    entries_of,
    file_for,
    may_on,
    office,
    opens,
)
from services.supervision.web.owing import targets_shown
from services.supervision.web.papers import OF_CONTACTS, OF_LEAVES, OF_TESTS, papers_in
from services.supervision.web.strips import strips_in
from services.supervision.web.takeover import tests_before, unknown_before
from services.supervision.web.telling import threshold_of, timeline_of
from services.supervision.web.waiting import waiting_in
from shared import clock
from shared.calendar import years_after
from shared.eventstore.entries import Entry
from shared.web.dates import distance, long_day, short_day
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, listed

pages = Blueprint(
    "supervision_case", __name__, url_prefix="/supervision/cases", template_folder="../templates"
)

TESTS, BREACHES, TALKS, PLAN = "tests", "breaches", "talks", "plan"
DUTIES, TIMELINE, NOTHING = "duties", "timeline", "nothing"
PARTS = (
    (TESTS, _l("检测"), SEE_TESTS),
    (BREACHES, _l("违反与外出"), SEE_BREACHES),
    (TALKS, _l("谈话、家访与需求"), SEE_TALKS),
    (PLAN, _l("检测方案"), SEE_TESTS),
    (DUTIES, _l("应办事项"), SEE_TESTS),
    (TIMELINE, _l("时间线"), SEE_CASE),
)


@pages.get("/<uuid:file_id>")
@needs(SEE_DUE_LIST)
def case(file_id: UUID) -> str:
    """A file: its head with what is due next, and the part that was asked for."""
    file = file_for(file_id, SEE_DUE_LIST)
    parts = [(name, label) for name, label, right in PARTS if may_on(file, right)]
    asked = request.args.get("part")
    part = asked if asked in dict(parts) else (parts[0][0] if parts else NOTHING)
    entries = entries_of(file)
    names = names_of([file.person_id] if file.person_id else [], purpose="监督档案")
    return render_template(
        f"supervision/case_{part}.html",
        file=file,
        name=names.get(file.person_id) if file.person_id else None,
        progress=_progress(file),
        tabs=_tabs(file, parts, part),
        acts=_acts(file),
        head=_head(file),
        waiting=waiting_in(file),
        shows_tests=may_on(file, SEE_TESTS),
        sees_scans=may_on(file, SEE_SCAN),
        may_notify=may_on(file, NOTIFY_TEST),
        owed=_owed(file) if may_on(file, SEE_BREACHES) else [],
        uses_in_treatment=sorted(file.uses_in_treatment.values())
        if may_on(file, SEE_USE_IN_TREATMENT)
        else [],
        words=words,
        **_content(file, part, entries),
    )


def _content(file: Supervision, part: str, entries: list[Entry]) -> dict[str, Any]:
    """What the asked part lists, and nothing of the others."""
    if part == TESTS:
        return {
            **_windows(file),
            "tests": reading.tests_in(entries),
            "tests_before": tests_before(entries),
            "notices": reading.notices_in(entries),
            "refusals": refusals_in(entries, file),
            "missed": misses_in(entries, file),
            "papers": papers_in(entries, OF_TESTS),
            "check_ins": reading.check_ins_in(entries),
            "positives": strips_in(entries, file),
        }
    if part == BREACHES:
        return breaches_of(file, entries) | {"papers": papers_in(entries, OF_LEAVES)}
    if part == PLAN:
        return {
            "plan": [(_("检测方案"), _(words.PLANS[file.plan]))],
            "approvals": reading.approvals_in(entries),
            "orders": _orders(file),
            "waivers": reading.waivers_in(entries),
            "suspensions": file.suspensions,
            "extras": file.extra_outcomes(clock.today()),
            "targets": targets_shown(file),
        }
    if part == TALKS:
        with office().db.reading() as conn:
            asked = lists.need_rows(conn, within=Within(town=True), file_id=file.id)
        return {
            "talks": reading.talks_in(entries),
            "visits": reading.visits_in(entries),
            "periodic": reading.periodic_in(entries),
            "assessments": assessments_in(file, entries),
            "prints_assessments": may_on(file, SEE_ASSESSMENT),
            "needs": asked,
            "papers": papers_in(entries, OF_CONTACTS),
            "answers": WORDS,
        }
    if part == DUTIES:
        with office().db.reading() as conn:
            bearer = bearer_of(conn, file.id)
        return {
            "bearer": bearer,
            "duties": duties_now(file, shows_breaches=may_on(file, SEE_BREACHES)),
            "misses": misses_of(file, shows_breaches=may_on(file, SEE_BREACHES)),
        }
    return {
        "history": timeline_of(
            entries,
            shows_tests=may_on(file, SEE_TESTS),
            for_police=may_on(file, SEE_USE_IN_TREATMENT),
        )
        if part == TIMELINE
        else [],
    }


def _orders(file: Supervision) -> Sequence[ProposedOrder]:
    """What was submitted about the person before this or another case (报批)."""
    may_see = file.person_id is not None and opens(SEE_ORDERS)
    return office().proposed_orders(file.person_id) if may_see else []


def _windows(file: Supervision) -> dict[str, Any]:
    """The windows up to the one that runs, the latest first; and those still ahead."""
    found = file.outcomes(clock.today())
    ahead = [it for it in found if it.state == AHEAD]
    return {"outcomes": [it for it in found if it.state != AHEAD][::-1], "ahead": ahead}


def _head(file: Supervision) -> list[tuple[str, str]]:
    """What is due next, and for who may see tests how often one was refused."""
    standing = due(file.outcomes(clock.today()))
    told = [(_("下一次检测"), _("没有待安排的检测"))]
    if standing:
        window, total = standing.window, len(file.windows)
        told = [
            (
                _("下一次检测"),
                _("第%(number)s次，共%(total)s次", number=window.number, total=total),
            ),
            (_("期间"), f"{short_day(window.first)} – {short_day(window.last)}"),
            (_("最晚"), f"{long_day(window.last)} · {distance(window.last)}"),
        ]
    if may_on(file, SEE_TESTS):
        told.append((_("逃避或者拒绝检测"), _refused(file)))
        told.append((_("维持治疗"), _("是") if file.in_maintenance else _("否")))
        if file.tracked_from and file.unknown_counters:
            told.append((_("接管"), _unknown(file, file.tracked_from)))
        if unknown := unknown_before(file):
            told.append((_("接管前"), unknown))
    return told


def _unknown(file: Supervision, since: date) -> str:
    """Of which counters nobody has said what they had before the take-over (domain.md 0.2)."""
    found = file.unknown_counters
    if len(found) == len(NAMES):
        return _("%(day)s以前的次数不详", day=short_day(since))
    which = listed(_(words.COUNTERS[name]) for name in found)
    return _("%(day)s以前的次数不详：%(counters)s", day=short_day(since), counters=which)


def _refused(file: Supervision) -> str:
    """How often, and how near that is to a serious breach; one that is there is said above."""
    if file.breaches:
        return _("%(count)s次", count=file.refused_tests)
    return _("%(count)s次，%(then)s", count=file.refused_tests, then=threshold_of(file))


def _owed(file: Supervision) -> list[tuple[str, str, datetime]]:
    """What is to be reported to the police, by which article they decide, and until when."""
    by = cited(consequence(file.kind))
    return [
        (matter_named(key, it), by, it.report_by) for key, it in file.matters.items() if it.owed
    ]


def _tabs(
    file: Supervision, parts: Sequence[tuple[str, str]], part: str
) -> list[tuple[str, str, bool]]:
    return [
        (str(label), url_for(".case", file_id=file.id, part=name), name == part)
        for name, label in parts
    ]


def _acts(file: Supervision) -> list[tuple[str, str]]:
    """What the reader may do now, the most frequent first; the first is the page's main button."""
    return [
        (str(deed.title), url_for(f"supervision_acts.{deed.name}", file_id=file.id))
        for deed in DEEDS
        if deed.offered(file) and may_on(file, deed.right)
    ]


def _progress(file: Supervision) -> list[str]:
    """How far the case is: 社区戒毒 · 第1年第38天 · 至2029-01-04."""
    today = clock.today()
    kind = _(words.KINDS[file.kind])
    if not file.windows:
        return [kind]
    last = file.windows[-1].last
    if today > last:
        return [kind, _("期限已于%(day)s届满", day=short_day(last))]
    year = next(n for n in count(1) if years_after(file.reported_on, n) > today)
    day = (today - file.reported_on).days + 1
    return [
        kind,
        _("第%(year)s年，第%(day)s天", year=year, day=day),
        _("至%(day)s", day=short_day(last)),
    ]
