"""What the social affairs centre's forms and API ask for."""

from __future__ import annotations

from marshmallow import fields, validate

from services.assistance.rules import HELP, LABOUR
from shared.partner.schemas import Asked, Whole

MOST_ASSESSORS = 6
MOST_PEOPLE = 30
MOST_YUAN = 1_000_000
TEXT = validate.Length(max=1000)


class AssessmentForm(Asked):
    """Asked of those who assessed a family; all but the day and the kinds of help is sealed."""

    assessed_on = fields.Date(required=True, metadata={"label": "评估日期"})
    assessors = fields.List(
        fields.String(validate=validate.Length(min=1, max=40)),
        required=True,
        validate=validate.Length(min=1, max=MOST_ASSESSORS),
        metadata={
            "label": "评估人员",
            "hint": "应当两人以上；只有一人的照实填写，不算完成评估",
            "personal": True,
            "rows": 2,
        },
    )
    household_size = Whole(
        required=True,
        validate=validate.Range(min=1, max=MOST_PEOPLE),
        metadata={"label": "家庭人口"},
    )
    income_per_head = fields.Decimal(
        required=True,
        places=2,
        validate=validate.Range(min=0, max=MOST_YUAN),
        metadata={"label": "人均月收入（元）"},
    )
    belongings = fields.String(
        load_default=None,
        validate=TEXT,
        metadata={"label": "家庭财产", "personal": True, "rows": 2},
    )
    health = fields.String(
        load_default=None,
        validate=TEXT,
        metadata={"label": "家庭成员健康状况", "personal": True, "rows": 2},
    )
    labour_ability = fields.String(
        load_default=None,
        validate=validate.OneOf(tuple(LABOUR), labels=tuple(LABOUR.values())),
        metadata={"label": "本人劳动能力"},
    )
    housing = fields.String(
        load_default=None,
        validate=TEXT,
        metadata={"label": "住房情况", "personal": True, "rows": 2},
    )
    hardship = fields.String(
        load_default=None,
        validate=TEXT,
        metadata={"label": "主要困难", "personal": True, "rows": 3},
    )
    eligible = fields.List(
        fields.String(validate=validate.OneOf(tuple(HELP))),
        load_default=list,
        metadata={
            "label": "符合条件的救助",
            "hint": "一项都不符合的，不用勾选",
            "widget": "checkboxes",
            "options": tuple(HELP.items()),
        },
    )
