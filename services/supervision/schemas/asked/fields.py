"""The kinds of field that supervision's forms are made of."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import RAISE, Schema, fields, validate

from services.supervision.schemas.words import PROOFS

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST_LINE, LONGEST_TEXT, MOST_PEOPLE = 80, 2000, 10


def one_of(words: dict[str, str]) -> validate.OneOf:
    """One of these codes, shown by its word."""
    return validate.OneOf(tuple(words), labels=tuple(words.values()))


def instant(*, label: str, hint: str = "") -> fields.AwareDateTime:
    """A day and an hour; without a zone it is the town's."""
    told = {"label": label, "hint": hint}
    return fields.AwareDateTime(required=True, default_timezone=SHANGHAI, metadata=told)


def line(*, label: str, hint: str = "", required: bool = False) -> fields.String:
    """A short text about people or places."""
    told = {"label": label, "hint": hint, "personal": True}
    if required:
        length = validate.Length(min=1, max=LONGEST_LINE)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_LINE), metadata=told)


def text(*, label: str, hint: str = "", required: bool = False) -> fields.String:
    """A longer text."""
    told = {"label": label, "hint": hint, "personal": True, "widget": "textarea"}
    if required:
        length = validate.Length(min=1, max=LONGEST_TEXT)
        return fields.String(required=True, validate=length, metadata=told)
    return fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT), metadata=told)


def choice(*, label: str, words: dict[str, str], **more: Any) -> fields.String:
    """One of a few, all in sight."""
    told = {"label": label, "widget": "radio", **more}
    return fields.String(required=True, validate=one_of(words), metadata=told)


def people(*, label: str, hint: str = "", required: bool = False) -> fields.List[str]:
    """Several names, one a line."""
    least = 1 if required else 0
    return fields.List(
        fields.String(validate=validate.Length(min=1, max=LONGEST_LINE)),
        required=required,
        validate=validate.Length(min=least, max=MOST_PEOPLE),
        metadata={"label": label, "hint": hint, "personal": True},
    )


def proofs() -> fields.List[str]:
    """How it can be shown that something was served."""
    return fields.List(
        fields.String(validate=validate.OneOf(tuple(PROOFS))),
        load_default=list,
        metadata={
            "label": "送达凭证",
            "hint": "没有凭证也照实登记，但不能据此登记拒检或者再次计次",
            "widget": "checkboxes",
            "options": tuple(PROOFS.items()),
        },
    )


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE
