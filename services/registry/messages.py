"""What registry tells: that there is a case and how far it is, never who the person is.

The decision's facts go to supervision and reporting only (domain: orders, tests and violations are
no business of relief, treatment and legal aid); those get a header.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from services.registry.policies import (
    BreachOverturned,
    DrugTestRefused,
    DrugUseConfirmed,
    DutyEscalated,
    EscalationEnded,
    SeriousBreachDetected,
    SeriousBreachWithdrawn,
    StationRegistered,
    VillagesAssigned,
)
from shared.messaging.language import Facts, Message, Publish

SUPERVISION, REPORTING = "supervision", "reporting"
HELPERS = ("assistance", "treatment", "legal_aid")
STAFFING = (SUPERVISION, REPORTING)
EVERYBODY = (SUPERVISION, *HELPERS, REPORTING)


def was_taken_over(facts: Facts) -> bool:
    """Whether a roster stated it."""
    return facts["taken_over_from"] is not None


def nothing(_facts: Facts) -> None:
    """What the message has a field for, and this event does not know."""


PUBLISHED = (
    Publish(
        "person_registered",
        to=(REPORTING,),
        fields={"village": "village", "flag": "flag", "sex": "sex", "taken_over": was_taken_over},
    ),
    Publish("person_details_revised", to=(REPORTING,), fields=("village",)),
    Publish("register_flag_set", to=(REPORTING,), fields=("flag",)),
    Publish("person_merged", to=(REPORTING,), fields=("merged_on", "into")),
    Publish("person_unmerged", to=(REPORTING,), fields=("unmerged_on", "out_of")),
    Publish(
        "decision_received",
        to=(SUPERVISION, REPORTING),
        fields=("kind", "served_on", "term_months", "credit_days", "village"),
    ),
    Publish("case_replaced", to=EVERYBODY, fields=("replaced_on", "by")),
    Publish(
        "reported_in",
        to=(SUPERVISION,),
        fields=(
            *("kind", "reported_on", "term_months", "credit_days"),
            *("village", "station", "sex", "tracked_from"),
        ),
    ),
    Publish("reported_in", to=HELPERS, fields=("kind", "reported_on", "station")),
    Publish(
        "reported_in", to=(REPORTING,), fields=("kind", "reported_on", "village", "tracked_from")
    ),
    Publish("station_assigned", to=(SUPERVISION, *HELPERS), fields=("station",)),
    Publish("group_formed", to=(SUPERVISION, REPORTING), fields=("kinds",)),
    Publish(
        "group_changed", to=(SUPERVISION, REPORTING), fields=("kinds",), told_as="group_formed"
    ),
    Publish("agreement_signed", to=EVERYBODY, fields=("signed_on", "tracked_from")),
    Publish(
        "taken_over_days_corrected",
        to=(SUPERVISION, REPORTING),
        fields=("served_on", "reported_on", "signed_on"),
    ),
    # The course of a case: that it rests, goes on, moves or ends, and never by which paper.
    Publish("late_report_justified", to=(REPORTING,), fields=("justified_on",)),
    Publish("agreement_refused", to=(SUPERVISION, REPORTING), fields=("refused_on", "defects")),
    Publish("case_suspended", to=STAFFING, fields=("number", "suspended_on", "defects")),
    Publish("case_resumed", to=STAFFING, fields=("number", "resumed_on", "status")),
    Publish("transfer_ordered", to=STAFFING, fields=("ordered_on", "report_by")),
    Publish("transfer_cancelled", to=STAFFING, fields=("cancelled_on",)),
    Publish("transfer_receipt_confirmed", to=EVERYBODY, fields={"ended_on": "received_on"}),
    Publish(
        "transferred_in",
        to=(SUPERVISION,),
        fields={
            **{name: name for name in ("kind", "reported_on", "term_months", "credit_days")},
            **{name: name for name in ("village", "station", "sex", "suspensions")},
            "tracked_from": "received_on",
            "counters": lambda facts: {"test": facts["refused_tests"]},
        },
    ),
    Publish(
        "transferred_in",
        to=HELPERS,
        fields=("kind", "reported_on", "station"),
        told_as="reported_in",
    ),
    Publish(
        "transferred_in",
        to=(REPORTING,),
        fields=("kind", "reported_on", "village", "suspensions", "suspensions_known"),
    ),
    Publish("case_terminated", to=(SUPERVISION, REPORTING), fields=("ended_on", "cause")),
    Publish("case_terminated", to=HELPERS, fields=("ended_on",)),
    Publish("case_reopened", to=EVERYBODY, fields=("reopened_on",)),
    Publish("term_completed", to=(REPORTING,), fields=("completed_on",)),
    Publish("case_released", to=STAFFING, fields=("released_on",)),
    Publish("case_released", to=HELPERS, fields={"ended_on": "released_on"}),
    Publish("release_notice_recorded", to=(REPORTING,), fields=("told_on",)),
    Publish(
        "term_corrected",
        to=(SUPERVISION, REPORTING),
        fields=("reported_on", "term_months", "credit_days", "suspensions"),
    ),
    Publish(  # by the police's answer: a correction like any other for whoever counts days
        "term_dates_settled",
        to=STAFFING,
        fields=("reported_on", "term_months", "credit_days", "suspensions"),
        told_as="term_corrected",
    ),
    Publish(
        "reading_chosen", to=STAFFING, fields=("chosen_on", "last_day", "counted_from", "left_out")
    ),
    # Voluntary help: supervision has nothing to do with it, for nothing in it is tested or counted.
    Publish(
        "voluntary_help_begun",
        to=HELPERS,
        fields={"kind": "kind", "reported_on": "begun_on", "station": "station"},
        told_as="reported_in",
    ),
    Publish(
        "voluntary_help_begun",
        to=(REPORTING,),
        fields={
            "kind": "kind",
            "reported_on": "begun_on",
            "village": "village",
            "tracked_from": nothing,
        },
        told_as="reported_in",
    ),
    Publish(
        "voluntary_agreement_signed",
        to=(*HELPERS, REPORTING),
        fields={"signed_on": "signed_on", "tracked_from": nothing},
        told_as="agreement_signed",
    ),
    Publish("voluntary_help_given", to=(REPORTING,), fields=("given_on", "what")),
    Publish(
        "voluntary_help_ended",
        to=(REPORTING,),
        fields=("ended_on", "cause"),
        told_as="case_terminated",
    ),
    Publish("voluntary_help_ended", to=HELPERS, fields=("ended_on",), told_as="case_terminated"),
    Publish("duty_fell_due", to=(REPORTING,), fields=("duty", "fell_due_on")),
    Publish("duty_missed", to=(REPORTING,), fields=("duty", "missed_on")),
    # The town's own affairs: what happened and what it falls short of, never who the staff are.
    Publish("selection_held", to=STAFFING, fields=("posts", "scores", "defects")),
    Publish("worker_hired", to=STAFFING, fields=("worker_id", "station", "full_time", "defects")),
    Publish("worker_over_age", to=STAFFING, fields=("worker_id", "noted_on")),
    Publish("worker_ended", to=STAFFING, fields=("worker_id", "ended_on")),
    Publish("notice_acknowledged", to=(REPORTING,), fields=("unit", "notice_no")),
    Publish("leading_group_appointed", to=STAFFING, fields=("appointed_on", "roles", "defects")),
    Publish(
        "work_plan_adopted",
        to=STAFFING,
        fields=("adopted_on", "year", "version", "doc_no", "phases", "measures"),
    ),
    Publish(
        "rule_adopted",
        to=STAFFING,
        fields=("holds_from", "kind", "title", "version", "doc_no", "text_hash"),
    ),
    Publish(
        "unit_task_assigned",
        to=(REPORTING,),
        fields=("task_id", "unit", "year", "measure", "due_on"),
    ),
    Publish("unit_task_reported", to=(REPORTING,), fields=("task_id", "reported_on", "done")),
    Publish(
        "station_registered", to=(REPORTING,), fields=("station", "dedicated_office", "defects")
    ),
    Publish(
        "equipment_recorded",
        to=(REPORTING,),
        fields=("station", "item", "quantity", "condition", "asset_no"),
    ),
    Publish("budget_approved", to=(REPORTING,), fields=("year", "dedicated", "amount", "defects")),
    Publish("spending_recorded", to=(REPORTING,), fields=("year", "amount", "purpose", "defects")),
    Publish(
        "census_round_started",
        to=(REPORTING,),
        fields=("round_id", "started_on", "ends_on", "mode"),
    ),
    Publish("census_round_closed", to=(REPORTING,), fields=("round_id", "closed_on")),
    Publish(
        "household_visited",
        to=(REPORTING,),
        fields=("round_id", "village", "visited_on", "outcome", "candidates", "defects"),
    ),
    Publish("user_verified", to=(REPORTING,), fields=("verified_on", "basis")),
    Publish("user_excluded", to=(REPORTING,), fields=("excluded_on", "reason", "on_paper")),
    Publish("user_reinstated", to=(REPORTING,), fields=("reinstated_on",)),
    Publish(
        "police_list_compared",
        to=(REPORTING,),
        fields=("list_id", "compared_on", "listed_on", "people", "same", "open_rows"),
    ),
    Publish("police_list_withdrawn", to=(REPORTING,), fields=("list_id",)),
    Publish("police_list_row_decided", to=(REPORTING,), fields=("list_id", "decision")),
    Publish(
        "training_held",
        to=(REPORTING,),
        fields=("held_on", "hours", "roles", "signed", "scores"),
    ),
    Publish(
        "publicity_held",
        to=(REPORTING,),
        fields=("held_on", "village", "form", "audiences", "themes", "headcount", "defects"),
    ),
    Publish(
        "meeting_held",
        to=(REPORTING,),
        fields=("meeting_id", "held_on", "roles", "reports", "issues", "defects"),
    ),
    Publish("issue_closed", to=(REPORTING,), fields=("meeting_id", "issue", "closed_on")),
    Publish("dossier_opened", to=(REPORTING,), fields=("opened_on",)),
    Publish(
        "dossier_item_filed",
        to=(REPORTING,),
        fields=(
            *("filed_on", "no", "code", "doc_date", "pages"),
            *("legible", "complete", "signed", "scan"),
        ),
    ),
    Publish("dossier_item_withdrawn", to=(REPORTING,), fields=("withdrawn_on", "no")),
    Publish("dossier_checked", to=(REPORTING,), fields=("checked_on", "items", "faulty")),
    Publish(
        "dossier_archived",
        to=(REPORTING,),
        fields=("archived_on", "items", "pages", "missing"),
    ),
    Publish("dossier_reopened", to=(REPORTING,), fields=("reopened_on",)),
    Publish("base_organisation_designated", to=(REPORTING,), fields=("village", "designated_on")),
)


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
    """What we read of a finding of use."""

    decided_on = fields.Date(required=True)
    use_id = fields.UUID(required=True)
    counted = fields.Boolean(required=True)


class Overturned(SeriousBreach):
    """What we read of something that counts no more."""

    overturned_on = fields.Date(required=True)


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
    return DrugUseConfirmed(**_read(UseConfirmed, message), **_case(message))


def breach_overturned(message: Message) -> BreachOverturned:
    """Read that something counts no more."""
    return BreachOverturned(**_read(Overturned, message), **_case(message))


def duty_escalated(message: Message) -> DutyEscalated:
    """Read that a duty is overdue and whom supervision alarms."""
    return DutyEscalated(**_read(Escalated, message), **_case(message))


def escalation_ended(message: Message) -> EscalationEnded:
    """Read that it is done, or owed no more."""
    return EscalationEnded(**_read(Ended, message), **_case(message))


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


HEARD: Mapping[str, Callable[[Message], Any]] = {
    "supervision.drug_test_refused": drug_test_refused,
    "supervision.serious_breach_detected": serious_breach_detected,
    "supervision.serious_breach_withdrawn": serious_breach_withdrawn,
    "supervision.drug_use_confirmed": drug_use_confirmed,
    "supervision.breach_overturned": breach_overturned,
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
