"""Asked about what answers a breach."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    Admonition,
    Balance,
    Correcting,
    Judging,
    Overturning,
    Violating,
)
from services.supervision.schemas.asked.fields import Asked, choice, line, people, proofs, text
from services.supervision.schemas.asked.paper import scan
from services.supervision.schemas.words import CONTESTED, COUNTERS, NOTIFIED, VIOLATIONS


class AdmonitionForm(Asked):
    """Asked of whoever serves a written admonition."""

    document_no = line(label="告诫书编号", required=True)
    served_on = fields.Date(required=True, metadata={"label": "送达日期"})
    matter_id = fields.UUID(
        load_default=None,
        metadata={
            "label": "告诫的是哪一项",
            "hint": "接管以前的违反，可以不选",
            "widget": "select",
        },
    )
    clause = line(label="违反的协议条款", required=True)
    grounds = text(label="事实", required=True)
    correct_by = fields.Date(
        load_default=None,
        metadata={"label": "限期改正", "hint": "要求本人在这一日以前改正的，填写最后一日"},
    )
    how = choice(label="送达方式", words=NOTIFIED)
    proofs = proofs()
    witnesses = people(label="见证人", hint="由见证人证明送达的，写明两人姓名")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Admonition:
        """Make the admonition."""
        named = tuple(data.get("witnesses", ()))
        return Admonition(**data | {"proofs": tuple(data["proofs"]), "witnesses": named})


class ViolationForm(Asked):
    """Asked of whoever records a breach of a clause."""

    kind = choice(label="违反的是", words=VIOLATIONS)
    violated_on = fields.Date(required=True, metadata={"label": "发生日期"})
    facts = text(label="事实", required=True)
    proof = text(label="凭据", hint="没有凭据也照实登记，但不计入")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Violating:
        """Make the record."""
        return Violating(**data)


class CorrectingForm(Asked):
    """Asked of whoever criticised or educated the person."""

    matter_id = fields.UUID(required=True, metadata={"label": "针对哪一项", "widget": "select"})
    held_on = fields.Date(required=True, metadata={"label": "日期"})
    by = line(label="由谁进行", required=True)
    told = text(label="内容", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Correcting:
        """Make the record."""
        return Correcting(**data)


class OverturningProposalForm(Asked):
    """Asked of whoever finds that something should not count."""

    matter_id = fields.UUID(required=True, metadata={"label": "更正哪一项", "widget": "select"})
    because = text(label="更正的理由", required=True)


class OverturningDecisionForm(Asked):
    """Asked of whoever decides on it."""

    matter_id = fields.UUID(required=True, metadata={"label": "更正哪一项", "widget": "select"})
    approved = fields.Boolean(load_default=False, metadata={"label": "同意更正"})
    why = text(label="审批意见")


class OverturningForm(Asked):
    """Asked of whoever enters a signed paper that takes off what was counted."""

    matter_id = fields.UUID(required=True, metadata={"label": "更正哪一项", "widget": "select"})
    overturned_on = fields.Date(required=True, metadata={"label": "批准日期"})
    approver = line(
        label="纸质审批签字人",
        hint="须是登记人以外的另一人",
        required=True,
    )
    because = text(label="更正的理由", required=True)
    proof_scan = scan(
        label="签字的审批件扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有也照实登记，但照常计入",
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the correction, and the paper's scan as it came."""
        proof = data.pop("proof_scan")
        return {"overturning": Overturning(**data), "proof": proof}


class BalanceForm(Asked):
    """Asked of whoever states what a counter had before the take-over."""

    counter = choice(label="哪一项", words=COUNTERS)
    value = fields.Integer(
        required=True, validate=validate.Range(min=0), metadata={"label": "接管前的次数或者日数"}
    )
    recorded_on = fields.Date(required=True, metadata={"label": "核对日期"})
    page = line(label="纸质档案页码", required=True)
    checker = line(label="核对人", hint="登记人以外的人，对照纸质档案核对", required=True)
    proof_scan = scan(
        label="这一页的扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有也照实登记，但次数仍按不详",
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the statement, and the page's scan as it came."""
        proof = data.pop("proof_scan")
        return {"balance": Balance(**data), "proof": proof}


class JudgingForm(Asked):
    """Asked of whoever chooses between two ways of counting days."""

    matter = choice(label="认定事项", words=CONTESTED)
    counts = fields.Boolean(load_default=False, metadata={"label": "这些日子计入"})
    judged_on = fields.Date(required=True, metadata={"label": "认定日期"})
    because = text(label="理由", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Judging:
        """Make the choice; who chose is the account that sends it."""
        return Judging(**data)
