"""What supervision's forms and API ask for.

A form asks for what the law wants recorded, and requires only what makes a record at all: what is
missing is a defect of the record (domain.md 0.1), and a form that insists teaches people to invent.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import RAISE, Schema, fields, post_load, validate

from services.supervision.domain.records import (
    Admonition,
    Asking,
    NeedFound,
    Refusing,
    Sampling,
    Talk,
)
from services.supervision.schemas.words import (
    MOODS,
    NEEDS,
    NOTIFIED,
    PROOFS,
    RESULTS,
    SAMPLES,
    SEXES,
    TALKED,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST_LINE, LONGEST_TEXT, MOST_PEOPLE = 80, 2000, 10


def one_of(words: dict[str, str]) -> validate.OneOf:
    """One of these codes, shown by its word."""
    return validate.OneOf(tuple(words), labels=tuple(words.values()))


def instant(*, label: str, hint: str = "") -> fields.AwareDateTime:
    """A day and an hour; without a zone it is the town's."""
    told = {"label": label, "hint": hint}
    return fields.AwareDateTime(required=True, default_timezone=SHANGHAI, metadata=told)


def line(*, label: str, hint: str = "", required: bool = False) -> fields.String:
    """A short text about people or places."""
    told = {"label": label, "hint": hint, "personal": True}
    if required:
        length = validate.Length(min=1, max=LONGEST_LINE)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE), metadata=told)


def text(*, label: str, hint: str = "", required: bool = False) -> fields.String:
    """A longer text."""
    told = {"label": label, "hint": hint, "personal": True, "widget": "textarea"}
    if required:
        length = validate.Length(min=1, max=LONGEST_TEXT)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT), metadata=told)


def choice(*, label: str, words: dict[str, str], **more: Any) -> fields.String:
    """One of a few, all in sight."""
    told = {"label": label, "widget": "radio", **more}
    return fields.String(required=True, validate=one_of(words), metadata=told)


def people(*, label: str, hint: str = "", required: bool = False) -> fields.List[str]:
    """Several names, one a line."""
    least = 1 if required else 0
    return fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_LINE)),
        required=required,
        validate=validate.Length(min=least, max=MOST_PEOPLE),
        metadata={"label": label, "hint": hint, "personal": True},
    )


def proofs() -> fields.List[str]:
    """How it can be shown that something was served."""
    return fields.List(
        fields.String(validate=validate.OneOf(tuple(PROOFS))),
        load_default=list,
        metadata={
            "label": "送达凭证",
            "hint": "没有凭证也照实登记，但不能据此登记拒检或者再次计次",
            "widget": "checkboxes",
            "options": tuple(PROOFS.items()),
        },
    )


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE


class NoticeForm(Asked):
    """Asked of whoever tells a person to come for a test."""

    window = fields.Integer(required=True, metadata={"label": "第几次检测", "widget": "select"})
    served_at = instant(label="送达时间")
    how = choice(label="送达方式", words=NOTIFIED)
    appear_at = instant(label="通知到场时间", hint="须在这一次检测的期间内")
    place = line(label="检测地点", required=True)
    proofs = proofs()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Asking:
        """Make the notice."""
        return Asking(**data | {"proofs": tuple(data["proofs"])})


class SamplingForm(Asked):
    """Asked of whoever records a test."""

    collected_at = instant(label="采样时间")
    sample = choice(label="样本", words=SAMPLES)
    result = choice(label="结果", words=RESULTS)
    place = line(label="采样地点")
    tester_1 = line(label="检测人员一")
    tester_2 = line(label="检测人员二", hint="两名以上工作人员；只有一名也照实登记")
    officer = line(label="负责检测的民警")
    collector_sex = fields.String(
        load_default="",
        validate=one_of(SEXES),
        metadata={"label": "采样人员性别", "hint": "女性尿样由女性采集", "widget": "radio"},
    )
    kit_batch = line(label="试剂批号")
    kit_serial = line(label="试剂编号")
    kit_expires_on = fields.Date(load_default=None, metadata={"label": "试剂有效期至"})
    report_no = line(label="检测报告书编号")
    subject_signed = fields.Boolean(load_default=False, metadata={"label": "本人已在报告书上签名"})
    signing_note = text(label="拒不签名的说明", hint="本人没有签名时填写")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Sampling:
        """Make the record."""
        return Sampling(**data)


class RefusalForm(Asked):
    """Asked of whoever records that a test was refused."""

    notice_id = fields.UUID(
        required=True,
        metadata={
            "label": "拒绝的是哪一份通知",
            "hint": "只列出已送达并有凭证的通知；一份通知最多计一次",
            "widget": "select",
        },
    )
    refused_on = fields.Date(required=True, metadata={"label": "拒检日期"})
    how = text(label="经过", hint="本人说了什么、做了什么", required=True)
    witnesses = people(label="见证人", hint="两名见证人，或者下面的民警说明")
    officer_note = text(label="民警的书面说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Refusing:
        """Make the record."""
        return Refusing(**data | {"witnesses": tuple(data.get("witnesses", ()))})


class AdmonitionForm(Asked):
    """Asked of whoever serves a written admonition."""

    document_no = line(label="告诫书编号", required=True)
    served_on = fields.Date(required=True, metadata={"label": "送达日期"})
    clause = line(label="违反的协议条款", required=True)
    grounds = text(label="事实", required=True)
    how = choice(label="送达方式", words=NOTIFIED)
    proofs = proofs()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Admonition:
        """Make the admonition."""
        return Admonition(**data | {"proofs": tuple(data["proofs"])})


class TalkForm(Asked):
    """Asked of whoever held a talk; the needs that came up are part of it."""

    started_at = instant(label="开始时间")
    ended_at = instant(label="结束时间")
    how = choice(label="方式", words=TALKED)
    place = line(label="地点")
    talkers = people(label="谈话人", required=True)
    summary = text(label="谈话内容", required=True)
    mood = fields.String(
        load_default="", validate=one_of(MOODS), metadata={"label": "情绪", "widget": "radio"}
    )
    subject_signed = fields.Boolean(load_default=False, metadata={"label": "本人已签名"})
    needs = fields.List(
        fields.String(validate=validate.OneOf(tuple(NEEDS))),
        load_default=list,
        metadata={
            "label": "谈到的需求",
            "hint": "每一项转给能帮助的部门；对方只知道需求，不知道谈话内容",
            "widget": "checkboxes",
            "options": tuple(NEEDS.items()),
        },
    )
    need_note = text(label="需求说明", hint="留在本部门，不随转介送出")
    agreed = fields.Boolean(load_default=False, metadata={"label": "本人同意转介"})

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the talk, and each need."""
        kinds, note, agreed = (data.pop(name) for name in ("needs", "need_note", "agreed"))
        talk = Talk(**data | {"talkers": tuple(data["talkers"])})
        needs = [
            NeedFound(kind=kind, raised_on=talk.held_on, agreed=agreed, note=note) for kind in kinds
        ]
        return {"talk": talk, "needs": needs}


class NeedForm(Asked):
    """Asked of whoever passes a need on."""

    kind = choice(label="需求", words=NEEDS)
    raised_on = fields.Date(required=True, metadata={"label": "提出日期"})
    note = text(label="说明", hint="留在本部门，不随转介送出")
    agreed = fields.Boolean(load_default=False, metadata={"label": "本人同意转介"})

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> NeedFound:
        """Make the need."""
        return NeedFound(**data)


class ListQuery(Schema):
    """How a list is narrowed down and turned over."""

    when = fields.String(load_default=None)
    village = fields.String(load_default=None)
    station = fields.String(load_default=None)
    kind = fields.String(load_default=None)
    case_ref = fields.String(load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(min=1))
