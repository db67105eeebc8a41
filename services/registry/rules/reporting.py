"""Reporting in: until when, from when, and what detention changes (戒毒条例 14, 38)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import RECOVERY, REHAB, rule, rule_for
from shared.calendar import deadline
from shared.law import Due, Refusal

REPORT_IN = {REHAB: "report_in_days", RECOVERY: "recovery_report_in_days"}

PAPERS = ("identity_paper", "decision_letter", "release_paper")
"""What a person who reports can bring along."""

IN_TIME, BEFORE_TAKEOVER = "in_time", "before_takeover"
LATE_WITH_REASON, LATE_WITHOUT_REASON = "late_with_reason", "late_without_reason"


def report_in_due(*, kind: str, served_on: date) -> Due:
    """A person reports within 15 days of receiving the decision (戒毒条例 14(1), 38(1))."""
    days = rule_for(kind, REPORT_IN, on=served_on)
    return Due(on=deadline(served_on, days.number), rule=days)


def lateness_is_justified_until(*, kind: str, served_on: date, released_on: date) -> Due:
    """Who was served in detention is justified until 15 days after release (程序规定 221).

    The statutory day stays what `report_in_due` says; both are shown.
    """
    free_from = max(served_on, released_on)
    days = report_in_due(kind=kind, served_on=free_from)
    return Due(on=days.on, rule=rule("detention_goes_first", on=served_on))


def reporting_follows_service(*, kind: str, served_on: date, reported_on: date) -> None:
    """Nobody reports on a decision that was not served yet (戒毒条例 14(1), 38(1))."""
    if reported_on < served_on:
        raise Refusal(
            "报到日期 {reported_on} 早于决定书送达日期 {served_on}",
            rule_for(kind, REPORT_IN, on=served_on).citation,
            field="reported_on",
            reported_on=reported_on,
            served_on=served_on,
        )


def punctuality(
    *,
    kind: str,
    served_on: date,
    reported_on: date,
    released_on: date | None,
    tracked_from: date | None,
    reason: str,
) -> str:
    """Tell how a report-in stands to the 15 days; late or not, it is kept as it happened.

    Only lateness without a justified reason counts as a refusal (戒毒条例 14(1)), and what was
    late before the town's records began is not judged by them at all.
    """
    statutory = report_in_due(kind=kind, served_on=served_on).on
    if reported_on <= statutory:
        return IN_TIME
    if tracked_from is not None and statutory < tracked_from:
        return BEFORE_TAKEOVER
    free_from = released_on or served_on
    justified = lateness_is_justified_until(kind=kind, served_on=served_on, released_on=free_from)
    return LATE_WITH_REASON if reason or reported_on <= justified.on else LATE_WITHOUT_REASON
