"""Publicity: for whom, about what, without anybody's face."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.activities import Publicity
from services.registry.projections.affairs.activities import PUBLICITY, held
from services.registry.rules.affairs.activities import FORMS
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.activities import (
    AUDIENCES,
    THEMES,
    PublicisedOut,
    PublicityForm,
    PublicityOut,
)
from services.registry.web.affairs.common import (
    BOTH,
    SEE_ACTIVITIES,
    TEMPLATES,
    record,
    striking,
    tell_defects,
)
from services.registry.web.affairs.words import grounds, reason, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed, why

HOLD_PUBLICITY = "registry.hold_publicity"

pages = Blueprint(
    "registry_publicity", __name__, url_prefix="/registry/publicity", template_folder=TEMPLATES
)
api = api_blueprint("registry", "publicity")


def all_publicity() -> list[Publicity]:
    """All publicity, the newest first."""
    with office().db.reading() as conn:
        found = held(conn, PUBLICITY)
    return [office().publicity(it) for it in found]


@pages.get("")
@needs(SEE_ACTIVITIES)
def register() -> str:
    """What was held, and which audiences and themes of the notice it has not reached."""
    found, today = all_publicity(), clock.today()
    reached = {code for it in found for code in (*it.audiences, *it.themes)}
    names = ("publicity_audiences", "publicity_themes", "publicity_without_faces")
    return render_template(
        "registry/affairs/publicity.html",
        found=found,
        missing=[code for code in (*AUDIENCES, *THEMES) if code not in reached],
        words_of=lambda codes: listed(map(word, codes)),
        why=[why(rule(name, on=today)) for name in names],
        may_hold=opens(HOLD_PUBLICITY),
        striking=striking,
        reason=reason,
        word=word,
    )


@pages.route("/new", methods=BOTH)
@needs(HOLD_PUBLICITY)
def hold() -> ResponseReturnValue:
    """Record publicity."""
    return record(
        PublicityForm(),
        _hold,
        back=(_("宣传"), url_for("registry_publicity.register")),
        tell=tell_defects,
        title=_("登记宣传"),
        said=_l("宣传已登记。"),
        initial={"held_on": clock.today(), "audiences": [], "themes": []},
        options={"form": words(FORMS), "audiences": words(AUDIENCES), "themes": words(THEMES)},
    )


@api.get("/publicity")
@needs(SEE_ACTIVITIES)
@api.response(200, PublicityOut(many=True))
def list_publicity() -> list[dict[str, Any]]:
    """List publicity, the newest first."""
    return [
        {**vars(it), "publicity_id": it.id, "grounds": grounds(it.defects)}
        for it in all_publicity()
    ]


@api.post("/publicity")
@needs(HOLD_PUBLICITY)
@api.arguments(PublicityForm)
@api.response(201, PublicisedOut)
def add_publicity(publicity: dict[str, Any]) -> dict[str, Any]:
    """Record publicity; pictures that may show a face are marked."""
    done = _hold(publicity)
    return done_out(done, **done.answer)


def _hold(asked: dict[str, Any]) -> Any:
    """A village records its own; what is for the whole town is the office's."""
    allow(HOLD_PUBLICITY, village=asked["telling"].village)
    return office().hold_publicity(**asked)
