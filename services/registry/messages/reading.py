"""How registry reads what others publish: what it needs, and nothing else of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from services.registry.policies import (
    AbsenceClosed,
    BreachOverturned,
    DrugTestRefused,
    DrugUseConfirmed,
    DutyEscalated,
    EscalationEnded,
    LeaveReported,
    LeaveReturned,
    PaperWritten,
    PoliceDecided,
    ReportedToPolice,
    SeriousBreachDetected,
    SeriousBreachWithdrawn,
    StationRegistered,
    VillagesAssigned,
)
from shared.messaging.language import Message


class RefusedTest(Schema):
    """What we read of a refused test."""

    refused_on = fields.Date(required=True)
    window = fields.Integer(required=True)
    count = fields.Integer(required=True)


class SeriousBreach(Schema):
    """What we read of a serious breach."""

    counter = fields.String(required=True)
    count = fields.Integer(required=True)


class UseConfirmed(Schema):
    """What we read of a finding of use; an older release told no day of the use."""

    decided_on = fields.Date(required=True)
    used_on = fields.Date(load_default=None)
    use_id = fields.UUID(required=True)
    counted = fields.Boolean(required=True)


class Overturned(SeriousBreach):
    """What we read of something that counts no more."""

    overturned_on = fields.Date(required=True)
    matter_id = fields.UUID(load_default=None)
    defective = fields.Boolean(load_default=False)


class Reported(Schema):
    """What we read of a report to the police."""

    report_id = fields.UUID(required=True)
    matter = fields.String(required=True)
    ground = fields.String(required=True)


class Decided(Schema):
    """What we read of a decision of the police on a report."""

    report_id = fields.UUID(required=True)
    decided_on = fields.Date(required=True)
    decision = fields.String(required=True)


class Escalated(Schema):
    """What we read of a duty that is overdue: when, where, by which article; not what it is."""

    escalated_on = fields.Date(required=True)
    alarm_id = fields.UUID(required=True, allow_none=True)
    duty = fields.String(required=True)
    level = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    law = fields.String(required=True, allow_none=True)
    article = fields.String(required=True, allow_none=True)


class Ended(Schema):
    """What we read of one that nobody need look at any more."""

    ended_on = fields.Date(required=True)
    alarm_id = fields.UUID(required=True)


class Away(Schema):
    """What we read of a leave."""

    absence_id = fields.UUID(load_default=None)
    depart_on = fields.Date(load_default=None)
    return_on = fields.Date(load_default=None)


class Back(Schema):
    """What we read of a return."""

    absence_id = fields.UUID(required=True)
    returned_on = fields.Date(required=True)


class Villages(Schema):
    """What we read of the villages that a unit looks after."""

    unit_id = fields.UUID(required=True)
    villages = fields.List(fields.String(), required=True)


class Unit(Villages):
    """What we read of a unit."""

    unit = fields.String(required=True)
    title = fields.String(required=True)


def drug_test_refused(message: Message) -> DrugTestRefused:
    """Read a refused test."""
    return DrugTestRefused(**_read(RefusedTest, message), **_case(message))


def serious_breach_detected(message: Message) -> SeriousBreachDetected:
    """Read a serious breach."""
    read = _read(SeriousBreach, message)
    return SeriousBreachDetected(detected_on=message.happened_on, **read, **_case(message))


def serious_breach_withdrawn(message: Message) -> SeriousBreachWithdrawn:
    """Read that a breach is serious no more."""
    read = _read(SeriousBreach, message)
    return SeriousBreachWithdrawn(withdrawn_on=message.happened_on, **read, **_case(message))


def drug_use_confirmed(message: Message) -> DrugUseConfirmed:
    """Read a finding of use."""
    read = _read(UseConfirmed, message)
    read["used_on"] = read["used_on"] or read["decided_on"]
    return DrugUseConfirmed(**read, **_case(message))


def breach_overturned(message: Message) -> BreachOverturned:
    """Read that something counts no more."""
    return BreachOverturned(**_read(Overturned, message), **_case(message))


def reported_to_police(message: Message) -> ReportedToPolice:
    """Read that a matter was reported to the police."""
    read = _read(Reported, message)
    return ReportedToPolice(reported_on=message.happened_on, **read, **_case(message))


def police_decided(message: Message) -> PoliceDecided:
    """Read what the police decided on a report."""
    return PoliceDecided(**_read(Decided, message), **_case(message))


def duty_escalated(message: Message) -> DutyEscalated:
    """Read that a duty is overdue and whom supervision alarms."""
    return DutyEscalated(**_read(Escalated, message), **_case(message))


def escalation_ended(message: Message) -> EscalationEnded:
    """Read that it is done, or owed no more."""
    return EscalationEnded(**_read(Ended, message), **_case(message))


def paper_written(code: str) -> Callable[[Message], PaperWritten]:
    """Read that a paper of this item of the file was written; its day is all that is read of it."""

    def read(message: Message) -> PaperWritten:
        return PaperWritten(code=code, written_on=message.happened_on, **_case(message))

    return read


def leave_reported(message: Message) -> LeaveReported:
    """Read that somebody reported a leave in writing: a paper for the file, and its days."""
    paper = paper_written(PAPERS[ABSENCE_REPORTED])(message)
    return LeaveReported(**vars(paper), **_read(Away, message))


def leave_returned(message: Message) -> LeaveReturned:
    """Read that somebody is back from a leave."""
    return LeaveReturned(**_read(Back, message), **_case(message))


def absence_closed(message: Message) -> AbsenceClosed:
    """Read that somebody is back from an absence without leave; no more is read of that."""
    return AbsenceClosed(returned_on=_read(Back, message)["returned_on"], **_case(message))


def unit_registered(message: Message) -> StationRegistered:
    """Read that a unit takes part."""
    read = _read(Unit, message)
    return StationRegistered(
        unit_id=read["unit_id"],
        station=read["unit"],
        title=read["title"],
        villages=tuple(read["villages"]),
        registered_on=message.happened_on,
    )


def villages_assigned(message: Message) -> VillagesAssigned:
    """Read which villages a unit looks after from now on."""
    read = _read(Villages, message)
    return VillagesAssigned(
        unit_id=read["unit_id"],
        villages=tuple(read["villages"]),
        assigned_on=message.happened_on,
    )


ABSENCE_REPORTED = "supervision.absence_reported"
PAPERS = {
    "supervision.drug_test_notified": "10",
    "supervision.drug_test_recorded": "11",
    "supervision.talk_held": "12",
    "supervision.home_visited": "13",
    "supervision.periodic_report_received": "14",
    ABSENCE_REPORTED: "19",
    "supervision.violation_recorded": "20",
    "supervision.admonished": "20",
    "supervision.assessment_held": "22",
    "legal_aid.law_education_attended": "15",
    "treatment.treatment_info_given": "16",
    "assistance.family_assessed": "17",
    "assistance.need_closed": "18",
}
"""Of what is written elsewhere: which item of the file each paper is (domain.md 5).

A refused test and a report to the police are notices of their own, and count with these.
"""

HEARD: Mapping[str, Callable[[Message], Any]] = {
    **{name: paper_written(code) for name, code in PAPERS.items()},
    ABSENCE_REPORTED: leave_reported,
    "supervision.return_recorded": leave_returned,
    "supervision.unauthorised_absence_closed": absence_closed,
    "supervision.drug_test_refused": drug_test_refused,
    "supervision.serious_breach_detected": serious_breach_detected,
    "supervision.serious_breach_withdrawn": serious_breach_withdrawn,
    "supervision.drug_use_confirmed": drug_use_confirmed,
    "supervision.breach_overturned": breach_overturned,
    "supervision.reported_to_police": reported_to_police,
    "supervision.police_decision_recorded": police_decided,
    "supervision.duty_escalated": duty_escalated,
    "supervision.escalation_ended": escalation_ended,
    "identity.unit_registered": unit_registered,
    "identity.villages_assigned": villages_assigned,
}


def _read(schema: type[Schema], message: Message) -> dict[str, Any]:
    """The fields that we know; others are left alone. `ValueError` names what cannot be read."""
    try:
        read: dict[str, Any] = schema(unknown=EXCLUDE).load(message.data)
    except ValidationError as error:
        raise ValueError(f"cannot read {sorted(error.messages_dict)}") from None
    return read


def _case(message: Message) -> dict[str, Any]:
    if message.case_ref is None or message.person_id is None:
        raise ValueError("of no case or of nobody")
    return {"case_ref": message.case_ref, "person_id": UUID(message.person_id)}
