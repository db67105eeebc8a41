"""What makes an act of a partner office acceptable. Pure: no clock, no store."""

from __future__ import annotations

from datetime import date

from shared.calendar import years_after
from shared.law import Refusal

RECEIVED, ACCEPTED, CLOSED = "received", "accepted", "closed"
STANDINGS = {RECEIVED: "待接收", ACCEPTED: "办理中", CLOSED: "已办结"}

DONE, DECLINED, INELIGIBLE = "done", "declined", "ineligible"
RESULTS = {DONE: "已提供帮助", DECLINED: "本人放弃", INELIGIBLE: "不符合条件"}
"""Every need ends in one of these."""


RUNNING, OVER, SEALED = "running", "over", "sealed"


def state_on(day: date, *, ended_on: date | None, years: int) -> str:
    """How far a case is on a day: its file rests so many years after its end (戒毒条例 7)."""
    if ended_on is None or day <= ended_on:
        return RUNNING
    return SEALED if day >= years_after(ended_on, years) else OVER


def a_need_is_taken_up_once(standing: str) -> None:
    """Who sees it in the inbox after a colleague took it up is told so."""
    if standing != RECEIVED:
        raise Refusal("这件需求已经接收，不用再接收")


def a_need_is_answered_once_it_was_taken_up(standing: str) -> None:
    """Nobody answers what nobody looked at, and an answer is given once."""
    if standing == RECEIVED:
        raise Refusal("这件需求还没有接收，请先接收再办结")
    if standing == CLOSED:
        raise Refusal("这件需求已经办结")


def an_answer_is_one_of_three(result: str) -> None:
    """Done, declined by the person, or not eligible: what has another answer is not closed yet."""
    if result not in RESULTS:
        raise Refusal("没有这种办理结果：{result}", field="result", result=result)


def a_no_says_why(*, result: str, note: str | None) -> None:
    """Who gets nothing is owed the reason; it stays in this office."""
    if result != DONE and not note:
        raise Refusal("没有提供帮助的，须写明原因", field="note")


def what_is_recorded_has_happened(on: date, *, today: date, field: str) -> None:
    """A plan is no fact: nothing is recorded before its day."""
    if on > today:
        raise Refusal("{on} 还没有到，不能登记", field=field, on=on)
