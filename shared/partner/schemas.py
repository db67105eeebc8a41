"""What a partner's forms and API ask for, and what its API answers."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from shared.partner.rules import RESULTS


class Asked(Schema):
    """A form that takes what it asks for and nothing else."""

    class Meta:
        """An unknown field is a mistake of the sender, who should hear of it."""

        unknown = RAISE


class Whole(fields.Integer):
    """A whole number: half a person is a slip, and not nobody."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, float) and not value.is_integer():
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


class CloseNeedForm(Asked):
    """Asked of whoever answers a need."""

    result = fields.String(
        required=True,
        validate=validate.OneOf(tuple(RESULTS), labels=tuple(RESULTS.values())),
        metadata={"label": "办理结果", "widget": "radio"},
    )
    note = fields.String(
        load_default=None,
        validate=validate.Length(max=1000),
        metadata={
            "label": "说明",
            "hint": "没有提供帮助的必须写明原因；只留在本部门，不会发给转来的部门",
            "widget": "textarea",
            "personal": True,
        },
    )


class FileOut(Schema):
    """A file, as programs read it: a header, and what is due next by which rule."""

    file_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    reported_on = fields.Date(allow_none=True)
    signed_on = fields.Date(allow_none=True)
    planned_on = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    due_on = fields.Date(allow_none=True)
    counted_from = fields.Date(allow_none=True)
    rule = fields.String(allow_none=True)
    rules_of = fields.Date(allow_none=True)
    met_on = fields.Date(allow_none=True)


class NeedOut(Schema):
    """A need, as programs read it; the note of an answer is no part of it."""

    need_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String()
    raised_on = fields.Date()
    standing = fields.String()
    accepted_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    result = fields.String(allow_none=True)


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()
