"""At which work station a case is kept; stations supervise from day to day (梅政办〔2025〕52号)."""

from __future__ import annotations

from collections.abc import Collection

from shared.law import Refusal


def a_station_takes_part(*, station: str, known: Collection[str]) -> None:
    """A case lies where somebody works; a code that nobody registered would hide it."""
    if station not in known:
        raise Refusal("没有这个工作站：{station}", field="station", station=station)


def a_village_is_on_the_list(
    *, village: str, known: Collection[str], held: str | None = None
) -> None:
    """A file lies under a village that somebody looks after; else it is on nobody's list.

    What a file has already (`held`) may stay. Before any village is known, all are taken.
    """
    if known and village not in {*known, held}:
        raise Refusal(
            "名单里没有这个村（社区）：{village}。请从名单里选；名单不全的，请系统管理员在“单位”页补上",
            field="village",
            village=village,
        )


def a_case_moves_to_another_station(*, held_by: str | None, station: str) -> None:
    """Where it lies already it need not go."""
    if held_by == station:
        raise Refusal("此案已在这个工作站", field="station")


def whoever_hands_a_case_over_says_why(*, held_by: str | None, reason: str) -> None:
    """The station that gives it up, and whoever looks later, can read the reason."""
    if held_by is not None and not reason.strip():
        raise Refusal("移交个案须写明原因", field="reason")
