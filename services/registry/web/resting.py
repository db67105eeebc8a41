"""Sealed files on page and API: why one is opened, and who opened it when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.person import Person
from services.registry.rules.resting import sealing
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH
from services.registry.web.office import (
    OPEN_SEALED,
    RECEIVE_DECISION,
    may_on_person,
    office,
    sealed_case_for,
)
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.sealed import OpeningOut, SealedForm, opening_page, told
from shared.web.speech import gettext as _

pages = Blueprint(
    "registry_resting", __name__, url_prefix="/registry/cases", template_folder="../templates"
)
api = api_blueprint("registry", "resting")


@pages.route("/<uuid:case_id>/opening", methods=BOTH)
@needs(OPEN_SEALED)
def open_sealed_file(case_id: UUID) -> ResponseReturnValue:
    """Say why a sealed file is opened; it stands in the read log."""
    case, person = sealed_case_for(case_id, OPEN_SEALED)
    sealed, minutes = sealing(on=clock.today())
    return opening_page(
        lambda why: office().open_sealed_file(case_id=case.id, why=why),
        about=case.ref,
        openings=told(office().openings_of(case)),
        sealed=sealed,
        minutes=minutes,
        home=url_for("registry_case.case", case_id=case.id),
        back=(_("人员"), url_for("registry_people.register")),
        instead=_new_cases(person),
    )


def _new_cases(person: Person) -> list[tuple[str, str]]:
    """What comes in anew of somebody whose file rests: no decision waits for a reason."""
    if not may_on_person(person, RECEIVE_DECISION):
        return []
    ways = (
        (_("接收决定书"), "registry_acts.receive_decision"),
        (_("登记转入"), "registry_transfer_in.accept_transfer_in"),
    )
    return [(label, url_for(endpoint, person_id=person.id)) for label, endpoint in ways]


@api.get("/cases/<uuid:case_id>/openings")
@needs(OPEN_SEALED)
@api.response(200, OpeningOut(many=True))
def list_openings(case_id: UUID) -> list[dict[str, Any]]:
    """List who opened a sealed file, when and why, the newest first."""
    case, _person = sealed_case_for(case_id, OPEN_SEALED)
    return told(office().openings_of(case))


@api.post("/cases/<uuid:case_id>/openings")
@needs(OPEN_SEALED)
@api.arguments(SealedForm)
@api.response(201, DoneOut)
def add_opening(opening: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Say why a sealed file is opened; for a while it can be read, and all of it is on record."""
    sealed_case_for(case_id, OPEN_SEALED)
    return done_out(office().open_sealed_file(case_id=case_id, **opening))
