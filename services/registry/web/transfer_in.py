"""A case that another town began, taken over here, on page and API (戒毒条例 22)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from services.registry.schemas.decisions import KINDS
from services.registry.schemas.told import OpenedOut
from services.registry.schemas.transfer_in import TransferInForm
from services.registry.web.acts import about_newcomer, becoming, open_cases
from services.registry.web.office import RECEIVE_DECISION, office, options, sealed_person_for
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_transfer_in", __name__, url_prefix="/registry/people", template_folder="../templates"
)
api = api_blueprint("registry", "transfer_in")


@pages.route("/<uuid:person_id>/transfer-in", methods=["GET", "POST"])
@needs(RECEIVE_DECISION)
def accept_transfer_in(person_id: UUID) -> ResponseReturnValue:
    """Carry on what another town began."""
    person, state = sealed_person_for(person_id, RECEIVE_DECISION)
    others = open_cases(person)
    return submit(
        TransferInForm(exclude=() if others else ("other",)),
        lambda asked: office().accept_transfer_in(person_id=person.id, **asked),
        "registry/decision.html",
        then=lambda answer: url_for("registry_case.case", case_id=answer["case_id"]),
        said=_l("个案已转入，请与本人重新签订协议。"),
        initial={
            "term_months": 36,
            "credit_days": 0,
            "received_on": clock.today(),
        },
        options={"kind": options(KINDS), "other": becoming(others)},
        title=_("登记转入"),
        about=about_newcomer(person, state),
        back=url_for("registry_people.person", person_id=person.id),
    )


@api.post("/people/<uuid:person_id>/transfer-in")
@needs(RECEIVE_DECISION)
@api.arguments(TransferInForm)
@api.response(201, OpenedOut)
def add_transfer_in(asked: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Carry on what another town began; a new agreement is owed."""
    sealed_person_for(person_id, RECEIVE_DECISION)
    done = office().accept_transfer_in(person_id=person_id, **asked)
    return done_out(done) | done.answer
