"""Asked about leave and absences."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import (
    AbsenceFound,
    Approving,
    LeaveAsked,
    RemoteTest,
    Returning,
)
from services.supervision.schemas.asked.fields import Asked, choice, line, text
from services.supervision.schemas.asked.paper import (
    cited_in,
    form_scan,
    form_serial,
    signed_paper,
)
from services.supervision.schemas.words import ABSENCES


def which_absence(*, label: str) -> fields.UUID:
    """One of those on file."""
    return fields.UUID(required=True, metadata={"label": label, "widget": "select"})


class LeaveForm(Asked):
    """Asked of whoever receives a written report of leaving."""

    written_on = fields.Date(
        required=True,
        metadata={"label": "书面报告日期", "hint": "离开3日以上的，须在离开前书面报告"},
    )
    depart_on = fields.Date(required=True, metadata={"label": "离开日期"})
    return_on = fields.Date(required=True, metadata={"label": "预计返回日期"})
    destination = line(label="去向", required=True)
    because = text(label="事由", required=True)
    contact = line(label="外出期间的联系方式")
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the report, and the form that it cites."""
        paper = cited_in(data)
        return {"asked": LeaveAsked(**data), "paper": paper}


class ApprovalOfLeaveForm(Asked):
    """Asked of whoever approves a leave."""

    absence_id = which_absence(label="哪一次外出")


class PaperOfLeaveForm(ApprovalOfLeaveForm):
    """Asked of whoever enters the paper by which somebody approved a leave."""

    approved_on = fields.Date(required=True, metadata={"label": "批准日期"})
    approver = line(label="纸质审批签字人", hint="须是登记人以外的另一人", required=True)
    proof_scan = signed_paper()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the approval, and the paper's scan as it came."""
        proof = data.pop("proof_scan")
        return {"approving": Approving(**data), "proof": proof}


class RemoteTestForm(Asked):
    """Asked of whoever arranges a test elsewhere."""

    absence_id = which_absence(label="哪一次外出")
    window = fields.Integer(required=True, metadata={"label": "第几次检测", "widget": "select"})
    arranged_on = fields.Date(required=True, metadata={"label": "安排日期"})
    place = line(label="异地检测机构", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> RemoteTest:
        """Make the arrangement."""
        return RemoteTest(**data)


class ReturnForm(Asked):
    """Asked of whoever records a return."""

    absence_id = which_absence(label="哪一次外出")
    returned_on = fields.Date(required=True, metadata={"label": "返回日期"})

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Returning:
        """Make the return."""
        return Returning(**data)


class AbsenceForm(Asked):
    """Asked of whoever found an unauthorised absence."""

    kind = choice(label="情形", words=ABSENCES)
    leave_id = fields.UUID(
        load_default=None,
        metadata={"label": "逾假的是哪一次外出", "widget": "select", "hint": "逾假未归的须选择"},
    )
    from_on = fields.Date(
        required=True,
        metadata={"label": "擅自离开之日", "hint": "逾假的，是预计返回之日"},
    )
    found_on = fields.Date(required=True, metadata={"label": "发现日期"})
    found_by = line(label="发现人", required=True)
    proof = text(label="凭据", hint="没有凭据也照实登记，但不计入")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> AbsenceFound:
        """Make the record."""
        return AbsenceFound(**data)
