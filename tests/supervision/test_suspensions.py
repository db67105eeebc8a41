"""A detention stops the term; on release it runs on, and every later test moves with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import duties_of
from services.supervision.rules.outcomes import (
    DONE,
    NOT_ARRANGED,
    OPEN,
    SUSPENDED,
    WAIVED,
    due,
)
from shared import clock
from shared.duties.duty import midnight
from shared.law import Refusal
from tests.supervision.conftest import (
    asking,
    at,
    events,
    file_of,
    on_sqlite,
    opened,
    refusing,
    sampling,
    told,
)
from tests.supervision.test_lists import Desk

DECEMBER = {"reported_on": "2025-12-01"}
"""The start of domain.md 4's examples."""

pytestmark = on_sqlite


def suspended(office: SupervisionApplication, first: str, end: str | None = None) -> None:
    """The registry says that the person was held from one day to another."""
    office.hear(told(office, "case_suspended", suspended_on=first))
    if end is not None:
        office.hear(told(office, "case_resumed", resumed_on=end))


def window(office: SupervisionApplication, number: int) -> tuple[date, date]:
    found = file_of(office).windows[number - 1]
    return found.first, found.last


def test_a_window_that_was_interrupted_runs_on_after_release(
    office: SupervisionApplication,
) -> None:
    opened(office, **DECEMBER)

    suspended(office, "2026-05-10", "2026-05-25")

    assert window(office, 5) == (date(2026, 4, 1), date(2026, 4, 30))
    assert window(office, 6) == (date(2026, 5, 1), date(2026, 6, 15))
    assert file_of(office).windows[-1].last == date(2028, 12, 15)


def test_who_is_held_on_another_ground_is_released_with_the_last_release(
    office: SupervisionApplication,
) -> None:
    opened(office, **DECEMBER)

    office.hear(told(office, "case_suspended", suspended_on="2026-05-10"))
    office.hear(told(office, "case_suspended", suspended_on="2026-05-20"))
    office.hear(told(office, "case_resumed", resumed_on="2026-05-25", status="suspended"))
    held = file_of(office).suspended_on
    office.hear(told(office, "case_resumed", resumed_on="2026-06-19", status="active"))

    assert held == date(2026, 5, 10)
    assert file_of(office).windows[-1].last == date(2029, 1, 9)  # forty days (domain.md 2.1, D5)


def test_a_detention_that_falls_short_of_the_rules_moves_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office, **DECEMBER)

    office.hear(
        told(office, "case_suspended", suspended_on="2026-05-10", defects=["after_the_term"])
    )

    assert file_of(office).suspended_on is None


def test_no_window_is_dropped_by_a_long_suspension(office: SupervisionApplication) -> None:
    opened(office, **DECEMBER)

    suspended(office, "2026-05-10", "2026-08-20")

    assert window(office, 7) == (date(2026, 9, 11), date(2026, 10, 10))
    assert len(file_of(office).windows) == 22


def test_while_the_person_is_held_nothing_is_due_and_nobody_is_asked(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office, **DECEMBER)
    suspended(office, "2026-05-10")

    outcomes = file_of(office).outcomes(date(2026, 7, 1))
    with pytest.raises(Refusal, match="中止期间"):
        office.notify_test(file_id=file_id, asking=asking(6, date(2026, 5, 11)))

    assert [it.state for it in outcomes[3:7]] == [NOT_ARRANGED, NOT_ARRANGED, *[SUSPENDED] * 2]
    assert due(outcomes) is None


def test_a_test_before_the_detention_keeps_its_window(office: SupervisionApplication) -> None:
    file_id = opened(office, **DECEMBER)
    suspended(office, "2026-05-10")

    office.record_test(file_id=file_id, taken=sampling(date(2026, 5, 4)))
    office.hear(told(office, "case_resumed", resumed_on="2026-05-25"))

    outcomes = file_of(office).outcomes(date(2026, 6, 1))
    assert (outcomes[5].state, outcomes[6].state) == (DONE, "ahead")


@pytest.mark.parametrize(
    ("day", "defects"),
    [("2026-05-09", []), ("2026-05-10", ["in_custody"]), ("2026-05-24", ["in_custody"])],
)
def test_what_happened_while_the_person_was_held_counts_for_nothing(
    office: SupervisionApplication, day: str, defects: list[str]
) -> None:
    file_id, on = opened(office, **DECEMBER), date.fromisoformat(day)
    notice = office.notify_test(file_id=file_id, asking=asking(6, on)).answer
    suspended(office, "2026-05-10", "2026-05-25")

    taken = office.record_test(file_id=file_id, taken=sampling(on)).answer
    refused = office.record_refusal(file_id=file_id, refusing=refusing(notice, on)).answer

    assert taken["defects"] == defects
    assert set(defects) <= set(refused["defects"])
    assert file_of(office).refused_tests == 0


def test_in_days_that_only_one_reading_adds_nothing_adverse_counts(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office, **DECEMBER)
    suspended(office, "2026-05-10", "2026-05-25")
    on = date(2028, 12, 1)  # the term ended on 30 November if suspended days count
    number = file_of(office).windows[-1].number
    notice = office.notify_test(file_id=file_id, asking=asking(number, on)).answer

    answer = office.record_refusal(file_id=file_id, refusing=refusing(notice, on)).answer

    assert answer == {"count": 0, "defects": ["contested"]}
    assert file_of(office).outcomes(on)[-1].state == OPEN


@pytest.mark.parametrize(
    ("data", "known"),
    [
        ({}, date(2026, 1, 5)),
        ({"suspended_on": None, "authority": "a field of others"}, date(2026, 1, 5)),
        ({"suspended_on": "2026-01-20"}, date(2026, 1, 20)),
        ({"suspended_on": "2025-01-20"}, date(2026, 1, 5)),
    ],
)
def test_a_suspension_is_read_with_what_it_says(
    office: SupervisionApplication, data: dict[str, Any], known: date
) -> None:
    opened(office)

    office.hear(told(office, "case_suspended", **data))

    assert file_of(office).suspended_on == known


def test_a_second_detention_while_the_person_is_held_leaves_the_first_day(
    office: SupervisionApplication,
) -> None:
    opened(office)
    suspended(office, "2026-02-01")

    suspended(office, "2026-02-10", "2026-02-20")

    assert file_of(office).suspensions == ((date(2026, 2, 1), date(2026, 2, 20)),)


def test_a_release_without_a_detention_changes_nothing(office: SupervisionApplication) -> None:
    opened(office)
    before = events(office)

    office.hear(told(office, "case_resumed", resumed_on="2026-02-01"))

    assert events(office) == before


def test_overlapping_suspensions_count_once(office: SupervisionApplication) -> None:
    opened(office, **DECEMBER)

    suspended(office, "2026-05-10", "2026-05-25")
    suspended(office, "2026-05-20", "2026-06-19")

    assert file_of(office).windows[-1].last == date(2029, 1, 9)


def test_a_corrected_term_lays_the_plan_out_anew(office: SupervisionApplication) -> None:
    opened(office, kind="community_recovery", term_months=18, **DECEMBER)

    spans = [["2026-05-10", "2026-05-25"]]
    office.hear(told(office, "term_corrected", term_months=24, suspensions=spans))

    assert file_of(office).windows[-1].last == date(2027, 12, 15)
    assert events(office)[-3:] == ["term_revised", "suspensions_corrected", "drug_test_scheduled"]


def test_a_correction_that_says_nothing_new_changes_nothing(
    office: SupervisionApplication,
) -> None:
    opened(office)
    before = events(office)

    office.hear(told(office, "term_corrected", term_months=36, credit_days=0))

    assert events(office) == before


def test_a_case_that_came_from_another_town_goes_on_with_its_plan(
    office: SupervisionApplication,
) -> None:
    office.hear(
        told(
            office,
            "transferred_in",
            kind="community_rehab",
            reported_on="2025-12-01",
            term_months=36,
            credit_days=0,
            village="青石社区",
            station="station-1",
            suspensions=[["2026-01-10", "2026-01-15"]],
            happened_on=date(2026, 7, 1),
        )
    )

    file = file_of(office)
    assert file.windows[-1].last == date(2028, 12, 5)
    assert [it.state for it in file.outcomes(date(2026, 7, 2))[:7]] == [
        *["before_takeover"] * 6,
        OPEN,
    ]


@pytest.mark.parametrize(
    ("name", "cause"),
    [("case_terminated", "imprisonment"), ("transfer_receipt_confirmed", None)],
)
def test_when_a_case_has_ended_nothing_more_falls_due_or_counts(
    office: SupervisionApplication, name: str, cause: str | None
) -> None:
    file_id = opened(office)
    notice = office.notify_test(file_id=file_id, asking=asking(2, date(2026, 2, 10))).answer
    office.hear(told(office, name, ended_on="2026-02-12", cause=cause))

    answer = office.record_refusal(
        file_id=file_id, refusing=refusing(notice, date(2026, 2, 13))
    ).answer

    assert answer == {"count": 0, "defects": ["outside_term"]}
    assert due(file_of(office).outcomes(date(2026, 3, 1))) is None
    assert [it.state for it in file_of(office).outcomes(date(2026, 3, 1))[1:3]] == ["lapsed"] * 2
    ended = office.entries(names=["supervision.end_noted"])[0]
    assert ended.facts["cause"] == (cause or name)


def test_what_had_ended_and_goes_on_falls_due_again(office: SupervisionApplication) -> None:
    opened(office)
    before = file_of(office).outcomes(date(2026, 3, 1))
    office.hear(told(office, "case_terminated", ended_on="2026-02-12", cause="imprisonment"))

    office.hear(told(office, "case_reopened", reopened_on="2026-02-20"))

    assert file_of(office).outcomes(date(2026, 3, 1)) == before
    assert due(file_of(office).outcomes(date(2026, 3, 1))) is not None


def chosen(office: SupervisionApplication, counted_from: str, *left_out: list[str]) -> None:
    """The registry says by which reading of the law somebody has the term counted."""
    office.hear(told(office, "reading_chosen", counted_from=counted_from, left_out=list(left_out)))


@pytest.mark.parametrize(
    ("counted_from", "left_out", "first", "last"),
    [
        ("2025-12-01", [], date(2025, 12, 1), date(2028, 11, 30)),
        ("2025-12-02", [], date(2025, 12, 2), date(2028, 12, 1)),
        ("2025-12-02", [["2026-05-10", "2026-05-25"]], date(2025, 12, 2), date(2028, 12, 16)),
    ],
)
def test_the_plan_follows_the_reading_that_somebody_chose(
    office: SupervisionApplication,
    counted_from: str,
    left_out: list[list[str]],
    first: date,
    last: date,
) -> None:
    file_id = opened(office, **DECEMBER)
    office.plan_extra_tests(file_id=file_id)
    suspended(office, "2026-05-10", "2026-05-25")

    chosen(office, counted_from, *left_out)

    file = file_of(office)
    assert (file.windows[0].first, file.windows[-1].last) == (first, last)
    assert file.extras[-1].span.last <= last
    talks = [it for it in duties_of(file) if it.kind == "talk"]
    assert talks[-1].missed_at == midnight(last + timedelta(days=1))


def test_a_window_wholly_in_custody_that_a_reading_counts_is_waived(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office, **DECEMBER)
    office.plan_extra_tests(file_id=file_id)
    suspended(office, "2026-05-10", "2026-08-20")
    chosen(office, "2025-12-01")
    asked = date(2026, 9, 1)

    states = {it.window.number: it.state for it in file_of(office).outcomes(asked)}

    assert [states[number] for number in (6, 7, 8, 9)] == [
        NOT_ARRANGED,
        WAIVED,
        WAIVED,
        NOT_ARRANGED,
    ]
    standing = due(file_of(office).outcomes(asked))
    assert standing is not None
    assert standing.window.first == date(2026, 8, 1)
    assert Desk(office).due(asked)[0].number == standing.window.number
    owed = {it.matter for it in duties_of(file_of(office)) if it.kind == "drug_test" and it.owed}
    assert {"7", "8"} & owed == set()
    talks = [it for it in duties_of(file_of(office)) if it.kind == "talk" and not it.owed]
    assert [(it.opens_at, it.missed_at) for it in talks] == [
        (midnight(date(2026, month, 1)), midnight(date(2026, month + 1, 1))) for month in (6, 7)
    ]


def test_days_that_somebody_chose_to_count_are_contested_no_longer(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office, **DECEMBER)
    suspended(office, "2026-05-10", "2026-05-25")
    contested = date(2028, 12, 5)
    with clock.use(at(contested, 10)):
        notice = office.notify_test(file_id=file_id, asking=asking(22, contested)).answer

    chosen(office, "2025-12-01", ["2026-05-10", "2026-05-25"])
    with clock.use(at(contested, 20)):
        found = office.record_refusal(file_id=file_id, refusing=refusing(notice, contested)).answer

    assert found["defects"] == []


def test_a_choice_holds_until_the_days_change(office: SupervisionApplication) -> None:
    opened(office, **DECEMBER)
    chosen(office, "2025-12-02")

    suspended(office, "2026-05-10", "2026-05-25")

    assert file_of(office).reading is None
    assert file_of(office).windows[-1].last == date(2028, 12, 15)


def test_a_correction_that_says_nothing_new_ends_a_choice(office: SupervisionApplication) -> None:
    opened(office, **DECEMBER)
    chosen(office, "2025-12-02")

    office.hear(told(office, "term_corrected", term_months=36, credit_days=0))

    assert file_of(office).windows[-1].last == date(2028, 11, 30)


def test_a_choice_of_old_times_moved_nothing(office: SupervisionApplication) -> None:
    opened(office, **DECEMBER)
    before = events(office)

    office.hear(told(office, "reading_chosen", last_day="2028-12-01", counted_from=None))

    assert events(office) == before
