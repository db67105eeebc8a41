"""Numbered blank forms: who has which, giving them out, taking them back, printing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.supervision.domain.forms import FormPad
from services.supervision.domain.records import FormIssue, FormReturn
from services.supervision.projections.pads import PadRow, pad_rows
from services.supervision.rules.book import rule
from services.supervision.schemas import told
from services.supervision.schemas.asked.paper import ComeBackForm, IssueForm
from services.supervision.web.office import (
    ISSUE_FORMS,
    SEE_FORMS,
    office,
    opens,
    stations_within,
    within,
)
from services.supervision.web.registers import BOTH, FORM, record, stations_to_choose
from services.supervision.web.workers import a_worker_of_the_station, workers_to_choose
from shared import clock
from shared.eventstore.performing import Done
from shared.partner.words import STATIONS
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

pages = Blueprint(
    "supervision_forms",
    __name__,
    url_prefix="/supervision/blank-forms",
    template_folder="../templates",
)
api = api_blueprint("supervision", "forms")


@pages.get("")
@needs(SEE_FORMS)
def register() -> str:
    """Who has how many blank forms, and each pad."""
    rows = _rows()
    blank: Counter[str] = Counter()
    for row in rows:
        blank[row.worker] += row.outstanding
    found = rule("blank_forms_at_once", on=clock.today())
    return render_template(
        "supervision/blank_forms.html",
        rows=rows,
        workers=sorted(blank.items()),
        stations=STATIONS,
        may_issue=opens(ISSUE_FORMS),
        why=[why(found)],
    )


@pages.get("/<uuid:pad_id>")
@needs(SEE_FORMS)
def pad(pad_id: UUID) -> str:
    """One pad: which numbers are still blank; printed, one sheet a number."""
    found = pad_for(pad_id, SEE_FORMS)
    return render_template(
        "supervision/blank_form_pad.html",
        pad=found,
        stations=STATIONS,
        may_issue=opens(ISSUE_FORMS),
    )


@pages.route("/new", methods=BOTH)
@needs(ISSUE_FORMS)
def issue() -> ResponseReturnValue:
    """Give blank forms to a worker."""
    return submit(
        IssueForm(),
        _issue,
        FORM,
        then=lambda answer: url_for(".pad", pad_id=answer["pad_id"]),
        said=_l("空白表已发放。"),
        initial={"issued_on": clock.today()},
        options={
            "station": stations_to_choose(ISSUE_FORMS),
            "worker": workers_to_choose(stations_within(ISSUE_FORMS)),
        },
        **record(_("发放空白表"), about=_("空白表"), back=".register"),
    )


@pages.route("/<uuid:pad_id>/returns/new", methods=BOTH)
@needs(ISSUE_FORMS)
def take_back(pad_id: UUID) -> ResponseReturnValue:
    """Take blank forms back, or note that they are gone."""
    found = pad_for(pad_id, ISSUE_FORMS)
    return submit(
        ComeBackForm(),
        lambda asked: _take_back(found, asked),
        FORM,
        then=url_for(".pad", pad_id=pad_id),
        said=_l("已登记交回。"),
        initial={"returned_on": clock.today()},
        **record(_("交回空白表"), about=_("空白表"), back=".register"),
    )


@api.get("/blank-forms")
@needs(SEE_FORMS)
@api.response(200, told.PadOut(many=True))
def list_pads() -> Sequence[PadRow]:
    """List the pads by worker, with how many forms are still blank."""
    return _rows()


@api.post("/blank-forms")
@needs(ISSUE_FORMS)
@api.arguments(IssueForm)
@api.response(201, told.IssuedOut)
def add_pad(issue: FormIssue) -> dict[str, Any]:
    """Give blank forms to a worker; each number is given once in the town."""
    done = _issue(issue)
    return done_out(done, **done.answer)


@api.post("/blank-forms/<uuid:pad_id>/returns")
@needs(ISSUE_FORMS)
@api.arguments(ComeBackForm)
@api.response(201, told.CountOut)
def add_return(returning: dict[str, Any], pad_id: UUID) -> dict[str, Any]:
    """Take blank forms back; `count` is how many of them were blank."""
    done = _take_back(pad_for(pad_id, ISSUE_FORMS), returning)
    return done_out(done, **done.answer)


def _rows() -> Sequence[PadRow]:
    with office().db.reading() as conn:
        return pad_rows(conn, within=within(SEE_FORMS))


def pad_for(pad_id: UUID, permission: str) -> FormPad:
    """The pad, if the reader may do this at its station; `Unknown`, or `Forbidden`."""
    found = office().load(FormPad, pad_id)
    allow(permission, unit=found.station)
    return found


def _issue(asked: Any) -> Done[dict[str, Any]]:
    allow(ISSUE_FORMS, unit=asked.station)
    a_worker_of_the_station(asked.worker, station=asked.station, field="worker")
    return office().issue_blank_forms(issue=asked)


def _take_back(found: FormPad, asked: dict[str, Any]) -> Done[dict[str, Any]]:
    return office().return_blank_forms(returning=FormReturn(pad_id=found.id, **asked))
