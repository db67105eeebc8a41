"""What leaves supervision, as which fields, to whom.

How a test ended goes to reporting alone, and of a positive strip not even that; the registry learns
that a test was recorded, since the paper belongs in its file. A need reaches the one department
that can help, which learns of nothing else. Of a duty that is overdue the office and the leading
group learn in which case, since when, where, and by which article; of one that follows a positive
strip not what it is, for that would tell how a test ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.supervision.domain.duties import LABORATORY
from shared.messaging.language import Facts, Field, Publish

TEST_PROCEDURE = "test_procedure"
"""What a duty is called to whom it may not be told: something about a test is not done."""


def is_defective(facts: Facts) -> bool:
    """Whether it falls short of a rule, and so does not count."""
    return bool(facts["defects"])


def duty_told(facts: Facts) -> str:
    """What kind of duty it is, as whoever may not see tests may know."""
    return TEST_PROCEDURE if facts["duty"] in LABORATORY else str(facts["duty"])


def told_by(name: str) -> Callable[[Facts], str | None]:
    """A part of the rule, where it does not tell how a test ended."""

    def told(facts: Facts) -> str | None:
        hidden = facts["duty"] in LABORATORY or facts[name] is None
        return None if hidden else str(facts[name])

    return told


TEST: Mapping[str, Field] = {
    "window": "window",
    "collected_on": "collected_on",
    "defective": is_defective,
}
NEED = ("need_id", "kind", "raised_on")
ESCALATED: Mapping[str, Field] = {
    "alarm_id": "alarm_id",
    "duty": duty_told,
    "due_on": "due_on",
    "unit": "unit",
    "level": "to",
    **{name: told_by(name) for name in ("rule", "law", "article")},
}
REGISTRY, REPORTING = ("registry",), ("reporting",)

PUBLISHED = (
    Publish("drug_test_scheduled", to=REPORTING, fields=("plan", "windows_total")),
    Publish("drug_test_notified", to=REGISTRY),
    *(
        Publish(name, to=REGISTRY, told_as="drug_test_recorded")
        for name in ("drug_test_negative", "drug_test_invalid", "screened_positive")
    ),
    Publish("drug_test_negative", to=REPORTING, fields=TEST),
    Publish("drug_test_invalid", to=REPORTING, fields=TEST),
    Publish(
        "drug_test_refused",
        to=("registry", *REPORTING),
        fields=("window", "extra", "refused_on", "count", "counted"),
    ),
    Publish(
        "drug_test_missed",
        to=("registry", *REPORTING),
        fields=("window", "extra", "missed_on", "justified", "count", "counted"),
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
    Publish(
        "approval_decided",
        to=("registry",),
        fields={
            **{name: name for name in ("decided_on", "measure", "result")},
            "defective": is_defective,
        },
    ),
    Publish(
        "approved_on_paper",
        to=("registry",),
        fields={"approved_on": "approved_on", "measure": "measure", "defective": is_defective},
    ),
    Publish("serious_breach_detected", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish("serious_breach_withdrawn", to=("registry", *REPORTING), fields=("counter", "count")),
    Publish(
        "breach_overturned",
        to=("registry",),  # which counts three years from a use, unless it is taken back
        fields={
            **{name: name for name in ("overturned_on", "counter", "count", "matter_id")},
            "defective": is_defective,
        },
    ),
    Publish(
        "breach_overturned",
        to=REPORTING,
        fields={
            **{name: name for name in ("overturned_on", "counter", "count")},
            "defective": is_defective,
        },
    ),
    Publish(
        "opening_balance_recorded",
        to=REPORTING,
        fields={
            **{name: name for name in ("counter", "value", "source")},
            "defective": is_defective,
        },
    ),
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
            "defective": is_defective,
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
        "duty_escalated",
        to=("registry", *REPORTING),
        fields={**ESCALATED, "escalated_on": "escalated_on"},
    ),
    Publish(
        "escalation_resumed",
        to=("registry", *REPORTING),
        fields={**ESCALATED, "escalated_on": "resumed_on"},
        told_as="duty_escalated",
    ),
    Publish("escalation_ended", to=("registry", *REPORTING), fields=("alarm_id", "ended_on")),
    Publish(
        "drug_use_confirmed",
        to=("registry",),  # which counts from the day of use until the file rests
        fields=("use_id", "decided_on", "used_on", "counted"),
    ),
    Publish("drug_use_confirmed", to=REPORTING, fields=("use_id", "decided_on", "counted")),
    Publish(
        "home_visited",
        to=("registry", *REPORTING),
        fields={
            "visited_on": "visited_on",
            "met": "met",
            "defective": is_defective,
        },
    ),
    Publish(
        "periodic_report_received", to=("registry", *REPORTING), fields=("received_on", "about_on")
    ),
    Publish("periodic_report_missing", to=REPORTING, fields=("marked_on", "about_on")),
    Publish("paper_form_cited", to=REPORTING, fields=("written_on", "record")),
    Publish("talk_held", to=("registry", *REPORTING), fields=("held_on",)),
    Publish("assessment_held", to=REGISTRY, fields=("held_on",)),
    Publish("assistance_need_raised", to=("assistance",), fields=NEED),
    Publish("assistance_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("treatment_need_raised", to=("treatment",), fields=NEED),
    Publish("treatment_need_raised", to=REPORTING, fields=("need_id", "kind")),
    Publish("legal_need_raised", to=("legal_aid",), fields=NEED),
    Publish("legal_need_raised", to=REPORTING, fields=("need_id", "kind")),
)
