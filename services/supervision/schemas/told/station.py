"""What is told of a station: its kits, blank forms, officers, what it copies."""

from __future__ import annotations

from marshmallow import Schema, fields


class KitOut(Schema):
    """One delivery of test kits, and what is left of it."""

    batch_id = fields.UUID()
    batch = fields.String()
    station = fields.String()
    first_serial = fields.String()
    last_serial = fields.String()
    expires_on = fields.Date()
    received_on = fields.Date()
    received = fields.Integer()
    used = fields.Integer()
    withdrawn = fields.Integer()
    left = fields.Integer()


class PadOut(Schema):
    """Blank forms that a worker was given; `outstanding` are neither used nor returned."""

    pad_id = fields.UUID()
    worker = fields.String()
    station = fields.String()
    issued_on = fields.Date()
    first_serial = fields.String()
    last_serial = fields.String()
    issued = fields.Integer()
    used = fields.Integer()
    returned = fields.Integer()
    outstanding = fields.Integer()


class ProposedOrderOut(Schema):
    """A proposal about somebody who had no case yet; `result` once it is answered."""

    proposal_id = fields.UUID(attribute="id")
    person_id = fields.UUID()
    measure = fields.String()
    sent_on = fields.Date()
    result = fields.String(allow_none=True)
    decided_on = fields.Date(allow_none=True)


class OfficerOut(Schema):
    """An anti-drug officer of the police station."""

    officer_id = fields.UUID()
    name = fields.String(allow_none=True)
    badge_no = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    doc_no = fields.String(allow_none=True)
    from_on = fields.Date()
    ended_on = fields.Date(allow_none=True)
    because = fields.String(allow_none=True)


class OfficersOut(Schema):
    """The officers, and whether there are as many in office as the notice asks for."""

    active = fields.Integer()
    enough = fields.Boolean()
    officers = fields.List(fields.Nested(OfficerOut))


class CopyOut(Schema):
    """A fact that the police's own system has to hold too."""

    file_id = fields.UUID()
    case_ref = fields.String()
    fact = fields.Integer()
    kind = fields.String()
    happened_on = fields.Date()
    due_on = fields.Date()
    entered_on = fields.Date(allow_none=True)
    differs = fields.Boolean()
