"""Asked about requests for another day."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import OtherDay, OtherDayAnswer
from services.supervision.domain.records.forms import TEST
from services.supervision.schemas.asked.fields import Asked, choice, text
from services.supervision.schemas.words import MOVABLE, OTHER_DAY_HOW


class OtherDayForm(Asked):
    """Asked of whoever is asked for another day."""

    kind = choice(label="申请改期的是", words=MOVABLE)
    notice_id = fields.UUID(
        load_default=None,
        metadata={
            "label": "哪一份通知",
            "hint": "检测的须选择：同意以后，改的是这份通知的日期",
            "widget": "select",
        },
    )
    asked_on = fields.Date(
        required=True,
        metadata={"label": "申请日期", "hint": "申请改期不是拒绝检测；没有答复以前，未到场不计次"},
    )
    how = choice(label="申请方式", words=OTHER_DAY_HOW)
    wanted_on = fields.Date(load_default=None, metadata={"label": "想改到哪一天"})
    because = text(label="理由")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> OtherDay:
        """Make the request; only a test has a notice."""
        notice_id = data["notice_id"] if data["kind"] == TEST else None
        return OtherDay(**data | {"notice_id": notice_id})


class OtherDayAnswerForm(Asked):
    """Asked of whoever answers the request."""

    request_id = fields.UUID(required=True, metadata={"label": "哪一项申请", "widget": "select"})
    granted = fields.Boolean(load_default=False, metadata={"label": "同意改期"})
    new_day = fields.Date(
        load_default=None, metadata={"label": "改到哪一天", "hint": "同意改期的须填写"}
    )
    answer = text(label="答复", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> OtherDayAnswer:
        """Make the answer."""
        return OtherDayAnswer(**data)
