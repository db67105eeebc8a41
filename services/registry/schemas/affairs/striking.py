"""Striking out: what is asked of whoever finds an entry wrong, and what is told of it."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.registry.schemas.asked import Asked, text
from services.registry.schemas.course import CorrectionDecisionForm


class StrikingOutForm(Asked):
    """Asked of whoever finds an entry wrong."""

    why = text(
        label="作废理由",
        hint="哪里登记错了；应当登记的，作废后另行登记",
        required=True,
    )


class StrikingDecisionForm(CorrectionDecisionForm):
    """Asked of whoever decides on it, as on any correction."""

    approved = fields.Boolean(load_default=False, metadata={"label": "同意作废"})


class StrikingOut(Schema):
    """One entry that was struck out, or is proposed to be."""

    register = fields.String()
    record_id = fields.UUID()
    entry = fields.Integer(metadata={"description": "记录中的第几条；1为整条记录"})
    proposed_on = fields.Date()
    struck_out_on = fields.Date(allow_none=True)
