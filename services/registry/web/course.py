"""What others decide about a case while it runs: a form and a route each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from services.registry.domain.case import Case
from services.registry.rules.course import CAUSES, GROUNDS
from services.registry.schemas import asked, told
from services.registry.web.acts import BOTH, act_on
from services.registry.web.api import api, done_out
from services.registry.web.office import RECORD_COURSE, case_for, office, options
from shared import clock
from shared.web.dates import long_day
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l

pages = Blueprint(
    "registry_course", __name__, url_prefix="/registry", template_folder="../templates"
)

POLICE = "金寨县公安局"


def acts_now(case: Case) -> list[tuple[str, Any]]:
    """The forms that fit to how the case stands: their names and labels."""
    if not case.is_open_on(clock.today()):
        return []
    if case.suspended_since is not None:
        between = [("record_resumption", _l("登记释放"))]
    else:
        between = [("record_suspension", _l("登记中止"))] if case.reported_on else []
    return [*between, ("record_termination", _l("登记终止"))]


@pages.route("/cases/<uuid:case_id>/suspension", methods=BOTH)
@needs(RECORD_COURSE)
def record_suspension(case_id: UUID) -> ResponseReturnValue:
    """Record that the person was detained or arrested."""
    return act_on(
        case_for(case_id, RECORD_COURSE),
        asked.SuspensionForm(),
        lambda form: office().record_suspension(case_id=case_id, **form),
        title=_("登记中止"),
        said=_l("中止已登记；释放后请登记恢复，期限顺延。"),
        initial={"suspended_on": clock.today(), "authority": POLICE},
        options={"ground": options(GROUNDS)},
    )


@pages.route("/cases/<uuid:case_id>/resumption", methods=BOTH)
@needs(RECORD_COURSE)
def record_resumption(case_id: UUID) -> ResponseReturnValue:
    """Record that the person was released."""
    return act_on(
        case_for(case_id, RECORD_COURSE),
        asked.ResumptionForm(),
        lambda form: office().record_resumption(case_id=case_id, **form),
        title=_("登记释放"),
        said=_l("恢复已登记。"),
        initial={"resumed_on": clock.today(), "authority": POLICE},
        tell=lambda _answer: _tell_last_day(case_id),
    )


@pages.route("/cases/<uuid:case_id>/termination", methods=BOTH)
@needs(RECORD_COURSE)
def record_termination(case_id: UUID) -> ResponseReturnValue:
    """Record what ends the measure before its term."""
    return act_on(
        case_for(case_id, RECORD_COURSE),
        asked.TerminationForm(),
        lambda form: office().record_termination(case_id=case_id, **form),
        title=_("登记终止"),
        said=_l("终止已登记，此后不再有应办事项。"),
        initial={"ended_on": clock.today(), "authority": POLICE},
        options={"cause": options(CAUSES)},
    )


@api.post("/cases/<uuid:case_id>/suspension")
@needs(RECORD_COURSE)
@api.arguments(asked.SuspensionForm)
@api.response(201, told.CourseOut)
def add_suspension(form: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that the person was detained or arrested: the term stands still."""
    case_for(case_id, RECORD_COURSE)
    return _course(office().record_suspension(case_id=case_id, **form), case_id)


@api.post("/cases/<uuid:case_id>/resumption")
@needs(RECORD_COURSE)
@api.arguments(asked.ResumptionForm)
@api.response(201, told.CourseOut)
def add_resumption(form: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record that the person was released: the term goes on."""
    case_for(case_id, RECORD_COURSE)
    return _course(office().record_resumption(case_id=case_id, **form), case_id)


@api.post("/cases/<uuid:case_id>/termination")
@needs(RECORD_COURSE)
@api.arguments(asked.TerminationForm)
@api.response(201, told.CourseOut)
def add_termination(form: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Record what ends the measure before its term."""
    case_for(case_id, RECORD_COURSE)
    return _course(office().record_termination(case_id=case_id, **form), case_id)


def _course(done: Any, case_id: UUID) -> dict[str, Any]:
    return done_out(done) | {"last_day": office().case(case_id).last_day}


def _tell_last_day(case_id: UUID) -> None:
    if (last_day := office().case(case_id).last_day) is not None:
        flash(_("期限顺延至%(day)s。", day=long_day(last_day)), "info")
