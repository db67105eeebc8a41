"""Asked of whoever records an assessment of a half-year."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import Assessing
from services.supervision.schemas.asked.fields import Asked, choice, people, text
from services.supervision.schemas.words import ASSESSED


class AssessmentForm(Asked):
    """Which half-year, who sat together when, what they found."""

    period = fields.Integer(
        required=True,
        validate=validate.Range(min=1),
        metadata={"label": "评估的是", "widget": "select"},
    )
    held_on = fields.Date(required=True, metadata={"label": "评估日期"})
    participants = people(
        label="参加评估的人", hint="每行一人，如社工、民警、医务人员", required=True
    )
    result = choice(label="评估结果", words=ASSESSED)
    summary = text(label="小结", hint="遵守协议、检测、谈话、家庭、就业等方面的情况", required=True)
    advice = text(label="下一步措施")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Assessing:
        """Make the assessment."""
        return Assessing(**data | {"participants": tuple(data["participants"])})
