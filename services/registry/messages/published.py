"""What registry tells: that there is a case and how far it is, never who the person is.

The decision's facts go to supervision and reporting only (domain: orders, tests and violations are
no business of relief, treatment and legal aid); those get a header.
"""

from __future__ import annotations

from shared.messaging.language import Facts, Publish

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
    Publish("candidate_lapsed", to=(REPORTING,), fields=("lapsed_on",)),
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
    Publish("family_member_named", to=(SUPERVISION,), fields=("account",)),
    Publish("family_access_ended", to=(SUPERVISION,), fields=("account",)),
    Publish("agreement_signed", to=EVERYBODY, fields=("signed_on", "tracked_from")),
    Publish("care_plan_set", to=(SUPERVISION, *HELPERS), fields=("set_on",)),
    Publish(
        "taken_over_days_corrected",
        to=(SUPERVISION,),
        fields=("served_on", "reported_on", "signed_on"),
    ),
    Publish(
        "taken_over_days_corrected",
        to=(REPORTING,),
        fields={
            **{name: name for name in ("served_on", "reported_on", "signed_on")},
            **dict.fromkeys(("kind", "term_months", "credit_days"), nothing),
        },
    ),
    Publish("taken_over_days_corrected", to=HELPERS, fields=("signed_on",)),
    Publish(
        "facts_corrected",
        to=HELPERS,
        fields=("signed_on",),
        told_as="taken_over_days_corrected",
    ),
    Publish(  # by somebody's decision: other days like those of a newer roster
        "facts_corrected",
        to=(SUPERVISION,),
        fields=("served_on", "reported_on", "signed_on"),
        told_as="taken_over_days_corrected",
    ),
    Publish(
        "facts_corrected",
        to=(REPORTING,),
        fields=(
            *("served_on", "reported_on", "signed_on"),
            *("kind", "term_months", "credit_days"),
        ),
        told_as="taken_over_days_corrected",
    ),
    # The course of a case: that it rests, goes on, moves or ends, and never by which paper.
    Publish("late_report_justified", to=(REPORTING,), fields=("justified_on",)),
    Publish("no_reason_found", to=(REPORTING,), fields=("found_on",)),
    Publish("refusal_reported", to=(REPORTING,), fields=("reported_on",)),
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
            "counters": lambda facts: dict(facts["counters"]),
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
    Publish("case_sealed", to=STAFFING, fields=("sealed_on",)),
    Publish("case_unsealed", to=STAFFING, fields=("unsealed_on",)),
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
    Publish("duty_lifted", to=(REPORTING,), fields=("duty", "cause", "lifted_on")),
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
        "defective_work_plan_adopted",
        to=(REPORTING,),
        fields=("adopted_on", "year", "doc_no", "defects"),
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
    Publish(
        "user_excluded", to=(REPORTING,), fields=("excluded_on", "reason", "on_paper", "defects")
    ),
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
    Publish("issue_fell_due", to=(REPORTING,), fields=("meeting_id", "issue", "fell_due_on")),
    Publish("issue_missed", to=(REPORTING,), fields=("meeting_id", "issue", "missed_on")),
    Publish("unit_task_fell_due", to=(REPORTING,), fields=("task_id", "fell_due_on")),
    Publish("unit_task_missed", to=(REPORTING,), fields=("task_id", "missed_on")),
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
    Publish(
        "record_struck_out",
        to=STAFFING,
        fields=("struck_out_on", "record_id", "register", "entry"),
    ),
    Publish("base_organisation_designated", to=(REPORTING,), fields=("village", "designated_on")),
)
