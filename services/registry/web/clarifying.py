"""Two decisions that both stand: the police's answer is recorded by one and approved by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.application.clarifying import Unclear
from services.registry.domain.case import Case
from services.registry.domain.clarification import OUTCOMES
from services.registry.domain.person import Person
from services.registry.schemas.clarifying import ClarifyForm, ClarityDecisionForm
from services.registry.schemas.told import DoneOut
from services.registry.web.acts import act_on
from services.registry.web.office import (
    APPROVE_CORRECTION,
    CORRECT_TERM,
    case_for,
    may_on,
    office,
    options,
    word,
)
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_clarifying", __name__, url_prefix="/registry/cases", template_folder="../templates"
)
api = api_blueprint("registry", "clarifying")

BOTH = ["GET", "POST"]


@pages.route("/<uuid:case_id>/clarification", methods=BOTH)
@needs(CORRECT_TERM)
def clarify(case_id: UUID) -> ResponseReturnValue:
    """Record what the police say becomes of this case and the other one."""
    file = case_for(case_id, CORRECT_TERM)
    pairs = office().unclear_of(file[0])
    return act_on(
        file,
        ClarifyForm(),
        lambda said: office().clarify_decisions(case_id=case_id, **said),
        template="registry/clarification.html",
        title=_l("登记并存案件查明结果"),
        said=_l("查明结果已登记，待他人审批；审批以前两案并存。"),
        initial={"other": request.args.get("other", ""), "authority": "金寨县公安局"},
        options={"outcome": options(OUTCOMES)},
        pairs=pairs,
        word=word,
    )


@pages.route("/<uuid:case_id>/clarification/decision", methods=BOTH)
@needs(APPROVE_CORRECTION)
def decide(case_id: UUID) -> ResponseReturnValue:
    """Approve what somebody recorded, with the paper that says it, or decline."""
    file = case_for(case_id, APPROVE_CORRECTION)
    return act_on(
        file,
        ClarityDecisionForm(),
        lambda said: office().decide_clarification(case_id=case_id, **said),
        template="registry/clarification.html",
        title=_l("审批并存案件查明结果"),
        said=_l("审批已登记。"),
        initial={"other": request.args.get("other", "")},
        pairs=office().unclear_of(file[0]),
        word=word,
    )


@api.post("/cases/<uuid:case_id>/clarification")
@needs(CORRECT_TERM)
@api.arguments(ClarifyForm)
@api.response(201, DoneOut)
def clarify_decisions(said: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record what the police say becomes of a case and another that stands beside it."""
    case_for(case_id, CORRECT_TERM)
    return done_out(office().clarify_decisions(case_id=case_id, **said))


@api.post("/cases/<uuid:case_id>/clarification/decision")
@needs(APPROVE_CORRECTION)
@api.arguments(ClarityDecisionForm, location=JSON_OR_PARTS)
@api.response(201, DoneOut)
def decide_clarification(said: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Approve it or decline; not by whoever recorded it, unless a leader signed a paper.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    case_for(case_id, APPROVE_CORRECTION)
    return done_out(office().decide_clarification(case_id=case_id, **said))


def to_clarify(case: Case, person: Person) -> list[dict[str, Any]]:
    """What the page of a case says of each other one beside it, and what the reader may do."""
    return [_told(it, case, person) for it in office().unclear_of(case)]


def _told(pair: Unclear, case: Case, person: Person) -> dict[str, Any]:
    other = pair.former if pair.later.id == case.id else pair.later
    name, right, label = "clarify", CORRECT_TERM, _("登记查明结果")
    if pair.proposal is not None:
        name, right, label = "decide", APPROVE_CORRECTION, _("审批查明结果")
    href = url_for(f"registry_clarifying.{name}", case_id=case.id, other=other.ref)
    return {
        "other": other.ref,
        "waits": pair.proposal is not None,
        "label": label,
        "href": href if may_on(case, person, right) else "",
    }
