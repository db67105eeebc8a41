"""Surprise tests that are drawn by lot for many cases at once; their days stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.supervision.projections import drawings
from services.supervision.projections.drawings import DrawingRow
from services.supervision.rules.extras import SURPRISE
from services.supervision.schemas import told
from services.supervision.schemas.asked.drawing import DrawingForm
from services.supervision.schemas.words import EXTRAS
from services.supervision.web.office import (
    DRAW_TESTS,
    SEE_DRAWINGS,
    file_for,
    office,
    opens,
    stations_within,
    within,
)
from services.supervision.web.registers import BOTH, FORM, record
from shared import clock
from shared.eventstore.performing import Done
from shared.partner.words import STATIONS
from shared.web.api import api_blueprint, done_out
from shared.web.fields import Option
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import listed

pages = Blueprint(
    "supervision_drawing",
    __name__,
    url_prefix="/supervision/drawings",
    template_folder="../templates",
)
api = api_blueprint("supervision", "drawing")


@pages.get("")
@needs(SEE_DRAWINGS)
def register() -> str:
    """What was drawn: when, in which period, for how many; never on which days."""
    return render_template(
        "supervision/drawings.html",
        rows=_rows(),
        kinds=EXTRAS,
        stations=[(it, _(STATIONS[it])) for it in stations_within(DRAW_TESTS)]
        if opens(DRAW_TESTS)
        else [],
    )


@pages.route("/draw", methods=BOTH)
@needs(DRAW_TESTS)
def draw() -> ResponseReturnValue:
    """Draw a day for each of these cases, all of a station's at first."""
    choices = _cases(request.args.get("station"))
    return submit(
        DrawingForm(),
        _draw,
        FORM,
        then=_then,
        said=_l("已抽定，日期不事先告知。"),
        initial={
            "kind": SURPRISE,
            "first": clock.today(),
            "cases": [value for value, _label in choices],
        },
        options={"cases": choices},
        **record(_("抽签安排检测"), about=_("抽检"), back=".register", send=_("抽签")),
    )


@api.get("/drawings")
@needs(SEE_DRAWINGS)
@api.response(200, told.DrawingOut(many=True))
def list_drawings() -> Sequence[DrawingRow]:
    """List what was drawn by lot; the days are told to nobody."""
    return _rows()


@api.post("/drawings")
@needs(DRAW_TESTS)
@api.arguments(DrawingForm)
@api.response(201, told.DrawnOut)
def add_drawing(drawing: dict[str, Any]) -> dict[str, Any]:
    """Draw a hidden day in a period for each of these cases; answers which were left out."""
    done = _draw(drawing)
    return done_out(done, **done.answer)


def _draw(drawing: dict[str, Any]) -> Done[dict[str, Any]]:
    for file_id in drawing["file_ids"]:
        file_for(file_id, DRAW_TESTS)
    return office().draw_extra_tests(**drawing)


def _then(answer: dict[str, Any]) -> str:
    if answer["left_out"]:
        cases = listed(answer["left_out"])
        flash(_("没有抽到（不在执行期内、正在中止或者期限以外）：%(cases)s", cases=cases), "due")
    return url_for(".register")


def _rows() -> Sequence[DrawingRow]:
    with office().db.reading() as conn:
        return drawings.drawing_rows(conn, within=within(SEE_DRAWINGS))


def _cases(station: str | None) -> list[Option]:
    with office().db.reading() as conn:
        rows = drawings.drawable(
            conn, within=within(DRAW_TESTS), today=clock.today(), station=station or None
        )
    return [
        (str(file_id), " · ".join(filter(None, (case_ref, village))))
        for file_id, case_ref, village in rows
    ]
