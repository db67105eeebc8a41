"""What the API answers: references and facts; a name only where it was asked for by name."""

from __future__ import annotations

from marshmallow import Schema, fields


class DoneOut(Schema):
    """What a command answers: up to where the log goes, and whether it had been done before."""

    position = fields.Integer()
    repeated = fields.Boolean()


class WhyOut(Schema):
    """By which rule something is so: where it stands, its text, and the table that has it."""

    rule = fields.String(attribute="name")
    law = fields.String(attribute="citation.law")
    article = fields.String(attribute="citation.article")
    rule_table = fields.Date(attribute="table")
    text = fields.String()


class GroundOut(Schema):
    """What something falls short of, and by which rule."""

    code = fields.String()
    why = fields.Nested(WhyOut, allow_none=True)


class PersonOut(Schema):
    """A person in a list, masked as far as the caller's work does not need more."""

    person_id = fields.UUID()
    name = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    flag = fields.String()
    sex = fields.String()
    registered_on = fields.Date()
    taken_over = fields.Boolean()


class RegisteredOut(DoneOut):
    """Somebody who was registered."""

    person_id = fields.UUID()


class MemberOut(Schema):
    """Somebody in a guardianship group."""

    kind = fields.String()
    name = fields.String()
    organisation = fields.String()
    phone = fields.String()


class GroupOut(Schema):
    """A guardianship group; a kind that is missing has its reason."""

    members = fields.List(fields.Nested(MemberOut))
    missing_kinds = fields.List(fields.String())
    missing_reason = fields.String(allow_none=True)


class CaseOut(Schema):
    """A case in a list, with its status today."""

    case_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    status = fields.String()
    served_on = fields.Date()
    due_on = fields.Date()
    reported_on = fields.Date(allow_none=True)
    last_day = fields.Date(allow_none=True)
    grouped_on = fields.Date(allow_none=True)
    signed_on = fields.Date(allow_none=True)
    tracked_from = fields.Date(allow_none=True)


class DutyOut(Schema):
    """Something that is to be done, or was, and by which rule.

    After `counts_on` somebody is behind with it; none while it is paused. Nobody is behind with
    one that is `contested`: by only some readings of the law it is late, and none was chosen.
    """

    contested = fields.Boolean()
    case_id = fields.UUID()
    case_ref = fields.String()
    duty = fields.String()
    opened_on = fields.Date()
    due_on = fields.Date()
    counts_on = fields.Date(allow_none=True)
    met_on = fields.Date(allow_none=True)
    rule = fields.String()
    law = fields.String()
    article = fields.String()
    rule_table = fields.Date()


class ReadingOut(Schema):
    """One way to count a term where the law is silent; `left_out` are days that do not count."""

    last_day = fields.Date()
    counted_from = fields.Date()
    left_out = fields.List(fields.Tuple((fields.Date(), fields.Date(allow_none=True))))


class TermOut(Schema):
    """The days of a term as they stand."""

    reported_on = fields.Date(allow_none=True)
    credit_days = fields.Integer()
    suspensions = fields.List(fields.Tuple((fields.Date(), fields.Date(allow_none=True))))
    last_day = fields.Date(allow_none=True)


class CorrectionOut(Schema):
    """A proposed correction of a term, which waits for somebody else, beside what stands."""

    proposed_on = fields.Date()
    proposed_by = fields.String()
    reported_on = fields.Date()
    credit_days = fields.Integer()
    suspensions = fields.List(fields.Tuple((fields.Date(), fields.Date(allow_none=True))))
    last_day = fields.Date(allow_none=True)
    why = fields.String(allow_none=True)
    standing = fields.Nested(TermOut)


class ChangeOut(Schema):
    """One fact as it is on file and as it is said to be right."""

    field = fields.String()
    was = fields.String()
    right = fields.String()


class MovedOut(Schema):
    """Where the days of a case are once a correction holds."""

    due_on = fields.Date()
    in_time_until = fields.Date(allow_none=True)
    last_day = fields.Date(allow_none=True)
    punctuality = fields.String()


class FactsCorrectionOut(Schema):
    """A proposed correction of what papers say, which waits for somebody else, and its outcome."""

    proposed_on = fields.Date()
    proposed_by = fields.String()
    changes = fields.List(fields.Nested(ChangeOut))
    paper_no = fields.Integer(allow_none=True)
    why = fields.String(allow_none=True)
    moves = fields.Nested(MovedOut)


class CountedOut(Schema):
    """A day from which, or to which, something is counted."""

    name = fields.String()
    on = fields.Date()


class FactOut(Schema):
    """A fact on which something rests, by its place in the log."""

    position = fields.Integer()
    name = fields.String()
    happened_on = fields.Date()


class ReasonOut(Schema):
    """Why the status, the last day or the punctuality is what it is: rules, days and facts."""

    subject = fields.String()
    value = fields.String()
    rules = fields.List(fields.Nested(WhyOut))
    days = fields.List(fields.Nested(CountedOut), attribute="counted")
    events = fields.List(fields.Nested(FactOut))


class LeaveOut(Schema):
    """From when to when the person is away as reported; `leave_overstayed`: not back by then."""

    since = fields.Date()
    until = fields.Date()
    state = fields.String()


class FileOut(CaseOut):
    """One case with its duties, and the ways to count its term; one may have been chosen.

    What is proposed to be corrected is told to those who may see the decision. Of a
    decision that was served in detention `due_on` stays the day by its letter; until
    `in_time_until` a report-in is justified, none while nobody recorded the release. While it is
    `contested`, the case runs on by only some readings, and nothing adverse is said of it.
    """

    contested = fields.Boolean()
    why = fields.List(fields.Nested(ReasonOut))

    leave = fields.Nested(LeaveOut, allow_none=True)
    served_while_detained = fields.Boolean()
    released_from_custody_on = fields.Date(allow_none=True)
    release_expected_on = fields.Date(allow_none=True)
    in_time_until = fields.Date(allow_none=True)
    punctuality = fields.String()

    duties = fields.List(fields.Nested(DutyOut))
    readings = fields.List(fields.Nested(ReadingOut))
    chosen_last_day = fields.Date(allow_none=True)
    printed_from = fields.Date(allow_none=True)
    printed_to = fields.Date(allow_none=True)
    conflict_since = fields.Date(allow_none=True)
    no_reason_found_on = fields.Date(allow_none=True)
    refusal_reported_on = fields.Date(allow_none=True)
    refused_to_sign_on = fields.Date(allow_none=True)
    answered = fields.Tuple((fields.Date(), fields.Date()), allow_none=True)
    correction = fields.Nested(CorrectionOut, allow_none=True)
    facts_correction = fields.Nested(FactsCorrectionOut, allow_none=True)


class UrgencyOut(Schema):
    """How much is owed, and how soon."""

    overdue = fields.Integer()
    today = fields.Integer()
    week = fields.Integer()
    later = fields.Integer()
    paused = fields.Integer()
    contested = fields.Integer()


class DutyListOut(Schema):
    """One page of what is owed."""

    counts = fields.Nested(UrgencyOut)
    items = fields.List(fields.Nested(DutyOut))


class NoticeOut(Schema):
    """One thing that another department let us know."""

    case_id = fields.UUID()
    case_ref = fields.String()
    what = fields.String()
    counter = fields.String(allow_none=True)
    window = fields.Integer(allow_none=True)
    count = fields.Integer()
    happened_on = fields.Date()


class EscalationOut(Schema):
    """What supervision told the office of because nobody did it: where, since when, and no more."""

    alarm_id = fields.UUID()
    case_id = fields.UUID()
    case_ref = fields.String()
    duty = fields.String()
    level = fields.String()
    due_on = fields.Date(allow_none=True)
    unit = fields.String(allow_none=True)
    law = fields.String(allow_none=True)
    article = fields.String(allow_none=True)
    escalated_on = fields.Date()


class AreaOut(Schema):
    """A station, the villages that it looks after, and how many open cases it keeps."""

    station = fields.String()
    title = fields.String()
    villages = fields.List(fields.String())
    open_cases = fields.Integer()


class MisplacedOut(Schema):
    """An open case without a station, or with another than its village's (`area`)."""

    case_id = fields.UUID()
    case_ref = fields.String()
    person_id = fields.UUID()
    kind = fields.String()
    village = fields.String(allow_none=True)
    station = fields.String(allow_none=True)
    area = fields.String(allow_none=True)


class PlacedOut(DoneOut):
    """How many cases moved."""

    moved = fields.Integer()


class OpenedOut(DoneOut):
    """A case that was opened."""

    case_id = fields.UUID()
    case_ref = fields.String()


class ReportedOut(DoneOut):
    """A report-in, and how it stands to the 15 days."""

    punctuality = fields.String()


class LatenessOut(Schema):
    """How a report-in stands to the 15 days: what the person said, and what was found of it."""

    punctuality = fields.String()
    stated_reason = fields.String(allow_none=True)
    found_reason = fields.String(allow_none=True)
    justified_on = fields.Date(allow_none=True)
    justified_by = fields.String(allow_none=True)


class SignedOut(DoneOut):
    """An agreement; with defects it is kept and meets no duty."""

    defects = fields.List(fields.String())


class PlannedOut(DoneOut):
    """Measures that were laid down; with defects they are kept and meet no duty."""

    defects = fields.List(fields.String())


class RowMessageOut(Schema):
    """What is said of one row of a roster."""

    row = fields.Integer()
    reason = fields.String()
    message = fields.String()


class RowOut(Schema):
    """What one row of a roster became."""

    row = fields.Integer()
    person_id = fields.String(allow_none=True)
    case_ref = fields.String(allow_none=True)


class RosterOut(Schema):
    """What became of a roster, as the command line prints it."""

    rows = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer()
    unchanged = fields.Integer()
    rejected = fields.List(fields.Nested(RowMessageOut))
    warnings = fields.List(fields.Nested(RowMessageOut))
    rows_detail = fields.List(fields.Nested(RowOut))
