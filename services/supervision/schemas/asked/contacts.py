"""Asked about talks and needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    MissingReport,
    NeedFound,
    PeriodicReport,
    Talk,
    Visit,
)
from services.supervision.schemas.asked.fields import (
    Asked,
    choice,
    instant,
    line,
    one_of,
    people,
    text,
)
from services.supervision.schemas.asked.paper import cited_in, form_scan, form_serial
from services.supervision.schemas.words import MOODS, NEEDS, REPORTED, TALKED


def needs() -> fields.List[str]:
    """What came up for which another department can help."""
    return fields.List(
        fields.String(validate=validate.OneOf(tuple(NEEDS))),
        load_default=list,
        metadata={
            "label": "谈到的需求",
            "hint": "每一项转给能帮助的部门；对方只知道需求，不知道谈话内容",
            "widget": "checkboxes",
            "options": tuple(NEEDS.items()),
        },
    )


def need_note() -> fields.String:
    """What is to be known about the needs in this department alone."""
    return text(label="需求说明", hint="留在本部门，不随转介送出")


def agreed() -> fields.Boolean:
    """Whether the person wants the needs to be passed on."""
    return fields.Boolean(load_default=False, metadata={"label": "本人同意转介"})


def needs_in(data: dict[str, Any], *, raised_on: date) -> list[NeedFound]:
    """Take the needs out of what was asked for."""
    kinds, note, consent = (data.pop(name) for name in ("needs", "need_note", "agreed"))
    return [NeedFound(kind=kind, raised_on=raised_on, agreed=consent, note=note) for kind in kinds]


class TalkForm(Asked):
    """Asked of whoever held a talk, on one screen of a phone, with the needs that came up."""

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
    needs = needs()
    need_note = need_note()
    agreed = agreed()
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the talk, each need, and the form that it cites."""
        paper = cited_in(data)
        found = needs_in(data, raised_on=data["started_at"].date())
        talk = Talk(**data | {"talkers": tuple(data["talkers"])})
        return {"talk": talk, "needs": found, "paper": paper}


class NeedForm(Asked):
    """Asked of whoever passes a need on."""

    kind = choice(label="需求", words=NEEDS)
    raised_on = fields.Date(required=True, metadata={"label": "提出日期"})
    note = text(label="说明", hint="留在本部门，不随转介送出")
    agreed = agreed()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> NeedFound:
        """Make the need."""
        return NeedFound(**data)


class VisitForm(Asked):
    """Asked of whoever visited a home, on one screen of a phone, with the needs that came up."""

    visited_on = fields.Date(required=True, metadata={"label": "家访日期"})
    visitors = people(label="家访人员", hint="两人以上；只有一人也照实登记", required=True)
    met = fields.Boolean(load_default=False, metadata={"label": "见到本人"})
    interviewee = line(label="受访人")
    relation = line(label="与本人的关系")
    result = text(label="家访情况", required=True)
    needs = needs()
    need_note = need_note()
    agreed = agreed()
    address = line(label="地址")
    family_state = line(label="家庭情况")
    work_state = line(label="工作情况")
    difficulty = line(label="主要困难")
    opinion = line(label="意见和建议")
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the visit, each need, and the form that it cites."""
        paper = cited_in(data)
        found = needs_in(data, raised_on=data["visited_on"])
        visit = Visit(**data | {"visitors": tuple(data["visitors"])})
        return {"visit": visit, "needs": found, "paper": paper}


class ReportForm(Asked):
    """Asked of whoever receives a periodic report."""

    received_on = fields.Date(required=True, metadata={"label": "收到日期"})
    about_on = fields.Date(
        required=True, metadata={"label": "汇报的是哪一期", "hint": "这一期中的任何一日"}
    )
    how = choice(label="方式", words=REPORTED)
    received_by = line(label="接收人", required=True)
    told = text(label="汇报内容")
    form_serial = form_serial()
    form_scan = form_scan()

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the report, and the form that it cites."""
        paper = cited_in(data)
        return {"report": PeriodicReport(**data), "paper": paper}


class MissingReportForm(Asked):
    """Asked of whoever notes that a periodic report did not come."""

    marked_on = fields.Date(required=True, metadata={"label": "登记日期"})
    about_on = fields.Date(
        required=True, metadata={"label": "没有汇报的是哪一期", "hint": "这一期中的任何一日"}
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> MissingReport:
        """Make the note."""
        return MissingReport(**data)
