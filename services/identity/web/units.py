"""Units, as the administrator keeps them."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.identity.projections.units import all_units
from services.identity.schemas.administration import UnitForm, VillagesForm
from services.identity.web.accounts import office
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "identity_units", __name__, url_prefix="/identity", template_folder="../templates"
)


@pages.get("/units")
@needs("identity.see_accounts")
def units() -> str:
    """Which units take part, and what they look after."""
    with office().db.reading() as conn:
        rows = all_units(conn)
    return render_template("identity/units.html", rows=rows)


@pages.route("/units/new", methods=["GET", "POST"])
@needs("identity.register_unit")
def register_unit() -> ResponseReturnValue:
    """Take in a unit."""
    return submit(
        UnitForm(),
        lambda form: office().register_unit(**form),
        "identity/form.html",
        then=url_for(".units"),
        said=_l("单位已登记。"),
        title=_("登记单位"),
        back=url_for(".units"),
    )


@pages.route("/units/<code>/villages", methods=["GET", "POST"])
@needs("identity.register_unit")
def assign_villages(code: str) -> ResponseReturnValue:
    """Say which villages a unit looks after."""
    unit = office().unit(code)
    return submit(
        VillagesForm(),
        lambda form: office().assign_villages(unit=code, **form),
        "identity/form.html",
        then=url_for(".units"),
        said=_l("负责的村（社区）已更新。"),
        initial={"villages": unit.villages},
        title=unit.title,
        back=url_for(".units"),
    )
