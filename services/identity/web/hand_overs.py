"""Hand-overs of duties: the list, the sheet to print, and the signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.domain.hand_overs import GIVER, TAKER, HandOver
from services.identity.projections.hand_overs import HandOverRow, all_hand_overs
from services.identity.projections.units import all_units
from services.identity.rules import granting
from services.identity.schemas.administration import HandOverForm
from services.identity.schemas.answers import DoneOut, DrawnUpOut, HandOverOut
from services.identity.web.accounts import office
from services.identity.web.leaving import still_borne
from shared.access.actor import Forbidden
from shared.web.api import api_blueprint, done_out
from shared.web.forms import submit, tell
from shared.web.guards import allow, may, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

SEE, DRAW_UP, OWN = (
    "identity.see_hand_overs",
    "identity.draw_up_hand_over",
    "identity.use_own_account",
)

pages = Blueprint(
    "identity_hand_overs",
    __name__,
    url_prefix="/identity/hand-overs",
    template_folder="../templates",
)
api = api_blueprint("identity", "hand_overs")


@pages.get("")
@needs(OWN)
def hand_overs() -> str:
    """Administrators and auditors see all sheets, everybody else their own."""
    return render_template("identity/hand_overs.html", rows=_rows(), roles=granting.ROLES)


@pages.route("/new", methods=["GET", "POST"])
@needs(DRAW_UP)
def draw_up() -> ResponseReturnValue:
    """Write a sheet."""
    with office().db.reading() as conn:
        units = [(unit.unit, unit.title) for unit in all_units(conn)]
    return submit(
        HandOverForm(),
        lambda form: office().draw_up_hand_over(**form),
        "identity/form.html",
        then=lambda made: url_for(".sheet", hand_over_id=made),
        said=_l("交接单已拟定，请双方签字。"),
        options={"unit": units},
        title=_("拟定交接单"),
        back=url_for(".hand_overs"),
    )


@pages.get("/<uuid:hand_over_id>")
@needs(OWN)
def sheet(hand_over_id: UUID) -> str:
    """The sheet, to be read, signed or printed."""
    found = _open_to_me(hand_over_id)
    return render_template(
        "identity/hand_over.html",
        sheet=found,
        id=hand_over_id,
        sides={GIVER: _("移交人"), TAKER: _("接收人")},
        names={it: office().account(it).name for it in (found.giver, found.taker)},
        unit=office().title_of_unit(found.unit),
        roles=granting.ROLES,
        borne=still_borne(allow(OWN), found),
        mine=found.side_of(allow(OWN).account),
    )


@pages.post("/<uuid:hand_over_id>/sign")
@needs(OWN)
def sign(hand_over_id: UUID) -> ResponseReturnValue:
    """Sign as one of the two."""
    _open_to_me(hand_over_id)
    tell(office().sign_hand_over(hand_over_id=hand_over_id), _("已签字。"))
    return redirect(url_for(".sheet", hand_over_id=hand_over_id), 303)


@pages.post("/<uuid:hand_over_id>/paper/<any(giver, taker):side>")
@needs(DRAW_UP)
def note_paper(hand_over_id: UUID, side: str) -> ResponseReturnValue:
    """Note a signature on the printed sheet."""
    done = office().note_paper_signature(hand_over_id=hand_over_id, side=side)
    tell(done, _("已登记纸面签字。"))
    return redirect(url_for(".sheet", hand_over_id=hand_over_id), 303)


@api.get("/hand-overs")
@needs(OWN)
@api.response(200, HandOverOut(many=True))
def list_hand_overs() -> list[HandOverRow]:
    """List hand-over sheets: all for administrators and auditors, else the own ones."""
    return _rows()


@api.post("/hand-overs")
@needs(DRAW_UP)
@api.arguments(HandOverForm)
@api.response(201, DrawnUpOut)
def draw_up_by_program(form: dict[str, Any]) -> dict[str, Any]:
    """Write a sheet."""
    done = office().draw_up_hand_over(**form)
    return done_out(done) | {"id": done.answer}


@api.post("/hand-overs/<uuid:hand_over_id>/signature")
@needs(OWN)
@api.response(200, DoneOut)
def sign_by_program(hand_over_id: UUID) -> dict[str, Any]:
    """Sign as one of the two."""
    _open_to_me(hand_over_id)
    return done_out(office().sign_hand_over(hand_over_id=hand_over_id))


def _rows() -> list[HandOverRow]:
    of = None if may(SEE) else allow(OWN).account
    with office().db.reading() as conn:
        return list(all_hand_overs(conn, of=of))


def _open_to_me(hand_over_id: UUID) -> HandOver:
    found = office().hand_over(hand_over_id)
    if not (found.side_of(allow(OWN).account) or may(SEE)):
        raise Forbidden(permission=SEE)
    return found
