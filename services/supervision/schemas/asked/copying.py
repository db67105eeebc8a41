"""Asked about the police's own system."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.supervision.domain.records import Entered
from services.supervision.schemas.asked.fields import Asked, line, text


class EnteredForm(Asked):
    """Asked of whoever typed a fact into the police's own system."""

    entered_on = fields.Date(required=True, metadata={"label": "录入日期"})
    by = line(label="录入人", required=True)
    difference = text(
        label="不一致之处", hint="公安系统里的内容与本系统不同的，写明哪里不同；一致的不填"
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make what is said; which fact it is stands in the address."""
        return {**data, "difference": data["difference"].strip()}


def entered(fact: int, said: dict[str, Any]) -> Entered:
    """What was said of a fact."""
    return Entered(fact=fact, **said)
