"""The way to the registers of the town's own affairs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from services.registry.web.affairs.common import TEMPLATES
from services.registry.web.affairs.staff import SEE_STAFF
from services.registry.web.office import SEE_TOWN_WORK, opens
from shared.web.guards import needs
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_affairs", __name__, url_prefix="/registry/town-work", template_folder=TEMPLATES
)


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register: its name, what is in it, the sentences of the notice that it answers."""

    label: str
    about: str
    sentences: str
    endpoint: str
    needs: str


REGISTERS = (
    Register(
        label=_l("专职社工"),
        about=_l("应配、实配人数，比选、聘用和离岗"),
        sentences="S28–S30",
        endpoint="registry_staff.register",
        needs=SEE_STAFF,
    ),
)


@pages.get("")
@needs(SEE_TOWN_WORK)
def hub() -> str:
    """The registers that the reader may open."""
    return render_template(
        "registry/affairs/hub.html", registers=[it for it in REGISTERS if opens(it.needs)]
    )
