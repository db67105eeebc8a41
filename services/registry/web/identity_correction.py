"""Who a person is, corrected: one says what is right and why, another decides, or a paper does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.identity_correction import IDENTITY, IdentityProposal
from services.registry.domain.person import Details, Person
from services.registry.rules.register import ID_TYPES
from services.registry.schemas.asked import IdentityCorrectionForm, IdentityForm
from services.registry.schemas.course import CorrectionDecisionForm
from services.registry.schemas.identities import CorrectedOut
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, record
from services.registry.web.alike import on_file, unless_on_file
from services.registry.web.office import (
    APPROVE_CORRECTION,
    may_on_person,
    office,
    open_person_for,
    options,
    word,
)
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

CORRECT = "registry.correct_identity"
LABELS = {name: str(box.metadata["label"]) for name, box in IdentityForm().fields.items()}

pages = Blueprint(
    "registry_identity_correction",
    __name__,
    url_prefix="/registry/people",
    template_folder="../templates",
)
api = api_blueprint("registry", "identity_correction")


@pages.route("/<uuid:person_id>/identity", methods=BOTH)
@needs(CORRECT)
def correct(person_id: UUID) -> ResponseReturnValue:
    """Say which name, paper, birth date and sex are right."""
    person = open_person_for(person_id, CORRECT)
    known = _looked_up(person, "更正身份信息")
    return record(
        IdentityCorrectionForm(),
        lambda asked: unless_on_file(
            lambda: office().correct_identity(person_id=person.id, **asked)
        ),
        back=_back(person),
        template="registry/person_form.html",
        initial={**{name: vars(known).get(name) for name in IDENTITY}, "sex": person.sex},
        options={"id_type": options(ID_TYPES)},
        tell=_tell_decided,
        title=_("更正身份信息"),
        said=_l("更正已登记。"),
        known=on_file,
    )


@pages.route("/<uuid:person_id>/identity/decision", methods=BOTH)
@needs(APPROVE_CORRECTION)
def decide(person_id: UUID) -> ResponseReturnValue:
    """Decide on a correction, with what is on file and what is said to be right side by side."""
    person = open_person_for(person_id, APPROVE_CORRECTION)
    known, proposal = _looked_up(person, "审批身份信息更正"), proposal_on(person)
    return record(
        CorrectionDecisionForm(),
        lambda asked: office().decide_identity_correction(person_id=person.id, **asked),
        back=_back(person),
        template="registry/identity_decision.html",
        title=_("审批身份信息更正"),
        said=_l("审批已登记。"),
        proposal=proposal,
        changes=_side_by_side(person, known, proposal) if proposal else [],
    )


@api.post("/people/<uuid:person_id>/identity")
@needs(CORRECT)
@api.arguments(IdentityCorrectionForm)
@api.response(201, CorrectedOut)
def add_identity_correction(correction: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Say who a person is; the own typing of the last 24 hours holds at once, all else waits."""
    open_person_for(person_id, CORRECT)
    done = office().correct_identity(person_id=person_id, **correction)
    return done_out(done, decided=done.answer)


@api.post("/people/<uuid:person_id>/identity/decision")
@needs(APPROVE_CORRECTION)
@api.arguments(CorrectionDecisionForm, location=JSON_OR_PARTS)
@api.response(201, DoneOut)
def add_identity_decision(decision: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Decide on a correction; not by whoever proposed it, unless a leader signed a paper.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    open_person_for(person_id, APPROVE_CORRECTION)
    return done_out(office().decide_identity_correction(person_id=person_id, **decision))


def proposal_on(person: Person) -> IdentityProposal | None:
    """What waits for a decision."""
    correction = office().identity_correction(person.id)
    return correction.proposal if correction else None


def acts_on(person: Person, proposal: IdentityProposal | None) -> list[tuple[str, str]]:
    """What the reader may do about who the person is."""
    offered = (
        ("correct", _("更正身份信息"), CORRECT, proposal is None),
        ("decide", _("审批身份信息更正"), APPROVE_CORRECTION, proposal is not None),
    )
    return [
        (label, url_for(f"registry_identity_correction.{name}", person_id=person.id))
        for name, label, needed, makes_sense in offered
        if makes_sense and may_on_person(person, needed)
    ]


def fields_of(proposal: IdentityProposal | None) -> list[str]:
    """Which fields somebody has to decide on, by their names."""
    return [_(LABELS[name]) for name in proposal.changed] if proposal else []


def _looked_up(person: Person, purpose: str) -> Details:
    return office().look_up([person.id], purpose=purpose, content=IDENTITY)[person.id]


def _side_by_side(
    person: Person, known: Details, proposal: IdentityProposal
) -> list[tuple[str, str, str]]:
    """Each field with what is on file and what is said to be right."""
    right, sex = proposal.applied_to(known, sex=person.sex)
    before, after = vars(known) | {"sex": person.sex}, vars(right) | {"sex": sex}
    return [
        (_(LABELS[name]), word(str(before[name] or "")), word(str(after[name] or "")))
        for name in proposal.changed
    ]


def _tell_decided(decided: object) -> None:
    if not decided:
        flash(_("等待他人审批；审批以前档案内容不变。"), "wait")


def _back(person: Person) -> tuple[str, str]:
    return _("人员档案"), url_for("registry_people.person", person_id=person.id)
