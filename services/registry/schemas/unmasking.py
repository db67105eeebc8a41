"""What is asked of whoever sees one file in full that is masked to them, and what is told."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.registry.schemas.asked import Asked, text
from services.registry.schemas.told import DoneOut


class UnmaskForm(Asked):
    """Asked of whoever sees files masked, before one is shown in full."""

    why = text(
        label="查看理由",
        hint="写入查看记录，例如：按县禁毒办督查通知〔2026〕3号核对身份",
    )


class InFullOut(Schema):
    """Who somebody is, in full."""

    name = fields.String(allow_none=True)
    id_type = fields.String()
    id_no = fields.String(allow_none=True)
    born = fields.Date(allow_none=True)
    phone = fields.String(allow_none=True)
    other_phone = fields.String(allow_none=True)
    domicile = fields.String(allow_none=True)
    residence = fields.String(allow_none=True)


class UnmaskedOut(DoneOut):
    """One file, shown once."""

    person = fields.Nested(InFullOut)


class UnmaskingOut(Schema):
    """One look at one file: whose, by whom, when and why."""

    account = fields.String()
    unmasked_at = fields.AwareDateTime()
    person_id = fields.UUID()
    case_ref = fields.String(allow_none=True)
    why = fields.String(allow_none=True)
