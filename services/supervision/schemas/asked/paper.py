"""Asked about papers: a scan, and the numbered blank form on which something stood first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from services.supervision.domain.records import FormIssue
from services.supervision.schemas.asked.fields import LONGEST_LINE, Asked, choice, text
from services.supervision.schemas.asked.kits import number
from services.supervision.schemas.words import FORMS_BACK

DIGEST = re.compile(r"[0-9a-f]{64}")


class ScanField(fields.Raw):
    """A file of a page's form; for a program the SHA-256 that it got for a file sent before."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> Any:
        if isinstance(value, str) and not DIGEST.fullmatch(value):
            raise ValidationError("请填写先前上传的扫描件的SHA-256")
        return super()._deserialize(value, *args, **more)


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A numbered form as it was asked for: its number, and its scan as it came."""

    serial: str
    scan: Any


def scan(*, label: str, hint: str = "PDF、JPG 或者 PNG，不超过25兆") -> ScanField:
    """A scan that may be left out."""
    told = {
        "label": label,
        "hint": hint,
        "widget": "file",
        "accept": ".pdf,.jpg,.jpeg,.png",
        "type": "string",
    }
    return ScanField(load_default=None, metadata=told)


def signed_paper() -> ScanField:
    """The scan of what somebody else signed; without it another account decides."""
    return scan(
        label="签字的审批件扫描件",
        hint="PDF、JPG 或者 PNG，不超过25兆；没有纸质件的，由另一账号在系统里批准",
    )


def form_serial() -> fields.String:
    """The number of a blank form, where one was filled in first."""
    return fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_LINE),
        metadata={
            "label": "空白表编号",
            "hint": "下乡时先写在纸上的，填写发给你的空白表的编号，从表上的日期起算；其他情况不填",
        },
    )


def form_scan() -> ScanField:
    """The scan of that form."""
    return scan(label="空白表扫描件")


def cited_in(data: dict[str, Any]) -> Cited | None:
    """Take the form out of what was asked for; number and scan go together."""
    serial, kept = data.pop("form_serial").strip(), data.pop("form_scan")
    if serial and kept is None:
        raise ValidationError({"form_scan": ["请选择这张空白表的扫描件"]})
    if kept is not None and not serial:
        raise ValidationError({"form_serial": ["请填写扫描件上的空白表编号"]})
    return Cited(serial=serial, scan=kept) if serial else None


class ScanIn(Asked):
    """A scan, as a file in a form (multipart/form-data)."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class IssueForm(Asked):
    """Asked of whoever gives out numbered blank forms."""

    station = fields.String(required=True, metadata={"label": "工作站", "widget": "select"})
    worker = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={
            "label": "领用人",
            "hint": "在这个工作站任职；只有本人可以补录",
            "widget": "select",
        },
    )
    issued_on = fields.Date(required=True, metadata={"label": "发放日期"})
    first_serial = number(label="首号", hint="第一张的编号，如 K0001")
    last_serial = number(label="末号", hint="最后一张的编号，如 K0050；全镇每个编号只发一次")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> FormIssue:
        """Make the pad."""
        return FormIssue(**data | {"worker": data["worker"].strip()})


class ComeBackForm(Asked):
    """Asked of whoever takes blank forms back."""

    returned_on = fields.Date(required=True, metadata={"label": "交回日期"})
    first_serial = number(label="首号")
    last_serial = number(label="末号", hint="已用过的编号不会重复计算")
    because = choice(label="原因", words=FORMS_BACK)
    note = text(label="说明")
