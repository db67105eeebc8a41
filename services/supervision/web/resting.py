"""Sealed files on page and API: why one is opened, and who opened it when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from services.supervision.rules.resting import sealing
from services.supervision.schemas.told import DoneOut
from services.supervision.web.office import OPEN_SEALED, office, sealed_file_for
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.sealed import OpeningOut, SealedForm, opening_page, told
from shared.web.speech import gettext as _

pages = Blueprint(
    "supervision_resting",
    __name__,
    url_prefix="/supervision/cases",
    template_folder="../templates",
)
api = api_blueprint("supervision", "resting")


@pages.route("/<uuid:file_id>/opening", methods=["GET", "POST"])
@needs(OPEN_SEALED)
def open_sealed_file(file_id: UUID) -> ResponseReturnValue:
    """Say why a sealed file is opened; it stands in the read log."""
    file = sealed_file_for(file_id, OPEN_SEALED)
    sealed, minutes = sealing(on=clock.today())
    return opening_page(
        lambda why: office().open_sealed_file(file_id=file.id, why=why),
        about=file.case_ref or "",
        openings=told(office().openings_of(file)),
        sealed=sealed,
        minutes=minutes,
        home=url_for("supervision_case.case", file_id=file.id),
        back=(_("待办"), url_for("supervision.home")),
    )


@api.get("/cases/<uuid:file_id>/openings")
@needs(OPEN_SEALED)
@api.response(200, OpeningOut(many=True))
def list_openings(file_id: UUID) -> list[dict[str, Any]]:
    """List who opened a sealed file, when and why, the newest first."""
    return told(office().openings_of(sealed_file_for(file_id, OPEN_SEALED)))


@api.post("/cases/<uuid:file_id>/openings")
@needs(OPEN_SEALED)
@api.arguments(SealedForm)
@api.response(201, DoneOut)
def add_opening(opening: dict[str, Any], file_id: UUID) -> dict[str, Any]:
    """Say why a sealed file is opened; for a while it can be read, and all of it is on record."""
    sealed_file_for(file_id, OPEN_SEALED)
    return done_out(office().open_sealed_file(file_id=file_id, **opening))
