"""Trainings, publicity and meetings."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.affairs.activities import Attendee, Issue, Participant
from services.registry.domain.affairs.publicity import Telling
from services.registry.rules.affairs.activities import FORMS
from services.registry.rules.affairs.book import BOOK
from services.registry.schemas.affairs.coded import Coded
from services.registry.schemas.affairs.rows import Rows
from services.registry.schemas.asked import LONGEST_LINE, LONGEST_TEXT, Asked, day, line, text
from services.registry.schemas.told import DoneOut, GroundOut, WhyOut

MOST_HOURS, MOST_POINTS, MOST_HEADS, MOST_PHOTOS, MOST_LINES = 200, 100, 1_000_000, 500, 60
NEWEST = BOOK.tables[-1]
AUDIENCES = tuple(NEWEST["publicity_audiences"].value)
THEMES = tuple(NEWEST["publicity_themes"].value)

TRAINED_WORDS = {
    "community_head": "社区负责人",
    "full_time_worker": "专职社工",
    "community_police": "社区民警",
    "other_staff": "其他人员",
}
MEETING_WORDS = {
    "head": "组长",
    "first_deputy": "第一副组长",
    "deputy": "副组长",
    "handler": "经办人",
    "member": "成员",
    "guardianship": "监护小组成员",
    "other_staff": "其他人员",
}


class AttendeeIn(Asked):
    """Somebody at a training."""

    role = Coded(TRAINED_WORDS, label="身份")
    name = line(label="姓名", required=True)
    signed = fields.Boolean(
        load_default=False,
        truthy={True, "true", "已签"},
        falsy={False, "false", "未签"},
        metadata={"label": "签到"},
    )
    score = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=0, max=MOST_POINTS),
        metadata={"label": "测试得分"},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Attendee:
        """Make the attendee."""
        return Attendee(**data)


class TrainingForm(Asked):
    """Asked of whoever records a training."""

    held_on = day(label="培训日期")
    topic = line(label="培训内容", required=True)
    hours = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=MOST_HOURS),
        metadata={"label": "学时"},
    )
    trainer = line(label="授课人", required=True)
    attendees = Rows(
        AttendeeIn,
        label="参加人员",
        hint="身份（社区负责人、专职社工、社区民警、其他人员）、姓名、已签或者未签、测试得分",
    )


def several(codes: tuple[str, ...], *, label: str) -> fields.List[str]:
    """At least one of a few codes."""
    return fields.List(
        fields.String(validate=validate.OneOf(codes)),
        required=True,
        validate=validate.Length(min=1, max=len(codes)),
        metadata={"label": label, "widget": "checkboxes", "options": ()},
    )


class PublicityForm(Asked):
    """Asked of whoever records publicity."""

    held_on = day(label="宣传日期")
    village = line(label="村（社区）", hint="面向全镇的不填")
    place = line(label="地点", required=True)
    form = fields.String(
        required=True,
        validate=validate.OneOf(FORMS),
        metadata={"label": "形式", "widget": "select"},
    )
    audiences = several(AUDIENCES, label="对象")
    themes = several(THEMES, label="主题")
    headcount = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=MOST_HEADS),
        metadata={"label": "人数"},
    )
    photos = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=MOST_PHOTOS),
        metadata={"label": "照片张数"},
    )
    without_faces = fields.Boolean(
        load_default=False, metadata={"label": "已确认照片不出现戒毒人员面部"}
    )
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the telling; it has no village where it was for the whole town."""
        many = {name: tuple(data[name]) for name in ("audiences", "themes")}
        return {"telling": Telling(**data | many | {"village": data["village"] or None})}


class PhotoForm(Asked):
    """Asked of whoever keeps a photo of publicity."""

    file = fields.Raw(
        required=True,
        metadata={
            "label": "照片",
            "hint": "JPG 或者 PNG，不超过25兆",
            "widget": "file",
            "accept": ".jpg,.jpeg,.png",
        },
    )
    without_faces = fields.Boolean(
        load_default=False, metadata={"label": "已确认照片不出现戒毒人员面部"}
    )


class PhotoIn(PhotoForm):
    """The same of a program, with the photo as a file in the form (multipart/form-data)."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class PhotoOut(Schema):
    """A photo of publicity; `photo` is its SHA-256."""

    entry = fields.Integer()
    photo = fields.String(attribute="digest")
    media_type = fields.String()
    size = fields.Integer()


class ParticipantIn(Asked):
    """Somebody at a meeting."""

    role = Coded(MEETING_WORDS, label="身份")
    name = line(label="姓名", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Participant:
        """Make the participant."""
        return Participant(**data)


class IssueIn(Asked):
    """A matter that a meeting gives to somebody."""

    owner = line(label="责任单位", required=True)
    due_on = day(label="期限")
    text = line(label="问题", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Issue:
        """Make the matter."""
        return Issue(**data)


class MeetingForm(Asked):
    """Asked of whoever records a meeting."""

    held_on = day(label="会议日期")
    chair = line(label="主持人", required=True)
    participants = Rows(
        ParticipantIn,
        label="参加人员",
        hint="身份（组长、第一副组长、副组长、经办人、成员、监护小组成员、其他人员）和姓名",
    )
    reports = fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_TEXT)),
        load_default=(),
        validate=validate.Length(max=MOST_LINES),
        metadata={
            "label": "听取的汇报",
            "hint": "不写戒毒人员姓名",
            "widget": "lines",
            "rows": 4,
        },
    )
    issues = Rows(
        IssueIn,
        label="研究解决的问题",
        hint="责任单位、期限（例如 2026-12-10）、问题；不写戒毒人员姓名",
        required=False,
    )


class CloseIssueForm(Asked):
    """Asked of whoever records that a matter was solved."""

    closed_on = day(label="办结日期")
    result = text(label="办理结果", required=True)


class HeldOut(DoneOut):
    """A training that was recorded."""

    training_id = fields.UUID()


class PublicisedOut(DoneOut):
    """Publicity that was recorded, and what it falls short of."""

    publicity_id = fields.UUID()
    defects = fields.List(fields.String())


class MetOut(DoneOut):
    """A meeting that was recorded, and who was missing."""

    meeting_id = fields.UUID()
    defects = fields.List(fields.String())


class AttendeeOut(Schema):
    """Somebody at a training."""

    role = fields.String()
    name = fields.String()
    signed = fields.Boolean()
    score = fields.Integer(allow_none=True)


class TrainingOut(Schema):
    """One training."""

    training_id = fields.UUID()
    held_on = fields.Date()
    topic = fields.String()
    hours = fields.Integer()
    attendees = fields.List(fields.Nested(AttendeeOut))


class PublicityOut(Schema):
    """One act of publicity."""

    publicity_id = fields.UUID()
    held_on = fields.Date()
    village = fields.String(allow_none=True)
    form = fields.String()
    audiences = fields.List(fields.String(validate=validate.Length(max=LONGEST_LINE)))
    themes = fields.List(fields.String())
    headcount = fields.Integer()
    photos = fields.Integer()
    kept = fields.List(fields.Nested(PhotoOut))
    defects = fields.List(fields.String())
    grounds = fields.List(fields.Nested(GroundOut))


class IssueOut(Schema):
    """A matter of a meeting, and how far it is."""

    meeting_id = fields.UUID()
    issue = fields.Integer()
    owner = fields.String()
    due_on = fields.Date()
    closed_on = fields.Date(allow_none=True)
    closing_entry = fields.Integer(
        allow_none=True, metadata={"description": "办结是会议记录的第几条，提出作废时用"}
    )
    status = fields.String()
    why = fields.List(fields.Nested(WhyOut))


class MeetingsOut(Schema):
    """When the group met, when it is to meet next, and what it gave people to do."""

    held = fields.List(fields.Date())
    next_due_on = fields.Date(allow_none=True)
    issues = fields.List(fields.Nested(IssueOut))
    why = fields.List(fields.Nested(WhyOut))
