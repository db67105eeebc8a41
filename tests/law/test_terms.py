"""How long a measure takes, when it ends, and what else could be argued."""

from __future__ import annotations

from datetime import date

import pytest

from services.registry.rules.term import (
    a_term_is_as_long_as_the_law_has_it,
    last_day_of_term,
    last_days_that_can_be_argued,
)
from shared.law import Citation, Refusal

REHAB, RECOVERY = "community_rehab", "community_recovery"
DECIDED = date(2025, 11, 20)
REPORTED = date(2025, 12, 1)
DETAINED = [(date(2026, 5, 10), date(2026, 5, 25))]


@pytest.mark.parametrize(("kind", "months"), [(REHAB, 36), (RECOVERY, 1), (RECOVERY, 36)])
def test_lawful_terms_pass(kind: str, months: int) -> None:
    a_term_is_as_long_as_the_law_has_it(kind=kind, months=months, decided_on=DECIDED)


@pytest.mark.parametrize(
    ("kind", "months", "article"),
    [(REHAB, 35, "14(2)"), (REHAB, 37, "14(2)"), (RECOVERY, 0, "37(1)"), (RECOVERY, 37, "37(1)")],
)
def test_other_terms_are_refused_by_article(kind: str, months: int, article: str) -> None:
    with pytest.raises(Refusal, match=f"期限 {months} 个月") as refused:
        a_term_is_as_long_as_the_law_has_it(kind=kind, months=months, decided_on=DECIDED)

    assert refused.value.field == "term_months"
    assert refused.value.citation == Citation("戒毒条例", article)


def test_a_term_runs_from_the_day_of_reporting() -> None:
    assert last_day_of_term(reported_on=REPORTED, months=36) == date(2028, 11, 30)


def test_detained_days_are_left_out_and_isolation_is_credited() -> None:
    detained = last_day_of_term(reported_on=REPORTED, months=36, suspensions=DETAINED)
    credited = last_day_of_term(reported_on=REPORTED, months=36, credit_days=200)

    assert detained == date(2028, 12, 15)
    assert credited == date(2028, 5, 14)


def test_an_open_suspension_leaves_the_end_unknown() -> None:
    held = [(date(2026, 5, 10), None)]

    assert last_day_of_term(reported_on=REPORTED, months=36, suspensions=held) is None


def test_where_the_law_is_silent_both_ends_can_be_argued() -> None:
    argued = last_days_that_can_be_argued(reported_on=REPORTED, months=36, suspensions=DETAINED)

    assert argued == (date(2028, 11, 30), date(2028, 12, 16))


def test_the_end_the_town_counts_lies_among_those_that_can_be_argued() -> None:
    counted = last_day_of_term(reported_on=REPORTED, months=36, suspensions=DETAINED)

    earliest, latest = last_days_that_can_be_argued(
        reported_on=REPORTED, months=36, suspensions=DETAINED
    )

    assert counted is not None
    assert latest is not None
    assert earliest <= counted <= latest
