"""What the pages and programs of reporting ask and are answered."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from marshmallow import EXCLUDE, Schema, fields, validate

from services.reporting.rules.signing import MEASURES

PARTS = ("all", "counted", "rest")
DAY, INSTANT = {"format": "date"}, {"format": "date-time"}
RECONCILED = "whether the roster was held against the list of the police"
PSEUDONYM = "a pseudonym; null for readers who see numbers of cases only"


class MomentQuery(Schema):
    """Which day, and as far as known at which instant; nothing said means now.

    An address carries more than this (page, language), so what else it says is not looked at.
    """

    class Meta:
        """Other parameters are for others."""

        unknown = EXCLUDE

    as_of = fields.Date(load_default=None)
    known_at = fields.AwareDateTime(
        default_timezone=ZoneInfo("Asia/Shanghai"),
        load_default=None,
    )


class RowsQuery(MomentQuery):
    """Which of the rows behind a rate; a village that is not named means the whole town."""

    part = fields.String(load_default="all", validate=validate.OneOf(PARTS))
    village = fields.String(load_default=None, validate=validate.Length(max=100))
    state = fields.String(load_default=None, validate=validate.Length(max=50))


class RateOut(Schema):
    """A rate; `percent` is null where there is nobody to count."""

    numerator = fields.Integer()
    denominator = fields.Integer()
    percent = fields.Float(allow_none=True)


class ByMeasureOut(Schema):
    """The three signing rates."""

    M3a, M3b, M4 = (fields.Nested(RateOut) for _ in MEASURES)


class RatesOfVillageOut(Schema):
    """The rates of one village; an empty name is for those registered in none."""

    village = fields.String()
    rates = fields.Nested(ByMeasureOut)


class ReasonOut(Schema):
    """Why some have not signed; `article` is what accounts for them, null if nothing does."""

    state = fields.String()
    count = fields.Integer()
    accounted_for = fields.Boolean()
    article = fields.String(allow_none=True)


class EscalationOut(Schema):
    """What is overdue and was told to the office, or to the leading group after it."""

    case_ref = fields.String()
    duty = fields.String()
    level = fields.String()
    since = fields.Date()
    due_on = fields.Date(allow_none=True)
    unit = fields.String(allow_none=True)
    law = fields.String(allow_none=True)
    article = fields.String(allow_none=True)
    because = fields.String()


class RatesOut(Schema):
    """The signing rates of the town."""

    as_of = fields.Date()
    known_at = fields.AwareDateTime(allow_none=True)
    reconciled = fields.Boolean(metadata={"description": RECONCILED})
    town = fields.Nested(ByMeasureOut)
    villages = fields.List(fields.Nested(RatesOfVillageOut))
    unsigned = fields.List(fields.Nested(ReasonOut))
    candidates = fields.Integer()


class RowOut(Schema):
    """One person or case behind a rate; `events` are `department:position`."""

    village = fields.String()
    person_id = fields.String(allow_none=True, metadata={"description": PSEUDONYM})
    case_ref = fields.String(allow_none=True)
    state = fields.String()
    accounted_for = fields.Boolean()
    events = fields.List(fields.String())


class CaseOut(Schema):
    """One case."""

    case_id = fields.UUID()
    case_ref = fields.String()
    kind = fields.String(allow_none=True)
    status = fields.String()
    village = fields.String()
    last_day = fields.Date(allow_none=True)


class LineOut(Schema):
    """One event of a dossier."""

    position = fields.Integer()
    department = fields.String()
    event = fields.String()
    happened = fields.String(metadata=DAY)
    recorded = fields.String(metadata=INSTANT)
    who = fields.String()
    summary = fields.String()


class MissingOut(Schema):
    """A department whose part is not here: it is `away`, its part is `withheld`, or `sealed`."""

    department = fields.String()
    why = fields.String(validate=validate.OneOf(["away", "withheld", "sealed"]))


class DossierOut(Schema):
    """A case across departments."""

    case_ref = fields.String()
    kind = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    last_day = fields.String(allow_none=True, metadata=DAY)
    as_of = fields.String(allow_none=True, metadata=DAY)
    known_at = fields.String(allow_none=True, metadata=INSTANT)
    timeline = fields.List(fields.Nested(LineOut))
    incomplete = fields.List(fields.Nested(MissingOut))


class FollowerOut(Schema):
    """How far one upstream is heard."""

    upstream = fields.String()
    tracked = fields.Integer()
    level = fields.Integer(metadata={"description": "the upstream's position, as last heard"})
    parked = fields.Integer()
    stopped = fields.Boolean()
    error = fields.String(allow_none=True)
    seen_at = fields.AwareDateTime(allow_none=True)
    seconds = fields.Float(metadata={"description": "since all of the upstream was heard"})


class RelayOut(Schema):
    """How far the department's own events are told."""

    position = fields.Integer()
    error = fields.String(allow_none=True)
    stopped = fields.Boolean()


class PutAsideOut(Schema):
    """A message that a department could not hear, without what is in it."""

    upstream = fields.String()
    position = fields.Integer()
    event = fields.String()
    case_ref = fields.String(allow_none=True)
    reason = fields.String()
    parked_at = fields.AwareDateTime(allow_none=True)


class HealthOut(Schema):
    """What a department says of its messages."""

    head = fields.Integer()
    relay = fields.Nested(RelayOut, allow_none=True)
    connected = fields.Boolean()
    broker_away_seconds = fields.Float()
    queue = fields.Integer(allow_none=True, metadata={"description": "null: nobody could say"})
    dead_letters = fields.Integer(allow_none=True)
    followers = fields.List(fields.Nested(FollowerOut))
    read_models = fields.Dict(keys=fields.String(), values=fields.Integer())
    parked = fields.Integer()
    parked_messages = fields.List(fields.Nested(PutAsideOut))


class DepartmentHealthOut(Schema):
    """A department, and what it answered; `health` is null where it did not."""

    department = fields.String()
    answers = fields.Boolean()
    seen_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "by any that hears it"}
    )
    health = fields.Nested(HealthOut, allow_none=True)


class MessageHealthOut(Schema):
    """The messages between all departments."""

    departments = fields.List(fields.Nested(DepartmentHealthOut))
