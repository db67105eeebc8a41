"""The work stations: how many, with an office of their own and a computer (S32, S33)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.affairs.book import rule
from shared.law import Defect, Refusal

COMPUTER = "computer"
ITEMS = (COMPUTER, "printer", "recorder", "test_reader", "furniture", "other_item")
GOOD, SCRAPPED = "good", "scrapped"
CONDITIONS = (GOOD, "to_repair", SCRAPPED)


def stations_named(*, on: date) -> tuple[str, ...]:
    """The stations that the notice asks for, by code."""
    return tuple(f"station-{n}" for n in range(1, rule("stations", on=on).number + 1))


def a_station_is_one_of_the_towns(*, station: str, on: date) -> None:
    """A mistyped station would be one more than the notice knows (S32)."""
    if station not in stations_named(on=on):
        raise Refusal("没有这个工作站：{station}", field="station", station=station)


def a_station_has_an_office_of_its_own(*, dedicated: bool, on: date) -> Defect | None:
    """A station does not share its office (S32)."""
    if dedicated:
        return None
    return Defect("no_office", "没有专用办公室", rule("stations", on=on).citation)
