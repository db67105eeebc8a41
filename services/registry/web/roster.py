"""Importing a village's roster: first what would come of it, row by row; then the same for good."""

from __future__ import annotations

import base64
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from services.registry.application.taking_over import CREATED, UNCHANGED, UPDATED
from services.registry.importing import Outcome, RowMessage
from services.registry.importing import import_roster as take_over
from services.registry.projections.cases import cases_called
from services.registry.projections.inbox import rosters_received
from services.registry.projections.within import WHOLE_TOWN
from services.registry.schemas.asked import RosterForm
from services.registry.web.office import IMPORT_ROSTER, office
from shared.eventstore.performing import Done
from shared.law import Refusal
from shared.web.answers import status_of
from shared.web.dates import said
from shared.web.forms import Form, shows
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import cited, refused

pages = Blueprint(
    "registry_roster", __name__, url_prefix="/registry/rosters", template_folder="../templates"
)

MOST_SHOWN = 500  # rows; what was rejected or is to be checked is always shown
CARRIED = 600_000  # bytes that a page can carry from the dry run to the import
ROSTERS_SHOWN = 20
OUTCOMES = {
    CREATED: (_l("新建"), "done"),
    UPDATED: (_l("更新"), "info"),
    UNCHANGED: (_l("未变"), "neutral"),
}


@pages.get("")
@needs(IMPORT_ROSTER)
def import_roster() -> str:
    """Choose a file; below, what was imported before."""
    return _page(Form(schema=RosterForm()))


@pages.post("/trial")
@needs(IMPORT_ROSTER)
def trial() -> ResponseReturnValue:
    """Say what would come of a file; nothing is written."""
    form = Form(schema=RosterForm())
    file = request.files.get("file")
    if file is None or not file.filename:
        form.blame("file", _("请选择名册文件"))
        return _page(form), 422
    return _taken(form, file.read(), file.filename, dry_run=True)


@pages.post("")
@needs(IMPORT_ROSTER)
def commit() -> ResponseReturnValue:
    """Import the file that was tried, or one chosen now."""
    form = Form(schema=RosterForm())
    file = request.files.get("file")
    if file is not None and file.filename:
        return _taken(form, file.read(), file.filename, dry_run=False)
    if "content" not in request.form:
        form.blame("file", _("请选择名册文件"))
        return _page(form), 422
    content, filename = _carried(), request.form.get("filename", "")
    return _taken(form, content, filename, dry_run=False)


def _taken(form: Form, content: bytes, filename: str, *, dry_run: bool) -> ResponseReturnValue:
    try:
        outcome = take_over(office(), content, filename=filename, dry_run=dry_run)
    except Refusal as refusal:
        form.blame(refusal.field or "", refused(refusal), cited(refusal.citation))
        return _page(form), status_of(refusal)
    shows(Done(None, outcome.position))
    carried = base64.b64encode(content).decode() if len(content) <= CARRIED else ""
    return render_template(
        "registry/roster_result.html",
        outcome=outcome,
        counts=_counts(outcome),
        rejected=[(message.row, sentence(message)) for message in outcome.rejected],
        checks=_checks(outcome),
        rows=outcome.rows[:MOST_SHOWN],
        outcomes=OUTCOMES,
        case_ids=_case_ids(outcome),
        filename=filename,
        carried=carried,
    )


def _carried() -> bytes:
    try:
        return base64.b64decode(request.form["content"], validate=True)
    except ValueError:
        raise BadRequest from None


def _page(form: Form) -> str:
    with office().db.reading() as conn:
        earlier = rosters_received(conn, most=ROSTERS_SHOWN)
    return render_template("registry/roster.html", form=form, earlier=earlier)


def _counts(outcome: Outcome) -> list[tuple[str, int, str]]:
    """How many rows came out how: word, number, tone."""
    counted = [(str(label), outcome.count(name), tone) for name, (label, tone) in OUTCOMES.items()]
    return [*counted, (_("退回"), len(outcome.rejected), "late" if outcome.rejected else "neutral")]


def _checks(outcome: Outcome) -> dict[int, list[str]]:
    """What is to be checked, by row."""
    checks: dict[int, list[str]] = {}
    for message in outcome.warnings:
        checks.setdefault(message.row, []).append(sentence(message))
    return checks


def sentence(message: RowMessage) -> str:
    """What is said of a row, in the reader's language; columns are called as in the file."""
    values = {name: said(value) for name, value in message.values.items()}
    return _(message.sentence).format(**values)


def _case_ids(outcome: Outcome) -> dict[str, Any]:
    refs = [row.case_ref for row in outcome.rows[:MOST_SHOWN] if row.case_ref]
    with office().db.reading() as conn:
        known = cases_called(conn, refs, within=WHOLE_TOWN)
    return {case.case_ref: case.case_id for case in known}
