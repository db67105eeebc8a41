"""The notice: which unit and village took note of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.notice import Acknowledgement
from services.registry.projections.affairs.plans import AcknowledgementRow, acknowledged
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.plans import AcknowledgementForm, NoticeTakenOut
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import BOTH, SEE_PLAN, TEMPLATES, record, striking
from services.registry.web.affairs.known_units import addressed, choices
from services.registry.web.affairs.words import word
from services.registry.web.office import office, opens, within
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import allow, needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

ACKNOWLEDGE = "registry.acknowledge_notice"

pages = Blueprint(
    "registry_notice", __name__, url_prefix="/registry/notice", template_folder=TEMPLATES
)
api = api_blueprint("registry", "notice")


def signed_for() -> list[dict[str, Any]]:
    """Every unit and village, and when it took note; those that have not come first."""
    with office().db.reading() as conn:
        found = acknowledged(conn, notice_no=notice_no())
    units = dict.fromkeys([*addressed(), *found])
    rows = [_row(unit, found.get(unit)) for unit in units]
    return sorted(rows, key=lambda row: row["acknowledged_on"] is not None)


def _row(unit: str, found: AcknowledgementRow | None) -> dict[str, Any]:
    taken = {"acknowledged_on": found.acknowledged_on, "file_id": found.file_id} if found else {}
    return {"unit": unit, "acknowledged_on": None, "file_id": None, **taken}


def notice_no() -> str:
    """The number of the town's notice."""
    return str(rule("notice_no", on=clock.today()).value)


@pages.get("")
@needs(SEE_PLAN)
def register() -> str:
    """Who has the notice."""
    rows = signed_for()
    return render_template(
        "registry/affairs/notice.html",
        rows=rows,
        done=sum(row["acknowledged_on"] is not None for row in rows),
        notice_no=notice_no(),
        why=[why(rule("notice_no", on=clock.today()))],
        may_record=opens(ACKNOWLEDGE),
        striking=striking,
        file_of=lambda row: office().record(Acknowledgement.register_name, row["file_id"]),
        word=word,
    )


@pages.route("/acknowledgements/new", methods=BOTH)
@needs(ACKNOWLEDGE)
def acknowledge() -> ResponseReturnValue:
    """Record that a unit or village took note."""
    everywhere = within(ACKNOWLEDGE).whole_town
    return record(
        AcknowledgementForm(exclude=() if everywhere else ("other_unit",)),
        _acknowledge,
        back=(_("通知签收"), url_for("registry_notice.register")),
        title=_("登记签收"),
        about=notice_no(),
        said=_l("签收已登记。"),
        initial={"acknowledged_on": clock.today(), "unit": request.args.get("unit", "")},
        options={"unit": choices(ACKNOWLEDGE)},
    )


@api.get("/notice")
@needs(SEE_PLAN)
@api.response(200, NoticeTakenOut)
def read_notice() -> dict[str, Any]:
    """Read which unit and village has the notice."""
    return {"notice_no": notice_no(), "units": signed_for()}


@api.post("/notice/acknowledgements")
@needs(ACKNOWLEDGE)
@api.arguments(AcknowledgementForm)
@api.response(201, DoneOut)
def add_acknowledgement(acknowledgement: dict[str, Any]) -> dict[str, Any]:
    """Record that a unit or village took note."""
    return done_out(_acknowledge(acknowledgement))


def _acknowledge(asked: dict[str, Any]) -> Any:
    allow(ACKNOWLEDGE, village=asked["unit"])
    return office().acknowledge_notice(notice_no=notice_no(), **asked)
