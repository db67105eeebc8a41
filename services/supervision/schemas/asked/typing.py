"""Asked of whoever mistyped something in the last 24 hours."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from services.supervision.domain.records import Retyping
from services.supervision.schemas.asked.fields import Asked, text

WHICH = re.compile(r"(\d+):([a-z_]+)")


class TypingForm(Asked):
    """Asked of whoever mistyped something; which, as the number of its event and its field."""

    which = fields.String(
        required=True,
        validate=validate.Regexp(f"^{WHICH.pattern}$", error="请选择录错的一项"),
        metadata={"label": "录错的一项", "widget": "select"},
    )
    value = text(label="正确内容", hint="写全这一项；姓名每行一个，人数不变", required=True)
    why = text(label="更正原因", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> Retyping:
        """Make the correction."""
        found = WHICH.fullmatch(data["which"])
        if found is None:
            raise ValidationError({"which": ["请选择录错的一项"]})
        return Retyping(record=int(found[1]), field=found[2], value=data["value"], why=data["why"])
