"""What is told of one case: windows, counters with their basis, matters, misses."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.supervision.schemas.told.listed import NeedOut


class WindowOut(Schema):
    """One window and how it stands."""

    window = fields.Integer()
    opens_on = fields.Date()
    closes_on = fields.Date()
    state = fields.String()
    tested_on = fields.Date(allow_none=True)


class CountedOut(Schema):
    """One fact that a counter counts."""

    matter = fields.String()
    what = fields.String()
    on = fields.Date()
    amount = fields.Integer()


class CounterOut(Schema):
    """A counter with its basis; `serious_from` is the least value that is a serious breach."""

    name = fields.String()
    value = fields.Integer()
    opening = fields.Integer(allow_none=True)
    serious_from = fields.Integer(allow_none=True)
    left = fields.Integer(allow_none=True)
    contested = fields.Boolean()
    article = fields.String(allow_none=True)
    basis = fields.List(fields.Nested(CountedOut))


class MatterOut(Schema):
    """Something that is, or was, to be reported to the police."""

    matter = fields.String()
    ground = fields.String()
    report_by = fields.AwareDateTime()
    owed = fields.Boolean()


class MissOut(Schema):
    """A duty that was missed; if it does not count, a paper of `kept_on` shows that it was done."""

    duty = fields.String()
    matter = fields.String()
    missed_on = fields.Date()
    counts = fields.Boolean()
    kept_on = fields.Date(allow_none=True)
    proof = fields.String(allow_none=True)


class CaseOut(Schema):
    """A file as programs read it; refusals and windows only for those who may see tests."""

    file_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    reported_on = fields.Date()
    tracked_from = fields.Date(allow_none=True)
    refusals = fields.Integer(allow_none=True)
    serious_breach = fields.Boolean(allow_none=True)
    counters = fields.List(fields.Nested(CounterOut))
    matters = fields.List(fields.Nested(MatterOut))
    windows = fields.List(fields.Nested(WindowOut))
    notices = fields.List(fields.UUID())
    misses = fields.List(fields.Nested(MissOut))
    needs = fields.List(fields.Nested(NeedOut))


class ScanOut(Schema):
    """A scan that was kept; `scan` is its SHA-256."""

    scan = fields.String(attribute="digest")
    media_type = fields.String()
    size = fields.Integer()
