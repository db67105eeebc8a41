"""Asked about the anti-drug officers of the police station."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import Appointing, Relieving
from services.supervision.schemas.asked.fields import Asked, choice, line, text
from services.supervision.schemas.words import RELIEVED


class AppointingForm(Asked):
    """Asked of whoever records whom the police station named."""

    name = line(label="姓名", required=True)
    badge_no = line(label="警号", required=True)
    from_on = fields.Date(required=True, metadata={"label": "任职日期"})
    doc_no = line(label="文号", hint="派出所明确禁毒民警的文件")
    phone = line(label="电话")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Appointing:
        """Make the appointment."""
        return Appointing(**data)


class RelievingForm(Asked):
    """Asked of whoever records that an officer's work ended."""

    officer_id = fields.UUID(required=True, metadata={"label": "民警", "widget": "select"})
    ended_on = fields.Date(
        required=True, metadata={"label": "卸任日期", "hint": "不再任职的第一日"}
    )
    because = choice(label="原因", words=RELIEVED)
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Relieving:
        """Make the record."""
        return Relieving(**data)
