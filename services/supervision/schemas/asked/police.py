"""Asked about reports to the police."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    PoliceDecision,
    Receipt,
    Reporting,
    Suspicion,
    TreatmentReportAnswer,
)
from services.supervision.rules.treatment import OUTCOMES
from services.supervision.schemas.asked.fields import Asked, choice, instant, line, text
from services.supervision.schemas.words import DECISIONS, REPORT_PROOFS

LONGEST_MATTER = 40


class SuspicionForm(Asked):
    """Asked of whoever saw signs of use."""

    observed_on = fields.Date(required=True, metadata={"label": "发现日期"})
    source = line(label="来源", hint="谁看到的，或者谁反映的", required=True)
    facts = text(label="事实", hint="看到了什么；是不是吸毒由公安机关认定", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Suspicion:
        """Make the record."""
        return Suspicion(**data)


class PoliceReportForm(Asked):
    """Asked of whoever reports a matter to the police."""

    matter = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_MATTER),
        metadata={"label": "报告事项", "widget": "select"},
    )
    sent_at = instant(label="报告时间")
    reporter = line(label="报告人", required=True)
    facts = text(label="事实", required=True)
    proofs = fields.List(
        fields.String(validate=validate.OneOf(tuple(REPORT_PROOFS))),
        load_default=list,
        metadata={
            "label": "随附材料",
            "widget": "checkboxes",
            "options": tuple(REPORT_PROOFS.items()),
        },
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Reporting:
        """Make the report."""
        return Reporting(**data | {"proofs": tuple(data["proofs"])})


def which_report() -> fields.UUID:
    """One of those on file."""
    return fields.UUID(required=True, metadata={"label": "哪一份报告", "widget": "select"})


class ReceiptForm(Asked):
    """Asked of whoever gives or files the receipt."""

    report_id = which_report()
    acknowledged_on = fields.Date(required=True, metadata={"label": "回执日期"})
    receipt_no = line(label="回执编号", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Receipt:
        """Make the receipt."""
        return Receipt(**data)


class PoliceDecisionForm(Asked):
    """Asked of whoever records what the police decided."""

    report_id = which_report()
    decision = choice(label="决定", words=DECISIONS)
    decided_on = fields.Date(required=True, metadata={"label": "决定日期"})
    document_no = line(label="决定文号", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> PoliceDecision:
        """Make the decision."""
        return PoliceDecision(**data)


class TreatmentReportAnswerForm(Asked):
    """Asked of the police about what a health institution reported."""

    report_id = which_report()
    answered_on = fields.Date(required=True, metadata={"label": "处理日期"})
    outcome = choice(label="处理结果", words=OUTCOMES)
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> TreatmentReportAnswer:
        """Make the answer."""
        return TreatmentReportAnswer(**data)
