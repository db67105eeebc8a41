"""The list of the police: the file, its differences, the decisions."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.rules.affairs.reconciling import DECISIONS, KINDS
from services.registry.rules.affairs.users import REASONS
from services.registry.schemas.asked import Asked, day, line, text
from services.registry.schemas.told import DoneOut

MOST_ROWS = 200
EVERY_DECISION = tuple(code for codes in DECISIONS.values() for code in codes)


def _reason() -> fields.String:
    return fields.String(
        load_default="",
        validate=validate.OneOf(("", *REASONS)),
        metadata={
            "label": "排除理由",
            "hint": "提出排除的必须选择；由他人审批后才不再计入",
            "widget": "select",
            "options": (),
        },
    )


class OfList(Asked):
    """What is asked of a list beside the file."""

    listed_on = day(label="名单截止日期", required=False)
    source = line(label="提供单位和文号", hint="例如 梅山派出所2026年11月名单")


class PoliceListForm(OfList):
    """Asked of whoever holds a list of the police against the register."""

    file = fields.Raw(
        required=True,
        metadata={
            "label": "公安名单",
            "hint": "全镇登记吸毒人员名单，xlsx、xls 或者 csv，有姓名和身份证号",
            "widget": "file",
            "accept": ".xlsx,.xls,.csv",
        },
    )


class PoliceListQuery(OfList):
    """Asked of a program; a dry run keeps nothing."""

    dry_run = fields.Boolean(load_default=False)


class DecideForm(Asked):
    """Asked of whoever decides about one difference."""

    decision = fields.String(
        required=True,
        validate=validate.OneOf(EVERY_DECISION),
        metadata={"label": "处理", "widget": "radio"},
    )
    reason = _reason()
    why = text(label="理由和依据", hint="不按公安名单处理的必须写明；提出排除的写明证明材料")


class DecideAllForm(DecideForm):
    """The same of several differences, all alike."""

    class Meta(DecideForm.Meta):
        """Whom it concerns is asked first."""

        fields = ("row_ids", "decision", "reason", "why")

    row_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=MOST_ROWS, error="请至少选择一行"),
        metadata={"label": "人员", "widget": "checkboxes", "options": ()},
    )


class WithdrawForm(Asked):
    """Asked of whoever takes a list back."""

    why = text(label="撤回理由", hint="例如 上传错了文件；已作出的处理不变", required=True)


class DecidedOut(DoneOut):
    """Rows that were decided, with the persons whom they concern."""

    decided = fields.Integer()
    persons = fields.List(fields.UUID(allow_none=True))


class DifferenceOut(Schema):
    """One difference; `row` is that of the file, null of whom the list has not."""

    row_id = fields.UUID(allow_none=True)
    kind = fields.String(validate=validate.OneOf(KINDS))
    row = fields.Integer(allow_none=True)
    person_id = fields.UUID(allow_none=True)
    differing = fields.List(fields.String())
    reason = fields.String()
    decision = fields.String(allow_none=True)


class ComparisonOut(Schema):
    """A list beside the register, as `guihang reconcile --json` prints it."""

    list_id = fields.UUID(allow_none=True)
    listed_on = fields.String(metadata={"format": "date"})
    people = fields.Integer()
    only_there, only_here, differs, unreadable = (
        fields.List(fields.Nested(DifferenceOut)) for _ in KINDS
    )
    open = fields.Integer()
    usable = fields.Boolean(metadata={"description": "whether the head count can be used (M1)"})
