"""What was not done in time and came to the leading group: by case number, and no names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from services.reporting.projections import escalated_at
from services.reporting.rules.escalating import LEADING_GROUP, Escalation
from services.reporting.schemas import EscalationOut, MomentQuery
from services.reporting.web import words
from services.reporting.web.moment import Look, look, look_of, office
from shared.law import Citation
from shared.partner.words import STATIONS
from shared.web.api import api_blueprint
from shared.web.guards import needs
from shared.web.wording import cited

SEE = "reporting.see_escalations"

pages = Blueprint(
    "reporting_escalations",
    __name__,
    url_prefix="/reporting/escalations",
    template_folder="../templates",
)
api = api_blueprint("reporting", "escalations")


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """What came to the leading group, and how much is still with its office."""

    here: list[Escalation]
    at_office: int


def overdue(at: Look) -> Overdue:
    """What stood at that moment."""
    found = escalated_at(office().db, at.moment)
    here = [it for it in found if it.level == LEADING_GROUP]
    return Overdue(here=here, at_office=len(found) - len(here))


@pages.get("")
@needs(SEE)
def register() -> str:
    """What came to the leading group and is owed, as of a day; what was due first comes first."""
    asked = look()
    return render_template(
        "reporting/escalations.html",
        look=asked,
        overdue=overdue(asked),
        words=words,
        units=STATIONS,
        article_of=article_of,
    )


@api.get("/escalations")
@needs(SEE)
@api.arguments(MomentQuery, location="query")
@api.response(200, EscalationOut(many=True))
def list_escalations(asked: dict[str, Any]) -> list[Escalation]:
    """List what is overdue and was told to the office or the leading group, as of a day."""
    return escalated_at(office().db, look_of(asked).moment)


def article_of(it: Escalation) -> str:
    """The article by which it is owed; none where that would tell how a test ended."""
    return cited(Citation(it.law, it.article or "")) if it.law else ""
