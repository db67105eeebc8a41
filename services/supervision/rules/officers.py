"""Who the anti-drug officers of the police station are (S24)."""

from __future__ import annotations

from datetime import date

from services.supervision.rules.book import rule
from shared.law import Refusal

BECAUSE = ("moved_on", "retired", "on_leave", "other")


def enough_officers(active: int, *, on: date) -> bool:
    """The police station has at least one anti-drug officer in office (S24)."""
    return active >= rule("anti_drug_officers", on=on).number


def an_officer_is_relieved_once(*, ended_on: date | None) -> None:
    """Who is no longer in office cannot leave it again."""
    if ended_on is not None:
        raise Refusal("这名民警已于 {on} 卸任", field="officer_id", on=ended_on)


def nobody_is_relieved_before_he_began(*, from_on: date, ended_on: date) -> None:
    """The first day without lies after the first day in office."""
    if ended_on <= from_on:
        raise Refusal("卸任日期不能早于任职次日（{on} 任职）", field="ended_on", on=from_on)
