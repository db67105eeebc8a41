"""Who is on file twice, whose file is open to few, and what was changed."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registry.schemas.approvals import OnPaper
from services.registry.schemas.asked import LONGEST_LINE, Asked, line, text
from services.registry.schemas.course import CorrectionDecisionForm
from services.registry.schemas.told import DoneOut

MOST_ACCOUNTS = 20


class Merge(Asked):
    """Which file stays, and why the two are of one person."""

    into_id_no = line(
        label="保留哪一份：身份证号", hint="另一份档案的身份证号；本份并入那一份", required=True
    )
    proof = text(label="证明材料", hint="为什么是同一个人：材料名称、文号和出具单位", required=True)


class MergeForm(OnPaper, Merge):
    """Asked of whoever finds that somebody is on file twice; a signed paper decides it at once."""


class MergeOnPageForm(MergeForm):
    """The same where people of the same name or telephone can be chosen."""

    class Meta(MergeForm.Meta):
        """Whom the desk has found is offered first."""

        fields = ("into", "into_id_no", "proof", "signer", "signed_on", "scan")

    into = fields.UUID(
        load_default=None,
        metadata={
            "label": "保留哪一份",
            "hint": "登记册里同名或者同电话的人；本份并入那一份",
            "widget": "select",
            "options": (),
        },
    )
    into_id_no = line(label="或者填身份证号", hint="上面没有的，填另一份档案的身份证号")

    @validates_schema
    def one_is_meant(self, data: dict[str, Any], **_: object) -> None:
        """Either of the two says which file stays."""
        if not (data.get("into") or data.get("into_id_no")):
            raise ValidationError("请选择一份档案，或者填写身份证号", "into")


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


class CorrectedOut(DoneOut):
    """A correction of who a person is; undecided until somebody else approves it."""

    decided = fields.Boolean()


class FlagDecisionForm(CorrectionDecisionForm):
    """Asked of whoever decides whether somebody is held, gone or dead."""

    approved = fields.Boolean(load_default=False, metadata={"label": "确认属实"})


class FlagSetOut(DoneOut):
    """A place in the register; undecided until somebody else confirms it."""

    decided = fields.Boolean()


class HistoryOut(Schema):
    """One change of a person's file, without the values; `what` names the fields that changed."""

    position = fields.Integer()
    happened_on = fields.Date()
    recorded_at = fields.AwareDateTime()
    event = fields.String()
    by = fields.String()
    what = fields.List(fields.String())
