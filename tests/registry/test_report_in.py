"""Reporting in: the term begins with it, late or not."""

from __future__ import annotations

from datetime import date

import pytest

from services.registry.application import RegistryApplication
from services.registry.rules.book import RECOVERY
from shared.law import Citation, Refusal
from tests.registry.town import LATE, TODAY, by, names_of, ordered, owed, reported


def test_the_term_runs_from_the_day_of_reporting(office: RegistryApplication) -> None:
    case = office.case(reported(office, reported_on=TODAY))

    assert case.last_day == date(2029, 11, 22)
    assert case.status_on(TODAY) == "reported"


def test_recovery_runs_as_long_as_it_was_ordered(office: RegistryApplication) -> None:
    case = office.case(reported(office, kind=RECOVERY, months=18))

    assert case.last_day == date(2028, 5, 22)


def test_days_in_isolation_are_credited(office: RegistryApplication) -> None:
    case = office.case(reported(office, credit_days=200))

    assert case.last_day == date(2029, 5, 6)


def test_nobody_reports_before_the_decision_is_served(office: RegistryApplication) -> None:
    case_id = ordered(office, served_on=date(2026, 11, 20))

    with by(), pytest.raises(Refusal) as refused:
        office.record_report_in(case_id=case_id, reported_on=date(2026, 11, 19), informed=True)

    assert refused.value.field == "reported_on"
    assert refused.value.citation == Citation("戒毒条例", "14(1)")


def test_nobody_reports_tomorrow(office: RegistryApplication) -> None:
    case_id = ordered(office)

    with by(), pytest.raises(Refusal) as refused:
        office.record_report_in(case_id=case_id, reported_on=date(2026, 11, 24), informed=True)

    assert refused.value.field == "reported_on"


def test_nobody_reports_twice(office: RegistryApplication) -> None:
    case_id = reported(office)

    with by(), pytest.raises(Refusal, match="已于 2026-11-23 报到"):
        office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)


@pytest.mark.parametrize(
    ("served_on", "reason", "told"),
    [
        (date(2026, 11, 6), "", "in_time"),  # the fifteenth day is a Saturday: Monday is in time
        (date(2026, 11, 5), "", "late_without_reason"),
        # whether it justifies the lateness, the leading group finds
        (date(2026, 11, 5), "住院，有出院小结", "late_reason_stated"),
    ],
)
def test_who_is_late_is_marked_and_not_refused(
    office: RegistryApplication, served_on: date, reason: str, told: str
) -> None:
    case_id = ordered(office, served_on=served_on)

    with by(reason=LATE):
        done = office.record_report_in(
            case_id=case_id, reported_on=TODAY, informed=True, lateness_reason=reason
        )

    assert done.answer == told
    assert office.case(case_id).last_day == date(2029, 11, 22)


def test_who_was_in_detention_is_late_with_a_reason(office: RegistryApplication) -> None:
    case_id = ordered(office, served_on=date(2026, 10, 30), released_on=date(2026, 11, 14))

    with by(reason=LATE):
        done = office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    assert done.answer == "late_with_reason"


def test_after_reporting_the_town_owes_a_group_and_an_agreement(
    office: RegistryApplication,
) -> None:
    case_id = reported(office, informed=True)

    assert owed(office, case_id) == {
        "form_group": date(2026, 12, 8),
        "sign_agreement": date(2026, 11, 26),
    }
    assert "report_in" in office.care(case_id).done


def test_in_recovery_signing_is_due_within_the_fifteen_days(office: RegistryApplication) -> None:
    case_id = reported(office, kind=RECOVERY, served_on=date(2026, 11, 9))

    assert owed(office, case_id)["sign_agreement"] == date(2026, 11, 24)


def test_who_was_not_told_what_is_kept_is_owed_the_notice(office: RegistryApplication) -> None:
    case_id = reported(office, informed=False)
    assert owed(office, case_id)["privacy_notice"] == date(2026, 11, 26)

    office.give_privacy_notice(case_id=case_id, given_on=TODAY)

    assert "privacy_notice" not in owed(office, case_id)
    with pytest.raises(Refusal, match="已于 2026-11-23 告知"):
        office.give_privacy_notice(case_id=case_id, given_on=TODAY)


def test_who_does_not_report_is_overdue_the_day_after(office: RegistryApplication) -> None:
    case = office.case(ordered(office, served_on=date(2026, 11, 20)))

    assert case.status_on(date(2026, 12, 7)) == "ordered"
    assert case.status_on(date(2026, 12, 8)) == "report_overdue"


def test_a_term_is_over_by_law_the_day_after_its_last(office: RegistryApplication) -> None:
    case = office.case(reported(office))

    assert case.status_on(date(2029, 11, 22)) == "reported"
    assert case.status_on(date(2029, 11, 23)) == "term_completed"
    assert not case.is_open_on(date(2029, 11, 23))


def test_everything_of_one_act_is_written_together(office: RegistryApplication) -> None:
    case_id = ordered(office)
    before = len(names_of(office))

    with by():
        done = office.record_report_in(case_id=case_id, reported_on=TODAY, informed=True)

    assert names_of(office)[before:] == [
        "reported_in",
        "duty_met",
        "privacy_notice_given",
        "duty_met",
        "duty_opened",
        "duty_opened",
    ]
    assert done.position == office.head()
