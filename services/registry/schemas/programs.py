"""What the API asks of programs where it asks otherwise than a form asks of a clerk."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.registry.domain.papers import Agreement, Decision, Member
from services.registry.rules.agreement import PARTIES, TOWN, WAYS_TO_SIGN
from services.registry.rules.execution import PLACE_KINDS, SERVED_HOW
from services.registry.rules.register import FLAGS
from services.registry.schemas.asked import (
    LONGEST_LINE,
    LONGEST_TERM,
    LONGEST_TEXT,
    MOST_CREDIT,
    MOST_MEMBERS,
    Asked,
    chosen,
    day,
    line,
    text,
)
from services.registry.schemas.decisions import BESIDE, KINDS


class MemberIn(Asked):
    """One member of a group."""

    kind = fields.String(required=True, validate=validate.Length(max=LONGEST_LINE))
    name = line(label="姓名", required=True)
    organisation = line(label="单位")
    phone = line(label="联系电话")
    born = day(label="出生日期", required=False)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Member:
        """Make the member."""
        return Member(**data)


class GroupIn(Asked):
    """Asked of a program that records a group."""

    formed_on = day(label="成立日期")
    members = fields.List(
        fields.Nested(MemberIn), required=True, validate=validate.Length(min=1, max=MOST_MEMBERS)
    )
    missing_reason = text(label="缺少成员的原因")


class AgreementIn(Asked):
    """Asked of a program that records an agreement."""

    signed_on = day(label="签订日期")
    agreement_no = line(label="协议编号", required=True)
    town_signer = line(label="镇政府签字人", required=True)
    guardian = line(label="监护人")
    party_a = fields.String(load_default=TOWN, validate=validate.OneOf(PARTIES))
    group_lead = line(label="监护小组组长")
    person_signs = chosen(WAYS_TO_SIGN, label="本人怎样签字")
    witnesses = fields.List(
        line(label="见证人", required=True),
        load_default=list,
        validate=validate.Length(max=MOST_MEMBERS),
        metadata={"label": "见证人"},
    )
    text = fields.Dict(
        keys=fields.String(validate=validate.Length(max=LONGEST_LINE)),
        values=fields.String(validate=validate.Length(max=LONGEST_TEXT)),
        required=True,
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Agreement:
        """Make the agreement."""
        parts, witnesses = tuple(data["text"].items()), tuple(data["witnesses"])
        return Agreement(**data | {"text": parts, "witnesses": witnesses})


class AmendmentIn(AgreementIn):
    """Asked of a program that records a later version of an agreement."""

    why = text(label="协议变更原因", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the agreement, and say why there is another version."""
        why = data.pop("why")
        return {"agreement": super().record(data), "why": why}


class ListQuery(Asked):
    """Which part of a list a program wants."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=100_000))
    village = fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE))


class PeopleQuery(ListQuery):
    """Which part of the register."""

    flag = fields.String(load_default="", validate=validate.OneOf(("", *FLAGS)))


class CaseQuery(Asked):
    """Which case."""

    case_ref = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_LINE))


class DecisionIn(Asked):
    """Asked of a program that enters a decision of the police."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    decision_no = line(label="决定书文号", required=True)
    authority = line(label="决定机关", required=True)
    decided_on = day(label="决定日期")
    served_on = day(label="送达日期")
    term_months = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1, max=LONGEST_TERM)
    )
    credit_days = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(min=0, max=MOST_CREDIT)
    )
    printed_from = day(label="决定书印的起始日期", required=False)
    printed_to = day(label="决定书印的截止日期", required=False)
    served_while_detained = fields.Boolean(load_default=False)
    released_on = day(label="拘留释放日期", required=False)
    served_how = chosen(SERVED_HOW, label="送达方式")
    place_kind = chosen(PLACE_KINDS, label="执行场所")
    execution_place = line(label="执行地")
    facility_agreed = fields.Boolean(load_default=False)
    replaces = fields.String(load_default=None, allow_none=True)
    both_stand = fields.Boolean(load_default=False)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the decision, and say what becomes of another case."""
        names = (*BESIDE, "replaces", "both_stand")
        becoming = {name: data.pop(name) for name in names if name in data}
        return {"decision": Decision(**data), **becoming}


class RosterQuery(Asked):
    """Whether a roster is only tried."""

    dry_run = fields.Boolean(load_default=False)


class RosterIn(Asked):
    """A village's roster, as a file in a form (multipart/form-data)."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})
