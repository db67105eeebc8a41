"""What the justice office's forms and API ask for."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.legal_aid.rules import TOPICS
from shared.partner.schemas import Asked, DoneOut

MOST_ATTENDEES = 500


class SessionForm(Asked):
    """Asked of whoever held a session of law education."""

    held_on = fields.Date(required=True, metadata={"label": "开展日期"})
    topic = fields.String(
        required=True,
        validate=validate.OneOf(tuple(TOPICS), labels=tuple(TOPICS.values())),
        metadata={"label": "主题"},
    )
    trainer = fields.String(
        required=True,
        validate=validate.Length(min=1, max=40),
        metadata={"label": "主讲人", "personal": True},
    )
    attendees = fields.List(
        fields.String(validate=validate.Length(min=1, max=40)),
        required=True,
        validate=validate.Length(min=1, max=MOST_ATTENDEES, error="请至少选择一名参加人员"),
        metadata={
            "label": "参加人员",
            "hint": "按到期先后排列；一次登记所有参加的人",
            "widget": "checkboxes",
            "options": (),
        },
    )


class HeldOut(DoneOut):
    """A session that was recorded."""

    id = fields.UUID()


class SessionOut(Schema):
    """A session, as programs read it."""

    session_id = fields.UUID()
    held_on = fields.Date()
    topic = fields.String()
    headcount = fields.Integer()
