"""What the registers of the station share: the form of a record, the stations to choose."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.supervision.web.office import stations_within
from shared.partner.words import STATIONS
from shared.web.fields import Option
from shared.web.speech import gettext as _

BOTH = ["GET", "POST"]
FORM = "supervision/form.html"


def record(title: str, *, about: str, back: str, send: str = "") -> dict[str, Any]:
    """What the page of a form says around it: its title, its register, the way back, the button."""
    return {
        "title": title,
        "about": about,
        "back": url_for(back),
        "warning": "",
        "send": send or _("登记"),
    }


def stations_to_choose(permission: str) -> list[Option]:
    """The stations for which the reader may do this, as the choices of a field."""
    return [(it, _(STATIONS.get(it, it))) for it in stations_within(permission)]
