"""Families are assessed by two people, within 30 days and then every year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.assistance import rules
from services.assistance.application import AssistanceApplication
from services.assistance.domain import FamilyFile
from shared import clock
from shared.clock import SHANGHAI
from shared.law import Refusal
from tests.partner.support import TODAY, Desk, Others, by, happened, last

ASSESSMENT: dict[str, Any] = {
    "assessed_on": TODAY,
    "assessors": ("周干事", "吴干事"),
    "household_size": 3,
    "income_per_head": Decimal("620.50"),
    "belongings": "砖房一处",
    "health": "母亲患慢性病",
    "labour_ability": "able_to_work",
    "housing": "自有住房",
    "hardship": "家中有学生",
    "eligible": ("dibao", "education"),
}


def test_a_family_is_to_be_assessed_within_thirty_days_of_the_report_in(
    others: Others, desk: Desk
) -> None:
    others.report_in(on=date(2026, 11, 20), recorded_on=date(2026, 11, 20))

    file = desk.file

    assert file.due_on == date(2026, 12, 21)  # the 20th is a Sunday
    assert (file.rule, file.rules_of) == ("family_assessment_days", date(2025, 11, 18))


def test_what_the_centre_is_told_late_is_not_due_before_it_knew(others: Others, desk: Desk) -> None:
    """So a case taken over into the software raises no missed duty."""
    others.report_in(on=date(2024, 3, 1), recorded_on=TODAY)

    assert desk.file.counted_from == TODAY
    assert desk.file.due_on == date(2026, 12, 23)


def test_an_assessment_is_kept_and_the_next_is_due_in_a_year(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()

    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    file = desk.file
    assert (file.met_on, file.counted_from, file.due_on) == (TODAY, TODAY, date(2027, 11, 23))
    assert file.rule == "family_assessment_months"


def test_kinds_of_help_are_facts_and_the_family_is_sealed(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    (assessed,) = office.entries(names=["assistance.family_assessed"])

    assert assessed.facts == {
        "assessed_on": TODAY,
        "eligible": ("dibao", "education"),
        "defects": (),
    }
    assert assessed.personal["income_per_head"] == Decimal("620.50")
    assert assessed.personal["assessors"] == ("周干事", "吴干事")


def test_nothing_of_a_family_can_be_read_in_the_store(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    stored = [entry.row.fact for entry in office.entries(limit=None)]

    content = b"".join(fact.state + (fact.sealed or b"") for fact in stored)
    for told in ("砖房一处", "慢性病", "620.50", "周干事", "household_size"):
        assert told.encode() not in content


def test_what_one_person_alone_found_is_kept_and_meets_no_duty(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    due_on = desk.file.due_on

    office.assess_family(file_id=desk.file_id, **ASSESSMENT | {"assessors": ("周干事", "周干事")})

    assert last(office, "family_assessed")["defects"] == ("too_few_assessors",)
    assert (desk.file.met_on, desk.file.due_on) == (None, due_on)


def test_an_older_assessment_recorded_later_moves_nothing(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in(on=TODAY - timedelta(days=60))
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    with by("shehui01", "social_affairs_centre", reason="纸质记录补录"):
        older = ASSESSMENT | {"assessed_on": TODAY - timedelta(days=30)}
        office.assess_family(file_id=desk.file_id, **older)

    assert (desk.file.met_on, desk.file.due_on) == (TODAY, date(2027, 11, 23))
    assert len(office.load(FamilyFile, desk.file_id).assessments) == 2


def test_an_assessment_before_the_report_in_was_heard_of_counts(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.sign()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    others.report_in()

    assert desk.file.due_on == date(2027, 11, 23)
    assert happened(office).count("family_assessment_scheduled") == 1


def test_a_family_is_assessed_again(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    office.assess_family(file_id=desk.file_id, **ASSESSMENT)

    with clock.use(datetime(2027, 11, 1, 9, tzinfo=SHANGHAI)):
        again = ASSESSMENT | {"assessed_on": date(2027, 11, 1)}
        office.assess_family(file_id=desk.file_id, **again)

    assert desk.file.due_on == date(2028, 11, 1)


def test_no_assessment_is_recorded_before_its_day(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()

    with pytest.raises(Refusal) as refused:
        office.assess_family(
            file_id=desk.file_id, **ASSESSMENT | {"assessed_on": TODAY + timedelta(days=1)}
        )

    assert refused.value.field == "assessed_on"


def test_help_that_does_not_exist_is_refused(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()

    with pytest.raises(Refusal) as refused:
        office.assess_family(file_id=desk.file_id, **ASSESSMENT | {"eligible": ("lottery",)})

    assert refused.value.field == "eligible"


def test_a_late_record_needs_a_reason(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in(on=TODAY - timedelta(days=20))
    file_id = desk.file_id

    with by("shehui01", "social_affairs_centre"), pytest.raises(Refusal) as refused:
        office.assess_family(
            file_id=file_id, **ASSESSMENT | {"assessed_on": TODAY - timedelta(days=9)}
        )

    assert refused.value.field == "reason"


def test_every_number_says_where_it_stands() -> None:
    table = rules.BOOK.as_of(TODAY)

    assert set(table.rules) == {
        "family_assessment_days",
        "family_assessment_months",
        "family_assessors",
        "seal_years",
    }
    assert all(rule.citation.law and rule.text for rule in table.rules.values())


def test_after_the_end_of_a_case_no_assessment_falls_due(
    office: AssistanceApplication, others: Others, desk: Desk
) -> None:
    others.report_in()
    file_id = desk.file_id
    others.replace_case()

    office.assess_family(file_id=file_id, **ASSESSMENT)

    assert happened(office)[-2:] == ["case_end_noted", "family_assessed"]
