"""What units and villages are told to do, and the organisations that sign for the town."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.units import BaseOrganisation, UnitTask
from services.registry.projections.affairs.units import (
    OrganisationRow,
    TaskRow,
    all_organisations,
    all_tasks,
)
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.units import (
    BaseOrganisationForm,
    OrganisationOut,
    TaskAssignedOut,
    TaskOut,
    TaskReportForm,
    UnitTaskForm,
)
from services.registry.schemas.told import DoneOut
from services.registry.web.affairs.common import (
    ADOPT_PLAN,
    BOTH,
    SEE_PLAN,
    TEMPLATES,
    record,
    striking,
)
from services.registry.web.affairs.known_units import choices, villages_of_mine
from services.registry.web.affairs.words import rules_of, word
from services.registry.web.office import office, opens, within
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import allow, may, needs
from shared.web.lists import Tone
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

SEE_TASKS, ASSIGN_TASK = "registry.see_unit_tasks", "registry.assign_unit_task"
REPORT_TASK = "registry.report_unit_task"
TONES: dict[str, Tone] = {
    "task_open": "due",
    "task_overdue": "late",
    "task_done": "done",
    "task_done_late": "neutral",
}

WHY = ("unit_tasks",)
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_units", __name__, url_prefix="/registry/unit-tasks", template_folder=TEMPLATES
)
api = api_blueprint("registry", "units")


@pages.get("")
@needs(SEE_TASKS)
def register() -> str:
    """Who has to do what by when."""
    return render_template(
        "registry/affairs/unit_tasks.html",
        rows=[(row, office().unit_task(row.task_id)) for row in tasks()],
        why=[why(it) for it in rules_of(WHY)],
        may_assign=opens(ASSIGN_TASK),
        striking=striking,
        may_report=lambda unit: may(REPORT_TASK, village=unit, unit=unit),
        tones=TONES,
        word=word,
    )


@pages.route("/new", methods=BOTH)
@needs(ASSIGN_TASK)
def assign() -> ResponseReturnValue:
    """Tell a unit or village what to do."""
    return record(
        UnitTaskForm(),
        lambda asked: office().assign_unit_task(**asked),
        back=_back(),
        title=_("交办任务"),
        said=_l("任务已登记。"),
        initial={"assigned_on": clock.today()},
        options={"unit": choices(ASSIGN_TASK)},
    )


@pages.route("/<uuid:task_id>/report", methods=BOTH)
@needs(REPORT_TASK)
def report(task_id: UUID) -> ResponseReturnValue:
    """Record what the unit says of its task."""
    task = task_for(task_id, REPORT_TASK)
    return record(
        TaskReportForm(),
        lambda asked: office().report_unit_task(task_id=task.id, **asked),
        back=_back(),
        title=_("报告办理情况"),
        about=f"{word(task.unit)}：{task.what}",
        said=_l("办理情况已登记。"),
        initial={"reported_on": clock.today()},
    )


@pages.get("/base-organisations")
@needs(SEE_PLAN)
def organisations() -> str:
    """Which organisation of a village signs for the town."""
    with office().db.reading() as conn:
        rows = all_organisations(conn)
    return render_template(
        "registry/affairs/base_organisations.html",
        rows=rows,
        why=[why(rule("base_organisation", on=clock.today()))],
        may_record=opens(ADOPT_PLAN),
        striking=striking,
        file_of=lambda row: office().record(BaseOrganisation.register_name, row.file_id),
    )


@pages.route("/base-organisations/new", methods=BOTH)
@needs(ADOPT_PLAN)
def designate() -> ResponseReturnValue:
    """Record that the town designated an organisation of a village."""
    return record(
        BaseOrganisationForm(),
        lambda asked: office().designate_base_organisation(**asked),
        back=(_("基层组织"), url_for("registry_units.organisations")),
        title=_("登记指定"),
        said=_l("指定已登记。"),
        initial={"designated_on": clock.today()},
        options={"village": villages_of_mine(ADOPT_PLAN)},
    )


@api.get("/unit-tasks")
@needs(SEE_TASKS)
@api.response(200, TaskOut(many=True))
def listtasks() -> list[dict[str, Any]]:
    """List the tasks of the units that the caller answers for, open ones first."""
    today = clock.today()
    return [{**vars(row), "status": row.status_on(today), "why": rules_of(WHY)} for row in tasks()]


@api.post("/unit-tasks")
@needs(ASSIGN_TASK)
@api.arguments(UnitTaskForm)
@api.response(201, TaskAssignedOut)
def add_task(task: dict[str, Any]) -> dict[str, Any]:
    """Tell a unit or village what to do by a day."""
    done = office().assign_unit_task(**task)
    return done_out(done, task_id=done.answer)


@api.post("/unit-tasks/<uuid:task_id>/reports")
@needs(REPORT_TASK)
@api.arguments(TaskReportForm)
@api.response(201, DoneOut)
def add_report(said: dict[str, Any], task_id: UUID) -> dict[str, Any]:
    """Record what a unit says of its task."""
    task = task_for(task_id, REPORT_TASK)
    return done_out(office().report_unit_task(task_id=task.id, **said))


@api.get("/base-organisations")
@needs(SEE_PLAN)
@api.response(200, OrganisationOut(many=True))
def list_organisations() -> list[OrganisationRow]:
    """List the organisations that sign for the town, by village."""
    with office().db.reading() as conn:
        return all_organisations(conn)


@api.post("/base-organisations")
@needs(ADOPT_PLAN)
@api.arguments(BaseOrganisationForm)
@api.response(201, DoneOut)
def add_organisation(organisation: dict[str, Any]) -> dict[str, Any]:
    """Record that the town designated an organisation of a village."""
    return done_out(office().designate_base_organisation(**organisation))


def tasks() -> list[TaskRow]:
    """The tasks of the units that the reader answers for, open ones first."""
    with office().db.reading() as conn:
        return all_tasks(conn, within=within(SEE_TASKS))


def task_for(task_id: UUID, permission: str) -> UnitTask:
    """The task, if the reader may do this to it; `Unknown`, or `Forbidden`."""
    task = office().unit_task(task_id)
    allow(permission, village=task.unit, unit=task.unit)
    return task


def _back() -> tuple[str, str]:
    return _("单位任务"), url_for("registry_units.register")
