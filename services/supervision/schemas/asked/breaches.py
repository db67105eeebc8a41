"""Asked about what answers a breach."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import (
    Admonition,
)
from services.supervision.schemas.asked.fields import (
    Asked,
    choice,
    line,
    proofs,
    text,
)
from services.supervision.schemas.words import (
    NOTIFIED,
)


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
