"""Work stations: which villages they look after, which cases lie elsewhere, moving them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue

from services.registry.projections.stations import (
    Misplaced,
    StationRow,
    all_stations,
    count_misplaced,
    misplaced,
)
from services.registry.schemas import asked, told
from services.registry.web.api import api
from services.registry.web.office import (
    ASSIGN_STATION,
    case_for,
    names_of,
    office,
    station_titles,
)
from shared import clock
from shared.web.api import done_out
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.speech import ngettext

pages = Blueprint(
    "registry_stations", __name__, url_prefix="/registry", template_folder="../templates"
)

MOST = 200  # cases on one screen; when these are moved, the next ones come


@pages.route("/stations", methods=["GET", "POST"])
@needs(ASSIGN_STATION)
def stations() -> ResponseReturnValue:
    """Show the stations, and move cases to where their villages are looked after."""
    rows = misplaced_cases(most=MOST)
    movable = [row for row in rows if row.area is not None]
    names = names_of((row.person_id for row in rows), purpose="登记处分派工作站")
    titles = station_titles()
    return submit(
        asked.PlacingForm(),
        lambda typed: office().place_by_village(**typed),
        "registry/stations.html",
        then=_told_how_many,
        said=_l("个案已按村（社区）分派。"),
        initial={"case_ids": [str(row.case_id) for row in movable]},
        options={"case_ids": [(str(row.case_id), _move(row, names, titles)) for row in movable]},
        stations=known_stations(),
        stranded=[row for row in rows if row.area is None],
        names=names,
        titles=titles,
        movable=movable,
    )


@pages.route("/cases/<uuid:case_id>/station", methods=["GET", "POST"])
@needs(ASSIGN_STATION)
def assign_station(case_id: UUID) -> ResponseReturnValue:
    """Give one case to a station, or hand it over."""
    case, person = case_for(case_id, ASSIGN_STATION)
    back = url_for("registry_case.case", case_id=case.id)
    name = names_of([person.id], purpose="登记处办理").get(person.id, "")
    others = [row for row in known_stations() if row.station != case.station]
    return submit(
        asked.CaseStationForm(),
        lambda typed: office().assign_station(case_id=case_id, **typed),
        "registry/station_form.html",
        then=back,
        said=_l("工作站已更新，相关部门的列表随后更新。"),
        initial={"station": office().area_of(person.village)},
        options={"station": [(row.station, row.title) for row in others]},
        title=_("移交工作站") if case.station else _("分派工作站"),
        about=f"{case.ref} {name}",
        back=back,
        held_by=station_titles().get(case.station or "", case.station),
        village=person.village,
        nobody=not others,
    )


@api.get("/stations")
@needs(ASSIGN_STATION)
@api.response(200, told.AreaOut(many=True))
def list_stations() -> Sequence[StationRow]:
    """List the stations with their villages and how many open cases each keeps."""
    return known_stations()


@api.get("/stations/misplaced")
@needs(ASSIGN_STATION)
@api.response(200, told.MisplacedOut(many=True))
def list_misplaced() -> Sequence[Misplaced]:
    """List open cases that no station has, or that lie elsewhere than their village does now."""
    return misplaced_cases(most=MOST)


@api.post("/stations/placements")
@needs(ASSIGN_STATION)
@api.arguments(asked.PlacingForm)
@api.response(200, told.PlacedOut)
def place_by_village(placing: dict[str, Any]) -> dict[str, Any]:
    """Move cases to the stations of their villages: all of them or none."""
    done = office().place_by_village(**placing)
    return done_out(done) | {"moved": done.answer}


@api.put("/cases/<uuid:case_id>/station")
@needs(ASSIGN_STATION)
@api.arguments(asked.CaseStationForm)
@api.response(200, told.DoneOut)
def put_station(placing: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Give a case to a station, or hand it over to another with the reason."""
    case_for(case_id, ASSIGN_STATION)
    return done_out(office().assign_station(case_id=case_id, **placing))


def how_many_misplaced() -> int:
    """How many cases are to be placed, for the head of the desk."""
    with office().db.reading() as conn:
        return count_misplaced(conn, today=clock.today())


def known_stations() -> Sequence[StationRow]:
    """Stations with their villages."""
    with office().db.reading() as conn:
        return all_stations(conn, today=clock.today())


def misplaced_cases(*, most: int) -> Sequence[Misplaced]:
    """Cases to be moved, and cases that cannot be yet."""
    with office().db.reading() as conn:
        return misplaced(conn, today=clock.today(), most=most)


def _move(row: Misplaced, names: dict[UUID, str], titles: dict[str, str]) -> str:
    """One case in a line: who, where from, where to."""
    held = titles.get(row.station or "", row.station or "") or _("还没有工作站")
    return _(
        "%(name)s %(case_ref)s %(village)s：%(held)s → %(area)s",
        name=names.get(row.person_id, ""),
        case_ref=row.case_ref,
        village=row.village or "",
        held=held,
        area=titles.get(row.area or "", row.area or ""),
    ).strip()


def _told_how_many(moved: int) -> str:
    flash(ngettext("%(num)d件个案已移交。", "%(num)d件个案已移交。", moved), "info")
    return url_for(".stations")
