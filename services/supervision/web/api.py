"""The JSON API: the due list, files, needs, what came in, and every act of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.supervision.domain.records import (
    Admonition,
    Asking,
    NeedFound,
    Refusing,
    Sampling,
)
from services.supervision.domain.supervision import Supervision
from services.supervision.projections import lists
from services.supervision.projections.lists import Asked, FileRow, InboxRow, NeedRow, Within
from services.supervision.schemas import asked, told
from services.supervision.web.office import (
    ADMONISH,
    NOTIFY_TEST,
    RAISE_NEED,
    RECORD_REFUSAL,
    RECORD_TALK,
    RECORD_TEST,
    SEE_CASE,
    SEE_DUE_LIST,
    SEE_TALKS,
    SEE_TESTS,
    file_for,
    may_on,
    office,
    within,
)
from shared import clock
from shared.eventstore.performing import Done
from shared.web.api import api_blueprint
from shared.web.forms import shows
from shared.web.guards import needs

PAGE = 50
HEADER = ("case_ref", "person_id", "kind", "village", "station", "reported_on", "tracked_from")

api = api_blueprint("supervision")


@api.get("/due")
@needs(SEE_DUE_LIST)
@api.arguments(asked.ListQuery, location="query")
@api.response(200, told.DueListOut)
def list_due(query: dict[str, Any]) -> dict[str, Any]:
    """List the next test of each case, the earliest due first."""
    narrowed = Asked(**{name: query[name] for name in ("when", "village", "station", "kind")})
    reader, today = within(SEE_DUE_LIST), clock.today()
    with office().db.reading() as conn:
        counts = lists.due_counts(conn, within=reader, asked=narrowed, today=today)
        rows = lists.due_rows(
            conn, within=reader, asked=narrowed, today=today, limit=PAGE, offset=_offset(query)
        )
    return {"counts": counts, "items": rows}


@api.get("/cases")
@needs(SEE_CASE)
@api.arguments(asked.ListQuery, location="query")
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
    """Read a file: its counters and windows today, its notices, its needs."""
    file = file_for(file_id, SEE_CASE)
    shown = {"file_id": file.id, **{name: getattr(file, name) for name in HEADER}}
    if may_on(file, SEE_TESTS):
        shown |= _tests(file)
    if may_on(file, SEE_TALKS):
        shown["needs"] = _needs_of(file)
    return shown


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


@api.post("/cases/<uuid:file_id>/notices")
@needs(NOTIFY_TEST)
@api.arguments(asked.NoticeForm)
@api.response(201, told.NotifiedOut)
def notify_test(asking: Asking, file_id: UUID) -> dict[str, Any]:
    """Record that the person was told to come for a test."""
    file_for(file_id, NOTIFY_TEST)
    done = office().notify_test(file_id=file_id, asking=asking)
    return _done(done) | {"notice_id": done.answer}


@api.post("/cases/<uuid:file_id>/tests")
@needs(RECORD_TEST)
@api.arguments(asked.SamplingForm)
@api.response(201, told.TestedOut)
def record_test(taken: Sampling, file_id: UUID) -> dict[str, Any]:
    """Record a test as it was taken; `defects` says why it does not count."""
    file_for(file_id, RECORD_TEST)
    return _answered(office().record_test(file_id=file_id, taken=taken))


@api.post("/cases/<uuid:file_id>/refusals")
@needs(RECORD_REFUSAL)
@api.arguments(asked.RefusalForm)
@api.response(201, told.RefusedOut)
def record_refusal(refusing: Refusing, file_id: UUID) -> dict[str, Any]:
    """Record that a test was refused; `count` is how many count so far."""
    file_for(file_id, RECORD_REFUSAL)
    return _answered(office().record_refusal(file_id=file_id, refusing=refusing))


@api.post("/cases/<uuid:file_id>/admonitions")
@needs(ADMONISH)
@api.arguments(asked.AdmonitionForm)
@api.response(201, told.DoneOut)
def admonish(admonition: Admonition, file_id: UUID) -> dict[str, Any]:
    """Record a written admonition."""
    file_for(file_id, ADMONISH)
    return _answered(office().admonish(file_id=file_id, admonition=admonition))


@api.post("/cases/<uuid:file_id>/talks")
@needs(RECORD_TALK)
@api.arguments(asked.TalkForm)
@api.response(201, told.TalkedOut)
def record_talk(held: dict[str, Any], file_id: UUID) -> dict[str, Any]:
    """Record a talk, with the needs that came up in it."""
    file_for(file_id, RECORD_TALK)
    return _answered(office().record_talk(file_id=file_id, **held))


@api.post("/cases/<uuid:file_id>/needs")
@needs(RAISE_NEED)
@api.arguments(asked.NeedForm)
@api.response(201, told.RaisedOut)
def raise_need(need: NeedFound, file_id: UUID) -> dict[str, Any]:
    """Pass a need on to the office that can help."""
    file_for(file_id, RAISE_NEED)
    done = office().raise_need(file_id=file_id, need=need)
    return _done(done) | {"need_id": done.answer}


def _tests(file: Supervision) -> dict[str, Any]:
    return {
        "refusals": file.refused_tests,
        "serious_breach": bool(file.breaches),
        "notices": list(file.notices),
        "windows": [
            {
                "window": it.window.number,
                "opens_on": it.window.first,
                "closes_on": it.window.last,
                "state": it.state,
                "tested_on": it.tested_on,
            }
            for it in file.outcomes(clock.today())
        ],
    }


def _needs_of(file: Supervision) -> Sequence[NeedRow]:
    with office().db.reading() as conn:
        return lists.need_rows(conn, within=Within(town=True), file_id=file.id)


def _offset(query: dict[str, Any]) -> int:
    return int((query["page"] - 1) * PAGE)


def _answered(done: Done[dict[str, Any]]) -> dict[str, Any]:
    return _done(done) | done.answer


def _done(done: Done[Any]) -> dict[str, Any]:
    """Answer once the lists show it, or after the wait that pages allow."""
    shows(done)
    return {"position": done.position, "repeated": done.repeated}
