"""Stations with their equipment, and the special fund."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registry.domain.affairs.budget import Approval, Spending
from services.registry.domain.affairs.stations import Equipment
from services.registry.rules.affairs.money import PURPOSES
from services.registry.rules.affairs.stations import CONDITIONS, ITEMS
from services.registry.schemas.affairs.plans import EARLIEST, LATEST
from services.registry.schemas.asked import LONGEST_LINE, Asked, address, day, line, text
from services.registry.schemas.told import DoneOut, GroundOut, WhyOut

MOST_PIECES = 10_000
MOST_YUAN = Decimal(100000000)


def station_field() -> fields.String:
    """Which station."""
    return fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_LINE),
        metadata={"label": "工作站", "widget": "select", "options": ()},
    )


def yuan(*, label: str) -> fields.Decimal:
    """An amount of money, above zero, to the cent."""
    return fields.Decimal(
        places=2,
        required=True,
        as_string=True,
        allow_nan=False,
        validate=validate.Range(min=Decimal(0), min_inclusive=False, max=MOST_YUAN),
        metadata={"label": label},
    )


class StationForm(Asked):
    """Asked of whoever records where a station works."""

    station = station_field()
    registered_on = day(label="启用或者变更日期")
    dedicated_office = fields.Boolean(load_default=False, metadata={"label": "有专用办公室"})
    address = address(label="地址")
    keeper = line(label="负责人")


class EquipmentForm(Asked):
    """Asked of whoever counts what a station has."""

    station = station_field()
    item = fields.String(
        required=True,
        validate=validate.OneOf(ITEMS),
        metadata={"label": "设备", "widget": "select"},
    )
    quantity = fields.Integer(
        required=True,
        validate=validate.Range(min=0, max=MOST_PIECES),
        metadata={"label": "数量"},
    )
    condition = fields.String(
        required=True,
        validate=validate.OneOf(CONDITIONS),
        metadata={"label": "状况", "widget": "select"},
    )
    asset_no = line(label="资产编号", hint="同一编号再次登记的，以最后一次为准", required=True)
    counted_on = day(label="清点日期")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the equipment, beside its station."""
        station = data.pop("station")
        return {"station": station, "equipment": Equipment(**data)}


def year_field() -> fields.Integer:
    """Which year's fund."""
    return fields.Integer(
        required=True,
        validate=validate.Range(min=EARLIEST, max=LATEST),
        metadata={"label": "预算年度"},
    )


class ApprovalForm(Asked):
    """Asked of whoever records what the budget gives."""

    year = year_field()
    amount = yuan(label="批准金额（元）")
    line_code = line(label="预算科目", required=True)
    dedicated = fields.Boolean(load_default=False, metadata={"label": "单列专项，专款专用"})
    fiscal_doc = line(label="批复文号", required=True)
    approved_on = day(label="批复日期")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the approval, beside its year."""
        year = data.pop("year")
        return {"year": year, "approval": Approval(**data)}


class SpendingForm(Asked):
    """Asked of whoever records what was spent."""

    year = year_field()
    amount = yuan(label="支出金额（元）")
    purpose = fields.String(
        required=True,
        validate=validate.OneOf(PURPOSES),
        metadata={"label": "用途", "widget": "select"},
    )
    voucher = line(label="凭证号", required=True)
    spent_on = day(label="支出日期")
    note = text(label="说明")

    @post_load
    def record(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Make the spending, beside its year."""
        year = data.pop("year")
        return {"year": year, "spending": Spending(**data)}


class MarkedOut(DoneOut):
    """Something that was recorded, and what it falls short of."""

    defects = fields.List(fields.String())


class EquipmentOut(Schema):
    """What a station has under one asset number."""

    entry = fields.Integer(metadata={"description": "登记簿里的第几条，提出作废时用"})
    item = fields.String()
    quantity = fields.Integer()
    condition = fields.String()
    asset_no = fields.String()
    counted_on = fields.Date()


class StationOut(Schema):
    """One of the stations that the notice asks for; `is_fit`: office and computer are there."""

    room_id = fields.UUID()
    station = fields.String()
    registered_on = fields.Date(allow_none=True)
    dedicated_office = fields.Boolean()
    computers = fields.Integer()
    is_fit = fields.Boolean()
    equipment = fields.List(fields.Nested(EquipmentOut))
    why = fields.List(fields.Nested(WhyOut))


class ApprovalOut(Schema):
    """Money that the budget gives."""

    entry = fields.Integer(metadata={"description": "登记簿里的第几条，提出作废时用"})
    approved_on = fields.Date()
    line_code = fields.String()
    dedicated = fields.Boolean()
    amount = fields.Decimal(as_string=True)
    fiscal_doc = fields.String()


class SpendingOut(Schema):
    """Money that was spent."""

    entry = fields.Integer(metadata={"description": "登记簿里的第几条，提出作废时用"})
    spent_on = fields.Date()
    amount = fields.Decimal(as_string=True)
    purpose = fields.String()
    voucher = fields.String()
    defects = fields.List(fields.String())
    grounds = fields.List(fields.Nested(GroundOut))


class BudgetOut(Schema):
    """The fund of a year, in yuan; `per_user` is None where there is no actual user (M32)."""

    budget_id = fields.UUID()
    year = fields.Integer()
    approved = fields.Decimal(as_string=True)
    spent = fields.Decimal(as_string=True)
    per_user = fields.Decimal(as_string=True, allow_none=True)
    approvals = fields.List(fields.Nested(ApprovalOut))
    spendings = fields.List(fields.Nested(SpendingOut))
    why = fields.List(fields.Nested(WhyOut))
