"""The JSON API: the due list, files, needs, what came in, and every act of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.projections import lists
from services.supervision.projections.lists import Asked, FileRow, InboxRow, NeedRow, Within
from services.supervision.schemas import told
from services.supervision.schemas.asked.checking import KeptCheckInForm
from services.supervision.schemas.asked.lists import ListQuery
from services.supervision.web.alarms import Alarm, alarms
from services.supervision.web.arrivals import file_numbered
from services.supervision.web.assessments import assessments_in
from services.supervision.web.case_told import (
    breaches_told,
    tests_told,
    treatment_reports_told,
)
from services.supervision.web.deeds import DEEDS, Deed
from services.supervision.web.office import (
    CHECK_IN,
    CORRECT_TYPING,
    SEE_BREACHES,
    SEE_CASE,
    SEE_DUE_LIST,
    SEE_TALKS,
    SEE_TESTS,
    SEE_USE_IN_TREATMENT,
    entries_of,
    file_for,
    may_on,
    office,
    within,
)
from services.supervision.web.owing import CaseDuty, laboratory_duties, other_duties
from services.supervision.web.scans import with_scans
from services.supervision.web.typing import mistypable
from services.supervision.web.waiting import OpenLine, waiting_for_the_reader
from shared import clock
from shared.law import Refusal
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.sessions import current_actor

PAGE = 50
NARROWING = ("when", "village", "station", "kind", "bearer")
HEADER = ("case_ref", "person_id", "kind", "village", "station", "reported_on", "tracked_from")

api = api_blueprint("supervision")


@api.get("/due")
@needs(SEE_DUE_LIST)
@api.arguments(ListQuery, location="query")
@api.response(200, told.DueListOut)
def list_due(query: dict[str, Any]) -> dict[str, Any]:
    """List the next test of each case, the earliest due first."""
    narrowed = Asked(**{name: query[name] for name in NARROWING})
    reader, today = within(SEE_DUE_LIST), clock.today()
    with office().db.reading() as conn:
        counts = lists.due_counts(conn, within=reader, asked=narrowed, today=today)
        rows = lists.due_rows(
            conn, within=reader, asked=narrowed, today=today, limit=PAGE, offset=_offset(query)
        )
    return {"counts": counts, "items": rows}


@api.get("/cases")
@needs(SEE_CASE)
@api.arguments(ListQuery, location="query")
@api.response(200, told.FileOut(many=True))
def list_files(query: dict[str, Any]) -> Sequence[FileRow]:
    """List files by case reference, or find the one of a case."""
    with office().db.reading() as conn:
        return lists.file_rows(
            conn,
            within=within(SEE_CASE),
            case_ref=query["case_ref"],
            limit=PAGE,
            offset=_offset(query),
        )


@api.get("/cases/<uuid:file_id>")
@needs(SEE_CASE)
@api.response(200, told.CaseOut)
def read_file(file_id: UUID) -> dict[str, Any]:
    """Read a file: its counters and windows today, and what acts name by its id."""
    file = file_for(file_id, SEE_CASE)
    shown = {"file_id": file.id, **{name: getattr(file, name) for name in HEADER}}
    if may_on(file, SEE_TESTS):
        shown |= tests_told(file, entries_of(file))
    if may_on(file, SEE_BREACHES):
        shown |= breaches_told(file)
    if may_on(file, SEE_TALKS):
        shown["needs"] = _needs_of(file)
        shown["assessments"] = assessments_in(file, entries_of(file))
    if may_on(file, CORRECT_TYPING):
        shown["own_typing"] = mistypable(file)
    if may_on(file, SEE_USE_IN_TREATMENT):
        shown["treatment_reports"] = treatment_reports_told(file)
    return shown


@api.get("/alarms")
@needs(SEE_BREACHES)
@api.response(200, told.AlarmOut(many=True))
def list_alarms() -> Sequence[Alarm]:
    """List what is to be reported to the police, and what one more makes a serious breach."""
    return alarms()


@api.get("/waiting")
@needs(SEE_CASE)
@api.response(200, told.WaitingOut(many=True))
def list_waiting() -> Sequence[OpenLine]:
    """List the proposals, requests and leaves that the caller can decide, and notices to serve."""
    return waiting_for_the_reader()


@api.get("/laboratory")
@needs(SEE_TESTS)
@api.response(200, told.LaboratoryDutyOut(many=True))
def list_laboratory() -> Sequence[CaseDuty]:
    """List what cases wait for after a positive strip: a laboratory, its result, a retest."""
    return laboratory_duties()


@api.get("/duties")
@needs(SEE_TALKS)
@api.arguments(ListQuery, location="query")
@api.response(200, told.CaseDutyOut(many=True))
def list_duties(query: dict[str, Any]) -> Sequence[CaseDuty]:
    """List talks, visits, reports, returns, answers, surprise tests due by a week from today.

    Who sees the whole town says which village, station or worker.
    """
    asked, today = Asked(**{name: query[name] for name in NARROWING}), clock.today()
    return [it for it in other_duties(asked) if it.fits(asked, today)]


@api.get("/needs")
@needs(SEE_TALKS)
@api.response(200, told.NeedOut(many=True))
def list_needs() -> Sequence[NeedRow]:
    """List needs with their last answers, open ones first."""
    with office().db.reading() as conn:
        return lists.need_rows(conn, within=within(SEE_TALKS))


@api.get("/inbox")
@needs(SEE_CASE)
@api.response(200, told.InboxOut(many=True))
def list_inbox() -> Sequence[InboxRow]:
    """List the newest that other departments let us know."""
    with office().db.reading() as conn:
        return lists.inbox_rows(conn, within=within(SEE_CASE))


@api.post("/check-ins")
@needs(CHECK_IN)
@api.arguments(KeptCheckInForm)
@api.response(201, told.CheckedInOut)
def keep_check_in(kept: dict[str, Any]) -> dict[str, Any]:
    """Note at the station whether somebody came.

    `made_by` is the account that made the entry, perhaps hours ago on a device without a link:
    nobody else may send it. Sent again under its `Idempotency-Key` it is one entry.
    """
    me = current_actor()
    if me is None or me.account != kept["made_by"]:
        raise Refusal(
            "这条签到由 {account} 登记，须由其本人登录后发送",
            field="made_by",
            account=kept["made_by"],
        )
    file = file_numbered(kept["case_ref"])
    done = office().check_in(file_id=file.id, entry=kept["entry"])
    return done_out(done, check_in_id=done.answer)


def _endpoint_of(deed: Deed) -> Callable[..., dict[str, Any]]:
    def act(loaded: Any, file_id: UUID) -> dict[str, Any]:
        file_for(file_id, deed.right)
        given = with_scans(file_id, deed.given(loaded))
        done = getattr(office(), deed.name)(file_id=file_id, **given)
        return done_out(done) | deed.told(done.answer)

    act.__name__, act.__doc__ = deed.name, deed.says
    return act


for _deed in DEEDS:
    _view = api.response(201, _deed.answers)(_endpoint_of(_deed))
    _view = needs(_deed.right)(api.arguments(_deed.form)(_view))
    api.post(f"/cases/<uuid:file_id>/{_deed.path}")(_view)


def _needs_of(file: Supervision) -> Sequence[NeedRow]:
    with office().db.reading() as conn:
        return lists.need_rows(conn, within=Within(town=True), file_id=file.id)


def _offset(query: dict[str, Any]) -> int:
    return int((query["page"] - 1) * PAGE)
