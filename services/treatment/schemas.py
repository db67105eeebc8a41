"""What the health institution's forms and API ask for."""

from __future__ import annotations

from marshmallow import fields, validate

from services.treatment.rules import RECEIPTS, WAYS
from shared.partner.schemas import Asked

MOST_INSTITUTIONS = 10


class InformationForm(Asked):
    """Asked of whoever told a person where treatment is to be had."""

    given_on = fields.Date(required=True, metadata={"label": "告知日期"})
    institutions = fields.List(
        fields.String(validate=validate.Length(min=1, max=80)),
        required=True,
        validate=validate.Length(min=1, max=MOST_INSTITUTIONS),
        metadata={"label": "告知的医疗机构", "rows": 3},
    )
    how = fields.String(
        required=True,
        validate=validate.OneOf(tuple(WAYS), labels=tuple(WAYS.values())),
        metadata={"label": "告知方式", "widget": "radio"},
    )
    receipt = fields.String(
        required=True,
        validate=validate.OneOf(tuple(RECEIPTS), labels=tuple(RECEIPTS.values())),
        metadata={"label": "回执", "widget": "radio"},
    )


class MaintenanceForm(Asked):
    """Asked of whoever records that somebody receives maintenance treatment."""

    begun_on = fields.Date(required=True, metadata={"label": "开始日期"})
    institution = fields.String(
        required=True,
        validate=validate.Length(min=1, max=80),
        metadata={"label": "维持治疗机构", "personal": True},
    )
    registration_no = fields.String(
        load_default="",
        validate=validate.Length(max=80),
        metadata={"label": "登记编号", "hint": "本人申请、机构登记的编号", "personal": True},
    )


class MaintenanceEndForm(Asked):
    """Asked of whoever records that it ended."""

    ended_on = fields.Date(required=True, metadata={"label": "结束日期"})
    why = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"label": "原因", "widget": "textarea", "rows": 2, "personal": True},
    )


class UseReportForm(Asked):
    """Asked of whoever found that drugs were used during treatment."""

    found_on = fields.Date(required=True, metadata={"label": "发现日期"})
    finder = fields.String(
        required=True,
        validate=validate.Length(min=1, max=40),
        metadata={"label": "发现人", "personal": True},
    )
    facts = fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata={
            "label": "发现的情况",
            "hint": "留存本机构；公安机关收到发现日期和案号，需要时来调取",
            "widget": "textarea",
            "rows": 4,
            "personal": True,
        },
    )
