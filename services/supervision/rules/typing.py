"""Correcting one's own typing: what, by whom, and until when (个人信息保护法 8; domain.md 0.23)."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta

from services.supervision.rules.book import rule
from shared.law import Citation, Refusal

NAMES = frozenset({"talkers", "visitors", "participants", "witnesses"})
"""Fields that are several names: they may be spelt otherwise, and stay as many."""
TYPED = {
    "supervision.talk_held": ("place", "talkers", "summary"),
    "supervision.assessment_held": ("participants", "summary", "advice"),
    "supervision.home_visited": (
        *("address", "visitors", "interviewee", "relation"),
        *("family_state", "work_state", "difficulty", "opinion"),
    ),
    "supervision.periodic_report_received": ("received_by", "told"),
    "supervision.drug_test_notified": ("place",),
    "supervision.drug_test_negative": ("place",),
    "supervision.drug_test_invalid": ("place",),
    "supervision.screened_positive": ("place",),
    "supervision.drug_test_refused": ("how", "witnesses", "officer_note"),
    "supervision.drug_test_missed": ("because", "witnesses", "officer_note"),
    "supervision.absence_reported": ("destination", "because", "contact"),
    "supervision.unauthorised_absence_opened": ("found_by", "proof"),
    "supervision.violation_recorded": ("facts", "proof"),
    "supervision.criticised": ("by", "told"),
    "supervision.educated": ("by", "told"),
    "supervision.admonished": ("clause", "grounds", "witnesses"),
    "supervision.drug_use_suspected": ("source", "facts"),
}
"""What is text alone, by event. Dates, results and counters are corrected by two, whoever typed."""

CORRECTED = Citation("归航登记规则", "更正须说明原因并由另一人批准")


def only_text_is_corrected_alone(*, name: str, field: str) -> None:
    """A date moves a term, a result moves a count: nobody changes these alone."""
    if field not in TYPED.get(name, ()):
        raise Refusal(
            "日期、结果和次数不能自行更正，请提出更正并由他人审批", CORRECTED, field="which"
        )


def ones_own_typing_is_corrected_in_time(
    *, author: str, account: str, typed_at: datetime, now: datetime
) -> None:
    """Whoever typed it may correct it within 24 hours; later, or by others, it takes two."""
    hours = rule("own_typing_hours", on=typed_at.date())
    if author != account:
        raise Refusal("只有录入的人可以自行更正录入错误", hours.citation, field="which")
    if now - typed_at > timedelta(hours=hours.number):
        raise Refusal(
            "录入已超过 {hours} 小时，不能再自行更正",
            hours.citation,
            field="which",
            hours=hours.number,
        )


def is_ones_own_typing(*, author: str, account: str, typed_at: datetime, now: datetime) -> bool:
    """Whether the account wrote it, and not longer ago than one may correct alone."""
    hours = rule("own_typing_hours", on=typed_at.date()).number
    return bool(account) and author == account and now - typed_at <= timedelta(hours=hours)


def what_the_police_copied_stays(*, record: int, entered: Container[int]) -> None:
    """What stands in the police's own system, too, is not changed on one side alone."""
    if record in entered:
        raise Refusal("这条记录已录入公安系统，不能再自行更正", CORRECTED, field="which")


def something_is_written_otherwise(
    *, field: str, known: tuple[str, ...], value: tuple[str, ...]
) -> None:
    """A correction changes something that was typed, and how many people there were it does not."""
    if not any(known):
        raise Refusal("还没有录入这一项", CORRECTED, field="which")
    if known == value:
        raise Refusal("与已录入的内容相同", CORRECTED, field="value")
    if field in NAMES and (len(known), len(set(known))) != (len(value), len(set(value))):
        raise Refusal("人数不能自行更正，只能改正姓名的写法", CORRECTED, field="value")
