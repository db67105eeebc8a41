"""The JSON API: the register, cases, what is owed, rosters, and every act of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.facts_correction import FactsCorrection
from services.registry.domain.leave import Leave
from services.registry.domain.papers import Agreement
from services.registry.importing import import_roster as take_over
from services.registry.projections import cases, inbox, owed, people
from services.registry.projections.cases import CaseRow, DutyRow
from services.registry.projections.escalations import EscalationRow
from services.registry.projections.inbox import Notice
from services.registry.projections.people import PersonRow
from services.registry.schemas import asked, programs, told
from services.registry.schemas.decisions import ReportInForm
from services.registry.schemas.papers import GroupChangeForm
from services.registry.web.escalations import told_further_up
from services.registry.web.facts_correction import as_told
from services.registry.web.finding import found
from services.registry.web.office import (
    FORM_GROUP,
    IMPORT_ROSTER,
    RECEIVE_DECISION,
    RECORD_REPORT_IN,
    REGISTER_PERSON,
    SEARCH_PEOPLE,
    SEE_CASE,
    SEE_DECISION,
    SEE_ESCALATIONS,
    SEE_PEOPLE,
    SIGN_AGREEMENT,
    case_for,
    may_on,
    names_of,
    office,
    person_for,
    sealed_person_for,
    within,
)
from services.registry.web.reasons import reasons_of
from services.registry.web.telling import contested_cases, is_contested
from shared import clock
from shared.eventstore.performing import Done
from shared.law import Unknown
from shared.web.api import api_blueprint, done_out
from shared.web.forms import shows
from shared.web.guards import needs

PAGE = 50
NEWS = 50

api = api_blueprint("registry")


@api.get("/people")
@needs(SEE_PEOPLE)
@api.arguments(programs.PeopleQuery, location="query")
@api.response(200, told.PersonOut(many=True))
def list_people(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List the register by village, names as the caller may see them."""
    page = query.pop("page")
    with office().db.reading() as conn:
        rows = people.listed(
            conn, within=within(SEE_PEOPLE), offset=(page - 1) * PAGE, size=PAGE, **query
        )
    return _named(rows, purpose="数据接口：人员列表")


@api.post("/people/search")
@needs(SEARCH_PEOPLE)
@api.arguments(asked.SearchForm)
@api.response(200, told.PersonOut(many=True))
def search_people(query: dict[str, Any]) -> list[dict[str, Any]]:
    """Find persons by name, number, telephone or case; what is sought stands in no address."""
    return _named(found(query["sought"]), purpose="数据接口：人员查找")


@api.post("/people")
@needs(REGISTER_PERSON)
@api.arguments(asked.PersonForm)
@api.response(201, told.RegisteredOut)
def register_person(person: dict[str, Any]) -> dict[str, Any]:
    """Register a person; one identity number, one person."""
    done = office().register_person(**person)
    return done_out(done) | {"person_id": done.answer}


@api.put("/people/<uuid:person_id>/details")
@needs(REGISTER_PERSON)
@api.arguments(asked.RevisionForm)
@api.response(200, told.DoneOut)
def revise_person(revision: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Bring what is known of a person up to date; who the person is is corrected elsewhere."""
    file = person_for(person_id, REGISTER_PERSON)
    revision["details"] = replace(file.details, **revision["details"])
    return done_out(office().revise_person(person_id=file.id, **revision))


@api.post("/people/<uuid:person_id>/decisions")
@needs(RECEIVE_DECISION)
@api.arguments(programs.DecisionIn)
@api.response(201, told.OpenedOut)
def receive_decision(decision: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Open a case on a decision of the police; a former file that is sealed stays so."""
    sealed_person_for(person_id, RECEIVE_DECISION)
    done = office().receive_decision(person_id=person_id, **decision)
    return done_out(done) | done.answer


@api.get("/cases")
@needs(SEE_CASE)
@api.arguments(programs.CaseQuery, location="query")
@api.response(200, told.FileOut)
def find_case(query: dict[str, Any]) -> dict[str, Any]:
    """Find a case by its reference."""
    with office().db.reading() as conn:
        rows = cases.cases_called(conn, [query["case_ref"]], within=within(SEE_CASE))
    if not rows:
        raise Unknown("没有这个案号：{case_ref}", field="case_ref", case_ref=query["case_ref"])
    return _file(rows[0])


@api.get("/cases/<uuid:case_id>")
@needs(SEE_CASE)
@api.response(200, told.FileOut)
def read_case(case_id: UUID) -> dict[str, Any]:
    """Read a case: its days, its status today, its duties with their rules."""
    case_for(case_id, SEE_CASE)
    with office().db.reading() as conn:
        row = cases.case_row(conn, case_id)
    if row is None:
        raise Unknown("案件刚刚登记，请稍后再读")
    return _file(row)


@api.post("/cases/<uuid:case_id>/report-in")
@needs(RECORD_REPORT_IN)
@api.arguments(ReportInForm)
@api.response(201, told.ReportedOut)
def record_report_in(report: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that the person reported in; late or not, the term begins."""
    case_for(case_id, RECORD_REPORT_IN)
    done = office().record_report_in(case_id=case_id, **report)
    return done_out(done) | {"punctuality": done.answer}


@api.get("/cases/<uuid:case_id>/report-in")
@needs(SEE_DECISION)
@api.response(200, told.LatenessOut)
def read_report_in(case_id: UUID) -> dict[str, Any]:
    """Read what a late person said, and what the leading group found of it."""
    case_for(case_id, SEE_DECISION)
    case = office().case(case_id)
    names = ("punctuality", "stated_reason", "justified_on", "justified_by")
    found = case.lateness_reason if case.justified_on else None
    return {"found_reason": found, **{name: getattr(case, name) for name in names}}


@api.post("/cases/<uuid:case_id>/privacy-notice")
@needs(RECORD_REPORT_IN)
@api.arguments(asked.PrivacyNoticeForm)
@api.response(201, told.DoneOut)
def give_privacy_notice(notice: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that the person was told what is kept about them."""
    case_for(case_id, RECORD_REPORT_IN)
    return done_out(office().give_privacy_notice(case_id=case_id, **notice))


@api.post("/cases/<uuid:case_id>/group")
@needs(FORM_GROUP)
@api.arguments(programs.GroupIn)
@api.response(201, told.DoneOut)
def form_group(group: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record the guardianship group."""
    case_for(case_id, FORM_GROUP)
    return done_out(office().form_group(case_id=case_id, **group))


@api.get("/cases/<uuid:case_id>/group")
@needs(SEE_DECISION)
@api.response(200, told.GroupOut)
def read_group(case_id: UUID) -> Care:
    """Read who is in the guardianship group, and which kind is missing and why."""
    case_for(case_id, SEE_DECISION)
    return office().care(case_id)


@api.post("/cases/<uuid:case_id>/group/changes")
@needs(FORM_GROUP)
@api.arguments(GroupChangeForm)
@api.response(201, told.DoneOut)
def change_group(change: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that a member left the group, by the place in its list from 1 on, or joined it."""
    case_for(case_id, FORM_GROUP)
    return done_out(office().change_group(case_id=case_id, **change))


@api.post("/cases/<uuid:case_id>/agreement")
@needs(SIGN_AGREEMENT)
@api.arguments(programs.AgreementIn)
@api.response(201, told.SignedOut)
def sign_agreement(agreement: Agreement, case_id: UUID) -> dict[str, Any]:
    """Record the agreement; what falls short of the law is kept and marked."""
    case_for(case_id, SIGN_AGREEMENT)
    done = office().sign_agreement(case_id=case_id, agreement=agreement)
    return done_out(done) | {"defects": done.answer}


@api.post("/cases/<uuid:case_id>/agreement/amendments")
@needs(SIGN_AGREEMENT)
@api.arguments(programs.AmendmentIn)
@api.response(201, told.SignedOut)
def amend_agreement(amendment: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record a later version of the agreement; with defects the version before stands."""
    case_for(case_id, SIGN_AGREEMENT)
    done = office().amend_agreement(case_id=case_id, **amendment)
    return done_out(done) | {"defects": done.answer}


@api.post("/cases/<uuid:case_id>/care-plan")
@needs(SIGN_AGREEMENT)
@api.arguments(asked.CarePlanForm)
@api.response(201, told.PlannedOut)
def set_care_plan(plan: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Lay the measures down; with defects they meet no duty."""
    case_for(case_id, SIGN_AGREEMENT)
    done = office().set_care_plan(case_id=case_id, **plan)
    return done_out(done, defects=done.answer)


@api.get("/duties")
@needs(SEE_CASE)
@api.arguments(programs.ListQuery, location="query")
@api.response(200, told.DutyListOut)
def list_duties(query: dict[str, Any]) -> dict[str, Any]:
    """List what is owed, the most urgent first."""
    reader, today = within(SEE_CASE), clock.today()
    contested = contested_cases(reader)
    with office().db.reading() as conn:
        counts = owed.urgency(conn, within=reader, today=today, contested=contested)
        rows = owed.listed(
            conn,
            within=reader,
            today=today,
            asked=owed.Asked(village=query["village"]),
            offset=(query["page"] - 1) * PAGE,
            size=PAGE,
        )
    return {"counts": counts, "items": [_duty(row) for row in rows]}


@api.get("/inbox")
@needs(SEE_DECISION)
@api.response(200, told.NoticeOut(many=True))
def list_inbox() -> Sequence[Notice]:
    """List the newest that other departments let us know."""
    with office().db.reading() as conn:
        return inbox.newest(conn, within=within(SEE_DECISION), most=NEWS)


@api.get("/escalations")
@needs(SEE_ESCALATIONS)
@api.response(200, told.EscalationOut(many=True))
def list_escalations() -> Sequence[EscalationRow]:
    """List what the stations did not do in time and the office was told of, due first at first."""
    return told_further_up()


@api.post("/rosters")
@needs(IMPORT_ROSTER)
@api.arguments(programs.RosterQuery, location="query")
@api.arguments(programs.RosterIn, location="files")
@api.response(200, told.RosterOut)
def import_roster(query: dict[str, Any], files: dict[str, Any]) -> dict[str, Any]:
    """Take a village's roster over, or say what would come of it; a repeat changes nothing."""
    file = files["file"]
    outcome = take_over(
        office(), file.read(), filename=file.filename or "", dry_run=query["dry_run"]
    )
    shows(Done(None, outcome.position))
    return outcome.to_json()


def _named(rows: Sequence[PersonRow], *, purpose: str) -> list[dict[str, Any]]:
    names = names_of((row.person_id for row in rows), purpose=purpose)
    return [{**vars(row), "name": names.get(row.person_id, "")} for row in rows]


def _file(row: CaseRow) -> dict[str, Any]:
    with office().db.reading() as conn:
        duties = cases.duties_of(conn, row.case_ref)
    case = office().case(row.case_id)
    return {
        **vars(row),
        "status": row.status_on(clock.today()),
        "duties": [_duty(it) for it in duties],
        "contested": case.is_contested_on(clock.today()),
        "leave": leave_told(case.leave_on(clock.today())),
        "why": reasons_of(case, office().entries(case_ref=case.ref, limit=None)),
        "served_while_detained": case.decision.served_while_detained,
        "released_from_custody_on": case.decision.released_on,
        "release_expected_on": case.decision.release_expected_on,
        "punctuality": case.punctuality,
        "readings": case.readings,
        "chosen_last_day": case.chosen_last_day,
        "printed_from": case.printed[0],
        "printed_to": case.printed[1],
        "conflict_since": case.conflict_since,
        "no_reason_found_on": case.no_reason_on,
        "refusal_reported_on": case.refusal_reported_on,
        "refused_to_sign_on": case.refused_to_sign_on,
        "answered": case.answered,
        **_correction(case),
    }


def leave_told(leave: Leave | None) -> dict[str, Any] | None:
    """From when to when the person is away today, and whether that is over; None if nobody is."""
    return None if leave is None else {**vars(leave), "state": leave.state_on(clock.today())}


def _duty(row: DutyRow) -> dict[str, Any]:
    return {**vars(row), "contested": is_contested(row)}


def _correction(case: Case) -> dict[str, Any]:
    """What waits for somebody's decision, for those who may see the police's decision."""
    proposal, person = case.proposal, office().person(case.of_person)
    told: dict[str, Any] = {"correction": None, "facts_correction": None}
    if proposal is None or case.is_gone or not may_on(case, person, SEE_DECISION):
        return told
    if isinstance(proposal, FactsCorrection):
        return told | {"facts_correction": as_told(case, proposal)}
    standing = {
        "reported_on": case.reported_on,
        "credit_days": case.credit_counted,
        "suspensions": case.suspensions.values(),
        "last_day": case.last_day,
    }
    proposed = {**vars(proposal), "last_day": case.last_day_by(proposal), "standing": standing}
    return told | {"correction": proposed}
