"""What every form of identity shares."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from services.identity.rules.proving import LONGEST_PASSWORD

LONGEST_LINE = 60
MOST_VILLAGES = 60

ACCOUNT = {"label": "工号", "autocomplete": "username"}
PASSWORD = validate.Length(min=1, max=LONGEST_PASSWORD)
CURRENT = {
    "label": "现在的密码",
    "widget": "password",
    "autocomplete": "current-password",
}
PIN = {"label": "PIN", "widget": "password", "autocomplete": "off", "inputmode": "numeric"}
LINE = validate.Length(min=1, max=LONGEST_LINE)


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE


class ConfirmForm(Asked):
    """Asked before what cannot be undone; the reason is written into the record."""

    reason = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500),
        metadata={"label": "原因", "widget": "textarea"},
    )


class CheckedForm(Asked):
    """Asked of whoever approves that a holder sets a new password."""

    reason = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500),
        metadata={
            "label": "怎样核实是本人",
            "hint": "如：本人当面、看过工作证",
            "widget": "textarea",
        },
    )
