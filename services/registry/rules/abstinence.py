"""Three years without use (戒毒条例 7; 0.7): when to ask the police to confirm them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from services.registry.rules.book import rule
from shared.calendar import years_after
from shared.law import Defect, Refusal

ABSTINENT = "abstinent_3y"


def three_years_reached_on(
    *, begun: Iterable[date], freed: Iterable[date] = (), uses: Iterable[date] = ()
) -> date | None:
    """On which day three years without use are reached; None where nothing has begun.

    They count from the start of execution of community rehab or recovery, or from the release from
    isolation, whichever came last; a use that the police confirmed has them begin anew on its day.
    """
    marks = [*begun, *freed]
    if not marks:
        return None
    since = max([*marks, *uses])
    return years_after(since, rule("abstinence_years", on=since).number)


def quiet_until(*, today: date) -> date:
    """The latest day to count from by which three years are reached soon, or are by now (7)."""
    hint, years = rule("abstinence_hint_days", on=today), rule("abstinence_years", on=today)
    return years_after(today + timedelta(days=hint.number), -years.number)


def no_account_alone_finds_abstinence(*, flag: str, on: date) -> None:
    """That somebody is abstinent the police confirm and a second person decides (戒毒条例 7)."""
    if flag == ABSTINENT:
        raise Refusal(
            "戒断三年须凭公安机关的证明、由他人审批：请到实有底数以戒断三年为由提出排除",
            rule("abstinence_years", on=on).citation,
            field="flag",
        )


def abstinence_is_borne_out(*, reached_on: date | None, on: date) -> Defect | None:
    """Whoever is left out as abstinent has three years without use on file (戒毒条例 7)."""
    if reached_on is not None and reached_on <= on:
        return None
    citation = rule("abstinence_years", on=on).citation
    return Defect("three_years_not_reached", "按档案计算未满戒断三年", citation)
