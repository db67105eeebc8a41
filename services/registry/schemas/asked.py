"""What registry's forms and API ask for.

Only what makes a record at all is required: where the law wants more, the record says what it
lacks, and a form that insists would teach people to invent (domain.md 0.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from services.registry.domain.person import Details
from services.registry.rules.register import (
    EDUCATIONS,
    FLAGS,
    HOMES,
    ID_CARD,
    ID_TYPES,
    MARITAL,
)

LONGEST_LINE, LONGEST_TEXT, LONGEST_ADDRESS, LONGEST_PURPOSE = 80, 2000, 120, 100
MOST_MOVED = 200
MOST_MEMBERS, LONGEST_TERM, MOST_CREDIT = 20, 120, 1095
ANSWERS = ("needed", "not_needed")
PLAN_PARTS = (
    *("family", "drug_history", "present_state", "treatment_needed"),
    *("maintenance_advised", "counselling_plan", "help_plan"),
)
"""What stands beside the measures of a plan, in the order of the form."""
PLACE = frozenset({"village", "sex"})
"""Of a person's form, what is no personal detail."""


def line(*, label: str, hint: str = "", required: bool = False, **more: Any) -> fields.String:
    """A short text; nothing of it is remembered by the browser."""
    told = {"label": label, "hint": hint, "personal": True, **more}
    if required:
        length = validate.Length(min=1, max=LONGEST_LINE)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE), metadata=told)


def text(*, label: str, hint: str = "", required: bool = False, rows: int = 3) -> fields.String:
    """A longer text."""
    told = {"label": label, "hint": hint, "personal": True, "widget": "textarea", "rows": rows}
    if required:
        length = validate.Length(min=1, max=LONGEST_TEXT)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT), metadata=told)


def address(*, label: str, hint: str = "") -> fields.String:
    """Where somebody lives."""
    told = {"label": label, "hint": hint, "personal": True, "widget": "text"}
    return fields.String(
        load_default="", validate=validate.Length(max=LONGEST_ADDRESS), metadata=told
    )


def day(*, label: str, hint: str = "", required: bool = True) -> fields.Date:
    """A day."""
    told = {"label": label, "hint": hint}
    if required:
        return fields.Date(required=True, metadata=told)
    return fields.Date(load_default=None, metadata=told)


def chosen(codes: Iterable[str], *, label: str, default: str = "", hint: str = "") -> fields.String:
    """One of a few codes; none where nobody asked."""
    allowed = tuple(codes) if default else ("", *codes)
    told = {"label": label, "hint": hint, "widget": "select"}
    return fields.String(load_default=default, validate=validate.OneOf(allowed), metadata=told)


def lines_of(written: str) -> tuple[str, ...]:
    """What was written one a line."""
    return tuple(line.strip() for line in written.splitlines() if line.strip())


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE


class IdentityForm(Asked):
    """Asked of whoever says who somebody is."""

    name = line(label="姓名", required=True)
    id_type = chosen(ID_TYPES, label="证件种类", default=ID_CARD)
    id_no = line(
        label="身份证号",
        hint="18位；15位旧号自动换算。其他证件照证件填写号码",
        required=True,
    )
    born = day(label="出生日期", hint="居民身份证的不用填，按号码", required=False)
    sex = fields.String(
        load_default="",
        validate=validate.OneOf(("男", "女")),
        metadata={"label": "性别", "hint": "不选就按身份证号", "widget": "radio"},
    )


class IdentityCorrectionForm(IdentityForm):
    """Asked of whoever finds that a file has it wrong."""

    why = text(
        label="更正理由", hint="错在哪里，依据什么材料：材料名称、文号和出具单位", required=True
    )


class KnownForm(Asked):
    """Asked of whoever keeps what else is known of a person."""

    village = line(label="村（社区）", required=True)
    ethnicity = line(label="民族")
    education = chosen(EDUCATIONS, label="文化程度")
    marital = chosen(MARITAL, label="婚姻状况")
    phone = line(label="联系电话", inputmode="tel")
    other_phone = line(label="其他电话", hint="例如家属电话", inputmode="tel")
    domicile = address(label="户籍地址")
    residence = address(label="现居住地址")
    fixed_home = chosen(HOMES, label="有固定住所")
    job = line(label="职业或者工作单位")
    household = text(label="家庭成员", hint="同住的人：姓名、关系、电话")
    guardian = line(label="监护人", hint="未满十八周岁的填写：姓名、关系、电话")
    drug = line(label="滥用毒品种类")
    remark = text(label="备注")


class RevisionForm(KnownForm):
    """Asked of whoever brings it up to date."""

    why = line(label="修改原因", hint="例如 本人告知换了电话、家访核实、录入有误", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Keep apart where the person belongs, and the reason."""
        beside = {name: data.pop(name) for name in ("village", "why")}
        return {"details": data, **beside}


class PersonForm(KnownForm, IdentityForm):
    """Asked of whoever registers a person: who somebody is, then what else is known."""

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the details, beside where the person belongs."""
        place = {name: data.pop(name) for name in tuple(data) if name in PLACE}
        return {"details": Details(**data), **place}


class NewPersonForm(PersonForm):
    """The same on the page, which warns of people who could be the same."""

    different = fields.Boolean(
        load_default=False,
        metadata={
            "label": "已核对，不是同一人",
            "hint": "登记册里有同名或者同电话的人时才需要勾选",
        },
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the details, and say whether those alike were looked at."""
        different = data.pop("different")
        place = {name: data.pop(name) for name in tuple(data) if name in PLACE}
        return {"details": Details(**data), **place, "different": different}


class FlagForm(Asked):
    """Asked of whoever changes a person's place in the register."""

    flag = fields.String(
        required=True,
        validate=validate.OneOf(FLAGS),
        metadata={
            "label": "登记状态",
            "widget": "select",
            "hint": (
                "被关押、迁出、出境、死亡的，由他人确认后生效。"
                "不改变实有人数：应当排除的，另在实有底数提出"
            ),
        },
    )
    set_on = day(label="自何日起")
    why = line(label="更改原因", hint="依据什么：本人告知、家访、文书名称和文号", required=True)


class PrivacyNoticeForm(Asked):
    """Asked of whoever told a person what is kept about them."""

    given_on = day(label="告知日期")


class CarePlanForm(Asked):
    """Asked of whoever lays down the measures."""

    set_on = day(label="确定日期")
    family = text(label="家庭情况", hint="同住家人、家庭关系、经济来源")
    drug_history = text(label="吸毒史", hint="毒品种类、时间、查处和戒毒经历")
    present_state = text(label="目前状况", hint="身体、心理、居住、就业")
    treatment_needed = chosen(ANSWERS, label="是否需要戒毒治疗")
    maintenance_advised = chosen(ANSWERS, label="是否建议维持治疗")
    counselling_plan = text(label="谈心、心理辅导安排")
    help_plan = text(label="就学、就业、救助安排")
    plan = text(label="戒毒、帮扶措施", required=True, rows=8)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Keep together what is filled in beside the measures."""
        parts = tuple((name, data.pop(name)) for name in PLAN_PARTS if name in data)
        return {**data, "parts": tuple((name, said) for name, said in parts if said)}


class CaseStationForm(Asked):
    """Asked of whoever gives a case to a station, or hands it over."""

    station = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": "工作站", "widget": "select", "options": ()},
    )
    reason = text(label="原因", hint="移交给另一个工作站的必须写明；时间线上可见")


class PlacingForm(Asked):
    """Asked of whoever moves cases to the stations of their villages."""

    case_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=MOST_MOVED, error="请至少选择一件个案"),
        metadata={"label": "个案", "widget": "checkboxes", "options": ()},
    )
    reason = text(label="原因", hint="例如：村（社区）已改由新的工作站负责", required=True)


class LookForm(Asked):
    """Asked of whoever wants to see a person's number, phone and address in full."""

    purpose = fields.String(
        required=True,
        validate=validate.Length(min=2, max=LONGEST_PURPOSE),
        metadata={"label": "查看用途", "hint": "写入查看记录，例如：核对报到材料"},
    )


class SearchForm(Asked):
    """Asked of whoever looks for a person or a case."""

    sought = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_LINE),
        metadata={
            "label": "查找",
            "hint": "姓名、拼音、拼音首字母、身份证号或者末四位、电话、案号",
            "personal": True,
        },
    )


class RosterForm(Asked):
    """Asked of whoever imports a village's roster."""

    file = fields.Raw(
        required=True,
        metadata={
            "label": "名册文件",
            "hint": "xlsx、xls 或者 csv；先试运行，看过逐行结果再导入",
            "widget": "file",
            "accept": ".xlsx,.xls,.csv",
        },
    )
