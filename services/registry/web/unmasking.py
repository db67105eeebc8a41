"""One file in full for whoever sees files masked, and the list of such looks, on page and API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.registry.schemas.unmasking import UnmaskedOut, UnmaskForm, UnmaskingOut
from services.registry.web.office import (
    SEE_UNMASKED,
    SEE_UNMASKINGS,
    names_of,
    office,
    open_person_for,
)
from services.registry.web.people import IN_FULL, person_page
from shared.eventstore.entries import Entry
from shared.law import Refusal
from shared.web.api import api_blueprint, done_out
from shared.web.forms import Form
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.wording import refused

PURPOSE = "督导写明理由查看"
LATEST = 200

pages = Blueprint(
    "registry_unmasking", __name__, url_prefix="/registry", template_folder="../templates"
)
api = api_blueprint("registry", "unmasking")


@pages.post("/people/<uuid:person_id>/unmasked")
@needs(SEE_UNMASKED)
def unmask(person_id: UUID) -> ResponseReturnValue:
    """Show the file in full once, for the reason that stands in the read log."""
    person = open_person_for(person_id, SEE_UNMASKED)
    form = Form(schema=UnmaskForm(), values=request.form)
    try:
        asked = UnmaskForm().load({"why": request.form.get("why", "").strip()})
        office().unmask_file(person_id=person.id, **asked)
    except ValidationError:
        form.blame("why", _("请写明查看用途"))
    except Refusal as refusal:
        form.blame("why", refused(refusal))
    if form.problems:
        return person_page(person, form=form), 422
    shown = office().look_up([person.id], purpose=PURPOSE, content=IN_FULL)
    return person_page(person, form=form, known=shown[person.id], in_full=True)


@pages.get("/unmaskings")
@needs(SEE_UNMASKINGS)
def register() -> str:
    """Who saw which file in full, when, and why: the newest first."""
    rows = [_told(it) for it in office().unmaskings(most=LATEST)]
    names = names_of((it["person_id"] for it in rows), purpose="督导查看记录") if rows else {}
    return render_template("registry/unmaskings.html", rows=rows, names=names)


@api.post("/people/<uuid:person_id>/unmasked")
@needs(SEE_UNMASKED)
@api.arguments(UnmaskForm)
@api.response(201, UnmaskedOut)
def add_unmasking(asked: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Read one file in full; the reason stands in the read log."""
    person = open_person_for(person_id, SEE_UNMASKED)
    done = office().unmask_file(person_id=person.id, **asked)
    shown = office().look_up([person.id], purpose=PURPOSE, content=IN_FULL)
    return done_out(done) | {"person": shown[person.id]}


@api.get("/unmaskings")
@needs(SEE_UNMASKINGS)
@api.response(200, UnmaskingOut(many=True))
def list_unmaskings() -> list[dict[str, Any]]:
    """List who saw which file in full, when, and why: the newest first."""
    return [_told(it) for it in office().unmaskings(most=LATEST)]


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "account": entry.account,
        "unmasked_at": entry.facts["unmasked_at"],
        "person_id": entry.facts["of_person"],
        "case_ref": entry.facts["of_case"],
        "why": entry.personal.get("why"),
    }
