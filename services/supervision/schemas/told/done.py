"""What a command answers."""

from __future__ import annotations

from marshmallow import Schema, fields


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()
    defects = fields.List(fields.String())


class NotifiedOut(DoneOut):
    """A notice that was recorded."""

    notice_id = fields.UUID()


class OtherDayOut(DoneOut):
    """A request for another day that was recorded."""

    request_id = fields.UUID()


class TestedOut(DoneOut):
    """A test that was recorded."""

    test_id = fields.UUID()


class RefusedOut(DoneOut):
    """A refusal that was recorded, and how many count so far."""

    count = fields.Integer()


class CheckedInOut(DoneOut):
    """An entry of the station's desk."""

    check_in_id = fields.UUID()


class BorneOut(DoneOut):
    """Duties that somebody bears now; `count` cases."""

    count = fields.Integer()
    hand_over_id = fields.UUID()


class DrawnOut(DoneOut):
    """Tests that were drawn for `count` cases; `left_out` could not be drawn."""

    drawing_id = fields.UUID()
    count = fields.Integer()
    left_out = fields.List(fields.String())


class TalkedOut(DoneOut):
    """A talk that was recorded, with its needs."""

    talk_id = fields.UUID()
    need_ids = fields.List(fields.UUID())


class RaisedOut(DoneOut):
    """A need that was passed on."""

    need_id = fields.UUID()


class SubmittedOut(DoneOut):
    """A proposal that was recorded."""

    approval_id = fields.UUID()


class ProposedOut(DoneOut):
    """A proposal about somebody who has no case yet."""

    proposal_id = fields.UUID()


class ApprovedOut(DoneOut):
    """An answer to a proposal; `replanned` if the tests are laid out anew.

    With `defects` it grounds nothing, and the answer is still awaited.
    """

    replanned = fields.Boolean()
    defects = fields.List(fields.String())


class VisitedOut(DoneOut):
    """A visit that was recorded, with its needs."""

    visit_id = fields.UUID()
    need_ids = fields.List(fields.UUID())


class ConfirmedOut(DoneOut):
    """A finding of use that was recorded."""

    use_id = fields.UUID()


class ViolatedOut(DoneOut):
    """A breach that was recorded."""

    violation_id = fields.UUID()


class AbsentOut(DoneOut):
    """An absence that was recorded."""

    absence_id = fields.UUID()


class ReturnedOut(DoneOut):
    """A return that was recorded, after how many days."""

    days = fields.Integer()


class SuspectedOut(DoneOut):
    """Signs of use that were recorded: a matter to report."""

    matter = fields.String()


class ReportedOut(DoneOut):
    """A report to the police that was recorded."""

    report_id = fields.UUID()


class CountOut(DoneOut):
    """How many it was about."""

    count = fields.Integer()


class ReceivedOut(CountOut):
    """Kits that came into stock."""

    batch_id = fields.UUID()


class IssuedOut(CountOut):
    """A pad that was given out."""

    pad_id = fields.UUID()


class AppointedOut(DoneOut):
    """An officer who was named."""

    officer_id = fields.UUID()


class RelievedOut(DoneOut):
    """How many are in office now."""

    active = fields.Integer()
