"""Reporting in: until when, from when, and what detention changes (戒毒条例 14, 38)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import RECOVERY, REHAB, rule, rule_for
from shared.calendar import deadline, working_days_after
from shared.law import Due, Refusal

REPORT_IN = {REHAB: "report_in_days", RECOVERY: "recovery_report_in_days"}

PAPERS = ("identity_paper", "decision_letter", "release_paper")
"""What a person who reports can bring along."""

IN_TIME, BEFORE_TAKEOVER = "in_time", "before_takeover"
LATE_WITH_REASON, LATE_WITHOUT_REASON = "late_with_reason", "late_without_reason"
LATE_REASON_STATED = "late_reason_stated"
"""The person said why; whether that justifies it, the leading group has not found yet."""
TO_JUSTIFY = frozenset({LATE_REASON_STATED, LATE_WITHOUT_REASON})
RELEASE_UNKNOWN = "release_unknown"
"""Past the 15 days, served in detention, and nobody recorded yet since when the person is free."""


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


def in_time_until(
    *, kind: str, served_on: date, due_on: date, detained: bool, released_on: date | None
) -> date | None:
    """Tell until when nobody is behind with reporting in; None while nobody knows the release.

    `due_on` is the last of the 15 days, which stands whatever holds the person (程序规定 221).
    """
    if released_on is None:
        return None if detained else due_on
    justified = lateness_is_justified_until(kind=kind, served_on=served_on, released_on=released_on)
    return max(due_on, justified.on)


def only_whoever_was_served_in_detention_is_released(
    *, detained: bool, released_on: date | None, on: date
) -> None:
    """A release is recorded once, of whoever was detained when the decision was served."""
    citation = rule("detention_goes_first", on=on).citation
    if not detained:
        raise Refusal("决定书送达时没有被拘留，不登记释放日期", citation, field="released_on")
    if released_on is not None:
        raise Refusal(
            "已登记于 {released_on} 释放", citation, field="released_on", released_on=released_on
        )


def ask_release_due(*, expected_on: date) -> Due:
    """Once a release was to be expected, the town asks for its day (程序规定 221; its number)."""
    days = rule("ask_release_working_days", on=expected_on)
    return Due(on=working_days_after(expected_on, days.number), rule=days)


def nobody_is_released_before_being_served(*, served_on: date, released_on: date | None) -> None:
    """Whoever was served in detention was released that day or later."""
    if released_on is not None and released_on < served_on:
        raise Refusal(
            "释放日期 {released_on} 早于决定书送达日期 {served_on}，送达时没有被拘留",
            rule("detention_goes_first", on=served_on).citation,
            field="released_on",
            released_on=released_on,
            served_on=served_on,
        )


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
    detained: bool,
    released_on: date | None,
    tracked_from: date | None,
    stated: bool,
    found: bool,
) -> str:
    """Tell how a report-in stands to the 15 days; late or not, it is kept as it happened.

    Only lateness without a justified reason counts as a refusal (戒毒条例 14(1)), and what was
    late before the town's records began is not judged by them at all. Nor is whoever was served in
    detention, before somebody recorded the release. A reason that is `stated` justifies nothing
    before the leading group has `found` it justified.
    """
    statutory = report_in_due(kind=kind, served_on=served_on).on
    if reported_on <= statutory:
        return IN_TIME
    if tracked_from is not None and statutory < tracked_from:
        return BEFORE_TAKEOVER
    until = in_time_until(
        kind=kind,
        served_on=served_on,
        due_on=statutory,
        detained=detained,
        released_on=released_on,
    )
    if found:
        return LATE_WITH_REASON
    if until is None:
        return RELEASE_UNKNOWN
    if reported_on <= until:
        return LATE_WITH_REASON
    return LATE_REASON_STATED if stated else LATE_WITHOUT_REASON
