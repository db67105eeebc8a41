"""The health institution's pages and API: people to inform, needs to answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from services.treatment.application import TreatmentApplication
from services.treatment.domain import TreatmentFile
from services.treatment.projections import LISTS
from services.treatment.rules import BOOK, NEEDS
from services.treatment.schemas import (
    InformationForm,
    MaintenanceEndForm,
    MaintenanceForm,
    UseReportForm,
)
from services.treatment.timeline import SENTENCES, WORDS
from shared import clock
from shared.eventstore.performing import Done
from shared.partner.api import partner_api
from shared.partner.desk import PartnerDesk
from shared.partner.lists import FileRow
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
MAINTAIN = "treatment.record_maintenance"
REPORT_USE = "treatment.report_use"
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
    return _record(
        PARTNER.file_row(file_id, to="give_information"),
        InformationForm(),
        lambda form: application(TreatmentApplication).give_treatment_info(file_id=file_id, **form),
        said=_("治疗信息告知已登记。"),
        initial={"given_on": clock.today()},
        title=_("登记治疗信息告知"),
    )


@acts.route("/cases/<uuid:file_id>/maintenance/new", methods=["GET", "POST"])
@needs(MAINTAIN)
def begin_maintenance(file_id: UUID) -> ResponseReturnValue:
    """Record that a person receives maintenance treatment."""
    office = application(TreatmentApplication)
    return _record(
        PARTNER.file_row(file_id, to="record_maintenance"),
        MaintenanceForm(),
        lambda form: office.begin_maintenance_treatment(file_id=file_id, **form),
        said=_("维持治疗已登记；日常监督只得知“正在接受维持治疗”。"),
        initial={"begun_on": clock.today()},
        title=_("登记维持治疗"),
    )


@acts.route("/cases/<uuid:file_id>/maintenance/end", methods=["GET", "POST"])
@needs(MAINTAIN)
def end_maintenance(file_id: UUID) -> ResponseReturnValue:
    """Record that a person receives it no longer."""
    office = application(TreatmentApplication)
    return _record(
        PARTNER.file_row(file_id, to="record_maintenance"),
        MaintenanceEndForm(),
        lambda form: office.end_maintenance_treatment(file_id=file_id, **form),
        said=_("维持治疗的结束已登记。"),
        initial={"ended_on": clock.today()},
        title=_("登记维持治疗结束"),
    )


@acts.route("/cases/<uuid:file_id>/use/new", methods=["GET", "POST"])
@needs(REPORT_USE)
def report_use(file_id: UUID) -> ResponseReturnValue:
    """Report to the police that drugs were used during treatment."""
    office = application(TreatmentApplication)
    return _record(
        PARTNER.file_row(file_id, to="report_use"),
        UseReportForm(),
        lambda form: office.report_use_in_treatment(file_id=file_id, **form),
        said=_("已报告公安机关；其他部门看不到。"),
        initial={"found_on": clock.today()},
        title=_("报告治疗期间吸毒（禁毒法第三十七条）"),
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


@api.post("/cases/<uuid:file_id>/maintenance")
@needs(MAINTAIN)
@api.arguments(MaintenanceForm)
@api.response(201, DoneOut)
def add_maintenance(form: dict[str, Any], file_id: UUID) -> dict[str, object]:
    """Record that a person receives maintenance treatment."""
    PARTNER.file_row(file_id, to="record_maintenance")
    office = application(TreatmentApplication)
    return done_out(office.begin_maintenance_treatment(file_id=file_id, **form))


@api.post("/cases/<uuid:file_id>/maintenance/end")
@needs(MAINTAIN)
@api.arguments(MaintenanceEndForm)
@api.response(201, DoneOut)
def add_maintenance_end(form: dict[str, Any], file_id: UUID) -> dict[str, object]:
    """Record that a person receives maintenance treatment no longer."""
    PARTNER.file_row(file_id, to="record_maintenance")
    office = application(TreatmentApplication)
    return done_out(office.end_maintenance_treatment(file_id=file_id, **form))


@api.post("/cases/<uuid:file_id>/use")
@needs(REPORT_USE)
@api.arguments(UseReportForm)
@api.response(201, DoneOut)
def add_use_report(form: dict[str, Any], file_id: UUID) -> dict[str, object]:
    """Report to the police that drugs were used during treatment."""
    PARTNER.file_row(file_id, to="report_use")
    office = application(TreatmentApplication)
    return done_out(office.report_use_in_treatment(file_id=file_id, **form))


def _record(
    row: FileRow, form: Schema, act: Callable[[Any], Done[Any]], **more: Any
) -> ResponseReturnValue:
    """A form about one person, one command, and back to the file."""
    names = names_of([row.person_id], purpose=str(PARTNER.purpose))
    return submit(
        form,
        act,
        "partner/form.html",
        then=PARTNER.page_of(row),
        about=PARTNER.label(row, names),
        back=PARTNER.page_of(row),
        **more,
    )


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
