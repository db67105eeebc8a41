"""What is asked of whoever enters a decision of the police, and of whoever receives the person."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.registry.domain.papers import Decision
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.rules.execution import PLACE_KINDS, SERVED_HOW
from services.registry.rules.reporting import PAPERS
from services.registry.schemas.asked import (
    LONGEST_TERM,
    MOST_CREDIT,
    Asked,
    chosen,
    day,
    line,
    text,
)

BOTH_STAND = "both_stand"
KINDS = (REHAB, RECOVERY)
BESIDE = ("printed_from", "printed_to", "facility_agreed")
"""Of a decision's form, what is looked at beside the decision itself."""


class DecisionForm(Asked):
    """Asked of whoever enters a decision of the police."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={"label": "决定种类", "widget": "radio"},
    )
    decision_no = line(label="决定书文号", required=True)
    authority = line(label="决定机关", required=True)
    decided_on = day(label="决定日期")
    served_on = day(label="送达日期", hint="本人收到决定书的日期；报到期限从这一天起算")
    term_months = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=LONGEST_TERM),
        metadata={"label": "期限（月）", "hint": "社区戒毒为36个月；社区康复按决定书填写"},
    )
    credit_days = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=MOST_CREDIT),
        metadata={"label": "折抵天数", "hint": "由强制隔离戒毒变更的，填已执行的天数"},
    )
    printed_from = day(
        label="决定书印的起始日期", hint="决定书没有印起止日期的不填", required=False
    )
    printed_to = day(label="决定书印的截止日期", required=False)
    served_while_detained = fields.Boolean(
        load_default=False,
        metadata={
            "label": "送达时正在执行拘留",
            "hint": "报到期限照常从送达之日起算；释放后15日内报到视为有正当理由",
        },
    )
    released_on = day(
        label="拘留释放日期",
        hint="送达时正在执行拘留的才填写；还没有释放的填预计日期，不知道的不填，释放后再登记",
        required=False,
    )
    served_how = chosen(SERVED_HOW, label="送达方式")
    place_kind = chosen(PLACE_KINDS, label="执行场所", hint="没有写明的按乡镇执行")
    execution_place = line(label="执行地", hint="例如 金寨县梅山镇；在戒毒康复场所的写明名称")
    facility_agreed = fields.Boolean(
        load_default=False,
        metadata={
            "label": "本人同意在戒毒康复场所执行",
            "hint": "只有社区康复在戒毒康复场所执行的才勾选",
        },
    )
    other = fields.String(
        load_default="",
        metadata={
            "label": "此人的未结案件",
            "hint": "公安机关的决定照收；请说明新决定取代哪一件，或者两案并存待查明",
            "widget": "select",
            "options": (),
        },
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the decision, and say what becomes of another case."""
        other = data.pop("other", "")  # not asked where no other case is open
        beside = {name: data.pop(name) for name in BESIDE if name in data}
        return {
            **beside,
            "decision": Decision(**data),
            "replaces": None if other in {"", BOTH_STAND} else other,
            "both_stand": other == BOTH_STAND,
        }


class ReportInForm(Asked):
    """Asked of whoever receives a person who reports in."""

    reported_on = day(label="报到日期")
    informed = fields.Boolean(
        load_default=False,
        metadata={
            "label": "已告知个人信息处理事项",
            "hint": "没有告知的，列入待办补办",
        },
    )
    papers_shown = fields.List(
        fields.String(validate=validate.OneOf(PAPERS)),
        load_default=(),
        validate=validate.Length(max=len(PAPERS)),
        metadata={"label": "出示的材料", "widget": "checkboxes", "options": ()},
    )
    lateness_reason = text(
        label="本人说的逾期理由",
        hint="超过15日报到的，写本人怎么说、出示了什么证明；是否正当由领导小组认定。没有说也照实登记",
    )
