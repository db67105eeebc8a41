"""What is asked of whoever clears up what becomes of two decisions."""

from __future__ import annotations

from marshmallow import fields, validate

from services.registry.domain.clarification import OUTCOMES
from services.registry.schemas.asked import day, line, text
from services.registry.schemas.course import CorrectionDecisionForm, Paper


class ClarifyForm(Paper):
    """Asked of whoever has the police's paper on what becomes of the two."""

    other = line(label="并存的另一案：案号", required=True)
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(OUTCOMES),
        metadata={
            "label": "查明结果",
            "widget": "select",
            "hint": "先立的案件和后立的案件，按立案先后",
        },
    )
    decided_on = day(label="公安文书日期", hint="被取代的案件自这一天起不再办理")
    why = text(label="说明")


class ClarityDecisionForm(CorrectionDecisionForm):
    """Asked of whoever decides whether the paper says so."""

    other = line(label="并存的另一案：案号", required=True)
    approved = fields.Boolean(load_default=False, metadata={"label": "同意"})
