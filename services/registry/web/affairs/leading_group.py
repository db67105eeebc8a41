"""The leading group: who is in it, and which post of the notice nobody holds."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.leading_group import LeadingGroup
from services.registry.schemas.affairs.plans import (
    BODY_WORDS,
    ROLE_WORDS,
    AppointedOut,
    LeadingGroupForm,
    LeadingGroupOut,
)
from services.registry.web.affairs.common import (
    ADOPT_PLAN,
    BOTH,
    SEE_PLAN,
    TEMPLATES,
    record,
    tell_defects,
)
from services.registry.web.affairs.words import grounds, reason, rules_of
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

WHY = ("leading_group", "unit_tasks")
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_leading_group",
    __name__,
    url_prefix="/registry/leading-group",
    template_folder=TEMPLATES,
)
api = api_blueprint("registry", "leading_group")


@pages.get("")
@needs(SEE_PLAN)
def register() -> str:
    """Who leads."""
    return render_template(
        "registry/affairs/leading_group.html",
        group=office().leading_group(),
        why=[why(it) for it in rules_of(WHY)],
        may_record=opens(ADOPT_PLAN),
        reason=reason,
        role=lambda code: _(ROLE_WORDS[code]),
        body=lambda code: _(BODY_WORDS[code]),
    )


@pages.route("/new", methods=BOTH)
@needs(ADOPT_PLAN)
def appoint() -> ResponseReturnValue:
    """Record who is in it from a day on."""
    group = office().leading_group()
    return record(
        LeadingGroupForm(),
        lambda asked: office().appoint_leading_group(**asked),
        back=(_("领导小组"), url_for("registry_leading_group.register")),
        tell=tell_defects,
        title=_("登记领导小组"),
        said=_l("领导小组已登记。"),
        initial={"appointed_on": clock.today(), "members": _lines(group)},
    )


@api.get("/leading-group")
@needs(SEE_PLAN)
@api.response(200, LeadingGroupOut)
def read_leading_group() -> dict[str, Any]:
    """Read who is in the leading group; nobody where it was never appointed."""
    group = office().leading_group()
    known: dict[str, Any] = (
        vars(group) if group else {"appointed_on": None, "members": (), "defects": ()}
    )
    return {**known, "grounds": grounds(known["defects"]), "why": rules_of(WHY)}


@api.post("/leading-group")
@needs(ADOPT_PLAN)
@api.arguments(LeadingGroupForm)
@api.response(201, AppointedOut)
def add_leading_group(group: dict[str, Any]) -> dict[str, Any]:
    """Record who is in the leading group; what it lacks is kept and said."""
    done = office().appoint_leading_group(**group)
    return done_out(done, **done.answer)


def _lines(group: LeadingGroup | None) -> list[str]:
    """The members as the form takes them, so that a change is an edit."""
    return [
        f"{ROLE_WORDS[it.role]} {BODY_WORDS[it.body]} {it.name} {it.post}".strip()
        for it in (group.members if group else ())
    ]
