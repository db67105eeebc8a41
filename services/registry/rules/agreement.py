"""The agreement: when it is due, what it follows, what follows it (戒毒条例 16, 18, 38)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from services.registry.rules.affairs import book as affairs
from services.registry.rules.book import RECOVERY, rule
from services.registry.rules.group import is_minor
from services.registry.rules.reporting import report_in_due
from shared.calendar import deadline, working_days_after
from shared.law import Defect, Due, Refusal

TOWN, BASE_ORGANISATION = "town", "base_organisation"
PARTIES = (TOWN, BASE_ORGANISATION)
"""Who signs as party A: the town, or an organisation of the village that it designated."""
SIGNATURE, FINGERPRINT, CANNOT_SIGN = "signature", "fingerprint", "cannot_sign"
WAYS_TO_SIGN = (SIGNATURE, FINGERPRINT, CANNOT_SIGN)
"""How the person signs; whoever can do neither agrees before witnesses."""


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


def an_agreement_follows_reporting(*, reported_on: date | None, signed_on: date) -> Defect | None:
    """An agreement is signed once the person has reported (戒毒条例 16)."""
    if reported_on is not None and signed_on >= reported_on:
        return None
    return Defect(
        "signed_before_reporting",
        "协议签订日期早于报到日期",
        rule("agreement_follows_reporting", on=signed_on).citation,
    )


def headings_demanded(*, on: date) -> tuple[str, ...]:
    """The parts that an agreement has (戒毒条例 16, the town's text)."""
    return tuple(rule("agreement_headings", on=on).value)


def an_agreement_says_what_it_must(*, written: Iterable[str], signed_on: date) -> Defect | None:
    """Measures, rules and liability are written down (戒毒条例 16); `written` has what is there."""
    if not set(headings_demanded(on=signed_on)) - set(written):
        return None
    return Defect(
        "headings_missing",
        "协议缺少应当写明的部分",
        rule("agreement_headings", on=signed_on).citation,
    )


def nobody_signs_in_custody(*, was_held: bool, signed_on: date) -> Defect | None:
    """While a person is held the measure rests (戒毒条例 24(2)); who is held signs nothing here."""
    if not was_held:
        return None
    return Defect(
        "signed_in_custody",
        "签订当日本人被羁押或者隔离",
        rule("agreement_not_in_custody", on=signed_on).citation,
    )


def a_minor_signs_with_a_guardian(
    *, born: date | None, guardian: str, signed_on: date
) -> Defect | None:
    """Under 18, the guardian signs too (民法典 19)."""
    if born is None or guardian or not is_minor(born=born, on=signed_on):
        return None
    return Defect(
        "guardian_missing",
        "未成年人签订协议，监护人没有签名",
        rule("guardian_signs_for_minors", on=signed_on).citation,
    )


def an_agreement_is_signed_within_the_term(
    *, last_day: date | None, signed_on: date
) -> Defect | None:
    """After the last day the measure is over by law (戒毒条例 23); nothing is agreed any more."""
    if last_day is None or signed_on <= last_day:
        return None
    return Defect(
        "signed_after_term",
        "协议签订日期晚于期满日",
        rule("agreement_within_term", on=signed_on).citation,
    )


def a_village_signs_once_designated(
    *, party_a: str, designated_on: date | None, signed_on: date
) -> Defect | None:
    """A village signs for the town from the day on which it was designated (禁毒法 34(1); S35)."""
    if party_a != BASE_ORGANISATION or (designated_on and designated_on <= signed_on):
        return None
    return Defect(
        "signed_without_designation",
        "签订协议的基层组织当日还没有受指定",
        affairs.rule("base_organisation", on=signed_on).citation,
    )


def who_cannot_sign_agrees_before_witnesses(
    *, person_signs: str, witnesses: Collection[str], signed_on: date
) -> Defect | None:
    """Without signature or fingerprint, others bear witness that the person agreed (16)."""
    demanded = rule("agreement_witnesses", on=signed_on)
    if person_signs != CANNOT_SIGN or len(witnesses) >= demanded.number:
        return None
    return Defect(
        "signature_not_witnessed",
        "本人不能签名或者捺印，见证人不足",
        demanded.citation,
    )


def what_a_signature_falls_short_of(
    *, signed_on: date, reported_on: date | None, last_day: date | None
) -> tuple[Defect | None, ...]:
    """What can be judged where only the day of the signature is known."""
    return (
        an_agreement_follows_reporting(reported_on=reported_on, signed_on=signed_on),
        an_agreement_is_signed_within_the_term(last_day=last_day, signed_on=signed_on),
    )


def what_an_agreement_falls_short_of(
    *,
    signed_on: date,
    written: Iterable[str],
    guardian: str,
    born: date | None,
    was_held: bool,
    party_a: str,
    designated_on: date | None,
    person_signs: str,
    witnesses: Collection[str],
) -> tuple[Defect | None, ...]:
    """What can be judged where the paper itself is at hand."""
    return (
        a_village_signs_once_designated(
            party_a=party_a, designated_on=designated_on, signed_on=signed_on
        ),
        nobody_signs_in_custody(was_held=was_held, signed_on=signed_on),
        a_minor_signs_with_a_guardian(born=born, guardian=guardian, signed_on=signed_on),
        who_cannot_sign_agrees_before_witnesses(
            person_signs=person_signs, witnesses=witnesses, signed_on=signed_on
        ),
        an_agreement_says_what_it_must(written=written, signed_on=signed_on),
    )


def care_plan_due(*, signed_on: date) -> Due:
    """The measures are set within 15 days of the agreement (戒毒条例 18; the town's number)."""
    return _days_after(signed_on, "care_plan_days")


def measures_follow_the_agreement(*, signed_on: date | None, set_on: date) -> Defect | None:
    """The measures are laid down for whoever has signed (戒毒条例 18)."""
    if signed_on is not None and set_on >= signed_on:
        return None
    return Defect(
        "planned_before_agreement",
        "措施确定日期早于协议签订日期",
        rule("care_plan_days", on=set_on).citation,
    )


def treatment_information_due(*, signed_on: date) -> Due:
    """The person is told where treatment is to be had, within 10 days of the agreement.

    梅政办〔2025〕52号 asks for it; the number is the town's.
    """
    return _days_after(signed_on, "treatment_information_days")


def _days_after(signed_on: date, name: str) -> Due:
    days = rule(name, on=signed_on)
    return Due(on=deadline(signed_on, days.number), rule=days)


def a_signature_is_corrected_to_a_day_that_holds(
    *, signed_on: date, reported_on: date | None, last_day: date | None, was_held: bool
) -> None:
    """A day on which no agreement could be signed makes it none: then one is signed anew (16)."""
    found = (
        *what_a_signature_falls_short_of(
            signed_on=signed_on, reported_on=reported_on, last_day=last_day
        ),
        nobody_signs_in_custody(was_held=was_held, signed_on=signed_on),
    )
    for defect in filter(None, found):
        raise Refusal(
            "按 {signed_on} 签订的协议有瑕疵，不能作为有效协议：请补签，登记为协议的新一版",
            defect.citation,
            field="signed_on",
            signed_on=signed_on,
        )
