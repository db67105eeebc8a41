"""The work plan with its phases and measures, and the rules of the town."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.plans import RULE_KINDS, WorkPlan
from services.registry.projections.affairs.plans import all_plans, all_rules
from services.registry.rules.affairs.book import rule
from services.registry.schemas.affairs.plans import (
    PlanAdoptedOut,
    PlansOut,
    RuleForm,
    VersionOut,
    WorkPlanForm,
)
from services.registry.web.affairs.common import (
    ADOPT_PLAN,
    BOTH,
    SEE_PLAN,
    TEMPLATES,
    record,
    tell_defects,
)
from services.registry.web.affairs.words import grounds, reason, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.law import Unknown
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

pages = Blueprint(
    "registry_plans", __name__, url_prefix="/registry/plans", template_folder=TEMPLATES
)
api = api_blueprint("registry", "plans")


@pages.get("")
@needs(SEE_PLAN)
def register() -> str:
    """The plans by year, and the rules."""
    today = clock.today()
    with office().db.reading() as conn:
        rules = all_rules(conn)
    return render_template(
        "registry/affairs/plans.html",
        plans=plans(),
        rules=rules,
        why=[why(rule(name, on=today)) for name in ("work_plan", "plan_phases", "town_rules")],
        may_record=opens(ADOPT_PLAN),
        reason=reason,
        word=word,
    )


@pages.get("/rules/<uuid:rule_id>")
@needs(SEE_PLAN)
def town_rule(rule_id: Any) -> str:
    """One rule with its text."""
    with office().db.reading() as conn:
        row = next((it for it in all_rules(conn) if it.rule_id == rule_id), None)
    found = office().town_rule(row.title) if row else None
    if found is None:
        raise Unknown("没有这项制度")
    return render_template("registry/affairs/town_rule.html", found=found, word=word)


@pages.route("/new", methods=BOTH)
@needs(ADOPT_PLAN)
def adopt_plan() -> ResponseReturnValue:
    """Record the plan of a year, or a new version of it."""
    today = clock.today()
    return record(
        WorkPlanForm(),
        lambda asked: office().adopt_work_plan(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记工作方案"),
        said=_l("工作方案已登记。"),
        initial={"year": today.year, "adopted_on": today},
    )


@pages.route("/rules/new", methods=BOTH)
@needs(ADOPT_PLAN)
def adopt_rule() -> ResponseReturnValue:
    """Record a rule, or a new version of it."""
    today = clock.today()
    return record(
        RuleForm(),
        lambda asked: office().adopt_rule(**asked),
        back=_back(),
        title=_("登记制度"),
        said=_l("制度已登记。"),
        initial={"adopted_on": today, "holds_from": today},
        options={"kind": words(list(RULE_KINDS))},
    )


@api.get("/plans")
@needs(SEE_PLAN)
@api.response(200, PlansOut)
def read_plans() -> dict[str, Any]:
    """Read the plans by year and the rules, each in its newest version."""
    with office().db.reading() as conn:
        rules = all_rules(conn)
    return {"plans": [_plan(it) for it in plans()], "rules": rules}


@api.post("/plans")
@needs(ADOPT_PLAN)
@api.arguments(WorkPlanForm)
@api.response(201, PlanAdoptedOut)
def add_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """Record the plan of a year, or a new version of it; what falls short of the notice is none."""
    done = office().adopt_work_plan(**plan)
    return done_out(done, **done.answer)


@api.post("/plans/rules")
@needs(ADOPT_PLAN)
@api.arguments(RuleForm)
@api.response(201, VersionOut)
def add_rule(town_rule: dict[str, Any]) -> dict[str, Any]:
    """Record a rule of the town, or a new version of it."""
    done = office().adopt_rule(**town_rule)
    return done_out(done, version=done.answer)


def plans() -> list[WorkPlan]:
    """The plans, the newest year first."""
    with office().db.reading() as conn:
        years = [row.year for row in all_plans(conn)]
    return [plan for year in years if (plan := office().work_plan(year))]


def _plan(plan: WorkPlan) -> dict[str, Any]:
    phases = [{"name": name, "first": first, "last": last} for name, first, last in plan.phases]
    beside = [{**vars(it), "grounds": grounds(it.defects)} for it in plan.defective]
    return {**vars(plan), "version": plan.edition, "phases": phases, "defective": beside}


def _back() -> tuple[str, str]:
    return _("方案和制度"), url_for("registry_plans.register")
