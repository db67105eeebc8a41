"""The special fund: what was approved and spent, year by year."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from services.registry.domain.affairs.budget import Budget
from services.registry.projections.affairs.budget import years
from services.registry.rules.affairs.money import PURPOSES
from services.registry.schemas.affairs.means import (
    ApprovalForm,
    BudgetOut,
    MarkedOut,
    SpendingForm,
)
from services.registry.web.affairs.common import BOTH, TEMPLATES, record, striking, tell_defects
from services.registry.web.affairs.staff import card
from services.registry.web.affairs.words import grounds, reason, rules_of, word, words
from services.registry.web.office import office, opens
from shared import clock
from shared.web.api import api_blueprint, done_out
from shared.web.guards import needs
from shared.web.speech import gettext as _
from shared.web.speech import lazy_gettext as _l
from shared.web.wording import why

SEE_BUDGET, KEEP_BUDGET = "registry.see_budget", "registry.keep_budget"
CENT = Decimal("0.01")

WHY = ("funding_every_year", "special_fund")
"""The rules by which the register says what it says."""

pages = Blueprint(
    "registry_budget", __name__, url_prefix="/registry/budget", template_folder=TEMPLATES
)
api = api_blueprint("registry", "budget")


@pages.get("")
@needs(SEE_BUDGET)
def register() -> str:
    """The funds of all years; first whether this year has one."""
    found, today = budgets(), clock.today()
    return render_template(
        "registry/affairs/budget.html",
        budgets=found,
        has_fund=any(it.year == today.year and it.approved for it in found),
        per_user=per_user,
        why=[why(it) for it in rules_of(WHY)],
        may_keep=opens(KEEP_BUDGET),
        striking=striking,
        reason=reason,
        word=word,
    )


@pages.route("/approvals/new", methods=BOTH)
@needs(KEEP_BUDGET)
def approve() -> ResponseReturnValue:
    """Record what the budget of a year gives."""
    today = clock.today()
    return record(
        ApprovalForm(),
        lambda asked: office().approve_budget(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记预算批复"),
        said=_l("批复已登记。"),
        initial={"year": today.year, "approved_on": today, "dedicated": True},
    )


@pages.route("/spending/new", methods=BOTH)
@needs(KEEP_BUDGET)
def spend() -> ResponseReturnValue:
    """Record what was spent."""
    today = clock.today()
    return record(
        SpendingForm(),
        lambda asked: office().record_spending(**asked),
        back=_back(),
        tell=tell_defects,
        title=_("登记支出"),
        said=_l("支出已登记。"),
        initial={"year": today.year, "spent_on": today},
        options={"purpose": words(PURPOSES)},
    )


@api.get("/budgets")
@needs(SEE_BUDGET)
@api.response(200, BudgetOut(many=True))
def list_budgets() -> list[dict[str, Any]]:
    """List the funds, the newest year first."""
    return [
        {
            "year": it.year,
            "budget_id": it.id,
            "approvals": [
                {**vars(one), "entry": entry}
                for entry, one in it.standing(it.all_approvals).items()
            ],
            "approved": it.approved,
            "spent": it.spent,
            "per_user": per_user(it),
            "spendings": [
                {**vars(one), "entry": entry, "grounds": grounds(one.defects)}
                for entry, one in it.standing(it.all_spendings).items()
            ],
            "why": rules_of(WHY),
        }
        for it in budgets()
    ]


@api.post("/budgets/approvals")
@needs(KEEP_BUDGET)
@api.arguments(ApprovalForm)
@api.response(201, MarkedOut)
def add_approval(approval: dict[str, Any]) -> dict[str, Any]:
    """Record what the budget of a year gives; a second approval adds to the first."""
    done = office().approve_budget(**approval)
    return done_out(done, **done.answer)


@api.post("/budgets/spending")
@needs(KEEP_BUDGET)
@api.arguments(SpendingForm)
@api.response(201, MarkedOut)
def add_spending(spending: dict[str, Any]) -> dict[str, Any]:
    """Record what was spent; beyond what was approved it is kept and marked."""
    done = office().record_spending(**spending)
    return done_out(done, **done.answer)


def budgets() -> list[Budget]:
    """The funds, the newest year first."""
    with office().db.reading() as conn:
        found = years(conn)
    return [fund for year in found if (fund := office().budget(year))]


def per_user(fund: Budget) -> Decimal | None:
    """How much was approved for each actual user of today (M32); None where there is none."""
    users = card().users
    return (fund.approved / users).quantize(CENT, ROUND_HALF_UP) if users else None


def _back() -> tuple[str, str]:
    return _("专项经费"), url_for("registry_budget.register")
