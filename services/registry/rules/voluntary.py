"""Voluntary help (自愿帮教): nobody orders it, the person may end it, nothing is counted."""

from __future__ import annotations

from datetime import date, timedelta

from services.registry.rules.agreement import a_minor_signs_with_a_guardian
from services.registry.rules.book import rule
from shared.law import Refusal

KIND = "voluntary_help"
ORDERED = "measure_ordered"
ENDINGS = ("withdrawn", "completed", "moved_away", "death", ORDERED)
ACTIVITIES = ("talk", "visit", "job", "schooling", "relief", "treatment", "legal", "other_help")


def nobody_is_helped_beside_an_order(*, open_cases: tuple[str, ...], on: date) -> None:
    """Whoever carries out a measure is helped under it: no second agreement stands beside it."""
    if open_cases:
        raise Refusal(
            "{case_ref}还在执行，帮助按该案进行，不另签自愿帮教协议",
            rule("voluntary_help", on=on).citation,
            case_ref=open_cases[0],
        )


def one_voluntary_help_at_a_time(*, open_help: str | None, on: date) -> None:
    """A person has one agreement of this kind at a time."""
    if open_help is not None:
        raise Refusal(
            "自愿帮教{case_ref}还没有结束",
            rule("voluntary_help", on=on).citation,
            case_ref=open_help,
        )


def a_minor_agrees_with_a_guardian(*, born: date | None, guardian: str, signed_on: date) -> None:
    """Whoever is under age binds themselves only with a guardian (民法典 19)."""
    found = a_minor_signs_with_a_guardian(born=born, guardian=guardian, signed_on=signed_on)
    if found is not None:
        raise Refusal("未成年人签订，监护人没有签名", found.citation, field="guardian")


def it_goes_on(*, ended_on: date | None) -> None:
    """What has ended is not gone on with; whoever wants help again signs again."""
    if ended_on is not None:
        raise Refusal("自愿帮教已于{ended_on}结束", ended_on=ended_on)


def it_happened_while_it_ran(*, begun_on: date, on: date, field: str) -> None:
    """Nothing of it happened before it began."""
    if on < begun_on:
        raise Refusal("{on} 早于 {begun_on}", field=field, on=on, begun_on=begun_on)


def a_known_ending(cause: str) -> None:
    """It ends for a reason that is listed; whoever withdraws need give none of their own."""
    if cause not in ENDINGS:
        raise Refusal("结束原因不在列：{cause}", field="cause", cause=cause)


def a_known_activity(what: str) -> None:
    """What is done is of a kind that is listed."""
    if what not in ACTIVITIES:
        raise Refusal("帮教内容不在列：{what}", field="what", what=what)


def is_idle(*, last_on: date, day: date) -> bool:
    """Whether nothing was done for so long that the agreement stands on paper only (the town's)."""
    return day > last_on + timedelta(days=rule("voluntary_activity_days", on=last_on).number)
