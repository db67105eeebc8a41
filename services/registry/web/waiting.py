"""Beside what is owed in cases: what waits for somebody's decision, and how far the census is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from services.registry.projections import cases, dossiers, people
from services.registry.projections.affairs import census, reconciling, striking
from services.registry.projections.quiet import quiet_since
from services.registry.rules.abstinence import quiet_until
from services.registry.web.affairs.actual_users import SEE_ACTUAL
from services.registry.web.affairs.census import SEE_CENSUS
from services.registry.web.affairs.common import APPROVE_STRIKING
from services.registry.web.affairs.reconciling import SEE as SEE_RECONCILIATION
from services.registry.web.dossier import SEE as SEE_DOSSIER
from services.registry.web.identities import APPROVE as APPROVE_MERGE
from services.registry.web.office import (
    APPROVE_CORRECTION,
    CONFIRM_FLAG,
    CORRECT_TERM,
    KEEP_COURSE,
    office,
    opens,
    within,
)
from shared import clock
from shared.web.speech import gettext as _


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that somebody has to decide, how often, and where."""

    label: str
    number: int
    href: str


@dataclass(frozen=True, kw_only=True)
class Round:
    """The census that is going on, as far as the reader sees it."""

    round_id: UUID
    title: str
    ends_on: date
    listed: int
    visited: int


def waiting() -> list[Waiting]:
    """What waits for a decision in the reader's part of the town; nothing is left out silently."""
    found = [
        *(_of_head_count() if opens(SEE_ACTUAL) else []),
        *(_of_police_list() if opens(SEE_RECONCILIATION) else []),
        *([_of_late_reasons()] if opens(KEEP_COURSE) else []),
        *([_of_moves()] if opens(CONFIRM_FLAG) else []),
        *([_of_merges()] if opens(APPROVE_MERGE) else []),
        *([_of_identities(), _of_terms()] if opens(APPROVE_CORRECTION) else []),
        *([_of_unclear()] if opens(CORRECT_TERM) else []),
        *([_of_struck_out()] if opens(APPROVE_STRIKING) else []),
        *([_of_papers()] if opens(SEE_DOSSIER) else []),
    ]
    return [it for it in found if it.number]


def census_now() -> Round | None:
    """The newest round that is not closed, of the reader's villages; None if there is none."""
    if not opens(SEE_CENSUS):
        return None
    with office().db.reading() as conn:
        going_on = next((it for it in census.all_rounds(conn) if it.closed_on is None), None)
        if going_on is None:
            return None
        villages = census.progress(conn, round_id=going_on.round_id, within=within(SEE_CENSUS))
    return Round(
        round_id=going_on.round_id,
        title=going_on.title,
        ends_on=going_on.ends_on,
        listed=sum(it.listed for it in villages),
        visited=sum(it.visited for it in villages),
    )


def _of_head_count() -> list[Waiting]:
    reader, href = within(SEE_ACTUAL), url_for("registry_actual.register")
    with office().db.reading() as conn:
        candidates = census.candidates(conn, within=reader)
        left_out = census.left_out(conn, within=reader)
        asked = quiet_since(conn, until=quiet_until(today=clock.today()), within=reader)
    proposed = [it for it in left_out if it.excluded_on is None]
    quiet = url_for("registry_actual.register", _anchor="three-years")
    return [
        Waiting(label=_("待核实人员"), number=len(candidates), href=href),
        Waiting(label=_("待审批排除"), number=len(proposed), href=href),
        Waiting(label=_("满或者将满三年未吸毒，请公安机关确认"), number=len(asked), href=quiet),
    ]


def _of_police_list() -> list[Waiting]:
    with office().db.reading() as conn:
        newest = reconciling.newest_list(conn)
    if newest is None:
        return []
    href = url_for("registry_reconciling.one_list", list_id=newest.list_id)
    return [Waiting(label=_("公安名单差异待处理"), number=newest.open_rows, href=href)]


def _of_late_reasons() -> Waiting:
    with office().db.reading() as conn:
        number, first = cases.late_reasons_stated(conn, within=within(KEEP_COURSE))
    href = url_for("registry_case.case", case_id=first) if first else ""
    return Waiting(label=_("逾期理由待领导小组认定"), number=number, href=href)


def _of_merges() -> Waiting:
    with office().db.reading() as conn:
        number, first = people.merges_proposed(conn, within=within(APPROVE_MERGE))
    href = url_for("registry_people.person", person_id=first) if first else ""
    return Waiting(label=_("待审批合并"), number=number, href=href)


def _of_identities() -> Waiting:
    with office().db.reading() as conn:
        number, first = people.corrections_proposed(conn, within=within(APPROVE_CORRECTION))
    href = url_for("registry_people.person", person_id=first) if first else ""
    return Waiting(label=_("待审批身份更正"), number=number, href=href)


def _of_moves() -> Waiting:
    with office().db.reading() as conn:
        number, first = people.moves_proposed(conn, within=within(CONFIRM_FLAG))
    href = url_for("registry_register_move.decide", person_id=first) if first else ""
    return Waiting(label=_("待确认登记状态"), number=number, href=href)


def _of_terms() -> Waiting:
    with office().db.reading() as conn:
        number, first = cases.corrections_proposed(conn, within=within(APPROVE_CORRECTION))
    href = url_for("registry_course.decide_correction", case_id=first) if first else ""
    return Waiting(label=_("待审批案件更正"), number=number, href=href)


def _of_unclear() -> Waiting:
    with office().db.reading() as conn:
        beside = cases.standing_beside(conn, within=within(CORRECT_TERM))
    unclear = [it for it in beside if office().unclear_of(office().case(it))]
    href = url_for("registry_case.case", case_id=unclear[0]) if unclear else ""
    return Waiting(label=_("并存待查明的案件"), number=len(unclear), href=href)


def _of_struck_out() -> Waiting:
    with office().db.reading() as conn:
        number = striking.to_decide(conn)
    return Waiting(label=_("待审批作废"), number=number, href=url_for("registry_striking.register"))


def _of_papers() -> Waiting:
    with office().db.reading() as conn:
        number = dossiers.to_check(conn, within=within(SEE_DOSSIER))
    return Waiting(
        label=_("卷内材料待核对"), number=number, href=url_for("registry_dossier.register")
    )
