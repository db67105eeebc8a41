"""Asked at the station's desk."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import CheckIn
from services.supervision.domain.records.checking import OTHER_DAY
from services.supervision.schemas.asked.fields import SHANGHAI, Asked, choice
from services.supervision.schemas.words import ARRIVALS


class WhoForm(Asked):
    """Asked of whoever stands at the desk."""

    case_ref = fields.String(
        required=True,
        metadata={"label": "案件编号", "hint": "见检测通知；可以只写年份和号码，例如 2026 17"},
    )


class CheckInForm(Asked):
    """Asked once it is clear who it is."""

    arrival = choice(label="是否到场", words=ARRIVALS)
    asked_on = fields.Date(
        load_default=None, metadata={"label": "改到哪一天", "hint": "只在申请改期时填写"}
    )
    at = fields.AwareDateTime(
        load_default=None,
        default_timezone=SHANGHAI,
        metadata={"label": "时间", "hint": "不填即为现在"},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> CheckIn:
        """Make the entry; a day is kept only where another day was asked for."""
        asked_on = data["asked_on"] if data["arrival"] == OTHER_DAY else None
        return CheckIn(arrival=data["arrival"], at=data["at"], asked_on=asked_on)


class KeptCheckInForm(CheckInForm):
    """Sent by a device that keeps entries while the link is down; it says who made them."""

    case_ref = fields.String(required=True)
    made_by = fields.String(required=True)

    @post_load
    def record(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Make the entry, with what says whose it is."""
        said = {name: data.pop(name) for name in ("case_ref", "made_by")}
        return {**said, "entry": super().record(data, **more)}
