"""The health institution's pages and API: people to inform, needs to answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.treatment.application import TreatmentApplication
from services.treatment.domain import TreatmentFile
from services.treatment.projections import LISTS
from services.treatment.rules import BOOK, NEEDS
from services.treatment.schemas import InformationForm
from services.treatment.timeline import SENTENCES, WORDS
from shared import clock
from shared.partner.api import partner_api
from shared.partner.desk import PartnerDesk
from shared.partner.names import names_of
from shared.partner.pages import partner_pages
from shared.partner.schemas import DoneOut
from shared.web.api import done_out
from shared.web.face import application
from shared.web.forms import submit
from shared.web.guards import needs
from shared.web.mounting import DepartmentWeb, mounted
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.town import NavItem

GIVE = "treatment.give_information"
TRANSLATIONS = (Path(__file__).parent / "translations",)

PARTNER = PartnerDesk(
    id="treatment",
    office=TreatmentApplication,
    file=TreatmentFile,
    lists=LISTS,
    book=BOOK,
    needs=NEEDS,
    sentences=SENTENCES,
    words=WORDS,
    duty=_l("告知治疗信息"),
    met=_l("已告知"),
    purpose=_l("戒毒治疗：告知治疗信息、办理需求"),
    page="treatment/case.html",
    file_act=NavItem(label=_l("登记治疗信息告知"), endpoint="treatment_acts.inform", needs=GIVE),
)

acts = Blueprint("treatment_acts", __name__, url_prefix="/treatment", template_folder="templates")
api = partner_api(PARTNER)
PAGES = (partner_pages(PARTNER), acts)


@acts.route("/cases/<uuid:file_id>/information/new", methods=["GET", "POST"])
@needs(GIVE)
def inform(file_id: UUID) -> ResponseReturnValue:
    """Record that a person was told where treatment is to be had."""
    row = PARTNER.file_row(file_id, to="give_information")
    names = names_of([row.person_id], purpose=str(PARTNER.purpose))
    return submit(
        InformationForm(),
        lambda form: application(TreatmentApplication).give_treatment_info(file_id=file_id, **form),
        "partner/form.html",
        then=PARTNER.page_of(row),
        said=_("治疗信息告知已登记。"),
        initial={"given_on": clock.today()},
        title=_("登记治疗信息告知"),
        about=PARTNER.label(row, names),
        back=PARTNER.page_of(row),
    )


@api.post("/cases/<uuid:file_id>/information")
@needs(GIVE)
@api.arguments(InformationForm)
@api.response(201, DoneOut)
def add_information(form: dict[str, Any], file_id: UUID) -> dict[str, object]:
    """Record that a person was told where treatment is to be had."""
    PARTNER.file_row(file_id, to="give_information")
    office = application(TreatmentApplication)
    return done_out(office.give_treatment_info(file_id=file_id, **form))


class TreatmentWeb(DepartmentWeb):
    """The health institution on HTTP."""

    name = "treatment_web"
    department = "treatment"

    flask: Any = mounted(
        pages=PAGES,
        api=[api],
        translations=TRANSLATIONS,
        files={"file_id": PARTNER.file_for},
    )
