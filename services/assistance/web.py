"""The social affairs centre's pages and API: families to assess, needs to answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.assistance.application import AssistanceApplication
from services.assistance.domain import FamilyFile
from services.assistance.projections import LISTS
from services.assistance.rules import BOOK, NEEDS
from services.assistance.schemas import AssessmentForm
from services.assistance.timeline import SENTENCES, WORDS
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

ASSESS = "assistance.assess_family"
TRANSLATIONS = (Path(__file__).parent / "translations",)

PARTNER = PartnerDesk(
    id="assistance",
    office=AssistanceApplication,
    file=FamilyFile,
    lists=LISTS,
    book=BOOK,
    needs=NEEDS,
    sentences=SENTENCES,
    words=WORDS,
    duty=_l("家庭评估"),
    met=_l("已评估"),
    purpose=_l("社会救助：评估家庭、办理需求"),
    page="assistance/case.html",
    file_act=NavItem(label=_l("登记家庭评估"), endpoint="assistance_acts.assess", needs=ASSESS),
)

acts = Blueprint("assistance_acts", __name__, url_prefix="/assistance", template_folder="templates")
api = partner_api(PARTNER)
PAGES = (partner_pages(PARTNER), acts)


@acts.route("/cases/<uuid:file_id>/assessments/new", methods=["GET", "POST"])
@needs(ASSESS)
def assess(file_id: UUID) -> ResponseReturnValue:
    """Record an assessment of a family."""
    row = PARTNER.file_row(file_id, to="assess_family")
    names = names_of([row.person_id], purpose=str(PARTNER.purpose))
    return submit(
        AssessmentForm(),
        lambda form: application(AssistanceApplication).assess_family(file_id=file_id, **form),
        "partner/form.html",
        then=PARTNER.page_of(row),
        said=_("家庭评估已登记。"),
        initial={"assessed_on": clock.today()},
        title=_("登记家庭评估"),
        about=PARTNER.label(row, names),
        back=PARTNER.page_of(row),
    )


@api.post("/cases/<uuid:file_id>/assessments")
@needs(ASSESS)
@api.arguments(AssessmentForm)
@api.response(201, DoneOut)
def add_assessment(form: dict[str, Any], file_id: UUID) -> dict[str, object]:
    """Record an assessment of a family; fewer than two assessors make it a defective one."""
    PARTNER.file_row(file_id, to="assess_family")
    return done_out(application(AssistanceApplication).assess_family(file_id=file_id, **form))


class AssistanceWeb(DepartmentWeb):
    """The social affairs centre on HTTP."""

    name = "assistance_web"
    department = "assistance"

    flask: Any = mounted(
        pages=PAGES,
        api=[api],
        translations=TRANSLATIONS,
        files={"file_id": PARTNER.file_for},
    )
