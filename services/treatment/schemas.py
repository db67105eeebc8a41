"""What the health institution's forms and API ask for."""

from __future__ import annotations

from marshmallow import fields, validate

from services.treatment.rules import RECEIPTS, WAYS
from shared.partner.schemas import Asked

MOST_INSTITUTIONS = 10


class InformationForm(Asked):
    """Asked of whoever told a person where treatment is to be had."""

    given_on = fields.Date(required=True, metadata={"label": "告知日期"})
    institutions = fields.List(
        fields.String(validate=validate.Length(min=1, max=80)),
        required=True,
        validate=validate.Length(min=1, max=MOST_INSTITUTIONS),
        metadata={"label": "告知的医疗机构", "rows": 3},
    )
    how = fields.String(
        required=True,
        validate=validate.OneOf(tuple(WAYS), labels=tuple(WAYS.values())),
        metadata={"label": "告知方式", "widget": "radio"},
    )
    receipt = fields.String(
        required=True,
        validate=validate.OneOf(tuple(RECEIPTS), labels=tuple(RECEIPTS.values())),
        metadata={"label": "回执", "widget": "radio"},
    )
