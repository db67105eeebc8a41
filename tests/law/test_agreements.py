"""When the agreement is due, what it follows, and what is due after it."""

from __future__ import annotations

from datetime import date

from services.registry.rules.agreement import (
    an_agreement_follows_reporting,
    care_plan_due,
    sign_due,
    treatment_information_due,
)
from shared.law import Citation

REHAB, RECOVERY = "community_rehab", "community_recovery"
SERVED = date(2025, 12, 1)  # the fifteen days end on Tuesday the 16th


def test_rehab_signs_within_three_working_days_of_reporting() -> None:
    friday = date(2025, 12, 5)

    due = sign_due(kind=REHAB, served_on=SERVED, reported_on=friday)

    assert due.on == date(2025, 12, 10)
    assert due.rule.citation == Citation("戒毒条例", "16")


def test_rehab_may_sign_after_the_fifteen_days() -> None:
    due = sign_due(kind=REHAB, served_on=SERVED, reported_on=date(2025, 12, 15))

    assert due.on == date(2025, 12, 18)


def test_recovery_reports_and_signs_within_the_fifteen_days() -> None:
    due = sign_due(kind=RECOVERY, served_on=SERVED, reported_on=date(2025, 12, 15))

    assert due.on == date(2025, 12, 16)
    assert due.rule.citation == Citation("戒毒条例", "38(1)")


def test_recovery_that_reports_early_signs_promptly() -> None:
    due = sign_due(kind=RECOVERY, served_on=SERVED, reported_on=date(2025, 12, 2))

    assert due.on == date(2025, 12, 5)
    assert due.rule.citation == Citation("戒毒条例", "16")


def test_recovery_that_reports_late_signs_promptly_all_the_same() -> None:
    due = sign_due(kind=RECOVERY, served_on=SERVED, reported_on=date(2025, 12, 22))

    assert due.on == date(2025, 12, 25)


def test_an_agreement_signed_before_reporting_is_a_defect_not_a_refusal() -> None:
    defect = an_agreement_follows_reporting(
        reported_on=date(2025, 12, 5), signed_on=date(2025, 12, 4)
    )

    assert defect is not None
    assert defect.code == "signed_before_reporting"
    assert defect.citation == Citation("戒毒条例", "16")


def test_an_agreement_signed_on_the_day_of_reporting_is_sound() -> None:
    day = date(2025, 12, 5)

    assert an_agreement_follows_reporting(reported_on=day, signed_on=day) is None


def test_the_care_plan_is_due_fifteen_days_after_the_agreement() -> None:
    assert care_plan_due(signed_on=date(2025, 12, 1)).on == date(2025, 12, 16)


def test_treatment_information_is_due_ten_days_after_the_agreement() -> None:
    due = treatment_information_due(signed_on=date(2025, 12, 1))

    assert due.on == date(2025, 12, 11)
    assert str(due.rule.citation) == "《梅政办〔2025〕52号》"
