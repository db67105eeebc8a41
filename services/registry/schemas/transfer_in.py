"""What is asked of whoever takes over a case that another town began."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.registry.schemas.asked import day, line, text
from services.registry.schemas.course import change_of, spans_of
from services.registry.schemas.decisions import DecisionForm

MOST_COUNTED, MOST_DAYS = 99, 1095
COUNTED = {
    "refused_tests": "test",
    "absences": "leave_times",
    "absent_days": "leave_days",
    "not_reported": "no_report",
    "drug_uses": "use",
    "minor_breaches": "minor",
}
"""What the form asks of the counters, and the name of each."""
OF_THE_MOVE = (
    *("received_on", "reported_on", "left_on"),
    *("suspensions", "counters", "origin", "document_no"),
)


def _counted(*, label: str, hint: str = "", most: int = MOST_COUNTED) -> fields.Integer:
    """A number that the papers state, or do not: that is no nought."""
    return fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=0, max=most),
        metadata={"label": label, "hint": hint},
    )


class TransferInForm(DecisionForm):
    """Asked of whoever takes over a case that another town began."""

    class Meta(DecisionForm.Meta):
        """How a decision was served is long past here, and the other town was its place."""

        exclude = (
            *("served_while_detained", "released_on", "served_how"),
            *("place_kind", "execution_place", "facility_agreed"),
        )

    origin = line(label="原执行地", required=True)
    document_no = line(label="移送文书文号", required=True)
    reported_on = day(label="原报到日期", hint="期限从这一天起连续计算")
    change_authority = line(label="变更决定机关", hint="没有文书或者没有写明的不填")
    change_no = line(label="变更决定文号", hint="没有文书或者没有写明的不填")
    change_decided_on = day(label="变更决定日期", hint="没有文书或者没有写明的不填", required=False)
    left_on = day(label="执行地变更日期", hint="不知道的不填", required=False)
    received_on = day(label="到本镇报到日期", hint="本镇从这一天起负责；须重新签订协议")
    suspensions_stated = fields.Boolean(
        load_default=False,
        metadata={
            "label": "移送材料写明了中止情况",
            "hint": "没有写明的不勾选，补来以前期满日未定",
        },
    )
    suspensions = text(
        label="中止期间",
        hint="一行一段，例如 2026-05-10/2026-05-25；尚未恢复的写 2026-05-10/..",
    )
    refused_tests = _counted(
        label="逃避、拒绝检测次数", hint="原执行地累计的次数；材料没有写明的不填，不等于零"
    )
    absences = _counted(label="擅自离开次数", hint="未经书面报告离开县域的次数；没有写明的不填")
    absent_days = _counted(label="擅自离开天数", hint="累计天数；没有写明的不填", most=MOST_DAYS)
    not_reported = _counted(label="逾期未报到次数", hint="无正当理由逾期报到；没有写明的不填")
    drug_uses = _counted(label="又有吸毒行为次数", hint="执行期间公安机关认定的；没有写明的不填")
    minor_breaches = _counted(
        label="其他违反协议次数", hint="经批评教育、书面告诫的；没有写明的不填"
    )

    @post_load
    def record(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Make the decision, and say how far the case has come."""
        stated = data.pop("suspensions_stated")
        data["suspensions"] = spans_of(data["suspensions"]) if stated else None
        counted = {name: data.pop(field, None) for field, name in COUNTED.items()}
        data["counters"] = {name: it for name, it in counted.items() if it is not None}
        moved = {name: data.pop(name) for name in OF_THE_MOVE}
        moved["change"] = change_of(data)
        decided: dict[str, Any] = super().record(data, **more)
        return decided | moved
