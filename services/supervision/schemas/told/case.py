"""What is told of one case: windows, counters with their basis, matters, misses."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.supervision.schemas.told.listed import NeedOut


class WindowOut(Schema):
    """One window and how it stands; `on_paper` what paper says of one before the take-over."""

    window = fields.Integer()
    opens_on = fields.Date()
    closes_on = fields.Date()
    state = fields.String()
    tested_on = fields.Date(allow_none=True)
    on_paper = fields.String(allow_none=True)


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


class TestOut(Schema):
    """A test that was taken; `defects` say why it does not count."""

    test_id = fields.UUID()
    collected_at = fields.AwareDateTime()
    window = fields.Integer(allow_none=True)
    sample = fields.String()
    result = fields.String()
    counted = fields.Boolean()
    defects = fields.List(fields.String())


class SampleOut(Schema):
    """What a laboratory found in a sample; what does not stand grounds nothing."""

    asked_on = fields.Date(allow_none=True)
    result = fields.String(allow_none=True)
    received_on = fields.Date(allow_none=True)
    institution = fields.String(allow_none=True)
    report_no = fields.String(allow_none=True)
    stands = fields.Boolean()
    defects = fields.List(fields.String())


class ObjectionOut(Schema):
    """An objection to a result (`contests`: strip, laboratory, retest), and what was answered."""

    contests = fields.String()
    lodged_on = fields.Date()
    grounds = fields.String(allow_none=True)
    answered_on = fields.Date(allow_none=True)
    accepted = fields.Boolean(allow_none=True)
    document_no = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    defects = fields.List(fields.String())


class StripOut(Schema):
    """A positive strip, and what follows it; `ended` says how."""

    test_id = fields.UUID()
    collected_on = fields.Date(attribute="on")
    laboratory = fields.Nested(SampleOut)
    retest = fields.Nested(SampleOut)
    objections = fields.List(fields.Nested(ObjectionOut))
    ended = fields.String(allow_none=True)


class EvadedOut(Schema):
    """A test that was refused or missed; `defects` say why it does not count, or does not excuse.

    What was counted and then corrected counts no more.
    """

    notice_id = fields.UUID()
    window = fields.Integer()
    counted = fields.Boolean()
    defects = fields.List(fields.String())
    witnesses = fields.List(fields.String())
    officer_note = fields.String(allow_none=True)


class RefusedTestOut(EvadedOut):
    """A test that was refused."""

    refused_on = fields.Date(attribute="on")
    how = fields.String(allow_none=True)


class MissedTestOut(EvadedOut):
    """A test for which the person did not come."""

    missed_on = fields.Date(attribute="on")
    justified = fields.Boolean()
    because = fields.String(allow_none=True)
    approver = fields.String(allow_none=True)


class OpenRequestOut(Schema):
    """A request for another day that nobody has answered yet."""

    request_id = fields.UUID()
    kind = fields.String()
    asked_on = fields.Date()
    notice_id = fields.UUID(allow_none=True)
    wanted_on = fields.Date(allow_none=True)


class ProposedWaiverOut(Schema):
    """A window that somebody has proposed to waive, or a miss to excuse; another decides."""

    window = fields.Integer()
    because = fields.String()
    proposed_on = fields.Date(attribute="on")


class ApprovalOut(Schema):
    """A proposal; `granted` is nothing until it is answered."""

    approval_id = fields.UUID()
    measure = fields.String()
    plan = fields.String(allow_none=True)
    sent_on = fields.Date()
    granted = fields.Boolean(allow_none=True)


class PoliceReportOut(Schema):
    """A report to the police, and what came back."""

    report_id = fields.UUID()
    matter = fields.String()
    acknowledged = fields.Boolean()
    decision = fields.String(allow_none=True)


class LeaveOut(Schema):
    """A leave that was reported in writing."""

    absence_id = fields.UUID()
    written_on = fields.Date()
    depart_on = fields.Date()
    return_on = fields.Date()
    approved = fields.Boolean()
    returned_on = fields.Date(allow_none=True)


class AbsenceOut(Schema):
    """An unauthorised absence; one that is not `founded` grounds nothing."""

    absence_id = fields.UUID()
    kind = fields.String()
    from_on = fields.Date()
    returned_on = fields.Date(allow_none=True)
    leave_id = fields.UUID(allow_none=True)
    founded = fields.Boolean()


class SpanOut(Schema):
    """From the day of leaving or of detention to that of the return or of release."""

    from_on = fields.Date()
    until = fields.Date()


class SpansBeforeOut(Schema):
    """All leaves, absences or detentions that paper has from before the take-over."""

    kind = fields.String()
    spans = fields.List(fields.Nested(SpanOut))


class TreatmentReportOut(Schema):
    """A health institution's report of drug use that waits for the police (禁毒法 37(2))."""

    report_id = fields.UUID()
    found_on = fields.Date()


class AssessmentOut(Schema):
    """A half-year that has begun, or the year that ends with it; `result` once it was assessed."""

    period = fields.Integer(attribute="number")
    scope = fields.String()
    from_on = fields.Date(attribute="first")
    until = fields.Date(attribute="last")
    state = fields.String()
    held_on = fields.Date(allow_none=True)
    result = fields.String(allow_none=True)


class TypedOut(Schema):
    """A text of the reader's own, of the last 24 hours; a correction names it as `which`."""

    which = fields.String()
    value = fields.List(fields.String())


class CaseOut(Schema):
    """A file as programs read it, each part for those who see it on the page.

    What a program names in an act has its id here: notices, tests, proposals, reports, leaves.
    """

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
    tests = fields.List(fields.Nested(TestOut))
    positives = fields.List(fields.Nested(StripOut))
    refused_tests = fields.List(fields.Nested(RefusedTestOut))
    missed_tests = fields.List(fields.Nested(MissedTestOut))
    other_days = fields.List(fields.Nested(OpenRequestOut))
    waivers = fields.List(fields.Nested(ProposedWaiverOut))
    approvals = fields.List(fields.Nested(ApprovalOut))
    police_reports = fields.List(fields.Nested(PoliceReportOut))
    leaves = fields.List(fields.Nested(LeaveOut))
    absences = fields.List(fields.Nested(AbsenceOut))
    before = fields.List(fields.Nested(SpansBeforeOut))
    treatment_reports = fields.List(fields.Nested(TreatmentReportOut))
    assessments = fields.List(fields.Nested(AssessmentOut))
    own_typing = fields.List(fields.Nested(TypedOut))
    misses = fields.List(fields.Nested(MissOut))
    needs = fields.List(fields.Nested(NeedOut))


class ScanOut(Schema):
    """A scan that was kept; `scan` is its SHA-256."""

    scan = fields.String(attribute="digest")
    media_type = fields.String()
    size = fields.Integer()
