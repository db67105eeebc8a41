"""Full-time workers: how many the town needs, and who counts as one (S28 to S30)."""

from __future__ import annotations

from datetime import date

from services.registry.rules.affairs.book import rule
from shared.calendar import years_after
from shared.law import Defect

EDUCATIONS = (
    "primary",
    "junior_high",
    "senior_high",
    "junior_college",
    "bachelor",
    "postgraduate",
)


def workers_required(*, users: int, on: date) -> int:
    """One worker for every 30 actual users or part of 30; none only where nobody uses (S28)."""
    return -(-users // rule("users_per_worker", on=on).number)


def is_too_young(*, born: date, on: date) -> bool:
    """Whether somebody is under 25; the birthday itself is old enough (S29)."""
    return on < years_after(born, rule("worker_age_min", on=on).number)


def is_over_age(*, born: date, on: date) -> bool:
    """Whether somebody is 56 or older: 55 is within the limits until the next birthday (S29)."""
    return on >= years_after(born, rule("worker_age_max", on=on).number + 1)


def a_worker_is_of_age(*, born: date, on: date) -> Defect | None:
    """A worker is 25 to 55 on the day of hiring, both ends included (S29)."""
    if is_too_young(born=born, on=on):
        return Defect(
            "under_age", "聘用时未达到规定的最低年龄", rule("worker_age_min", on=on).citation
        )
    if is_over_age(born=born, on=on):
        return Defect(
            "over_age", "聘用时超过规定的最高年龄", rule("worker_age_max", on=on).citation
        )
    return None


def a_worker_finished_senior_high(*, education: str, on: date) -> Defect | None:
    """A worker has finished senior high school or more (S29)."""
    asked = rule("worker_education", on=on)
    if education in asked.value:
        return None
    return Defect("education_too_low", "文化程度低于高中", asked.citation)


def a_worker_has_no_record(*, checked: bool, clean: bool, on: date) -> Defect | None:
    """The police's check of a worker is there, and finds nothing (S29)."""
    citation = rule("worker_record_clean", on=on).citation
    if not checked:
        return Defect("record_unchecked", "没有违法犯罪记录查询结果", citation)
    return None if clean else Defect("record_not_clean", "有违法犯罪记录", citation)


def a_worker_is_fit(*, assessed: bool, on: date) -> Defect | None:
    """Somebody looked whether the worker can talk, speak and write, and does it gladly (S29)."""
    if assessed:
        return None
    return Defect("not_assessed", "没有考察是否胜任", rule("worker_assessed", on=on).citation)


def a_worker_was_selected(
    *, held_on: date | None, was_candidate: bool, selection_stands: bool, on: date
) -> Defect | None:
    """A worker comes out of a comparative selection that stands and came before (S30)."""
    citation = rule("worker_selected", on=on).citation
    if held_on is None or held_on > on:
        return Defect("not_selected", "聘用前没有比选", citation)
    if not was_candidate:
        return Defect("not_a_candidate", "不在比选候选人之列", citation)
    return None if selection_stands else Defect("selection_defective", "比选有瑕疵", citation)


def a_selection_has_a_choice(*, candidates: int, reason: str, on: date) -> Defect | None:
    """Whoever chooses has two to choose from, or says why not (S30)."""
    least = rule("candidates_min", on=on)
    if candidates >= least.number or reason:
        return None
    return Defect("too_few_candidates", "候选人少于规定人数，又没有写明原因", least.citation)
