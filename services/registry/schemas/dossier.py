"""The papers of a case: filing, checking, archiving."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.scans import Filing
from services.registry.rules.dossier import CODES
from services.registry.schemas.asked import Asked, day, line, text
from services.registry.schemas.told import DoneOut

MOST_PAGES = 2000
MOST_ITEMS = 500


class FilingForm(Asked):
    """Asked of whoever files a paper, beside its scan."""

    code = fields.String(
        required=True,
        validate=validate.OneOf(CODES),
        metadata={"label": "材料项目", "widget": "select"},
    )
    doc_date = day(label="材料日期", hint="写在材料上的日期")
    pages = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=MOST_PAGES),
        metadata={"label": "页数"},
    )
    legible = fields.Boolean(load_default=False, metadata={"label": "清晰可辨"})
    complete = fields.Boolean(load_default=False, metadata={"label": "内容完整"})
    signed = fields.Boolean(load_default=False, metadata={"label": "签名盖章齐全"})
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the filing, beside the file."""
        file = data.pop("file", None)
        return {"filing": Filing(**data), **({"file": file} if file else {})}


class ItemForm(FilingForm):
    """The same on a page, with the scan."""

    class Meta(FilingForm.Meta):
        """The scan comes first."""

        fields = ("file", "code", "doc_date", "pages", "legible", "complete", "signed", "note")

    file = fields.Raw(
        required=True,
        metadata={
            "label": "扫描件",
            "hint": "PDF、JPG 或者 PNG，不超过25兆",
            "widget": "file",
            "accept": ".pdf,.jpg,.jpeg,.png",
        },
    )


class FilingIn(FilingForm):
    """The same of a program, with the scan as a file in the form (multipart/form-data)."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class CheckForm(Asked):
    """Asked of whoever checks what others filed."""

    faulty = fields.List(
        fields.Integer(),
        load_default=(),
        validate=validate.Length(max=MOST_ITEMS),
        metadata={
            "label": "不合格的材料",
            "hint": "缺页、不清、没有签名的勾选；其余按合格登记",
            "widget": "checkboxes",
            "options": (),
        },
    )
    note = text(label="核对意见")


class ArchiveForm(Asked):
    """Asked of whoever archives a file."""

    place = line(label="存放位置", hint="档案柜和盒号", required=True)
    missing_reason = text(label="缺少材料的原因", hint="应有的材料不齐的必须写明")


class FiledOut(DoneOut):
    """A paper that was filed, with its number in the file."""

    no = fields.Integer()


class CheckedOut(DoneOut):
    """Papers that were checked; `unchecked` are left for others."""

    checked = fields.List(fields.Integer())
    unchecked = fields.Integer()


class PaperOut(Schema):
    """One paper; `scan` is the SHA-256 of its scan."""

    no = fields.Integer()
    code = fields.String()
    doc_date = fields.Date()
    pages = fields.Integer()
    legible = fields.Boolean()
    complete = fields.Boolean()
    signed = fields.Boolean()
    scan = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    filed_on = fields.Date()
    filed_by = fields.String()
    checked_by = fields.String(allow_none=True)
    is_sound = fields.Boolean()


class PapersDueOut(Schema):
    """An item that the file must hold by now, and how many papers of it."""

    code = fields.String()
    papers = fields.Integer()


class DossierOut(Schema):
    """The contents list of a case's file, and what it lacks."""

    case_ref = fields.String()
    items = fields.List(fields.Nested(PaperOut))
    pages = fields.Integer()
    due = fields.List(fields.Nested(PapersDueOut))
    missing = fields.List(fields.String())
    archived_on = fields.Date(allow_none=True)


class DossierRowOut(Schema):
    """How far a file is."""

    case_id = fields.UUID()
    case_ref = fields.String()
    village = fields.String(allow_none=True)
    items = fields.Integer()
    pages = fields.Integer()
    unchecked = fields.Integer()
    faulty = fields.Integer()
    archived_on = fields.Date(allow_none=True)
