"""What the API answers."""

from __future__ import annotations

from marshmallow import Schema, fields


class FileOut(Schema):
    """A file in a list."""

    file_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    reported_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class DueOut(FileOut):
    """The next test of a case; it is due by the end of its window."""

    window = fields.Integer(attribute="number")
    windows_total = fields.Integer()
    opens_on = fields.Date(attribute="first")
    due_on = fields.Date(attribute="last")
    appear_on = fields.Date(allow_none=True)
    bearer = fields.String(allow_none=True)


class CountsOut(Schema):
    """How many cases are due when."""

    overdue = fields.Integer()
    today = fields.Integer()
    week = fields.Integer()
    breach = fields.Integer()
    total = fields.Integer()


class DueListOut(Schema):
    """One page of the due list."""

    counts = fields.Nested(CountsOut)
    items = fields.List(fields.Nested(DueOut))


class WindowOut(Schema):
    """One window and how it stands."""

    window = fields.Integer()
    opens_on = fields.Date()
    closes_on = fields.Date()
    state = fields.String()
    tested_on = fields.Date(allow_none=True)


class NeedOut(Schema):
    """A need with its last answer."""

    need_id = fields.UUID()
    case_ref = fields.String()
    kind = fields.String()
    department = fields.String()
    raised_on = fields.Date()
    answer = fields.String(allow_none=True)
    answered_on = fields.Date(allow_none=True)


class InboxOut(Schema):
    """One thing that another department let us know."""

    position = fields.Integer()
    file_id = fields.UUID()
    case_ref = fields.String()
    what = fields.String()
    department = fields.String()
    need_kind = fields.String(allow_none=True)
    answer = fields.String(allow_none=True)
    happened_on = fields.Date()


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()
    defects = fields.List(fields.String())


class NotifiedOut(DoneOut):
    """A notice that was recorded."""

    notice_id = fields.UUID()


class TestedOut(DoneOut):
    """A test that was recorded."""

    test_id = fields.UUID()


class RefusedOut(DoneOut):
    """A refusal that was recorded, and how many count so far."""

    count = fields.Integer()


class CheckedInOut(DoneOut):
    """An entry of the station's desk."""

    check_in_id = fields.UUID()


class AlarmOut(Schema):
    """Something to look at now.

    `owed` to the police, `overdue` after a positive strip, or `near` a serious breach; `told_to`:
    the office or the leading group know that it was not done in time.
    """

    level = fields.String()
    file_id = fields.UUID()
    case_ref = fields.String()
    counter = fields.String(allow_none=True)
    told = fields.String()
    report_by = fields.DateTime(allow_none=True)
    told_to = fields.String(allow_none=True)


class DayOut(Schema):
    """On that day a case has an appointment for a test, or the last day for it.

    `laboratory`: it is the last day for what `duty` says, which follows a positive strip.
    """

    day = fields.Date()
    what = fields.String()
    file_id = fields.UUID()
    case_ref = fields.String()
    window = fields.Integer(attribute="number", allow_none=True)
    duty = fields.String(allow_none=True)


class CaseDutyOut(Schema):
    """What a case owes beside the tests of its plan: since when, until when, by which article."""

    file_id = fields.UUID()
    case_ref = fields.String()
    bearer = fields.String(allow_none=True)
    duty = fields.String()
    since = fields.Date()
    due_on = fields.Date()
    article = fields.Function(lambda it: str(it.rule.citation))


class LaboratoryDutyOut(CaseDutyOut):
    """What a case waits for after a positive strip, and of which day that is."""

    collected_on = fields.Date()


class BearerOut(Schema):
    """How many cases a worker bears; without an account: nobody does."""

    bearer = fields.String(allow_none=True)
    cases = fields.Integer()


class BorneOut(DoneOut):
    """Duties that somebody bears now; `count` cases."""

    count = fields.Integer()
    hand_over_id = fields.UUID()


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


class CountOut(DoneOut):
    """How many it was about."""

    count = fields.Integer()


class ReceivedOut(CountOut):
    """Kits that came into stock."""

    batch_id = fields.UUID()


class ScanOut(Schema):
    """A scan that was kept; `scan` is its SHA-256."""

    scan = fields.String(attribute="digest")
    media_type = fields.String()
    size = fields.Integer()


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


class IssuedOut(CountOut):
    """A pad that was given out."""

    pad_id = fields.UUID()


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


class AppointedOut(DoneOut):
    """An officer who was named."""

    officer_id = fields.UUID()


class RelievedOut(DoneOut):
    """How many are in office now."""

    active = fields.Integer()


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
