"""The anti-drug officers of the police station: who is in office, who was."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.supervision.domain.records import Appointing, Officer, Relieving
from services.supervision.rules.book import rule
from services.supervision.rules.officers import enough_officers
from services.supervision.schemas import told
from services.supervision.schemas.asked.officers import AppointingForm, RelievingForm
from services.supervision.schemas.words import RELIEVED
from services.supervision.web.office import APPOINT_OFFICER, SEE_OFFICERS, office, opens
from services.supervision.web.registers import BOTH, FORM, record
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.dates import short_day
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

pages = Blueprint(
    "supervision_officers",
    __name__,
    url_prefix="/supervision/officers",
    template_folder="../templates",
)
api = api_blueprint("supervision", "officers")


@pages.get("")
@needs(SEE_OFFICERS)
def register() -> str:
    """Who is in office, and who was."""
    found, today = _listed(), clock.today()
    asked = rule("anti_drug_officers", on=today)
    active = [it for it in found if it.is_active(today)]
    return render_template(
        "supervision/officers.html",
        rows=found,
        active=len(active),
        enough=enough_officers(len(active), on=today),
        in_office={it.officer_id for it in active},
        relieved=RELIEVED,
        may_appoint=opens(APPOINT_OFFICER),
        why=[why(asked)],
    )


@pages.route("/new", methods=BOTH)
@needs(APPOINT_OFFICER)
def appoint() -> ResponseReturnValue:
    """Record whom the police station named."""
    return submit(
        AppointingForm(),
        lambda asked: office().appoint_officer(appointing=cast("Appointing", asked)),
        FORM,
        then=url_for(".register"),
        said=_l("禁毒民警已登记。"),
        initial={"from_on": clock.today()},
        **record(_("登记禁毒民警"), about=_("禁毒民警"), back=".register"),
    )


@pages.route("/endings/new", methods=BOTH)
@needs(APPOINT_OFFICER)
def relieve() -> ResponseReturnValue:
    """Record that an officer's work ended."""
    in_office = [it for it in _listed() if it.ended_on is None]
    return submit(
        RelievingForm(),
        lambda asked: office().relieve_officer(relieving=cast("Relieving", asked)),
        FORM,
        then=url_for(".register"),
        said=_l("卸任已登记。"),
        initial={"ended_on": clock.today()},
        options={
            "officer_id": [
                (str(it.officer_id), f"{it.name or '—'} {short_day(it.from_on)}")
                for it in in_office
            ]
        },
        **record(_("登记卸任"), about=_("禁毒民警"), back=".register"),
    )


@api.get("/officers")
@needs(SEE_OFFICERS)
@api.response(200, told.OfficersOut)
def read_officers() -> dict[str, Any]:
    """Read the list, and whether there are as many in office as the notice asks for."""
    found, today = _listed(), clock.today()
    active = sum(it.is_active(today) for it in found)
    return {"active": active, "enough": enough_officers(active, on=today), "officers": found}


@api.post("/officers")
@needs(APPOINT_OFFICER)
@api.arguments(AppointingForm)
@api.response(201, told.AppointedOut)
def add_officer(appointing: Appointing) -> dict[str, Any]:
    """Record whom the police station named."""
    done = office().appoint_officer(appointing=appointing)
    return done_out(done, officer_id=done.answer)


@api.post("/officers/endings")
@needs(APPOINT_OFFICER)
@api.arguments(RelievingForm)
@api.response(201, told.RelievedOut)
def add_ending(relieving: Relieving) -> dict[str, Any]:
    """Record that an officer's work ended; `active` is how many are in office then."""
    done = office().relieve_officer(relieving=relieving)
    return done_out(done, active=done.answer)


def _listed() -> list[Officer]:
    """Who is in office before who was, the latest first."""
    found = office().officers()
    listed = list(found.officers.values()) if found else []
    return sorted(listed, key=lambda it: (it.ended_on is not None, -it.from_on.toordinal()))
