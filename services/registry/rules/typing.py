"""Correcting one's own typing: what, by whom, and until when (个人信息保护法 8; domain.md 0.23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from services.registry.rules.book import rule
from shared.law import Citation, Refusal

OF_DECISION = ("decision_no", "authority", "execution_place")
OF_AGREEMENT = ("agreement_no", "town_signer", "guardian", "group_lead")
OWN_TYPING, ANOTHER, PAPER = "own_typing", "another", "paper"
"""Why a correction holds: the own typing of the last 24 hours, another's approval, a paper."""
NEVER_ALONE = ("born",)
"""Of who somebody is, what is a date: two correct it, whoever typed it."""
TYPED = (*OF_DECISION, *OF_AGREEMENT)
"""What is text alone. Dates, results and counters are corrected by two people, whoever typed."""


def only_text_is_corrected_alone(*, field: str) -> None:
    """A date moves a term, a result moves a count: nobody changes these alone."""
    if field not in TYPED:
        raise Refusal("日期、结果和次数不能自行更正，请提出更正并由他人审批", field="field")


def ones_own_typing_is_corrected_in_time(
    *, author: str, account: str, typed_at: datetime, now: datetime
) -> None:
    """Whoever typed it may correct it within 24 hours; later, or by others, it takes two."""
    hours = rule("own_typing_hours", on=typed_at.date())
    if author != account:
        raise Refusal("只有录入的人可以自行更正录入错误", hours.citation, field="field")
    if now - typed_at > timedelta(hours=hours.number):
        raise Refusal(
            "录入已超过 {hours} 小时，不能再自行更正",
            hours.citation,
            field="field",
            hours=hours.number,
        )


def is_ones_own_typing(
    *, authors: Iterable[str], account: str, typed_at: datetime, now: datetime
) -> bool:
    """Whether nobody else wrote it, and not longer ago than one may correct alone."""
    hours = rule("own_typing_hours", on=typed_at.date()).number
    return set(authors) == {account} and now - typed_at <= timedelta(hours=hours)


def who_somebody_is_takes_two(changed: Sequence[str]) -> None:
    """A name, number, birth date or sex is no detail to be revised: another approves it (0.23)."""
    if changed:
        raise Refusal(
            "姓名、证件、出生日期和性别不在这里修改，请用“更正身份信息”写明理由，由他人审批",
            Citation("个人信息保护法", "8"),
            field=changed[0],
        )


def a_version_that_was_replaced_stays(*, field: str, versions: int) -> None:
    """What is mistyped in an agreement is corrected before a later version takes its place."""
    if versions and field in OF_AGREEMENT:
        raise Refusal("协议已经变更，不再更正前一版的录入；有误的请登记新的一版", field="field")


def something_is_written_otherwise(*, known: str | None, value: str) -> None:
    """A correction changes something that was typed."""
    if known is None:
        raise Refusal("还没有录入这一项", field="field")
    if known == value:
        raise Refusal("与已录入的内容相同", field="value")
