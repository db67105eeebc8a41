"""Forms that have one part for each thing that the rules name: members of a group, headings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.registry.domain.papers import Agreement, Member
from services.registry.rules.agreement import PARTIES, TOWN, WAYS_TO_SIGN, headings_demanded
from services.registry.rules.group import FAMILY_MEMBER, kinds_known
from services.registry.schemas.asked import (
    LONGEST_LINE,
    MOST_MEMBERS,
    Asked,
    chosen,
    day,
    line,
    lines_of,
    text,
)

ROWS = 4


class GroupForm(Asked):
    """Asked of whoever forms a group; `form_of_group` adds three boxes for each kind of member."""

    formed_on = day(label="成立日期")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the members of the boxes that were filled in."""
        formed_on, reason = data.pop("formed_on"), data.pop("missing_reason")
        kinds = kinds_known(on=formed_on)
        members = [_member(kind, data) for kind in kinds if data.get(f"{kind}_name")]
        return {"formed_on": formed_on, "members": members, "missing_reason": reason}


class FamilyMemberForm(Asked):
    """Asked of whoever says which account belongs to the group's family member."""

    account = line(
        label="账号",
        hint="家庭成员岗位的账号；登录后只看本人亲属的协议和应办日期",
        required=True,
    )


class GroupChangeForm(Asked):
    """Asked of whoever records that a member of a group left or joined."""

    changed_on = day(label="变更日期")
    leaves = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1, max=MOST_MEMBERS),
        metadata={"label": "退出的成员", "widget": "select", "options": ()},
    )
    kind = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_LINE),
        metadata={"label": "加入的成员类别", "widget": "select", "options": ()},
    )
    name = line(label="加入的成员姓名")
    organisation = line(label="单位")
    phone = line(label="联系电话", inputmode="tel")
    born = day(label="出生日期", hint="用来核对是否成年，不保存", required=False)
    why = text(label="变更原因", required=True)
    missing_reason = text(label="缺少成员类别的原因", hint="变更后五类成员不齐的，须写明原因")

    @validates_schema
    def names_a_whole_member(self, data: dict[str, Any], **_: Any) -> None:
        """Whoever joins has a name and stands for something."""
        if bool(data.get("kind")) != bool(data.get("name")):
            missing = "name" if data.get("kind") else "kind"
            raise ValidationError("请把加入的成员类别和姓名一起填写", field_name=missing)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the member who joins, if somebody does."""
        said = {name: data.pop(name) for name in ("kind", "name", "organisation", "phone", "born")}
        return {**data, "joins": Member(**said) if said["kind"] else None}


class AgreementForm(Asked):
    """Asked of whoever records an agreement; `form_of_agreement` adds a box for each heading."""

    signed_on = day(label="签订日期")
    agreement_no = line(label="协议编号", required=True)
    town_signer = line(label="镇政府签字人", required=True)
    guardian = line(label="监护人", hint="本人未满十八周岁的，由监护人一同签名")
    party_a = fields.String(
        load_default=TOWN,
        validate=validate.OneOf(PARTIES),
        metadata={
            "label": "甲方",
            "hint": "镇人民政府，或者受镇政府指定的基层组织；领导小组不是协议的一方",
            "widget": "radio",
            "options": (),
        },
    )
    group_lead = line(label="监护小组组长")
    person_signs = chosen(
        WAYS_TO_SIGN,
        label="本人怎样签字",
        hint="照纸质协议选；本人拒绝签字的，不登记协议，用“登记拒绝签订协议”",
    )
    witnesses = text(
        label="见证人", hint="一行一名；本人不能签名也不能捺印的，至少一名镇政府签字人以外的人"
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the agreement."""
        headings = headings_demanded(on=data["signed_on"])
        parts = tuple((heading, data.pop(heading)) for heading in headings if heading in data)
        data["witnesses"] = lines_of(data["witnesses"])
        return Agreement(**data, text=parts)


class AmendmentForm(AgreementForm):
    """Asked of whoever records a later version."""

    why = text(label="协议变更原因", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the agreement, and say why there is another version."""
        why = data.pop("why")
        return {"agreement": super().record(data), "why": why}


def form_of_group(*, on: date) -> GroupForm:
    """The form as of a day, with boxes for each kind of member."""
    boxes = {name: box for kind in kinds_known(on=on) for name, box in _boxes(kind).items()}
    reason = text(label="缺少成员类别的原因", hint="五类成员不齐的，须写明原因")
    return GroupForm.from_dict({**boxes, "missing_reason": reason})()  # type: ignore[return-value]  # marshmallow types it as Schema


def form_of_agreement(
    words: Mapping[str, str], *, on: date, form: type[AgreementForm] = AgreementForm
) -> AgreementForm:
    """The form as of a day, with each heading under its word."""
    headings = headings_demanded(on=on)
    boxes: dict[str, fields.Field[Any]] = {
        heading: text(label=words[heading], rows=ROWS) for heading in headings
    }
    return form.from_dict(boxes)()  # type: ignore[return-value]  # as above


def boxes_of(kind: str) -> tuple[str, ...]:
    """The names of the boxes for one kind of member, so that a page can keep them together."""
    return tuple(_boxes(kind))


def _boxes(kind: str) -> dict[str, Any]:
    boxes: dict[str, Any] = {
        f"{kind}_name": line(label="姓名"),
        f"{kind}_organisation": line(label="单位"),
        f"{kind}_phone": line(label="联系电话"),
    }
    if kind == FAMILY_MEMBER:
        boxes[f"{kind}_born"] = day(
            label="出生日期", hint="用来核对是否成年，不保存", required=False
        )
    return boxes


def _member(kind: str, data: Mapping[str, Any]) -> Member:
    return Member(
        kind=kind,
        name=data[f"{kind}_name"],
        organisation=data[f"{kind}_organisation"],
        phone=data[f"{kind}_phone"],
        born=data.get(f"{kind}_born"),
    )
