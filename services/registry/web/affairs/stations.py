"""The work stations: rooms and equipment."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.stations import StationRoom
from services.registry.rules.affairs.stations import CONDITIONS, GOOD, ITEMS, stations_named
from services.registry.schemas.affairs.means import (
    EquipmentForm,
    MarkedOut,
    StationForm,
    StationOut,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, TEMPLATES, record, striking, tell_defects
from services.registry.web.affairs.words import rules_of, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

SEE_STATIONS, KEEP_STATIONS = "registry.see_stations", "registry.keep_stations"

WHY = ("stations", "station_equipment")
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_rooms", __name__, url_prefix="/registry/station-rooms", template_folder=TEMPLATES
)
api = api_blueprint("registry", "rooms")


def rooms() -> list[StationRoom]:
    """The stations that the notice asks for; one of which nothing is known yet is empty."""
    today = clock.today()
    return [
        office().station_room(code) or StationRoom(station=code, begun_on=today)
        for code in stations_named(on=today)
    ]


@pages.get("")
@needs(SEE_STATIONS)
def register() -> str:
    """Where each station works, and with what."""
    found = rooms()
    return render_template(
        "registry/affairs/stations.html",
        rooms=found,
        fit=sum(room.is_fit for room in found),
        why=[why(it) for it in rules_of(WHY)],
        may_keep=opens(KEEP_STATIONS),
        striking=striking,
        word=word,
    )


@pages.route("/new", methods=BOTH)
@needs(KEEP_STATIONS)
def register_station() -> ResponseReturnValue:
    """Record where a station works."""
    return record(
        StationForm(),
        lambda asked: office().register_station(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记用房"),
        said=_l("用房已登记。"),
        initial={"registered_on": clock.today()},
        options={"station": words(stations_named(on=clock.today()))},
    )


@pages.route("/equipment/new", methods=BOTH)
@needs(KEEP_STATIONS)
def record_equipment() -> ResponseReturnValue:
    """Record what was counted at a station."""
    return record(
        EquipmentForm(),
        lambda asked: office().record_equipment(**asked),
        back=_back(),
        title=_("登记设备"),
        said=_l("设备已登记。"),
        initial={"counted_on": clock.today(), "quantity": 1, "condition": GOOD},
        options={
            "station": words(stations_named(on=clock.today())),
            "item": words(ITEMS),
            "condition": words(CONDITIONS),
        },
    )


@api.get("/station-rooms")
@needs(SEE_STATIONS)
@api.response(200, StationOut(many=True))
def list_rooms() -> list[dict[str, Any]]:
    """List the stations with their equipment, and whether each has what the notice asks for."""
    return [
        {
            **vars(room),
            "computers": room.computers,
            "is_fit": room.is_fit,
            "room_id": room.id,
            "equipment": [{**vars(it), "entry": entry} for entry, it in room.last_counts.items()],
            "why": rules_of(WHY),
        }
        for room in rooms()
    ]


@api.post("/station-rooms")
@needs(KEEP_STATIONS)
@api.arguments(StationForm)
@api.response(201, MarkedOut)
def add_room(station: dict[str, Any]) -> dict[str, Any]:
    """Record where a station works, or that it moved."""
    done = office().register_station(**station)
    return done_out(done, **done.answer)


@api.post("/station-rooms/equipment")
@needs(KEEP_STATIONS)
@api.arguments(EquipmentForm)
@api.response(201, DoneOut)
def add_equipment(equipment: dict[str, Any]) -> dict[str, Any]:
    """Record what was counted at a station."""
    return done_out(office().record_equipment(**equipment))


def _back() -> tuple[str, str]:
    return _("工作站用房和设备"), url_for("registry_rooms.register")
