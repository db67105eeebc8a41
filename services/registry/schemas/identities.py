"""Who is on file twice, whose file is open to few, and what was changed."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.asked import LONGEST_LINE, Asked, line, text
from services.registry.schemas.told import DoneOut

MOST_ACCOUNTS = 20


class MergeForm(Asked):
    """Asked of whoever finds that somebody is on file twice."""

    into_id_no = line(
        label="保留哪一份：身份证号", hint="另一份档案的身份证号；本份并入那一份", required=True
    )
    proof = text(label="证明材料", hint="为什么是同一个人：材料名称、文号和出具单位", required=True)
    paper_signer = line(
        label="书面审批人", hint="领导已在纸质审批件上签字的填写；否则由他人在系统里审批"
    )


class ProtectForm(Asked):
    """Asked of whoever has a file opened to few."""

    accounts = fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_LINE)),
        required=True,
        validate=validate.Length(min=1, max=MOST_ACCOUNTS),
        metadata={
            "label": "可以查看的账号",
            "hint": "只有这些账号能看到姓名和资料，其他人只看到隐去的姓名",
            "widget": "lines",
            "rows": 4,
        },
    )
    why = text(label="理由", required=True)


class MergedOut(DoneOut):
    """A merge; undecided until somebody else approves it."""

    decided = fields.Boolean()


class HistoryOut(Schema):
    """One change of a person's file, without the values; `what` names the fields that changed."""

    position = fields.Integer()
    happened_on = fields.Date()
    recorded_at = fields.AwareDateTime()
    event = fields.String()
    by = fields.String()
    what = fields.List(fields.String())
