"""Talks, and the needs that come up in them (梅政办〔2025〕52号; domain.md 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from services.supervision.rules import defects
from services.supervision.rules.book import rule
from shared.law import Citation, Defect, Refusal

CONSENT = Citation("个人信息保护法", "29")

TREATMENT = "treatment"
ASSISTANCE = "assistance"
LEGAL_AID = "legal_aid"
DEPARTMENT_OF = {
    "treatment": TREATMENT,
    "schooling": ASSISTANCE,
    "job": ASSISTANCE,
    "skill": ASSISTANCE,
    "relief": ASSISTANCE,
    "legal": LEGAL_AID,
}
"""Which department helps with which kind of need; no other one hears of it."""


def a_talk_ends_after_it_begins(*, started_at: datetime, ended_at: datetime) -> None:
    """A talk takes time; times the wrong way round are a slip of the pen."""
    if ended_at <= started_at:
        raise Refusal("谈话结束时间须晚于开始时间", field="ended_at")


def two_people_visit(*, visitors: Iterable[str], on: date) -> Defect | None:
    """Nobody visits a home alone (the town's rule on visits)."""
    different = {"".join(name.split()) for name in visitors} - {""}
    enough = len(different) >= rule("visitors", on=on).number
    return None if enough else defects.TOO_FEW_VISITORS


def a_need_is_of_a_known_kind(kind: str) -> str:
    """Give the department that helps with this kind of need."""
    if kind not in DEPARTMENT_OF:
        raise Refusal("没有这种需求：{kind}", field="kind", kind=kind)
    return DEPARTMENT_OF[kind]


def a_referral_needs_consent(*, agreed: bool) -> None:
    """What a person tells in a talk goes to another department only if he agrees."""
    if not agreed:
        raise Refusal("转介须经本人同意", CONSENT, field="agreed")
