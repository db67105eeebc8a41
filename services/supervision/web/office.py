"""What every view needs: the application, the file that was asked for, how far the reader sees."""

from __future__ import annotations

from uuid import UUID

from flask import url_for

from services.supervision.application import SupervisionApplication
from services.supervision.domain.supervision import Supervision
from services.supervision.projections.lists import Within
from services.supervision.rules.resting import SEALED
from shared import clock
from shared.access.rights import Scope
from shared.eventstore.entries import Entry
from shared.partner.words import STATIONS
from shared.resting import ReasonNeeded
from shared.web.face import application, face
from shared.web.guards import allow, just_checked, may, reach
from shared.web.sealed import ask_why
from shared.web.sessions import current_actor

SEE_DRAWINGS = "supervision.see_drawings"
DRAW_TESTS = "supervision.draw_extra_tests"
SEE_DUE_LIST = "supervision.see_due_list"
SEE_CASE = "supervision.see_case"
SEE_TESTS = "supervision.see_tests"
SEE_BREACHES = "supervision.see_breaches"
SEE_TALKS = "supervision.see_talks"
NOTIFY_TEST = "supervision.notify_test"
RECORD_TEST = "supervision.record_test"
RECORD_REFUSAL = "supervision.record_refusal"
RECORD_MISS = "supervision.record_miss"
SUBMIT_FOR_APPROVAL = "supervision.submit_for_approval"
PROPOSE_ORDER = "supervision.propose_order"
SEE_ORDERS = "supervision.see_order_proposals"
RECORD_APPROVAL = "supervision.record_approval"
ADJUST_WINDOW = "supervision.adjust_window"
PROPOSE_WAIVER = "supervision.propose_waiver"
ADMONISH = "supervision.admonish"
REQUEST_LAB = "supervision.request_lab"
RECORD_LAB = "supervision.record_lab"
CONFIRM_USE = "supervision.confirm_use"
RECORD_VISIT = "supervision.record_visit"
RECEIVE_REPORT = "supervision.receive_report"
RECORD_VIOLATION = "supervision.record_violation"
OVERTURN = "supervision.overturn"
RECORD_BALANCE = "supervision.record_balance"
JUDGE_DAYS = "supervision.judge_contested_days"
RECORD_LEAVE = "supervision.record_leave"
APPROVE_LEAVE = "supervision.approve_leave"
RECORD_ABSENCE = "supervision.record_absence"
SUSPECT_USE = "supervision.suspect_use"
REPORT_TO_POLICE = "supervision.report_to_police"
SEE_USE_IN_TREATMENT = "supervision.see_use_in_treatment"
ANSWER_USE_IN_TREATMENT = "supervision.answer_use_in_treatment"
ACKNOWLEDGE_REPORT = "supervision.acknowledge_report"
RECORD_POLICE_DECISION = "supervision.record_police_decision"
SEE_BEARERS = "supervision.see_bearers"
ASSIGN_DUTIES = "supervision.assign_duties"
CHECK_IN = "supervision.check_in"
RECORD_ASSESSMENT = "supervision.record_assessment"
SEE_ASSESSMENT = "supervision.see_assessment"
CORRECT_TYPING = "supervision.correct_typing"
RECORD_TALK = "supervision.record_talk"
RAISE_NEED = "supervision.raise_need"
SEE_SCAN = "supervision.see_scan"
FILE_SCAN = "supervision.file_scan"
SEE_FORMS = "supervision.see_blank_forms"
ISSUE_FORMS = "supervision.issue_blank_forms"
SEE_OFFICERS = "supervision.see_officers"
APPOINT_OFFICER = "supervision.appoint_officer"
SEE_COPIES = "supervision.see_police_copies"
ENTER_COPY = "supervision.enter_police_copy"
SEE_KITS = "supervision.see_kits"
KEEP_KITS = "supervision.keep_kits"
RECORD_CONSENT = "supervision.record_consent"
SEE_CONTENT = "supervision.see_content"
SEE_FAMILY_DATES = "supervision.see_family_dates"
OPEN_SEALED = "supervision.open_sealed_file"


def office() -> SupervisionApplication:
    """The department's application."""
    return application(SupervisionApplication)


def file_for(file_id: UUID, permission: str) -> Supervision:
    """The file, if the reader may do this to it; `Unknown`, or `Forbidden`.

    A sealed one opens to whoever said why (戒毒条例 7): a page asks, all else is refused.
    """
    file = sealed_file_for(file_id, permission)
    try:
        office().must_be_readable(file)
    except ReasonNeeded as needed:
        ask_why(needed, at=url_for("supervision_resting.open_sealed_file", file_id=file.id))
    return file


def sealed_file_for(file_id: UUID, permission: str) -> Supervision:
    """The same for who is about to say why a sealed file is opened."""
    file: Supervision = just_checked(file_id) or office().file(file_id)
    allow(permission, village=file.village, unit=file.station, state=file.state_on(clock.today()))
    return file


def may_on(file: Supervision, permission: str) -> bool:
    """Whether the reader may do this to the file."""
    state = file.state_on(clock.today())
    return may(permission, village=file.village, unit=file.station, state=state)


def entries_of(file: Supervision) -> list[Entry]:
    """What happened in the file; what was written of it only for those whose work that is."""
    entries = office().told(file.id)
    return entries if may_on(file, SEE_CONTENT) else [it.masked for it in entries]


def opens(permission: str) -> bool:
    """Whether the permission reaches any file at all for the reader."""
    actor = current_actor()
    return actor is not None and face().rights.opens(actor, permission)


def stations_within(permission: str) -> list[str]:
    """The stations at which the reader may do this; all for whose reach is the town."""
    found = reach(permission)
    if found.scope is Scope.TOWN:
        return list(STATIONS)
    return [found.unit] if found.unit else []


def within(permission: str) -> Within:
    """What a list is narrowed down to for this reader."""
    found = reach(permission)
    states = found.states
    today = None if states is None or SEALED in states else clock.today()
    if found.scope is Scope.TOWN:
        return Within(town=True, open_on=today)
    station = found.unit if found.scope is Scope.UNIT else None
    return Within(station=station, villages=found.villages, open_on=today)
