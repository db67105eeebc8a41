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
)
