"""Asked of lists."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class MonthQuery(Schema):
    """Which month, as `2026-11`, and of whose cases."""

    month = fields.String(load_default=None)
    bearer = fields.String(load_default=None)


class ListQuery(Schema):
    """How a list is narrowed down and turned over."""

    when = fields.String(load_default=None)
    village = fields.String(load_default=None)
    station = fields.String(load_default=None)
    kind = fields.String(load_default=None)
    bearer = fields.String(load_default=None)
    case_ref = fields.String(load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(min=1))
