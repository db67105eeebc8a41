"""Voluntary help on page and API: one page a person, one form an act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.person import Person
from services.registry.domain.voluntary import VoluntaryHelp
from services.registry.rules.voluntary import ACTIVITIES, ENDINGS
from services.registry.schemas.told import DoneOut
from services.registry.schemas.voluntary import (
    BegunOut,
    HelpForm,
    VoluntaryEndForm,
    VoluntaryForm,
    VoluntaryOut,
)
from services.registry.web.acts import about
from services.registry.web.office import (
    SEE_DECISION,
    SIGN_AGREEMENT,
    may_on_person,
    office,
    options,
    person_for,
    word,
)
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

BOTH = ["GET", "POST"]

pages = Blueprint(
    "registry_voluntary", __name__, url_prefix="/registry/people", template_folder="../templates"
)
api = api_blueprint("registry", "voluntary")


@pages.get("/<uuid:person_id>/voluntary-help")
@needs(SEE_DECISION)
def helps(person_id: UUID) -> str:
    """Every voluntary help of a person, the newest first, and what can be done."""
    person = person_for(person_id, SEE_DECISION)
    found = office().voluntary_helps(person_id)
    return render_template(
        "registry/voluntary.html",
        person=person,
        about=about(person),
        found=found[::-1],
        acts=_acts(person, found) if may_on_person(person, SIGN_AGREEMENT) else [],
        word=word,
    )


@pages.route("/<uuid:person_id>/voluntary-help/new", methods=BOTH)
@needs(SIGN_AGREEMENT)
def begin_voluntary_help(person_id: UUID) -> ResponseReturnValue:
    """Record what a person who is under no order and the town agreed on."""
    person = person_for(person_id, SIGN_AGREEMENT)
    return submit(
        VoluntaryForm(),
        lambda asked: office().begin_voluntary_help(person_id=person_id, **asked),
        said=_l("自愿帮教协议已登记。"),
        initial={"signed_on": clock.today()},
        **_around(person, title=_("登记自愿帮教协议")),
    )


@pages.route("/<uuid:person_id>/voluntary-help/activities/new", methods=BOTH)
@needs(SIGN_AGREEMENT)
def give_voluntary_help(person_id: UUID) -> ResponseReturnValue:
    """Record what was done for the person."""
    person = person_for(person_id, SIGN_AGREEMENT)
    return submit(
        HelpForm(),
        lambda asked: office().give_voluntary_help(person_id=person_id, **asked),
        said=_l("帮教情况已登记。"),
        initial={"given_on": clock.today()},
        options={"what": options(ACTIVITIES)},
        **_around(person, title=_("登记帮教情况")),
    )


@pages.route("/<uuid:person_id>/voluntary-help/end", methods=BOTH)
@needs(SIGN_AGREEMENT)
def end_voluntary_help(person_id: UUID) -> ResponseReturnValue:
    """Record that it ended."""
    person = person_for(person_id, SIGN_AGREEMENT)
    return submit(
        VoluntaryEndForm(),
        lambda asked: office().end_voluntary_help(person_id=person_id, **asked),
        said=_l("自愿帮教已结束。"),
        initial={"ended_on": clock.today()},
        options={"cause": options(ENDINGS)},
        **_around(person, title=_("结束自愿帮教")),
    )


@api.get("/people/<uuid:person_id>/voluntary-help")
@needs(SEE_DECISION)
@api.response(200, VoluntaryOut(many=True))
def list_voluntary_help(person_id: UUID) -> list[dict[str, Any]]:
    """List every voluntary help of a person, the first one first."""
    person_for(person_id, SEE_DECISION)
    found = office().voluntary_helps(person_id)
    return [{**vars(it), "is_idle": it.is_idle_on(clock.today())} for it in found]


@api.post("/people/<uuid:person_id>/voluntary-help")
@needs(SIGN_AGREEMENT)
@api.arguments(VoluntaryForm)
@api.response(201, BegunOut)
def add_voluntary_help(asked: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Record a voluntary agreement."""
    person_for(person_id, SIGN_AGREEMENT)
    done = office().begin_voluntary_help(person_id=person_id, **asked)
    return done_out(done) | {"case_ref": done.answer}


@api.post("/people/<uuid:person_id>/voluntary-help/activities")
@needs(SIGN_AGREEMENT)
@api.arguments(HelpForm)
@api.response(201, DoneOut)
def add_activity(asked: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Record what was done under it."""
    person_for(person_id, SIGN_AGREEMENT)
    return done_out(office().give_voluntary_help(person_id=person_id, **asked))


@api.post("/people/<uuid:person_id>/voluntary-help/end")
@needs(SIGN_AGREEMENT)
@api.arguments(VoluntaryEndForm)
@api.response(201, DoneOut)
def add_end(asked: dict[str, Any], person_id: UUID) -> dict[str, Any]:
    """Record that it ended."""
    person_for(person_id, SIGN_AGREEMENT)
    return done_out(office().end_voluntary_help(person_id=person_id, **asked))


def _acts(person: Person, found: list[VoluntaryHelp]) -> list[tuple[str, str]]:
    """What can be recorded now."""
    if not found or found[-1].ended_on is not None:
        return [(_("登记自愿帮教协议"), url_for(".begin_voluntary_help", person_id=person.id))]
    return [
        (_("登记帮教情况"), url_for(".give_voluntary_help", person_id=person.id)),
        (_("结束自愿帮教"), url_for(".end_voluntary_help", person_id=person.id)),
    ]


def _around(person: Person, *, title: str) -> dict[str, Any]:
    back = url_for(".helps", person_id=person.id)
    return {
        "template": "registry/identity_form.html",
        "then": lambda _answer: back,
        "title": title,
        "about": about(person),
        "back": (_("自愿帮教"), back),
    }
