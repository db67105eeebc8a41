"""Asked about who bears the duties of cases."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from services.supervision.schemas.asked.fields import LONGEST_LINE, Asked, text

MOST_CASES = 500


def worker(*, label: str, hint: str = "") -> fields.String:
    """A worker, by account; a page offers those who hold such a role."""
    return fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": label, "hint": hint, "widget": "select"},
    )


class AssigningForm(Asked):
    """Asked of whoever gives cases to a worker."""

    bearer = worker(label="承担人", hint="在案件所在工作站任职的社工或者民警")
    cases = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=MOST_CASES, error="请至少选择一个案件，最多500个"),
        metadata={"label": "案件", "widget": "checkboxes", "options": ()},
    )

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The command's arguments."""
        return {"file_ids": data["cases"], "bearer": data["bearer"].strip()}


class HandOverForm(Asked):
    """Asked of whoever has a worker's duties taken over by another."""

    former = fields.String(required=True, metadata={"label": "移交人", "widget": "select"})
    bearer = worker(label="接收人", hint="在同一工作站任职；移交人承担的全部案件一次移交")
    why = text(label="移交的原因", hint="如 调离、休产假；写入每个案件", required=True)

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The command's arguments but the cases, which are all that the former bears."""
        said = {name: data[name].strip() for name in ("former", "bearer")}
        return {**said, "reason": data["why"]}
