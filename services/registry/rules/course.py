"""Whether a case may stand still, go on, or end before its time: what each must fit to."""

from __future__ import annotations

from datetime import date

from services.registry.rules.book import rule
from shared.law import Citation, Refusal

RELEASE_BY_LAW = Citation("戒毒条例", "23")

COMPULSORY_ISOLATION = "compulsory_isolation"
IMPRISONMENT = "imprisonment"
CORRECTIVE_MEASURE = "compulsory_corrective_measure"
DEATH = "death"
ORDER_REVOKED = "order_revoked"
CAUSES = (COMPULSORY_ISOLATION, IMPRISONMENT, CORRECTIVE_MEASURE, DEATH, ORDER_REVOKED)
"""Why a measure can end before its term: by a decision or a document of others, never by itself."""

DETENTION, ARREST = "detention", "arrest"
GROUNDS = (DETENTION, ARREST)
"""What has a measure stand still (戒毒条例 24(2))."""


def a_measure_stands_still_once_it_runs(*, reported_on: date | None, suspended_on: date) -> None:
    """Before the report-in there is no term to suspend: the 15 days begin with the release."""
    if reported_on is None:
        raise Refusal(
            "本人还没有报到，期限没有开始，不必中止；羁押期间送达的，报到期限自释放之日起算",
            rule("suspension_counts", on=suspended_on).citation,
            field="suspended_on",
        )
    if suspended_on < reported_on:
        raise Refusal(
            "羁押日期 {suspended_on} 早于报到日期 {reported_on}",
            field="suspended_on",
            suspended_on=suspended_on,
            reported_on=reported_on,
        )


def a_measure_stands_still_once_at_a_time(*, since: date | None) -> None:
    """Who is held on one ground after another is released once: on the last of these days."""
    if since is not None:
        raise Refusal(
            "已于 {since} 中止，还没有恢复；在押期间又被拘留、逮捕的，到最后释放时一并登记恢复",
            field="suspended_on",
            since=since,
        )


def only_what_stands_still_goes_on(*, since: date | None, resumed_on: date) -> None:
    """A release follows the detention; the day of release is served again."""
    if since is None:
        raise Refusal("此案没有中止，不能登记恢复", field="resumed_on")
    if resumed_on < since:
        raise Refusal(
            "释放日期 {resumed_on} 早于羁押日期 {since}",
            field="resumed_on",
            resumed_on=resumed_on,
            since=since,
        )


def nothing_befalls_a_term_that_is_over(*, last_day: date | None, day: date, field: str) -> None:
    """From the day after the last day the measure is over by law (戒毒条例 23)."""
    if last_day is not None and day > last_day:
        raise Refusal(
            "期限已于 {last_day} 届满，依法已经解除",
            RELEASE_BY_LAW,
            field=field,
            last_day=last_day,
        )


def a_measure_ends_after_it_was_ordered(*, served_on: date, ended_on: date) -> None:
    """What was not yet served cannot end."""
    if ended_on < served_on:
        raise Refusal(
            "终止日期 {ended_on} 早于送达日期 {served_on}",
            field="ended_on",
            ended_on=ended_on,
            served_on=served_on,
        )
