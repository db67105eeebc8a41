"""What is asked and told of voluntary help, on the page and by the API alike."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.rules.voluntary import ACTIVITIES, ENDINGS
from services.registry.schemas.asked import Asked, day, line, text
from services.registry.schemas.told import DoneOut


class VoluntaryForm(Asked):
    """Asked of whoever records a voluntary agreement."""

    signed_on = day(label="签订日期")
    agreement_no = line(label="协议编号", required=True)
    town_signer = line(label="镇政府签字人", required=True)
    guardian = line(label="监护人", hint="本人未满十八周岁的，由监护人一同签名")
    agreed = text(
        label="约定的帮助", hint="写明本人要什么帮助；不写检测，也不写违约责任", required=True
    )


class HelpForm(Asked):
    """Asked of whoever did something under a voluntary agreement."""

    given_on = day(label="帮教日期")
    what = fields.String(
        required=True,
        validate=validate.OneOf(ACTIVITIES),
        metadata={"label": "帮教内容", "widget": "select", "options": ()},
    )
    note = text(label="简要情况")


class VoluntaryEndForm(Asked):
    """Asked of whoever ends a voluntary help; the person need give no reason."""

    ended_on = day(label="结束日期")
    cause = fields.String(
        required=True,
        validate=validate.OneOf(ENDINGS),
        metadata={"label": "结束原因", "widget": "select", "options": ()},
    )
    note = text(label="说明")


class BegunOut(DoneOut):
    """A voluntary help that was begun."""

    case_ref = fields.String()


class GivenOut(Schema):
    """One thing that was done; what was said stays in the file."""

    given_on = fields.Date()
    what = fields.String()


class VoluntaryOut(Schema):
    """A voluntary help; `is_idle`: nothing was done for long."""

    case_ref = fields.String()
    begun_on = fields.Date()
    ended_on = fields.Date(allow_none=True)
    cause = fields.String(attribute="ended_by")
    given = fields.List(fields.Nested(GivenOut))
    is_idle = fields.Boolean()
