"""Who is an actual user (实有吸毒人员) of the town (S28, S34; M1)."""

from __future__ import annotations

from datetime import date, timedelta

from services.registry.rules.affairs.book import rule
from shared.law import Defect, Due, Refusal

CANDIDATE = "candidate"
REASONS = ("deceased", "abroad", "abstinent_3y", "moved", "mistaken")
"""Why somebody is left out of the head count; each needs proof and another's approval."""

FLAGS = {
    "deceased": "deceased",
    "abroad": "abroad",
    "abstinent_3y": "abstinent_3y",
    "moved": "moved_away",
}
"""Where the register then says that the person stands; a mistake changes nothing there."""


def an_exclusion_is_approved_by_another(*, author: str, approver: str, on: date) -> None:
    """Whoever proposes to leave somebody out does not decide it (S34; the town's rule)."""
    if author == approver:
        citation = rule("exclusion_needs_another", on=on).citation
        raise Refusal("提出排除的人不能自己审批", citation)


def another_confirms_who_left(*, author: str, approver: str, on: date) -> None:
    """Whoever says that somebody is held, gone or dead does not confirm it (S34; the town's)."""
    if author == approver:
        citation = rule("exclusion_needs_another", on=on).citation
        raise Refusal("提出更改登记状态的人不能自己确认", citation)


def a_household_is_visited_by_two(*, visitors: int, on: date) -> Defect | None:
    """Two people go to a household (S34; the town's rule)."""
    least = rule("census_visitors", on=on)
    if visitors >= least.number:
        return None
    return Defect("too_few_visitors", "走访人员不足规定人数", least.citation)


def a_visit_lies_within_its_round(
    *, visited_on: date, started_on: date, closed_on: date | None
) -> Defect | None:
    """A visit before or after a round is no part of it (S34)."""
    if started_on <= visited_on and (closed_on is None or visited_on <= closed_on):
        return None
    citation = rule("census_visitors", on=visited_on).citation
    return Defect("outside_round", "走访日期不在本轮调查之内", citation)


def a_flag_makes_nobody_a_user_or_a_candidate(*, before: str, flag: str, on: date) -> None:
    """Who is a user the police say (禁毒法 32(2)): no account alone counts somebody in or out."""
    if flag == before:
        return
    if flag == CANDIDATE:
        raise Refusal(
            "已登记的人员不能改为待核实；不应当计入实有人员的，请到实有底数提出排除，由他人审批",
            rule("registered_by_police", on=on).citation,
            field="flag",
        )
    if before == CANDIDATE:
        raise Refusal(
            "待核实人员经公安机关核实后才是登记人员：请到实有底数登记核实，或者按公安名单核对",
            rule("registered_by_police", on=on).citation,
            field="flag",
        )


def only_who_counts_is_left_out(*, flag: str, on: date) -> None:
    """A candidate is no user, so that there is nothing to leave out, and nothing to take back."""
    if flag == CANDIDATE:
        raise Refusal(
            "待核实人员没有计入实有人员，不用排除；到期未经核实的，身份信息依法销毁",
            rule("registered_by_police", on=on).citation,
            field="reason",
        )


def verify_by(*, since: date) -> Due:
    """Until when the police may verify a candidate before the file lapses (个人信息保护法 47)."""
    days = rule("candidate_days", on=since)
    return Due(on=since + timedelta(days=days.number), rule=days)


def a_lapsed_file_rests(*, lapsed_on: date | None) -> None:
    """Nothing is known any more of whom nobody verified in time, and nothing is written."""
    if lapsed_on is not None:
        raise Refusal(
            "此人逾期未经公安机关核实，身份信息已于 {lapsed_on} 销毁；确需登记的，请重新登记",
            rule("candidate_days", on=lapsed_on).citation,
            lapsed_on=lapsed_on,
        )


def last_day_of_census(*, started_on: date) -> date:
    """A round is done by 31 December of its year (S35)."""
    month, day = map(int, rule("census_by", on=started_on).value.split("-"))
    return date(started_on.year, month, day)
