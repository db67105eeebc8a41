"""Supervision begins when the person has reported in, with the tests of the whole term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from services.supervision.application import SupervisionApplication
from services.supervision.projections.inbox import Inbox, inbox
from services.supervision.rules.outcomes import (
    BEFORE_TAKEOVER,
    DONE,
    LAPSED,
    NOT_ARRANGED,
    due,
)
from services.supervision.rules.targets import remind_on, target_days
from services.supervision.rules.windows import Window
from shared.calendar import is_working_day
from shared.eventstore.hearing import Unreadable
from shared.law import Refusal, Unknown
from shared.projecting import Projector
from tests.supervision.conftest import (
    CASE,
    REPORT_IN,
    START,
    asking,
    events,
    file_of,
    opened,
    sampling,
    talk,
    told,
)


def test_a_report_in_opens_the_file_with_22_tests(office: SupervisionApplication) -> None:
    opened(office)

    scheduled = office.entries(names=["supervision.drug_test_scheduled"])[0]
    assert events(office) == ["opened", "drug_test_scheduled"]
    assert (scheduled.facts["plan"], scheduled.facts["windows_total"]) == ("PLAN_22", 22)
    assert (scheduled.facts["opens"][0], scheduled.facts["closes"][-1]) == (
        START,
        date(2029, 1, 4),
    )


def test_recovery_that_is_ordered_for_less_cuts_the_plan(office: SupervisionApplication) -> None:
    opened(office, kind="community_recovery", term_months=14)

    windows = file_of(office).windows
    assert len(windows) == 13
    assert windows[-1].last == date(2027, 3, 4)


def test_a_case_has_one_file(office: SupervisionApplication) -> None:
    opened(office)

    opened(office)

    assert events(office) == ["opened", "drug_test_scheduled"]


def test_windows_that_ended_before_the_takeover_are_not_missed(
    office: SupervisionApplication,
) -> None:
    opened(office, tracked_from="2026-11-20")

    found = file_of(office).outcomes(date(2026, 11, 20))

    assert {it.state for it in found[:10]} == {BEFORE_TAKEOVER}
    assert NOT_ARRANGED not in {it.state for it in found}
    assert found[10].window.last >= date(2026, 11, 20)


def test_the_file_notes_the_group_and_the_agreement(office: SupervisionApplication) -> None:
    opened(office)

    office.hear(told(office, "group_formed", kinds=["full_time_worker"]))
    office.hear(told(office, "agreement_signed", signed_on="2026-01-08", tracked_from=None))

    assert events(office)[2:] == ["group_noted", "agreement_noted"]


def test_the_file_and_the_incoming_column_note_that_measures_are_laid_down(
    office: SupervisionApplication,
) -> None:
    opened(office)

    office.hear(told(office, "care_plan_set", set_on="2026-01-20"))

    (noted,) = office.entries(names=["supervision.care_plan_noted"])
    assert noted.facts == {"planned_on": date(2026, 1, 20)}
    Projector(office, [Inbox]).catch_up()
    with office.db.reading() as conn:
        newest = conn.execute(sa.select(inbox).order_by(inbox.c.position.desc())).first()
    assert newest is not None
    assert (newest.what, newest.department) == ("supervision.care_plan_noted", "registry")


def test_an_agreement_without_a_report_in_opens_nothing(office: SupervisionApplication) -> None:
    office.hear(told(office, "agreement_signed", signed_on="2026-01-08", tracked_from=None))
    office.hear(told(office, "group_formed", kinds=[]))
    office.hear(told(office, "care_plan_set", set_on="2026-01-20"))
    office.hear(told(office, "decision_received", kind="community_rehab"))

    assert (events(office), office.tracked("registry")) == ([], 4)


@pytest.mark.parametrize(
    "broken", [{"reported_on": "5. Januar"}, {"term_months": None}, {"term_months": "36"}]
)
def test_a_report_in_that_cannot_be_read_stops_the_line(
    office: SupervisionApplication, broken: dict[str, object]
) -> None:
    with pytest.raises(Unreadable):
        office.hear(told(office, "reported_in", **REPORT_IN | broken))


def test_news_of_no_case_stops_the_line(office: SupervisionApplication) -> None:
    with pytest.raises(Unreadable):
        office.hear(replace(told(office, "case_replaced", replaced_on="2026-03-10"), case_ref=None))


def test_fields_that_are_not_ours_are_left_alone(office: SupervisionApplication) -> None:
    opened(office, place="facility")

    assert file_of(office).sex == "male"


def test_a_case_that_never_reported_in_has_no_file(office: SupervisionApplication) -> None:
    with pytest.raises(Unknown, match=CASE):
        office.file_of(CASE)


# Target days.


def test_target_days_are_drawn_anew_for_each_case(office: SupervisionApplication) -> None:
    opened(office)
    opened(office, case_ref="梅社戒〔2026〕0002")

    first, second = (
        entry.facts["targets"]
        for entry in office.entries(names=["supervision.drug_test_scheduled"])
    )
    assert first != second
    assert office.file_of(CASE).windows[0].first <= first[0]


def test_target_days_can_be_drawn_again_from_the_seed_on_record(
    office: SupervisionApplication,
) -> None:
    opened(office)

    said = office.entries(names=["supervision.drug_test_scheduled"])[0].facts
    drawn = target_days(file_of(office).windows, seed=bytes.fromhex(said["seed"]))
    other = target_days(file_of(office).windows, seed=b"another")

    assert drawn == said["targets"]
    assert other != said["targets"]


def test_target_days_are_working_days_that_keep_their_distance(
    office: SupervisionApplication,
) -> None:
    opened(office)

    targets = office.entries(names=["supervision.drug_test_scheduled"])[0].facts["targets"]

    assert all(is_working_day(day) for day in targets)
    assert all((later - earlier).days >= 10 for earlier, later in pairwise(targets))
    assert all(
        it.first <= day <= it.last for it, day in zip(file_of(office).windows, targets, strict=True)
    )


def test_a_window_without_a_working_day_gives_its_last_day() -> None:
    weekend = Window(number=1, first=date(2026, 3, 7), last=date(2026, 3, 8))

    assert target_days([weekend], seed=b"any") == (date(2026, 3, 8),)


def test_who_arranges_the_test_is_reminded_three_days_before() -> None:
    assert remind_on(date(2026, 3, 10)) == date(2026, 3, 7)


# What the registry says later.


def test_a_corrected_report_in_lays_the_plan_out_anew(office: SupervisionApplication) -> None:
    file_id = opened(office, tracked_from="2026-11-20")
    office.record_test(file_id=file_id, taken=sampling(date(2026, 12, 10)))

    office.hear(told(office, "taken_over_days_corrected", reported_on="2026-01-12"))

    file = file_of(office)
    assert events(office)[-2:] == ["report_in_corrected", "drug_test_scheduled"]
    assert file.windows[0].first == date(2026, 1, 12)
    assert [it.window.number for it in file.outcomes(date(2026, 12, 31)) if it.state == DONE] == [
        11
    ]


@pytest.mark.parametrize("days", [{"reported_on": START.isoformat()}, {"reported_on": None}])
def test_a_correction_of_other_days_changes_nothing(
    office: SupervisionApplication, days: dict[str, Any]
) -> None:
    opened(office)

    office.hear(told(office, "taken_over_days_corrected", served_on="2025-12-30", **days))

    assert events(office) == ["opened", "drug_test_scheduled"]


def test_when_another_order_takes_its_place_nothing_more_falls_due(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)

    office.hear(told(office, "case_replaced", replaced_on="2026-03-10", by="梅社康〔2026〕0009"))

    file = file_of(office)
    found = file.outcomes(date(2026, 12, 1))
    assert [it.state for it in found[:4]] == [NOT_ARRANGED, NOT_ARRANGED, LAPSED, LAPSED]
    assert due(found) is None
    with pytest.raises(Refusal, match="已于"):
        office.notify_test(file_id=file_id, asking=asking(3, date(2026, 3, 11)))
    taken = office.record_test(file_id=file_id, taken=sampling(date(2026, 3, 11)))
    held = office.record_talk(file_id=file_id, talk=talk(date(2026, 3, 11)))
    assert (taken.answer["defects"], held.answer["defects"]) == (
        ["outside_windows"],
        ["outside_term"],
    )


def test_news_of_a_case_that_never_reported_in_is_let_go(office: SupervisionApplication) -> None:
    office.hear(told(office, "taken_over_days_corrected", reported_on="2026-01-12"))
    office.hear(told(office, "case_replaced", replaced_on="2026-03-10"))

    assert (events(office), office.tracked("registry")) == ([], 2)
