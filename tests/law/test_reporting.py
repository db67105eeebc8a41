"""Who has to report in, until when, and what a detention changes."""

from __future__ import annotations

from datetime import date

import pytest

from services.registry.rules.reporting import (
    lateness_is_justified_until,
    report_in_due,
    reporting_follows_service,
)
from shared.law import Citation, Refusal

REHAB, RECOVERY = "community_rehab", "community_recovery"


@pytest.mark.parametrize(
    ("served_on", "due_on"),
    [
        (date(2025, 12, 1), date(2025, 12, 16)),
        (date(2025, 12, 20), date(2026, 1, 4)),
    ],
)
def test_a_person_reports_within_fifteen_days(served_on: date, due_on: date) -> None:
    due = report_in_due(kind=REHAB, served_on=served_on)

    assert due.on == due_on
    assert due.rule.citation == Citation("戒毒条例", "14(1)")


def test_recovery_has_its_own_article() -> None:
    due = report_in_due(kind=RECOVERY, served_on=date(2025, 12, 1))

    assert due.on == date(2025, 12, 16)
    assert due.rule.citation == Citation("戒毒条例", "38(1)")


def test_voluntary_help_knows_no_reporting() -> None:
    with pytest.raises(Refusal, match="voluntary_help 不是责令") as refused:
        report_in_due(kind="voluntary_help", served_on=date(2025, 12, 1))

    assert refused.value.field == "kind"


def test_who_is_served_in_detention_is_justified_until_fifteen_days_after_release() -> None:
    served_on, released_on = date(2025, 12, 1), date(2025, 12, 16)

    justified = lateness_is_justified_until(
        kind=REHAB, served_on=served_on, released_on=released_on
    )

    assert justified.on == date(2025, 12, 31)
    assert justified.rule.citation == Citation("公安机关办理行政案件程序规定", "221")
    assert report_in_due(kind=REHAB, served_on=served_on).on == date(2025, 12, 16)


def test_a_release_before_service_changes_nothing() -> None:
    justified = lateness_is_justified_until(
        kind=REHAB, served_on=date(2025, 12, 1), released_on=date(2025, 11, 20)
    )

    assert justified.on == date(2025, 12, 16)


def test_nobody_reports_before_the_decision_is_served() -> None:
    with pytest.raises(Refusal, match="2025-11-30 早于决定书送达日期 2025-12-01") as refused:
        reporting_follows_service(
            kind=REHAB, served_on=date(2025, 12, 1), reported_on=date(2025, 11, 30)
        )

    assert refused.value.field == "reported_on"
    assert refused.value.citation == Citation("戒毒条例", "14(1)")


def test_reporting_on_the_day_of_service_is_in_order() -> None:
    served_on = date(2025, 12, 1)

    reporting_follows_service(kind=REHAB, served_on=served_on, reported_on=served_on)
