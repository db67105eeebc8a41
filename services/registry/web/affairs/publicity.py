"""Publicity: for whom, about what, without anybody's face."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.publicity import Publicity
from services.registry.projections.affairs.activities import PUBLICITY, held
from services.registry.rules.affairs.activities import FORMS
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.activities import (
    AUDIENCES,
    THEMES,
    PhotoForm,
    PhotoIn,
    PublicisedOut,
    PublicityForm,
    PublicityOut,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import (
    BOTH,
    SEE_ACTIVITIES,
    TEMPLATES,
    record,
    striking,
    tell_defects,
)
from services.registry.web.affairs.known_units import villages_of_mine
from services.registry.web.affairs.words import grounds, reason, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.eventstore.performing import Done
from shared.web.api import PARTS, api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.guards import allow, may, needs
from shared.web.scans import scan_answer, uploaded
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
        may_keep=lambda row: may(HOLD_PUBLICITY, village=row.village),
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
        options={
            "village": villages_of_mine(HOLD_PUBLICITY),
            "form": words(FORMS),
            "audiences": words(AUDIENCES),
            "themes": words(THEMES),
        },
    )


@pages.route("/<uuid:publicity_id>/photos/new", methods=BOTH)
@needs(HOLD_PUBLICITY)
def keep_photo(publicity_id: UUID) -> ResponseReturnValue:
    """Keep a photo."""
    found = _of_mine(publicity_id)
    return record(
        PhotoForm(),
        lambda asked: _keep(publicity_id, **asked),
        back=(_("宣传"), url_for("registry_publicity.register")),
        title=_("保存照片"),
        about=" · ".join(filter(None, (word(found.form), found.place, short_day(found.held_on)))),
        said=_l("照片已保存。"),
    )


@pages.get("/<uuid:publicity_id>/photos/<int:entry>")
@needs(SEE_ACTIVITIES)
def photo(publicity_id: UUID, entry: int) -> Response:
    """A photo, to be kept or printed, never shown in the page."""
    return _photo(publicity_id, entry)


@api.get("/publicity")
@needs(SEE_ACTIVITIES)
@api.response(200, PublicityOut(many=True))
def list_publicity() -> list[dict[str, Any]]:
    """List publicity, the newest first."""
    return [
        {
            **vars(it),
            "publicity_id": it.id,
            "kept": [{"entry": entry, **vars(one)} for entry, one in it.kept.items()],
            "grounds": grounds(it.defects),
        }
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


@api.post("/publicity/<uuid:publicity_id>/photos")
@needs(HOLD_PUBLICITY)
@api.arguments(PhotoIn, location=PARTS)
@api.response(201, DoneOut)
def add_photo(photo: dict[str, Any], publicity_id: UUID) -> dict[str, Any]:
    """Keep a photo on which, as the caller says, no face of a person in care is seen."""
    _of_mine(publicity_id)
    return done_out(_keep(publicity_id, **photo))


@api.get("/publicity/<uuid:publicity_id>/photos/<int:entry>")
@needs(SEE_ACTIVITIES)
@api.response(200, content_type="application/octet-stream")
def read_photo(publicity_id: UUID, entry: int) -> Response:
    """Read a photo."""
    return _photo(publicity_id, entry)


def _of_mine(publicity_id: UUID) -> Publicity:
    found = office().publicity(publicity_id)
    allow(HOLD_PUBLICITY, village=found.village)
    return found


def _keep(publicity_id: UUID, *, file: Any, without_faces: bool) -> Done[None]:
    return office().keep_photo(
        publicity_id=publicity_id, photo=uploaded(file), without_faces=without_faces
    )


def _photo(publicity_id: UUID, entry: int) -> Response:
    content, kept = office().photo(publicity_id, entry)
    return scan_answer(content, media_type=kept.media_type, name=f"publicity-{entry}")


def _hold(asked: dict[str, Any]) -> Any:
    """A village records its own; what is for the whole town is the office's."""
    allow(HOLD_PUBLICITY, village=asked["telling"].village)
    return office().hold_publicity(**asked)
