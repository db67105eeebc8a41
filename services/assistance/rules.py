"""When a family is to be assessed, by how many, and which kinds of help there are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from shared.calendar import anniv, deadline, next_working_day
from shared.law import Defect, Due, Refusal, RuleBook

BOOK = RuleBook(Path(__file__).parent / "rules")

HELP = {
    "dibao": "最低生活保障",
    "extreme_poverty": "特困人员救助供养",
    "temporary": "临时救助",
    "medical": "医疗救助",
    "education": "教育救助",
    "housing": "住房救助",
    "employment": "就业救助",
    "community_relief": "社区帮扶",
}
"""The kinds of the 《社会救助暂行办法》 that fit, and what the town gives beside them."""

LABOUR = {
    "able_to_work": "有劳动能力",
    "partly_able": "部分丧失劳动能力",
    "unable_to_work": "没有劳动能力",
}

NEEDS = {"schooling": "就学援助", "job": "就业指导", "skill": "技能培训", "relief": "社会救助"}
"""The kinds of need that are passed on to this office."""

TOO_FEW = "too_few_assessors"
DEFECTS = {TOO_FEW: "评估人员不足两名"}


def first_counted_from(*, reported_on: date, told_on: date) -> date:
    """The days run from the report-in, but never from before the office could know of it.

    So nothing falls due on the day on which a running case is taken over into the software.
    """
    return max(reported_on, told_on)


def first_assessment_due(counted_from: date) -> Due:
    """A family is assessed within 30 days (梅政办〔2025〕52号; the town's number)."""
    days = BOOK.as_of(counted_from)["family_assessment_days"]
    return Due(on=deadline(counted_from, days.number), rule=days)


def next_assessment_due(assessed_on: date) -> Due:
    """And again within 12 months (梅政办〔2025〕52号; the town's number)."""
    months = BOOK.as_of(assessed_on)["family_assessment_months"]
    return Due(on=next_working_day(anniv(assessed_on, months.number)), rule=months)


def two_people_assess(assessors: Collection[str], *, assessed_on: date) -> Defect | None:
    """What one person alone found is kept, and is no assessment (the town's number)."""
    least = BOOK.as_of(assessed_on)["family_assessors"]
    if len(set(assessors)) >= least.number:
        return None
    return Defect(TOO_FEW, DEFECTS[TOO_FEW], least.citation)


def kinds_of_help_are_listed(eligible: Collection[str]) -> None:
    """Only what there is can be given."""
    if unknown := sorted(set(eligible) - HELP.keys()):
        raise Refusal("没有这种救助：{kind}", field="eligible", kind="、".join(unknown))
