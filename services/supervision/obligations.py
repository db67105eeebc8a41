"""Which sentences of the notice supervision answers, and by which command, route and page."""

from __future__ import annotations

from shared.obligation import Obligation


def _answers(*s: str, command: str, event: str, endpoint: str = "", page: str = "") -> Obligation:
    """What is recorded on a file has its route and its page under the command's own name."""
    return Obligation(
        s=s,
        command=command,
        event=event,
        endpoint=f"supervision_{endpoint or f'api.{command}'}",
        page=f"supervision_{page or f'acts.{command}'}",
    )


OBLIGATIONS = (
    _answers(
        "S24",
        command="appoint_officer",
        event="anti_drug_officer_appointed",
        endpoint="officers_api.add_officer",
        page="officers.appoint",
    ),
    _answers("S25", command="submit_for_approval", event="approval_submitted"),
    _answers(*("S25", "S41", "S43"), command="record_test", event="drug_test_negative"),
    _answers("S43", command="notify_test", event="drug_test_notified"),
    _answers(
        "S43",
        command="receive_kits",
        event="kits_received",
        endpoint="kits_api.add_kits",
        page="kits.receive",
    ),
    _answers(*("S41", "S44"), command="record_talk", event="talk_held"),
    _answers(*("S41", "S45"), command="record_visit", event="home_visited"),
    _answers(*("S41", "S46"), command="receive_report", event="periodic_report_received"),
    _answers("S41", command="record_assessment", event="assessment_held"),
    _answers("S46", command="mark_report_missing", event="periodic_report_missing"),
    _answers(
        "S41",
        command="issue_blank_forms",
        event="blank_forms_issued",
        endpoint="forms_api.add_pad",
        page="forms.issue",
    ),
    _answers("S53", command="record_violation", event="violation_recorded"),
    _answers("S53", command="criticise", event="criticised"),
    _answers("S53", command="educate", event="educated"),
    _answers("S53", command="admonish", event="admonished"),
    _answers("S54", command="suspect_use", event="drug_use_suspected"),
    _answers("S54", command="report_to_police", event="reported_to_police"),
    _answers("S26", command="acknowledge_report", event="police_report_acknowledged"),
    _answers("S27", command="record_police_decision", event="police_decision_recorded"),
    _answers("S27", command="confirm_use", event="drug_use_confirmed"),
)
