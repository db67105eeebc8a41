"""What a case still lacks that the law wants, and until when.

A duty is a fact with its reason. Whether it is overdue is told by whoever reads it, on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.registry.rules.agreement import care_plan_due, sign_due
from services.registry.rules.days import privacy_notice_due
from services.registry.rules.group import group_due
from services.registry.rules.reporting import in_time_until, report_in_due
from shared.law import Due

REPORT_IN = "report_in"
PRIVACY_NOTICE = "privacy_notice"
FORM_GROUP = "form_group"
SIGN_AGREEMENT = "sign_agreement"
SET_CARE_PLAN = "set_care_plan"
RECONTACT = "recontact"
SEND_MATERIALS = "send_materials"
REPORT_THERE = "report_there"
"""What the person owes the other town; the receipt shows it, and without it the transfer ends."""
REPORT_REFUSAL = "report_refusal"
REMIND_POLICE = "remind_police"
SEND_RELEASE_FILE = "send_release_file"
ASK_RELEASE = "ask_release"
"""Since when somebody is free who was served in detention: the detention house knows."""
ASK_POLICE = "ask_police"
"""Which first and last day hold, where the decision prints others than the law has."""
OF_RELEASE = (REMIND_POLICE, SEND_RELEASE_FILE)
"""What is owed before the last day, and moves with it."""
REASSESS = "reassess"
RELEASE_TOLD = "release_told"
"""What the police owe: the town waits for it and is never behind with it (0.6)."""

TRANSFER_CANCELLED, PAPER_AGREES = "transfer_cancelled", "paper_agrees"
CAME_IN_TIME = "came_in_time"
"""Why something is owed no more that nobody did."""


def in_time_until_of(decision: Mapping[str, Any]) -> date | None:
    """Until when nobody is behind with reporting in, by what was recorded when it was received."""
    return in_time_until(
        kind=decision["kind"],
        served_on=decision["served_on"],
        due_on=decision["due_on"],
        detained=decision["served_while_detained"],
        released_on=decision["released_on"],
    )


def owed(*, kind: str, served_on: date, since: date, done: Iterable[str]) -> dict[str, Due]:
    """What is still to be done in a case, each with its last day counted from `since`.

    First the person reports; then the town informs, forms a group and signs (戒毒条例 14 to 17);
    the measures are laid down once it has signed (18). Nothing waits for the group: 16 knows no
    such condition.
    """
    done = set(done)
    if REPORT_IN not in done:
        return {REPORT_IN: report_in_due(kind=kind, served_on=served_on)}
    wanted = {
        PRIVACY_NOTICE: privacy_notice_due(reported_on=since),
        FORM_GROUP: group_due(reported_on=since),
        SIGN_AGREEMENT: sign_due(kind=kind, served_on=served_on, reported_on=since),
    }
    if SIGN_AGREEMENT in done:
        wanted[SET_CARE_PLAN] = care_plan_due(signed_on=since)
    return {duty: due for duty, due in wanted.items() if duty not in done}
