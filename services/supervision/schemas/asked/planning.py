"""Asked about proposals and waived windows."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    Answer,
    PaperApproval,
    Proposal,
    WaiverAsked,
    Waiving,
)
from services.supervision.schemas.asked.fields import Asked, choice, line, one_of, text
from services.supervision.schemas.asked.paper import scan, signed_paper
from services.supervision.schemas.words import MEASURES, PLANS, WAIVERS

MOST_STAGES = 12


class ProposalForm(Asked):
    """Asked of whoever submits a measure for approval."""

    measure = choice(label="报批事项", words=MEASURES)
    sent_on = fields.Date(required=True, metadata={"label": "报送日期"})
    plan = fields.String(
        load_default=None,
        validate=one_of(PLANS),
        metadata={"label": "检测方案", "hint": "报批检测方案时选择", "widget": "radio"},
    )
    stages = fields.List(
        fields.String(validate=validate.Length(min=1, max=8)),
        load_default=list,
        validate=validate.Length(max=MOST_STAGES),
        metadata={
            "label": "另定方案的各段",
            "hint": "一行一段：月数/每次的月数，如 12/1、24/2",
        },
    )
    facts = text(label="理由和事实", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Proposal:
        """Make the proposal; what is no plan has none."""
        if data["measure"] != "plan":
            data |= {"plan": None, "stages": ()}
        return Proposal(**data | {"stages": tuple(data["stages"])})


class AnswerForm(Asked):
    """Asked of whoever records what became of a proposal."""

    approval_id = fields.UUID(required=True, metadata={"label": "哪一项报批", "widget": "select"})
    granted = fields.Boolean(load_default=False, metadata={"label": "已批准"})
    decided_on = fields.Date(required=True, metadata={"label": "批复日期"})
    document_no = line(label="批复文号", required=True)
    decider = line(label="批准人", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Answer:
        """Make the answer."""
        return Answer(**data)


class PaperApprovalForm(Asked):
    """Asked of whoever records an approval that was given on paper."""

    approval_id = fields.UUID(required=True, metadata={"label": "哪一项报批", "widget": "select"})
    approved_on = fields.Date(
        required=True, metadata={"label": "批件上的日期", "hint": "从这一日起算"}
    )
    approver = line(label="批准人", required=True)
    document_no = line(label="批复文号")
    proof_scan = scan(
        label="批件扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有也照实登记，但不能据此改变方案",
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the approval, and its scan as it came."""
        proof = data.pop("proof_scan")
        return {"approval": PaperApproval(**data), "proof": proof}


class WaiverForm(Asked):
    """Asked of whoever finds that a window needs no test."""

    window = fields.Integer(required=True, metadata={"label": "第几次检测", "widget": "select"})
    because = choice(label="原因", words=WAIVERS)
    note = text(label="说明", hint="如住院证明、出院小结的编号")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the proposal."""
        return WaiverAsked(**data)


class WaiverDecisionForm(Asked):
    """Asked of whoever decides on it."""

    window = fields.Integer(required=True, metadata={"label": "第几次检测", "widget": "select"})
    approved = fields.Boolean(load_default=False, metadata={"label": "同意免除"})
    why = text(label="审批意见")


class WaivingForm(WaiverForm):
    """Asked of whoever enters the paper by which somebody waived a window."""

    adjusted_on = fields.Date(required=True, metadata={"label": "批准日期"})
    approver = line(label="纸质审批签字人", hint="须是登记人以外的另一人", required=True)
    proof_scan = signed_paper()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the waiver, and the paper's scan as it came."""
        proof = data.pop("proof_scan")
        return {"waiving": Waiving(**data), "proof": proof}


class ExtraTestsForm(Asked):
    """Asked of whoever has surprise tests laid out: nothing, the rule table says how many."""
