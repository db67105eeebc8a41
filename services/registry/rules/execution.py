"""Where a measure is carried out, and how the decision was served (禁毒法 33; 戒毒条例 37)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import RECOVERY, rule
from shared.law import Refusal

IN_COMMUNITY, IN_FACILITY = "in_community", "in_facility"
PLACE_KINDS = (IN_COMMUNITY, IN_FACILITY)
SERVED_HOW = ("handed_over", "left_behind", "by_others", "at_custody", "by_post", "by_announcement")


def a_decision_is_carried_out_here(*, place_kind: str, place: str, served_on: date) -> None:
    """Another town's decision is not received here (禁毒法 33(2)); no place on the paper: ours."""
    town = rule("execution_town", on=served_on)
    if place_kind != IN_FACILITY and place and town.value not in place:
        raise Refusal(
            "决定书的执行地是{place}，不是{town}：请退回决定机关，由执行地的乡镇接收",
            town.citation,
            field="execution_place",
            place=place,
            town=town.value,
        )


def a_facility_is_for_recovery_and_agreed_to(
    *, kind: str, place_kind: str, place: str, agreed: bool, served_on: date
) -> None:
    """Recovery is carried out in a facility where the person agrees to it (戒毒条例 37(2))."""
    if place_kind != IN_FACILITY:
        return
    citation = rule("recovery_in_facility", on=served_on).citation
    if kind != RECOVERY:
        raise Refusal("只有社区康复可以在戒毒康复场所执行", citation, field="place_kind")
    if not agreed:
        raise Refusal("在戒毒康复场所执行须经本人同意", citation, field="facility_agreed")
    if not place or place.endswith(rule("execution_town", on=served_on).value):
        raise Refusal("请写明是哪一个戒毒康复场所", citation, field="execution_place")
