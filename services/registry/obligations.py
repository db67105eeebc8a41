"""Which sentences of the notice registry answers, and by which command, route and page."""

from __future__ import annotations

from shared.obligation import Obligation


def _answers(*s: str, command: str, event: str, endpoint: str, page: str) -> Obligation:
    return Obligation(
        s=s,
        command=command,
        event=event,
        endpoint=f"registry_{endpoint}",
        page=f"registry_{page}",
    )


OF_THE_COURSE = {
    "justify_late_report": "late_report_justified",
    "suspend_case": "case_suspended",
    "resume_case": "case_resumed",
    "order_transfer": "transfer_ordered",
    "send_materials": "transfer_materials_sent",
    "confirm_receipt": "transfer_receipt_confirmed",
    "cancel_transfer": "transfer_cancelled",
    "terminate_case": "case_terminated",
    "revoke_order": "case_terminated",
    "settle_term_dates": "term_dates_settled",
    "record_release_notice": "release_notice_recorded",
}
"""What the town records of a measure that it carries out (S11), and what each writes."""

OBLIGATIONS = (
    _answers(
        "S2",
        command="acknowledge_notice",
        event="notice_acknowledged",
        endpoint="notice_api.add_acknowledgement",
        page="notice.acknowledge",
    ),
    _answers(
        *("S3", "S7", "S11", "S12"),
        command="adopt_work_plan",
        event="work_plan_adopted",
        endpoint="plans_api.add_plan",
        page="plans.adopt_plan",
    ),
    _answers(
        *("S4", "S5"),
        command="adopt_rule",
        event="rule_adopted",
        endpoint="plans_api.add_rule",
        page="plans.adopt_rule",
    ),
    _answers(
        *("S6", "S31"),
        command="approve_budget",
        event="budget_approved",
        endpoint="budget_api.add_approval",
        page="budget.approve",
    ),
    _answers(
        *("S6", "S31"),
        command="record_spending",
        event="spending_recorded",
        endpoint="budget_api.add_spending",
        page="budget.spend",
    ),
    _answers(
        *("S8", "S9", "S55"),
        command="appoint_leading_group",
        event="leading_group_appointed",
        endpoint="leading_group_api.add_leading_group",
        page="leading_group.appoint",
    ),
    _answers(
        "S9",
        command="assign_unit_task",
        event="unit_task_assigned",
        endpoint="units_api.add_task",
        page="units.assign",
    ),
    _answers(
        "S9",
        command="report_unit_task",
        event="unit_task_reported",
        endpoint="units_api.add_report",
        page="units.report",
    ),
    _answers(
        *("S10", "S14", "S40", "S55"),
        command="hold_meeting",
        event="meeting_held",
        endpoint="meetings_api.add_meeting",
        page="meetings.hold",
    ),
    _answers(
        "S40",
        command="close_issue",
        event="issue_closed",
        endpoint="meetings_api.add_closing",
        page="meetings.close",
    ),
    _answers(
        *("S13", "S18"),
        command="form_group",
        event="group_formed",
        endpoint="api.form_group",
        page="acts.form_group",
    ),
    _answers(
        *("S13", "S18"),
        command="change_group",
        event="group_changed",
        endpoint="api.change_group",
        page="acts.change_group",
    ),
    _answers(
        *("S14", "S36", "S37"),
        command="hold_training",
        event="training_held",
        endpoint="training_api.add_training",
        page="training.hold",
    ),
    _answers(
        *("S15", "S35"),
        command="sign_agreement",
        event="agreement_signed",
        endpoint="api.sign_agreement",
        page="acts.sign_agreement",
    ),
    _answers(
        "S17",
        command="set_care_plan",
        event="care_plan_set",
        endpoint="api.set_care_plan",
        page="acts.set_care_plan",
    ),
    _answers(
        *("S4", "S28", "S29"),
        command="hire_worker",
        event="worker_hired",
        endpoint="staff_api.add_worker",
        page="staff.hire_worker",
    ),
    _answers(
        "S30",
        command="open_selection",
        event="selection_held",
        endpoint="staff_api.add_selection",
        page="staff.open_selection",
    ),
    _answers(
        "S32",
        command="register_station",
        event="station_registered",
        endpoint="rooms_api.add_room",
        page="rooms.register_station",
    ),
    _answers(
        "S33",
        command="record_equipment",
        event="equipment_recorded",
        endpoint="rooms_api.add_equipment",
        page="rooms.record_equipment",
    ),
    _answers(
        "S34",
        command="start_census_round",
        event="census_round_started",
        endpoint="census_api.add_round",
        page="census.start",
    ),
    _answers(
        "S34",
        command="record_household_visit",
        event="household_visited",
        endpoint="census_api.add_visit",
        page="census.visit",
    ),
    _answers(
        "S34",
        command="verify_user",
        event="user_verified",
        endpoint="actual_api.add_verification",
        page="actual.verify",
    ),
    _answers(
        "S34",
        command="exclude_from_actual",
        event="user_exclusion_proposed",
        endpoint="actual_api.add_exclusion",
        page="actual.exclude",
    ),
    _answers(
        "S42",
        command="file_dossier_item",
        event="dossier_item_filed",
        endpoint="dossier_api.add_item",
        page="dossier.file_item",
    ),
    _answers(
        "S34",
        command="compare_police_list",
        event="police_list_compared",
        endpoint="reconciling_api.add_police_list",
        page="reconciling.compare",
    ),
    _answers(
        "S35",
        command="designate_base_organisation",
        event="base_organisation_designated",
        endpoint="units_api.add_organisation",
        page="units.designate",
    ),
    _answers(
        *("S38", "S39", "S56"),
        command="hold_publicity",
        event="publicity_held",
        endpoint="publicity_api.add_publicity",
        page="publicity.hold",
    ),
    _answers(
        "S11",
        command="receive_decision",
        event="decision_received",
        endpoint="api.receive_decision",
        page="acts.receive_decision",
    ),
    _answers(
        "S11",
        command="record_report_in",
        event="reported_in",
        endpoint="api.record_report_in",
        page="acts.record_report_in",
    ),
    _answers(
        "S11",
        command="accept_transfer_in",
        event="transferred_in",
        endpoint="transfer_in_api.add_transfer_in",
        page="transfer_in.accept_transfer_in",
    ),
    *(
        _answers("S11", command=it, event=event, endpoint=f"course_api.{it}", page=f"course.{it}")
        for it, event in OF_THE_COURSE.items()
    ),
    *(
        _answers(
            "S56",
            command=command,
            event=event,
            endpoint=f"voluntary_api.{endpoint}",
            page=f"voluntary.{command}",
        )
        for command, event, endpoint in (
            ("begin_voluntary_help", "voluntary_help_begun", "add_voluntary_help"),
            ("give_voluntary_help", "voluntary_help_given", "add_activity"),
            ("end_voluntary_help", "voluntary_help_ended", "add_end"),
        )
    ),
    _answers(
        "S15",
        command="record_refusal_to_sign",
        event="agreement_refused",
        endpoint="course_api.record_refusal_to_sign",
        page="course.record_refusal_to_sign",
    ),
    _answers(
        "S28",
        command="end_worker",
        event="worker_ended",
        endpoint="staff_api.add_end",
        page="staff.end_worker",
    ),
    _answers(
        "S34",
        command="register_person",
        event="person_registered",
        endpoint="api.register_person",
        page="people.register_person",
    ),
    _answers(
        "S34",
        command="close_census_round",
        event="census_round_closed",
        endpoint="census_api.add_close",
        page="census.close",
    ),
    _answers(
        "S34",
        command="reinstate_user",
        event="user_reinstated",
        endpoint="actual_api.add_reinstatement",
        page="actual.reinstate",
    ),
    _answers(
        "S42",
        command="open_dossier",
        event="dossier_opened",
        endpoint="dossier_api.add_dossier",
        page="dossier.file_item",
    ),
    _answers(
        "S42",
        command="check_dossier",
        event="dossier_checked",
        endpoint="dossier_api.add_check",
        page="dossier.check",
    ),
    _answers(
        "S42",
        command="archive_dossier",
        event="dossier_archived",
        endpoint="dossier_api.add_archive",
        page="dossier.archive",
    ),
)
