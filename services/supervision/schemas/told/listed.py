"""What the desk lists: what is due, what is owed, what came in."""

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

    `laboratory`: it is the last day for what `duty` says, which follows a positive strip; `other`:
    for a talk, a visit, a report and the like.
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
    target = fields.Date(allow_none=True)
    article = fields.Function(lambda it: str(it.rule.citation))


class NextOut(Schema):
    """What is due next of its kind: from when, until when, by which article."""

    duty = fields.String()
    since = fields.Date()
    due_on = fields.Date()
    article = fields.Function(lambda it: str(it.rule.citation))


class ResultOut(Schema):
    """How a test ended, as the family member learns it with the person's consent."""

    collected_on = fields.Date()
    result = fields.String()


class RelativeOut(Schema):
    """How a case stands, as far as the family member of its group sees it.

    `results` are none without the person's consent.
    """

    case_ref = fields.String()
    kind = fields.String()
    reported_on = fields.Date()
    signed_on = fields.Date(allow_none=True)
    last_on = fields.Date(allow_none=True)
    suspended = fields.Boolean()
    due = fields.List(fields.Nested(NextOut))
    results = fields.List(fields.Nested(ResultOut), allow_none=True)


class LaboratoryDutyOut(CaseDutyOut):
    """What a case waits for after a positive strip, and of which day that is."""

    collected_on = fields.Date()


class DrawingOut(Schema):
    """Tests that were drawn by lot in one act; their days are told to nobody."""

    drawing_id = fields.UUID()
    drawn_on = fields.Date()
    kind = fields.String()
    opens = fields.Date()
    closes = fields.Date()
    by = fields.String()
    cases = fields.Integer()


class WaitingOut(Schema):
    """What waits for a decision, an answer or a notice that the reader can make."""

    kind = fields.String()
    file_id = fields.UUID()
    case_ref = fields.String()
    since = fields.Date()
    by = fields.String()
    told = fields.String()


class UnborneOut(Schema):
    """A case that nobody bears: since when, until when somebody is to be named; or who left it."""

    file_id = fields.UUID()
    case_ref = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    since = fields.Date(allow_none=True)
    due_on = fields.Date(allow_none=True)
    left_by = fields.String(allow_none=True)


class BearerOut(Schema):
    """How many cases a worker bears; without an account: nobody does."""

    bearer = fields.String(allow_none=True)
    cases = fields.Integer()
