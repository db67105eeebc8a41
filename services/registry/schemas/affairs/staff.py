"""Selections and workers."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.affairs.staff import Candidate, Hire
from services.registry.rules.affairs.staffing import EDUCATIONS
from services.registry.schemas.affairs.rows import Rows
from services.registry.schemas.asked import LONGEST_LINE, Asked, day, line, text
from services.registry.schemas.told import DoneOut, GroundOut, WhyOut

MOST_POSTS, MOST_POINTS = 50, 1000
UNKNOWN = date.min  # until the number has been read


class CandidateIn(Asked):
    """Somebody who stood for selection."""

    name = line(label="姓名", required=True)
    score = fields.Integer(
        required=True,
        validate=validate.Range(min=0, max=MOST_POINTS),
        metadata={"label": "得分"},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Candidate:
        """Make the candidate."""
        return Candidate(**data)


class SelectionForm(Asked):
    """Asked of whoever records a comparative selection."""

    held_on = day(label="比选日期")
    posts = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=MOST_POSTS),
        metadata={"label": "拟聘人数"},
    )
    candidates = Rows(CandidateIn, label="候选人", hint="姓名和得分，例如：王某某 86")
    few_reason = text(label="候选人不足的原因", hint="只有一名候选人的，写明原因")


class WorkerForm(Asked):
    """Asked of whoever records that a worker was hired."""

    name = line(label="姓名", required=True)
    id_no = line(label="身份证号", hint="出生日期按身份证号计算", required=True)
    hired_on = day(label="聘用日期")
    station = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": "工作站", "widget": "select", "options": ()},
    )
    full_time = fields.Boolean(
        load_default=False, metadata={"label": "专职", "hint": "兼职人员不计入配备人数"}
    )
    education = fields.String(
        required=True,
        validate=validate.OneOf(EDUCATIONS),
        metadata={"label": "文化程度", "widget": "select"},
    )
    selection_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"label": "比选", "hint": "没有经过比选的不选", "widget": "select", "options": ()},
    )
    assessed = fields.Boolean(
        load_default=False,
        metadata={"label": "经考察热心禁毒工作，有沟通、语言和写作能力，能够胜任"},
    )
    record_checked_on = day(label="违法犯罪记录查询日期", required=False)
    record_clean = fields.Boolean(
        load_default=False, metadata={"label": "查询结果为没有违法犯罪记录"}
    )
    record_check_no = line(label="查询证明文号")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the hiring, beside the selection."""
        selection_id = data.pop("selection_id")
        return {"hire": Hire(**data, born=UNKNOWN), "selection_id": selection_id}


class EndWorkerForm(Asked):
    """Asked of whoever records that a worker left."""

    ended_on = day(label="离岗日期")
    reason = text(label="离岗原因", required=True)


class SelectedOut(DoneOut):
    """A selection that was recorded; with defects it selects nobody."""

    selection_id = fields.UUID()
    defects = fields.List(fields.String())


class HiredOut(DoneOut):
    """A worker who was recorded; with defects the worker counts in no ratio."""

    worker_id = fields.UUID()
    defects = fields.List(fields.String())


class NotedOut(DoneOut):
    """Of whom it was noted that they have turned 56."""

    workers = fields.List(fields.UUID())


class WorkerOut(Schema):
    """A worker as the staffing card counts: why not, where not."""

    worker_id = fields.UUID()
    name = fields.String(allow_none=True)
    station = fields.String()
    full_time = fields.Boolean()
    education = fields.String()
    hired_on = fields.Date()
    ended_on = fields.Date(allow_none=True)
    counts = fields.Boolean()
    why_not = fields.List(fields.String())
    grounds = fields.List(fields.Nested(GroundOut))


class StaffingOut(Schema):
    """How many workers there must be and are (M15); by which rule.

    `usable` once the head count was held against the list of the police.
    """

    users = fields.Integer()
    usable = fields.Boolean()
    required = fields.Integer()
    qualified = fields.Integer()
    employed = fields.Integer()
    article = fields.String()
    workers = fields.List(fields.Nested(WorkerOut))
    why = fields.List(fields.Nested(WhyOut))
