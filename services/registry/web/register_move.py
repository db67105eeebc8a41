"""Where a person stands in the register: one says it, and who is away another confirms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.person import Person
from services.registry.domain.register_move import MoveProposal
from services.registry.rules.abstinence import ABSTINENT
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import FLAGS
from services.registry.schemas.asked import FlagForm
from services.registry.schemas.identities import FlagDecisionForm, FlagSetOut
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, record
from services.registry.web.office import (
    CONFIRM_FLAG,
    REGISTER_PERSON,
    may_on_person,
    names_of,
    office,
    options,
    person_for,
    word,
)
from shared import clock
from shared.web.api import JSON_OR_PARTS, api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_register_move",
    __name__,
    url_prefix="/registry/people",
    template_folder="../templates",
)
api = api_blueprint("registry", "register_move")


@pages.route("/<uuid:person_id>/flag", methods=BOTH)
@needs(REGISTER_PERSON)
def set_flag(person_id: UUID) -> ResponseReturnValue:
    """Say since when a person stands elsewhere in the register; who is a user others decide."""
    person = person_for(person_id, REGISTER_PERSON)
    return record(
        FlagForm(),
        lambda asked: office().set_register_flag(person_id=person.id, **asked),
        back=_back(person),
        template="registry/person_form.html",
        initial={"flag": person.flag, "set_on": clock.today()},
        options={"flag": options([flag for flag in FLAGS if flag not in {CANDIDATE, ABSTINENT}])},
        tell=_tell_whether_it_holds,
        title=_("更改登记状态"),
        said=_l("登记状态已登记。"),
        known=lambda: None,
    )


@pages.route("/<uuid:person_id>/flag/decision", methods=BOTH)
@needs(CONFIRM_FLAG)
def decide(person_id: UUID) -> ResponseReturnValue:
    """Confirm that somebody is away, with who said it and why, or decline."""
    person = person_for(person_id, CONFIRM_FLAG)
    return record(
        FlagDecisionForm(),
        lambda asked: office().decide_register_flag(person_id=person.id, **asked),
        back=_back(person),
        template="registry/flag_decision.html",
        about=names_of([person.id], purpose="确认登记状态").get(person.id, ""),
        title=_("确认登记状态"),
        said=_l("审批已登记。"),
        proposal=office().move_proposed(person.id),
        flag=person.flag,
        word=word,
    )


@api.put("/people/<uuid:person_id>/flag")
@needs(REGISTER_PERSON)
@api.arguments(FlagForm)
@api.response(200, FlagSetOut)
def set_register_flag(flag: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Say since when a person stands elsewhere in the register; who is away another confirms."""
    person_for(person_id, REGISTER_PERSON)
    done = office().set_register_flag(person_id=person_id, **flag)
    return done_out(done, decided=done.answer)


@api.post("/people/<uuid:person_id>/flag/decision")
@needs(CONFIRM_FLAG)
@api.arguments(FlagDecisionForm, location=JSON_OR_PARTS)
@api.response(201, DoneOut)
def add_flag_decision(decision: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Confirm that somebody is away; not whoever said it, unless somebody signed a paper.

    With a paper it is sent as a form with the scan in it (multipart/form-data), else as JSON.
    """
    person_for(person_id, CONFIRM_FLAG)
    return done_out(office().decide_register_flag(person_id=person_id, **decision))


def acts_on(person: Person, proposal: MoveProposal | None) -> list[tuple[str, str]]:
    """What the reader may do about where the person is said to stand."""
    if proposal is None or not may_on_person(person, CONFIRM_FLAG):
        return []
    return [(_("确认登记状态"), url_for("registry_register_move.decide", person_id=person.id))]


def _tell_whether_it_holds(holds: object) -> None:
    if not holds:
        flash(_("等待他人确认；确认以前登记状态不变。"), "wait")


def _back(person: Person) -> tuple[str, str]:
    return _("人员档案"), url_for("registry_people.person", person_id=person.id)
