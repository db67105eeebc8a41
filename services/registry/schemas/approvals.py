"""What is asked of whoever has a paper that replaces the second person (domain.md 0.23)."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load

from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.schemas.asked import Asked, day, line

INSTEAD = {
    "signer": "请填写谁在纸质审批件上签字",
    "signed_on": "请填写签字日期；没有纸质审批件的，请清空签字人，由另一账号在系统里审批",
    "scan": "请选择签字的审批件的扫描件；没有纸质审批件的，请清空签字人，由另一账号在系统里审批",
}
"""What to do about each part of such a paper that is missing."""


class FileField(fields.Raw):
    """A file that comes in a part of a form of its own (multipart/form-data)."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> Any:
        if not hasattr(value, "stream"):
            raise ValidationError("请选择文件；程序须用 multipart/form-data 发送")
        return super()._deserialize(value, *args, **more)


class OnPaper(Asked):
    """A signed approval: signer, day and scan go together; without them another account decides.

    A program sends the scan as a part of a form (multipart/form-data), all else beside it.
    """

    signer = line(
        label="纸质审批签字人",
        hint="领导已在纸质审批件上签字的填写；没有的不填，由另一账号在系统里审批",
    )
    signed_on = day(label="签字日期", hint="写在纸质审批件上的日期", required=False)
    scan = FileField(
        load_default=None,
        metadata={
            "label": "审批件扫描件",
            "hint": "有签字人的必须上传；PDF、JPG 或者 PNG，不超过25兆",
            "widget": "file",
            "accept": ".pdf,.jpg,.jpeg,.png",
            "type": "string",
            "format": "binary",
        },
    )

    @post_load
    def with_paper(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the paper, if there is one."""
        signer, signed_on, scan = (data.pop(name) for name in ("signer", "signed_on", "scan"))
        return {**data, "paper": _paper(signer.strip(), signed_on, scan)}


def _paper(signer: str, signed_on: date | None, came: Any) -> ApprovedOnPaper | None:
    if not (signer or signed_on or came):
        return None
    if signer and signed_on and came:
        return ApprovedOnPaper.as_it_came(
            signer=signer,
            signed_on=signed_on,
            content=came.stream,
            filename=came.filename or "",
        )
    there = {"signer": signer, "signed_on": signed_on, "scan": came}
    raise ValidationError({name: [INSTEAD[name]] for name, it in there.items() if not it})


class SignedPaperOut(Schema):
    """A signed paper that approved something; `scan` is the SHA-256 of its scan.

    Of papers from before days and scans were asked for, only the signer is known.
    """

    event = fields.String()
    decided_on = fields.Date()
    signer = fields.String(allow_none=True)
    signed_on = fields.Date(allow_none=True)
    scan = fields.String(allow_none=True)
