"""What the system does once: a second time would contradict the first, so it is refused."""

from __future__ import annotations

from datetime import date

from shared.law import Refusal


def a_replaced_case_rests(*, replaced_by: str | None) -> None:
    """Under a decision whose place another took, nothing more is done."""
    if replaced_by is not None:
        raise Refusal("此案已由 {case_ref} 取代，请到那份档案办理", case_ref=replaced_by)


def a_closed_case_rests(*, ended_on: date | None) -> None:
    """What ended, or went to another town, is not carried on here."""
    if ended_on is not None:
        raise Refusal("此案已于 {ended_on} 终止或者移交，不再办理", ended_on=ended_on)


def a_case_ends_once(*, ended_on: date | None) -> None:
    """A second end would contradict the first."""
    if ended_on is not None:
        raise Refusal("此案已于 {ended_on} 终止或者移交，不再办理", ended_on=ended_on)


def a_case_is_reported_once(*, reported_on: date | None) -> None:
    """The term has one first day."""
    if reported_on is not None:
        raise Refusal(
            "已于 {reported_on} 报到，不能再登记一次",
            field="reported_on",
            reported_on=reported_on,
        )


def a_case_is_reported_in(*, reported_on: date | None) -> None:
    """Before the person has reported in nothing is due of which the family could be told."""
    if reported_on is None:
        raise Refusal("本人还没有报到，报到以后再指定家庭成员账号")


def a_notice_is_given_once(*, given_on: date | None) -> None:
    """Who was told has been told."""
    if given_on is not None:
        raise Refusal("已于 {given_on} 告知", field="given_on", given_on=given_on)


def a_group_is_formed_once(*, formed_on: date | None) -> None:
    """Who carries the measure out is settled; later changes are of members."""
    if formed_on is not None:
        raise Refusal("已于 {formed_on} 成立监护小组", field="formed_on", formed_on=formed_on)


def an_agreement_stands_until_it_ends(*, signed_on: date | None) -> None:
    """One agreement at a time: a second one would leave two texts in force."""
    if signed_on is not None:
        raise Refusal("已于 {signed_on} 签订协议，仍然有效", field="signed_on", signed_on=signed_on)


def an_amendment_follows_what_it_amends(*, signed_on: date, amended_on: date) -> None:
    """A later text is signed on a later day than the one that it changes, or on the same."""
    if amended_on < signed_on:
        raise Refusal(
            "变更日期早于上一版的签订日期 {signed_on}", field="signed_on", signed_on=signed_on
        )


def an_order_is_replaced_or_stands(*, others: tuple[str, ...], both_stand: bool) -> None:
    """A police decision is never refused; but the office says what becomes of an open case."""
    if others and not both_stand:
        raise Refusal(
            "此人另有未结案件 {others}：请说明新决定取代哪一件，或者两案并存待查明",
            field="replaces",
            others="、".join(others),
        )


def a_case_gives_way_to_one_of_the_same_person(*, same: bool) -> None:
    """A decision about one person leaves another's case alone."""
    if not same:
        raise Refusal("这个案号不是此人的案件", field="replaces")
