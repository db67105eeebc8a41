"""Who bears the duties of which case: many assigned at once, a worker's handed over as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.supervision.projections import bearers
from services.supervision.projections.bearers import BearerRow
from services.supervision.rules.resting import RUNNING
from services.supervision.schemas import told
from services.supervision.schemas.asked.bearing import AssigningForm, HandOverForm
from services.supervision.web.office import (
    ASSIGN_DUTIES,
    SEE_BEARERS,
    file_for,
    office,
    opens,
    stations_within,
    within,
)
from services.supervision.web.registers import BOTH, FORM, record
from services.supervision.web.unborne import Unborne, unborne_cases
from services.supervision.web.workers import a_worker_of_the_station, who_left, workers_to_choose
from shared import clock
from shared.eventstore.performing import Done
from shared.partner.words import STATIONS
from shared.web.api import api_blueprint, done_out
from shared.web.fields import Option
from shared.web.forms import submit
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "supervision_bearing",
    __name__,
    url_prefix="/supervision/bearers",
    template_folder="../templates",
)
api = api_blueprint("supervision", "bearing")


@pages.get("")
@needs(SEE_BEARERS)
def register() -> str:
    """Who bears how many cases, what nobody bears, and what was handed over lately."""
    with office().db.reading() as conn:
        handed = bearers.hand_over_rows(conn, within=within(SEE_BEARERS))
        nobodys = bearers.borne(conn, within=within(SEE_BEARERS), today=clock.today())
    rows = [row for row in _rows() if row.bearer is not None]
    return render_template(
        "supervision/bearers.html",
        rows=rows,
        left=who_left(row.bearer for row in rows if row.bearer is not None),
        nobodys=nobodys,
        by_station=sorted(Counter(row.station or "" for row in nobodys).items()),
        handed=handed,
        stations=STATIONS,
        may_assign=opens(ASSIGN_DUTIES),
    )


@pages.route("/assign", methods=BOTH)
@needs(ASSIGN_DUTIES)
def assign() -> ResponseReturnValue:
    """Give cases that nobody bears to a worker, all of a station's at first."""
    station = request.args.get("station")
    choices = _nobodys(station)
    return submit(
        AssigningForm(),
        _assign,
        FORM,
        then=url_for(".register"),
        said=_l("已分派。"),
        initial={"cases": [value for value, _label in choices]},
        options={"cases": choices, "bearer": workers_to_choose(_stations(station))},
        **record(_("分派案件"), about=_("承担人"), back=".register", send=_("分派")),
    )


@pages.route("/hand-over", methods=BOTH)
@needs(ASSIGN_DUTIES)
def hand_over() -> ResponseReturnValue:
    """Have another worker take over everything that one bears."""
    counted = [
        (row.bearer, _("%(bearer)s（%(count)s件）", bearer=row.bearer, count=row.cases))
        for row in _rows()
        if row.bearer is not None
    ]
    return submit(
        HandOverForm(),
        _hand_over,
        FORM,
        then=url_for(".register"),
        said=_l("已移交。"),
        initial={"former": request.args.get("from", ""), "bearer": request.args.get("to", "")},
        options={
            "former": counted,
            "bearer": workers_to_choose(_stations(None)),
        },
        **record(_("移交应办事项"), about=_("承担人"), back=".register", send=_("移交")),
    )


@api.get("/bearers")
@needs(SEE_BEARERS)
@api.response(200, told.BearerOut(many=True))
def list_bearers() -> Sequence[BearerRow]:
    """List who bears how many cases."""
    return _rows()


@api.get("/bearers/unborne")
@needs(SEE_BEARERS)
@api.response(200, told.UnborneOut(many=True))
def list_unborne() -> Sequence[Unborne]:
    """List the running cases that nobody bears, or whose worker left."""
    return unborne_cases()


@api.post("/bearers/assignments")
@needs(ASSIGN_DUTIES)
@api.arguments(AssigningForm)
@api.response(201, told.BorneOut)
def add_assignment(assigning: dict[str, Any]) -> dict[str, Any]:
    """Have a worker bear the duties of these cases: all of them, or none."""
    done = _assign(assigning)
    return done_out(done, count=done.answer)


@api.post("/bearers/hand-overs")
@needs(ASSIGN_DUTIES)
@api.arguments(HandOverForm)
@api.response(201, told.BorneOut)
def add_hand_over(handing: dict[str, Any]) -> dict[str, Any]:
    """Have a worker take over everything that another bears, in one act."""
    done = _hand_over(handing)
    return done_out(done, **done.answer)


def _assign(assigning: dict[str, Any]) -> Done[int]:
    stations = {file_for(it, ASSIGN_DUTIES).station for it in assigning["file_ids"]}
    _works_at_all(assigning["bearer"], stations)
    return office().assign_duties(**assigning)


def _hand_over(handing: dict[str, Any]) -> Done[dict[str, Any]]:
    allow(ASSIGN_DUTIES, state=RUNNING)
    with office().db.reading() as conn:
        moving = bearers.borne(
            conn, within=within(ASSIGN_DUTIES), today=clock.today(), bearer=handing["former"]
        )
    _works_at_all(handing["bearer"], {row.station for row in moving})
    return office().hand_over_duties(**handing)


def _works_at_all(bearer: str, stations: set[str | None]) -> None:
    """Whoever bears the duties of cases works where each of them is kept."""
    for station in sorted(stations, key=str):
        a_worker_of_the_station(bearer, station=station, field="bearer")


def _stations(chosen: str | None) -> list[str]:
    return [chosen] if chosen else stations_within(ASSIGN_DUTIES)


def _rows() -> Sequence[BearerRow]:
    with office().db.reading() as conn:
        return bearers.bearer_rows(conn, within=within(SEE_BEARERS), today=clock.today())


def _nobodys(station: str | None) -> list[Option]:
    with office().db.reading() as conn:
        rows = bearers.borne(
            conn, within=within(ASSIGN_DUTIES), today=clock.today(), station=station or None
        )
    return [
        (str(row.file_id), " · ".join(filter(None, (row.case_ref, row.village)))) for row in rows
    ]
