"""What is asked of whoever records the course of a case, on the page and by the API alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from services.registry.domain.duties import ASK_POLICE, RECONTACT, REMIND_POLICE, SEND_RELEASE_FILE
from services.registry.domain.facts_correction import CLEARED
from services.registry.domain.papers import Change
from services.registry.rules.book import RECOVERY, REHAB
from services.registry.rules.course import ENDING, HOLDING
from services.registry.rules.typing import TYPED
from services.registry.schemas.approvals import OnPaper
from services.registry.schemas.asked import (
    LONGEST_TERM,
    MOST_CREDIT,
    Asked,
    chosen,
    day,
    line,
    lines_of,
    text,
)

DEEDS = (RECONTACT, ASK_POLICE, REMIND_POLICE, SEND_RELEASE_FILE)
OPEN = ".."


def _one_of(codes: tuple[str, ...], *, label: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.OneOf(codes),
        metadata={"label": label, "widget": "select", "options": ()},
    )


class Paper(Asked):
    """Asked wherever a paper of another authority is recorded."""

    authority = line(label="决定机关", required=True)
    document_no = line(label="文书文号", required=True)


class LateReasonForm(Asked):
    """Asked of whoever records that the leading group believed a late person."""

    reason = text(
        label="正当理由和证明材料", hint="领导小组认定的理由和所依据的材料", required=True
    )
    signer = line(label="领导小组签字人", required=True)
    signed_on = day(label="签字日期")


class NoReasonForm(Asked):
    """Asked of whoever finds that a person who is overdue has no reason."""

    found_on = day(label="认定日期")
    efforts = text(
        label="联系情况", hint="何时、怎样联系本人和家属，问到什么理由，为什么不成立", required=True
    )
    signer = line(label="认定人", required=True)


class RefusalReportForm(Asked):
    """Asked of whoever tells the police that a person refuses to report in."""

    reported_on = day(label="报告日期")
    document_no = line(label="报告文号", required=True)
    facts = text(label="事实和证据", required=True)
    receipt_no = line(label="公安机关回执编号", hint="当时没有回执的不填")


class RefusalForm(Asked):
    """Asked of whoever records that a person would not sign."""

    refused_on = day(label="拒签日期")
    reason = text(label="本人说的理由", required=True)
    witnesses = text(label="见证人", hint="一行一名；不足两名的也照实登记", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """One witness a line."""
        return data | {"witnesses": lines_of(data["witnesses"])}


class SuspensionForm(Paper):
    """Asked of whoever records a detention or an arrest."""

    suspended_on = day(label="拘留、逮捕日期", hint="从这一天起期限停止计算")
    cause = _one_of(HOLDING, label="中止原因")


class CustodyReleaseForm(Paper):
    """Asked of whoever records the release of a person who was served in detention."""

    released_on = day(
        label="实际释放日期", hint="送达时的拘留何时结束；此日起15日内报到视为有正当理由"
    )


class ResumptionForm(Paper):
    """Asked of whoever records that a person was set free."""

    resumed_on = day(label="释放日期", hint="从这一天起期限继续计算")


class DeedForm(Asked):
    """Asked of whoever did what was owed and leaves no paper of its own."""

    duty = _one_of(DEEDS, label="完成事项")
    done_on = day(label="完成日期")


def change_of(data: dict[str, Any]) -> Change:
    """By which paper the place of execution changed, taken out of what was asked."""
    names = ("change_authority", "change_no", "change_decided_on")
    return Change(**{name: data.pop(name) for name in names})


class TransferForm(Asked):
    """Asked of whoever has a measure carried out elsewhere."""

    ordered_on = day(label="变更日期")
    destination = line(label="新执行地", required=True)
    reason = text(label="变更原因", required=True)
    change_authority = line(label="变更决定机关", hint="没有文书或者没有写明的不填")
    change_no = line(label="变更决定文号", hint="没有文书或者没有写明的不填")
    change_decided_on = day(label="变更决定日期", hint="没有文书或者没有写明的不填", required=False)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Say by which paper."""
        return data | {"change": change_of(data)}


class MaterialsForm(Asked):
    """Asked of whoever sent the file."""

    sent_on = day(label="移送日期")
    document_no = line(label="文书文号", required=True)


class ReceiptForm(Asked):
    """Asked of whoever has the other town's receipt."""

    received_on = day(label="回执日期")
    document_no = line(label="文书文号", required=True)


class CancelForm(Asked):
    """Asked of whoever keeps a case after all."""

    cancelled_on = day(label="取消日期")
    reason = text(label="取消原因", required=True)


class TerminationForm(Paper):
    """Asked of whoever records what ended a case."""

    ended_on = day(label="终止日期")
    cause = _one_of(tuple(ENDING), label="终止原因")


class RevocationForm(Paper):
    """Asked of whoever records that the order behind a case elsewhere was revoked."""

    ended_on = day(label="撤销日期")


class ReopeningForm(Paper):
    """Asked of whoever records that what ended a case was revoked."""

    reopened_on = day(
        label="恢复执行日期", hint="终止的文书被撤销的日期；其间被羁押的，另登记中止和恢复"
    )


class ReleaseForm(Asked):
    """Asked of whoever got the notice of release."""

    told_on = day(label="收到通知书日期")
    document_no = line(label="通知书文号", required=True)


class CorrectionForm(Asked):
    """Asked of whoever finds that days of a term are wrong."""

    reported_on = day(label="正确的报到日期")
    credit_days = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=MOST_CREDIT),
        metadata={"label": "正确的折抵天数"},
    )
    suspensions = text(
        label="正确的中止期间",
        hint="一行一段，例如 2026-05-10/2026-05-25；尚未恢复的写 2026-05-10/..",
    )
    why = text(label="更正原因", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """One span a line."""
        return data | {"suspensions": spans_of(data["suspensions"])}


def _number(*, label: str, most: int) -> fields.Integer:
    return fields.Integer(
        load_default=None, validate=validate.Range(min=0, max=most), metadata={"label": label}
    )


class FactsCorrectionForm(Asked):
    """Asked of whoever finds that facts of a paper are wrong on file; what is empty stays."""

    kind = chosen(
        (REHAB, RECOVERY),
        label="决定种类",
        hint="报到以前才能更正；已经报到的，按正确的决定书另行接收，并说明取代此案",
    )
    decision_no = line(label="决定书文号")
    authority = line(label="决定机关")
    execution_place = line(label="执行地")
    decided_on = day(label="决定日期", required=False)
    served_on = day(label="送达日期", hint="更正以后，报到期限随之改变", required=False)
    released_on = day(label="拘留释放日期", required=False)
    term_months = _number(label="期限（月）", most=LONGEST_TERM)
    credit_days = _number(label="折抵天数", most=MOST_CREDIT)
    printed_from = day(label="决定书印的起始日期", required=False)
    printed_to = day(label="决定书印的截止日期", required=False)
    agreement_no = line(label="协议编号")
    signed_on = day(label="协议签订日期", required=False)
    town_signer = line(label="镇政府签字人")
    guardian = line(label="监护人")
    group_lead = line(label="监护小组组长")
    cleared = fields.List(
        fields.String(validate=validate.OneOf(CLEARED)),
        load_default=(),
        metadata={
            "label": "应为空的项目",
            "hint": "录入了内容、但文书上没有这一项的勾选；上面不用改",
            "widget": "checkboxes",
            "options": (),
        },
    )
    paper_no = fields.Integer(
        load_default=None,
        validate=validate.Range(min=1),
        metadata={
            "label": "依据材料的卷内件号",
            "hint": "更正日期、期限、天数和种类的必填：先把扫描件归入一人一档。只更正文字的不填",
        },
    )
    why = text(label="更正原因", hint="错在哪里，依据什么材料", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What is right, as text by field."""
        beside = {name: data.pop(name) for name in ("why", "paper_no", "cleared")}
        right = {name: str(said) for name, said in data.items() if said not in {None, ""}}
        return {"right": right, **beside}


class WithdrawalForm(Asked):
    """Asked of whoever takes a proposed correction back."""

    why = text(label="撤回原因", required=True)


class CorrectionDecision(Asked):
    """What is decided on a correction, and why."""

    approved = fields.Boolean(load_default=False, metadata={"label": "同意更正"})
    why = text(label="审批意见")


class CorrectionDecisionForm(OnPaper, CorrectionDecision):
    """Asked of whoever decides on a correction, as another account or by a signed paper."""


class TypingForm(Asked):
    """Asked of whoever mistyped something today."""

    field = _one_of(TYPED, label="录错的一项")
    value = line(label="正确内容", required=True)
    why = text(label="更正原因", required=True)


class TermAnswerForm(Paper):
    """Asked of whoever has the police's answer which first and last day hold."""

    answered_on = day(label="答复日期")
    first_on = day(label="答复的起始日期")
    last_on = day(label="答复的期满日", hint="不算中止的日子；中止的日子由系统顺延")


class ReadingForm(Asked):
    """Asked of whoever chooses between readings of the law."""

    last_day = day(label="按此期满日办理")
    why = text(label="选择理由", required=True)


def spans_of(written: str) -> tuple[tuple[date, date | None], ...]:
    """Spans as they were written, one a line."""
    return tuple(map(_span, lines_of(written)))


def _span(written: str) -> tuple[date, date | None]:
    first, _, end = written.partition("/")
    try:
        span = date.fromisoformat(first), None if end == OPEN else date.fromisoformat(end)
    except ValueError:
        raise ValidationError("中止期间写法不对", field_name="suspensions") from None
    if span[1] is not None and span[1] < span[0]:
        raise ValidationError("中止期间写法不对", field_name="suspensions")
    return span
