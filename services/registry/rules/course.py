"""What interrupts, moves and ends a measure, and until when the town acts (戒毒条例 22 to 24)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

from services.registry.rules.book import rule
from shared.calendar import DAY, OpenSpan, Span, anniv, deadline, is_working_day, working_days_after
from shared.law import Citation, Defect, Due, Refusal

DETENTION, ARREST = "detention", "arrest"
HOLDING = (DETENTION, ARREST)
ISOLATION, IMPRISONMENT = "compulsory_isolation", "imprisonment"
CORRECTION, DEATH, REVOKED = "compulsory_corrective_measure", "death", "order_revoked"
ENDING = {
    ISOLATION: Citation("禁毒法", "38(1)"),
    IMPRISONMENT: Citation("戒毒条例", "24(1)"),
    CORRECTION: Citation("戒毒条例", "24(1)"),
    DEATH: Citation("民法典", "13"),
    REVOKED: Citation("行政复议法", "64(1)"),
}
"""What ends a measure before its last day, and where that stands."""


COUNTERS = ("test", "leave_times", "leave_days", "no_report", "use", "minor")
"""What another town can have counted; supervision keeps each under the same name."""


# What the system does not do.


def a_term_runs_before_it_stops(*, reported_on: date | None, on: date) -> None:
    """Before reporting no term runs that could stop: detention moves the 15 days (程序规定 221)."""
    if reported_on is None:
        raise Refusal(
            "还没有报到，期限没有起算，不存在中止；被拘留的，释放后15日内报到视为有正当理由",
            rule("detention_goes_first", on=on).citation,
            field="suspended_on",
        )


def nobody_is_freed_before_being_held(*, suspended_on: date, resumed_on: date) -> None:
    """A suspension ends after it began."""
    if resumed_on < suspended_on:
        raise Refusal(
            "恢复日期 {resumed_on} 早于中止日期 {suspended_on}",
            rule("suspended_in_detention", on=suspended_on).citation,
            field="resumed_on",
            resumed_on=resumed_on,
            suspended_on=suspended_on,
        )


def what_is_not_suspended_cannot_go_on(*, suspended: bool, on: date) -> None:
    """Only what stopped can go on."""
    if not suspended:
        raise Refusal(
            "没有尚未结束的中止",
            rule("suspended_in_detention", on=on).citation,
            field="resumed_on",
        )


def a_term_goes_on(*, over: bool, on: date) -> None:
    """After its last day nothing is done under a measure (戒毒条例 23)."""
    if over:
        raise Refusal("期限已经届满", rule("release_on_expiry", on=on).citation)


def a_case_that_rests_is_not_moved(*, suspended: bool, on: date) -> None:
    """Whoever is held lives nowhere else; the place changes once the measure goes on."""
    if suspended:
        raise Refusal(
            "中止期间不办理变更执行地，恢复后再办理",
            rule("suspended_in_detention", on=on).citation,
        )


def only_a_running_case_moves(*, reported_on: date | None, on: date) -> None:
    """The place of execution changes where the execution has begun (戒毒条例 22)."""
    if reported_on is None:
        raise Refusal("还没有报到，不能变更执行地", rule("transfer_report_days", on=on).citation)


def a_case_moves_to_one_town(*, moving: bool, on: date) -> None:
    """One transfer at a time."""
    if moving:
        raise Refusal("变更执行地已在办理", rule("transfer_report_days", on=on).citation)


def only_an_ordered_transfer_goes_on(*, moving: bool, on: date) -> None:
    """Nothing is sent, received or cancelled that nobody ordered."""
    if not moving:
        raise Refusal("没有正在办理的执行地变更", rule("transfer_report_days", on=on).citation)


def steps_follow_each_other(*, before: date, on: date, field: str) -> None:
    """What follows from something does not come before it."""
    if on < before:
        raise Refusal("{on} 早于 {before}", field=field, on=on, before=before)


def a_known_cause_ends_a_case(*, cause: str) -> None:
    """No measure is cut short or made longer: only what the law names ends one."""
    if cause not in ENDING:
        raise Refusal(
            "法律没有规定这种终止：{cause}", Citation("戒毒条例", "24"), field="cause", cause=cause
        )


def what_is_over_is_not_ended_again(*, last_day: date | None, ended_on: date) -> None:
    """From the day after its last day a measure is over by law: nothing is left to end (23)."""
    if last_day is not None and ended_on > last_day:
        raise Refusal(
            "期限已于 {last_day} 届满，依法解除；{ended_on} 的决定不终止此案，请另行登记",
            rule("release_on_expiry", on=ended_on).citation,
            field="ended_on",
            last_day=last_day,
            ended_on=ended_on,
        )


def what_is_over_goes_to_no_other_town(*, last_day: date | None, received_on: date) -> None:
    """Who is released by law (戒毒条例 23) is in no other town's hands, whatever it receives."""
    if last_day is not None and received_on > last_day:
        raise Refusal(
            "期限已于 {last_day} 届满，依法解除；{received_on} 的回执不再移交此案，请存入一人一档",
            rule("release_on_expiry", on=received_on).citation,
            field="received_on",
            last_day=last_day,
            received_on=received_on,
        )


def only_an_ended_case_is_reopened(*, ended_on: date | None, on: date) -> None:
    """What goes on cannot be taken up again; nothing is revoked before it was decided."""
    if ended_on is None:
        raise Refusal("此案没有终止，无须恢复执行", rule("terminated_in_prison", on=on).citation)
    steps_follow_each_other(before=ended_on, on=on, field="reopened_on")


def only_a_released_case_has_a_notice(*, released: bool, on: date) -> None:
    """The notice declares what expiry brought about (戒毒条例 23)."""
    if not released:
        raise Refusal(
            "期限还没有届满；社区戒毒、社区康复没有提前解除",
            rule("release_on_expiry", on=on).citation,
        )


def only_lateness_without_a_finding_is_justified(*, is_late: bool, on: date) -> None:
    """What is in time, or was found justified already, needs no finding (戒毒条例 14(1))."""
    if not is_late:
        raise Refusal("不是待认定的逾期报到，无须认定", rule("report_in_days", on=on).citation)


def nobody_refuses_before_service(*, served_on: date, refused_on: date) -> None:
    """Before the decision was served there was nothing to sign (戒毒条例 16)."""
    if refused_on < served_on:
        raise Refusal(
            "拒签日期 {refused_on} 早于决定书送达日期 {served_on}",
            field="refused_on",
            refused_on=refused_on,
            served_on=served_on,
        )


def a_refusal_is_witnessed(*, witnesses: int, on: date) -> Defect | None:
    """That somebody would not sign is told by two who saw it."""
    demanded = rule("refusal_witnesses", on=on)
    if witnesses >= demanded.number:
        return None
    return Defect("too_few_witnesses", "见证人不足", demanded.citation)


def a_term_stops_once_it_runs(*, reported_on: date | None, suspended_on: date) -> Defect | None:
    """What had not begun could not stop: a detention before the report-in moves no day (14, 24)."""
    if reported_on is None or suspended_on >= reported_on:
        return None
    return Defect(
        "suspended_before_term",
        "中止日期早于报到日期",
        rule("suspended_in_detention", on=suspended_on).citation,
    )


def a_term_stops_within_it(*, last_day: date | None, suspended_on: date) -> Defect | None:
    """After the last day nothing runs that could stop (戒毒条例 23)."""
    if last_day is None or suspended_on <= last_day:
        return None
    return Defect(
        "suspended_after_term",
        "中止日期晚于期满日",
        rule("release_on_expiry", on=suspended_on).citation,
    )


def somebody_else_approves(*, author: str, approver: str) -> None:
    """Whoever finds a mistake does not decide on it alone (个人信息保护法 8)."""
    if author == approver:
        raise Refusal("提出更正的人不能自己审批", Citation("个人信息保护法", "8"))


def days_on_the_way(left_on: date | None, received_on: date) -> tuple[Span, ...]:
    """The days between two towns, where the town does not count them (戒毒条例 22; 0.22)."""
    counted = rule("transit_counts", on=received_on).flag
    return () if counted or left_on is None else ((left_on, received_on),)


# Until when the town acts.


def recontact_due(*, resumed_on: date) -> Due:
    """Who was set free is contacted again (戒毒条例 24(2); the town's number)."""
    return _working_days(resumed_on, "recontact_working_days")


def materials_due(*, ordered_on: date) -> Due:
    """The file follows the person (戒毒条例 22; the town's number)."""
    return _working_days(ordered_on, "transfer_materials_working_days")


def transfer_report_due(*, ordered_on: date) -> Due:
    """The person reports at the new place within 15 days of the change (戒毒条例 22)."""
    days = rule("transfer_report_days", on=ordered_on)
    return Due(on=deadline(ordered_on, days.number), rule=days)


def reminder_due(*, last_day: date) -> Due:
    """The police are reminded 30 days before the end (戒毒条例 23; the town's number)."""
    days = rule("release_reminder_days", on=last_day)
    return Due(on=last_day - timedelta(days=days.number), rule=days)


def release_file_due(*, last_day: date) -> Due:
    """The papers of release are sent 7 working days before the end (23; the town's number)."""
    days = rule("release_file_working_days", on=last_day)
    day = last_day
    for _ in range(days.number):
        day -= DAY
        while not is_working_day(day):
            day -= DAY
    return Due(on=day, rule=days)


def reassessment_due(*, reported_on: date, done: int) -> Due:
    """The measures are looked at anew after each 12 months (戒毒条例 18; the town's number)."""
    months = rule("reassess_months", on=reported_on)
    return Due(on=anniv(reported_on, months.number * (done + 1)), rule=months)


def reassessments_before(*, reported_on: date, since: date) -> int:
    """How many fell due before the town kept the case: none of its own (0.2)."""
    return next(n for n in count() if reassessment_due(reported_on=reported_on, done=n).on >= since)


def reassessment_is_told_from(*, due_on: date) -> date:
    """From when on it is on the list: 30 days before (戒毒条例 18; the town's number)."""
    return due_on - timedelta(days=rule("reassess_notice_days", on=due_on).number)


def release_told_due(*, released_on: date) -> Due:
    """The police tell the town within 7 days (戒毒条例 23)."""
    days = rule("release_told_days", on=released_on)
    return Due(on=deadline(released_on, days.number), rule=days)


def due_past(spans: Iterable[OpenSpan], due_on: date) -> date | None:
    """When a duty falls due that would fall due on a day on which the measure rests.

    It waits until the person is to be contacted again; None while nobody knows when that is.
    """
    for first, end in spans:
        if first <= due_on and (end is None or due_on < end):
            return None if end is None else recontact_due(resumed_on=end).on
    return due_on


def _working_days(event: date, name: str) -> Due:
    days = rule(name, on=event)
    return Due(on=working_days_after(event, days.number), rule=days)
