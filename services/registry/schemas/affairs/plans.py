"""The notice, the leading group, plans and rules."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.registry.domain.affairs.leading_group import GroupMember
from services.registry.domain.affairs.plans import RULE_KINDS, PlanText
from services.registry.schemas.affairs.coded import Coded
from services.registry.schemas.affairs.rows import Rows
from services.registry.schemas.asked import LONGEST_LINE, LONGEST_TEXT, Asked, day, line
from services.registry.schemas.told import DoneOut, GroundOut, WhyOut

EARLIEST, LATEST = 2000, 2100
MOST_MEASURES = 60
LONGEST_RULE = 20_000

ROLE_WORDS = {
    "head": "组长",
    "first_deputy": "第一副组长",
    "deputy": "副组长",
    "handler": "经办人",
    "member": "成员",
    "secretary": "村书记",
}
BODY_WORDS = {
    "party_government": "党委政府",
    "political_legal": "政法委员",
    "police_station": "派出所",
    "village": "村社区",
    "other_unit": "其他单位",
}


def unit_fields(*, label: str = "单位或者村（社区）") -> tuple[fields.String, fields.String]:
    """A unit from the list, or one that is not on it."""
    known = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_LINE),
        metadata={"label": label, "widget": "select", "options": ()},
    )
    return known, line(label="不在列的单位或者村", hint="上面没有列出的，在这里填写全称")


class OfUnit(Asked):
    """A form about one unit or village."""

    unit, other_unit = unit_fields()

    @post_load
    def name_unit(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The unit that was meant; one has to be named."""
        other = data.pop("other_unit", "")
        if not (data.get("unit") or other):
            raise ValidationError("请填写这一项", "unit")
        return data | {"unit": data.get("unit") or other}


class AcknowledgementForm(OfUnit):
    """Asked of whoever records that a unit or village took note of the notice."""

    signer = line(label="签收人", required=True)
    acknowledged_on = day(label="签收日期")


class GroupMemberIn(Asked):
    """Somebody in the leading group."""

    role = Coded(ROLE_WORDS, label="职务")
    body = Coded(BODY_WORDS, label="来自")
    name = line(label="姓名", required=True)
    post = line(label="现任职务")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> GroupMember:
        """Make the member."""
        return GroupMember(**data)


class LeadingGroupForm(Asked):
    """Asked of whoever records who is in the leading group."""

    appointed_on = day(label="成立或者调整日期")
    members = Rows(
        GroupMemberIn,
        label="成员",
        hint=(
            "组内职务（组长、第一副组长、副组长、经办人、成员、村书记）、"
            "来自（党委政府、政法委员、派出所、村社区、其他单位）、姓名、现任职务"
        ),
    )


class WorkPlanForm(Asked):
    """Asked of whoever records the work plan of a year."""

    year = fields.Integer(
        required=True,
        validate=validate.Range(min=EARLIEST, max=LATEST),
        metadata={"label": "年度"},
    )
    doc_no = line(label="文号", required=True)
    adopted_on = day(label="通过日期")
    start_on = day(label="启动阶段开始")
    implement_on = day(label="实施阶段开始")
    full_running_on = day(label="全面运行阶段开始")
    end_on = day(label="方案结束日期")
    measures = fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_TEXT)),
        required=True,
        validate=validate.Length(min=1, max=MOST_MEASURES),
        metadata={"label": "工作措施", "widget": "lines", "rows": 8},
    )
    responsible = line(label="责任领导", hint="镇政府负主体责任的领导")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the plan."""
        begins = tuple(data.pop(it) for it in ("start_on", "implement_on", "full_running_on"))
        adopted_on = data.pop("adopted_on")
        measures = tuple(data.pop("measures"))
        return {
            "plan": PlanText(**data, begins=begins, measures=measures),
            "adopted_on": adopted_on,
        }


class RuleForm(Asked):
    """Asked of whoever records a rule of the town."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(RULE_KINDS),
        metadata={"label": "制度类别", "widget": "select"},
    )
    title = line(label="制度名称", hint="同名的作为新版本登记", required=True)
    doc_no = line(label="文号")
    adopted_on = day(label="通过日期")
    holds_from = day(label="施行日期")
    text = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_RULE),
        metadata={"label": "全文", "widget": "textarea", "rows": 12},
    )


class AcknowledgementOut(Schema):
    """A unit or village, and whether it has the notice."""

    unit = fields.String()
    acknowledged_on = fields.Date(allow_none=True)
    file_id = fields.UUID(allow_none=True)


class NoticeTakenOut(Schema):
    """Who has the notice and who has not."""

    notice_no = fields.String()
    units = fields.List(fields.Nested(AcknowledgementOut))


class GroupMemberOut(Schema):
    """Somebody in the leading group."""

    role = fields.String()
    body = fields.String()
    name = fields.String()
    post = fields.String()


class LeadingGroupOut(Schema):
    """The leading group as it is."""

    appointed_on = fields.Date(allow_none=True)
    members = fields.List(fields.Nested(GroupMemberOut))
    defects = fields.List(fields.String())
    grounds = fields.List(fields.Nested(GroundOut))
    why = fields.List(fields.Nested(WhyOut))


class AppointedOut(DoneOut):
    """An appointment that was recorded, and which post of the notice nobody holds."""

    defects = fields.List(fields.String())


class VersionOut(DoneOut):
    """A plan or rule that was recorded, and its version."""

    version = fields.Integer()


class PlanAdoptedOut(VersionOut):
    """A plan that was recorded; with defects it is no version, and the one before stays."""

    defects = fields.List(fields.String())


class PhaseOut(Schema):
    """One phase of a plan."""

    name = fields.String()
    first = fields.Date()
    last = fields.Date()


class DefectivePlanOut(Schema):
    """A plan that was kept and is in force on no day, and by which rule not."""

    adopted_on = fields.Date()
    doc_no = fields.String()
    grounds = fields.List(fields.Nested(GroundOut))


class WorkPlanOut(Schema):
    """The newest version of a year's plan; version 0: there is none that counts."""

    year = fields.Integer()
    version = fields.Integer()
    adopted_on = fields.Date(allow_none=True)
    defective = fields.List(fields.Nested(DefectivePlanOut))
    doc_no = fields.String()
    responsible = fields.String(allow_none=True)
    phases = fields.List(fields.Nested(PhaseOut))
    measures = fields.List(fields.String())


class RuleOut(Schema):
    """The newest version of a rule, with the SHA-256 of its text."""

    title = fields.String()
    kind = fields.String()
    version = fields.Integer()
    holds_from = fields.Date()
    doc_no = fields.String()
    text_hash = fields.String()


class PlansOut(Schema):
    """All plans and all rules."""

    plans = fields.List(fields.Nested(WorkPlanOut))
    rules = fields.List(fields.Nested(RuleOut))
