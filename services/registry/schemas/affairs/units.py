"""Unit tasks and base organisations."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.affairs.plans import MOST_MEASURES, OfUnit
from services.registry.schemas.asked import Asked, day, line, text
from services.registry.schemas.told import DoneOut, WhyOut


class UnitTaskForm(OfUnit):
    """Asked of whoever tells a unit or village what to do."""

    what = text(label="任务", required=True)
    measure = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1, max=MOST_MEASURES),
        metadata={"label": "对应方案第几项措施"},
    )
    doc_no = line(label="交办文号")
    assigned_on = day(label="交办日期")
    due_on = day(label="完成期限")


class TaskReportForm(Asked):
    """Asked of whoever records what a unit says of its task."""

    reported_on = day(label="报告日期")
    done = fields.Boolean(load_default=False, metadata={"label": "已经完成"})
    report = text(label="办理情况", required=True)


class BaseOrganisationForm(Asked):
    """Asked of whoever records that the town designated an organisation of a village."""

    village = line(label="村（社区）", required=True)
    organisation = line(label="基层组织", hint="例如 石桥村村民委员会", required=True)
    designated_on = day(label="指定日期")
    doc_no = line(label="指定文号", required=True)


class TaskOut(Schema):
    """One task, and how far it is."""

    task_id = fields.UUID()
    unit = fields.String()
    measure = fields.Integer(allow_none=True)
    doc_no = fields.String()
    assigned_on = fields.Date()
    due_on = fields.Date()
    reported_on = fields.Date(allow_none=True)
    done_on = fields.Date(allow_none=True)
    status = fields.String()
    why = fields.List(fields.Nested(WhyOut))


class TaskAssignedOut(DoneOut):
    """A task that was recorded."""

    task_id = fields.UUID()


class OrganisationOut(Schema):
    """The organisation of a village that signs for the town."""

    file_id = fields.UUID()
    village = fields.String()
    organisation = fields.String()
    designated_on = fields.Date()
    doc_no = fields.String()
