"""The agreement: when it is due, what it follows, what follows it (戒毒条例 16, 18, 38)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import RECOVERY, rule
from services.registry.rules.reporting import report_in_due
from shared.calendar import deadline, working_days_after
from shared.law import Defect, Due


def sign_due(*, kind: str, served_on: date, reported_on: date) -> Due:
    """The town signs promptly after reporting (戒毒条例 16): within 3 working days.

    In recovery the person reports *and signs* within the 15 days (38(1)), so the earlier day
    counts. Who reports after the 15 days is late already; signing is due promptly all the same.
    """
    days = rule("sign_working_days", on=reported_on)
    promptly = Due(on=working_days_after(reported_on, days.number), rule=days)
    if kind != RECOVERY:
        return promptly
    within_15_days = report_in_due(kind=kind, served_on=served_on)
    in_time = reported_on <= within_15_days.on < promptly.on
    return within_15_days if in_time else promptly


def an_agreement_follows_reporting(*, reported_on: date, signed_on: date) -> Defect | None:
    """An agreement is signed once the person has reported (戒毒条例 16)."""
    if signed_on >= reported_on:
        return None
    return Defect(
        "signed_before_reporting",
        "协议签订日期早于报到日期",
        rule("agreement_follows_reporting", on=signed_on).citation,
    )


def care_plan_due(*, signed_on: date) -> Due:
    """The measures are set within 15 days of the agreement (戒毒条例 18; the town's number)."""
    return _days_after(signed_on, "care_plan_days")


def treatment_information_due(*, signed_on: date) -> Due:
    """The person is told where treatment is to be had, within 10 days of the agreement.

    梅政办〔2025〕52号 asks for it; the number is the town's.
    """
    return _days_after(signed_on, "treatment_information_days")


def _days_after(signed_on: date, name: str) -> Due:
    days = rule(name, on=signed_on)
    return Due(on=deadline(signed_on, days.number), rule=days)
