"""Asked about surprise tests that are drawn by lot for many cases."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.domain.records import Drawing
from services.supervision.schemas.asked.fields import Asked, choice
from services.supervision.schemas.words import EXTRAS

MOST_CASES = 500


class DrawingForm(Asked):
    """Asked of whoever has tests drawn by lot: of which kind, in which period, for which cases."""

    kind = choice(label="种类", words=EXTRAS)
    first = fields.Date(required=True, metadata={"label": "期间的第一天"})
    last = fields.Date(
        required=True,
        metadata={
            "label": "期间的最后一天",
            "hint": "每个案件在期间内各抽一个工作日，当日前3日起才显示给安排检测的人",
        },
    )
    cases = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=MOST_CASES, error="请至少选择一个案件，最多500个"),
        metadata={"label": "案件", "widget": "checkboxes", "options": ()},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The command's arguments."""
        drawing = Drawing(kind=data["kind"], first=data["first"], last=data["last"])
        return {"file_ids": data["cases"], "drawing": drawing}
