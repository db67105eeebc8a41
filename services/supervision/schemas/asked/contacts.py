"""Asked about talks and needs."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import (
    NeedFound,
    Talk,
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
from services.supervision.schemas.words import (
    MOODS,
    NEEDS,
    TALKED,
)


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
