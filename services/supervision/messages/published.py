"""What leaves supervision, as which fields, to whom.

A positive screening is told to nobody, and a test's result goes to reporting alone; a need reaches
the one department that can help, which learns of nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.messaging.language import Facts, Field, Publish


def is_defective(facts: Facts) -> bool:
    """Whether it falls short of a rule, and so does not count."""
    return bool(facts["defects"])


TEST: Mapping[str, Field] = {
    "window": "window",
    "collected_on": "collected_on",
    "defective": is_defective,
}
NEED = ("need_id", "kind", "raised_on")
REPORTING = ("reporting",)

PUBLISHED = (
    Publish("drug_test_scheduled", to=REPORTING, fields=("plan", "windows_total")),
    Publish("drug_test_negative", to=REPORTING, fields=TEST),
    Publish("drug_test_invalid", to=REPORTING, fields=TEST),
    Publish(
        "drug_test_refused",
        to=("registry", *REPORTING),
        fields=("window", "refused_on", "count", "counted"),
    ),
    Publish(
        "drug_test_missed",
        to=("registry", *REPORTING),
        fields=("window", "missed_on", "justified", "count", "counted"),
    ),
    Publish("window_adjusted", to=REPORTING, fields=("window", "adjusted_on", "because")),
    Publish("plan_chosen", to=REPORTING, fields=("chosen_on", "plan")),
    Publish(
        "anti_drug_officer_appointed",
        to=("registry", *REPORTING),
        fields=("officer_id", "from_on", "active"),
    ),
    Publish(
        "anti_drug_officer_relieved",
        to=("registry", *REPORTING),
        fields=("officer_id", "ended_on", "active"),
    ),
    Publish("approval_submitted", to=("registry",), fields=("sent_on", "measure")),
    Publish("approval_decided", to=("registry",), fields=("decided_on", "measure", "result")),
    Publish(
        "approved_on_paper",
        to=("registry",),
        fields={"approved_on": "approved_on", "measure": "measure", "defective": is_defective},
    ),
    Publish("serious_breach_detected", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish("serious_breach_withdrawn", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish(
        "breach_overturned",
        to=("registry", *REPORTING),
        fields=("overturned_on", "counter", "count"),
    ),
    Publish("opening_balance_recorded", to=REPORTING, fields=("counter", "value", "source")),
    Publish(
        "violation_recorded",
        to=("registry", *REPORTING),
        fields=("violation_id", "kind", "violated_on", "counted"),
    ),
    Publish("criticised", to=("registry", *REPORTING), fields=("held_on", "matter_id")),
    Publish("educated", to=("registry", *REPORTING), fields=("held_on", "matter_id")),
    Publish("admonished", to=("registry", *REPORTING), fields=("served_on",)),
    Publish(
        "absence_reported",
        to=("registry", *REPORTING),
        fields=("absence_id", "depart_on", "return_on"),
    ),
    Publish("leave_approved", to=("registry", *REPORTING), fields=("absence_id", "approved_on")),
    Publish("return_recorded", to=("registry", *REPORTING), fields=("absence_id", "returned_on")),
    Publish(
        "unauthorised_absence_opened",
        to=("registry", *REPORTING),
        fields={
            "absence_id": "absence_id",
            "from_on": "from_on",
            "defective": lambda f: bool(f["defects"]),
        },
    ),
    Publish(
        "unauthorised_absence_closed",
        to=("registry", *REPORTING),
        fields=("absence_id", "returned_on", "days"),
    ),
    Publish("drug_use_suspected", to=REPORTING, fields=("matter", "report_by", "counted")),
    Publish("refusal_found", to=("registry", *REPORTING), fields=("matter", "report_by")),
    Publish(
        "reported_to_police",
        to=("registry", *REPORTING),
        fields=("report_id", "matter", "ground", "sent_at"),
    ),
    Publish(
        "police_report_acknowledged",
        to=("registry", *REPORTING),
        fields=("report_id", "acknowledged_on"),
    ),
    Publish(
        "police_decision_recorded",
        to=("registry", *REPORTING),
        fields=("report_id", "decided_on", "decision"),
    ),
    Publish(
        "drug_use_confirmed",
        to=("registry", *REPORTING),
        fields=("use_id", "decided_on", "counted"),
    ),
    Publish(
        "home_visited",
        to=REPORTING,
        fields={
            "visited_on": "visited_on",
            "met": "met",
            "defective": lambda f: bool(f["defects"]),
        },
    ),
    Publish("periodic_report_received", to=REPORTING, fields=("received_on", "about_on")),
    Publish("periodic_report_missing", to=REPORTING, fields=("marked_on", "about_on")),
    Publish("paper_form_cited", to=REPORTING, fields=("written_on", "record")),
    Publish("talk_held", to=REPORTING, fields=("held_on",)),
    Publish("assistance_need_raised", to=("assistance",), fields=NEED),
    Publish("assistance_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("treatment_need_raised", to=("treatment",), fields=NEED),
    Publish("treatment_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("legal_need_raised", to=("legal_aid",), fields=NEED),
    Publish("legal_need_raised", to=REPORTING, fields=("need_id", "kind")),
)
