"""A test is kept as it was taken; what is wrong with it keeps it from counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.rules import defects
from services.supervision.rules.outcomes import (
    AHEAD,
    DONE,
    DONE_LATE,
    NOT_ARRANGED,
    OPEN,
    Outcome,
    due,
)
from shared import clock
from shared.eventstore.act import Act, acting
from shared.law import Refusal
from tests.supervision.conftest import START, at, events, file_of, on_sqlite, opened, sampling

FIRST, SECOND = date(2026, 1, 20), date(2026, 2, 20)

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("no_police", {"officer": " "}),
    ("too_few_testers", {"tester_2": "陈 民警"}),
    ("too_few_testers", {"tester_2": ""}),
    ("kit_expired", {"kit_expires_on": FIRST - timedelta(days=1)}),
    ("kit_expired", {"kit_expires_on": None}),
    ("no_kit", {"kit_serial": ""}),
    ("unsigned", {"subject_signed": False}),
    ("outside_windows", {"collected_at": at(date(2026, 1, 4))}),
]
SOUND: list[dict[str, Any]] = [
    {},
    {"kit_expires_on": FIRST},
    {"subject_signed": False, "signing_note": "拒绝签名，两人在场"},
    {"sample": "hair", "kit_batch": "", "kit_serial": "", "kit_expires_on": None},
    {"result": "positive"},
]


def states(office: SupervisionApplication, day: date) -> list[str]:
    return [it.state for it in file_of(office).outcomes(day)]


@on_sqlite
@pytest.mark.parametrize(("code", "differs"), WRONG)
def test_a_defective_test_is_kept_and_does_not_count(
    office: SupervisionApplication, code: str, differs: dict[str, Any]
) -> None:
    file_id = opened(office)

    answer = office.record_test(file_id=file_id, taken=sampling(FIRST, **differs)).answer

    kept = office.entries(names=["supervision.drug_test_negative"])[0]
    assert answer["defects"] == [code]
    assert (kept.facts["counted"], kept.facts["defects"]) == (False, (code,))
    assert DONE not in states(office, FIRST)


@on_sqlite
@pytest.mark.parametrize("differs", SOUND)
def test_a_sound_test_keeps_its_window(
    office: SupervisionApplication, differs: dict[str, Any]
) -> None:
    file_id = opened(office)

    answer = office.record_test(file_id=file_id, taken=sampling(FIRST, **differs)).answer

    assert answer["defects"] == []
    assert states(office, FIRST)[:2] == [DONE, AHEAD]


@on_sqlite
@pytest.mark.parametrize(
    ("sex", "collector", "sample", "found"),
    [
        ("女", "male", "urine", ["male_collector"]),
        ("女", "", "urine", ["male_collector"]),
        ("女", "female", "urine", []),
        ("女", "male", "saliva", []),
        ("男", "male", "urine", []),
        (None, "male", "urine", []),
    ],
)
def test_a_woman_takes_a_womans_urine(
    office: SupervisionApplication, sex: str | None, collector: str, sample: str, found: list[str]
) -> None:
    file_id = opened(office, sex=sex)

    taken = sampling(FIRST, collector_sex=collector, sample=sample)

    assert office.record_test(file_id=file_id, taken=taken).answer["defects"] == found


def test_a_kit_is_used_once_in_the_whole_town(office: SupervisionApplication) -> None:
    one, other = opened(office), opened(office, case_ref="梅社戒〔2026〕0002")
    office.record_test(file_id=one, taken=sampling(FIRST, kit_serial="S-7"))

    answer = office.record_test(file_id=other, taken=sampling(FIRST, kit_serial="S-7")).answer

    assert answer["defects"] == ["kit_used"]


def test_two_counted_tests_keep_ten_days_apart(office: SupervisionApplication) -> None:
    """The fifth of February is in the next window, but nine days after."""
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 1, 28)))

    soon = office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 6))).answer
    later = office.record_test(file_id=file_id, taken=sampling(date(2026, 2, 7))).answer

    assert (soon["defects"], later["defects"]) == (["too_soon"], [])


def test_a_test_too_close_before_one_that_was_recorded_first_does_not_count(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(SECOND))

    earlier = office.record_test(file_id=file_id, taken=sampling(SECOND - timedelta(days=9)))

    assert earlier.answer["defects"] == ["too_soon"]


@on_sqlite
@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        ({"items": ("morphine",), "positive_items": ("morphine",)}, "结果就不是阴性"),
        ({"result": "positive", "items": ("morphine", "ketamine")}, "请勾选呈阳性的项目"),
        (
            {"result": "positive", "items": ("morphine",), "positive_items": ("mdma",)},
            "须在检测项目之内",
        ),
    ],
)
def test_the_items_of_a_strip_and_its_result_say_the_same(
    office: SupervisionApplication, differs: dict[str, Any], sentence: str
) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal, match=sentence) as refused:
        office.record_test(file_id=file_id, taken=sampling(FIRST, **differs))

    assert refused.value.field == "positive_items"


def test_a_kit_that_shows_nothing_leaves_the_window_open(office: SupervisionApplication) -> None:
    file_id = opened(office)

    office.record_test(file_id=file_id, taken=sampling(FIRST, result="invalid"))

    assert events(office)[-1] == "drug_test_invalid"
    assert states(office, FIRST)[0] == OPEN
    assert states(office, SECOND)[0] == NOT_ARRANGED


def test_a_positive_strip_is_a_screening(office: SupervisionApplication) -> None:
    file_id = opened(office)

    office.record_test(file_id=file_id, taken=sampling(FIRST, result="positive"))

    assert events(office)[-1] == "screened_positive"
    assert not any("use" in name for name in events(office))


def test_a_second_test_in_a_window_makes_good_the_latest_that_was_not_arranged(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 3, 10)))
    assert states(office, date(2026, 3, 11))[:3] == [NOT_ARRANGED, NOT_ARRANGED, DONE]

    office.record_test(file_id=file_id, taken=sampling(date(2026, 3, 25)))

    assert states(office, date(2026, 3, 25))[:3] == [NOT_ARRANGED, DONE_LATE, DONE]


def test_a_further_test_when_nothing_was_missed_changes_nothing(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(date(2026, 1, 6)))

    office.record_test(file_id=file_id, taken=sampling(date(2026, 1, 26)))

    assert states(office, FIRST + timedelta(days=10))[:2] == [DONE, AHEAD]


def test_the_file_can_be_read_as_of_an_earlier_day(office: SupervisionApplication) -> None:
    file_id = opened(office)
    office.record_test(file_id=file_id, taken=sampling(SECOND))

    assert states(office, SECOND - timedelta(days=1))[:2] == [NOT_ARRANGED, OPEN]


def test_the_next_window_is_the_one_after_the_last_that_was_settled(
    office: SupervisionApplication,
) -> None:
    """What was not arranged before a kept window cannot be done any more, and is not due."""
    file_id = opened(office)

    def next_due(day: date) -> int:
        found: Outcome | None = due(file_of(office).outcomes(day))
        return found.window.number if found else 0

    assert next_due(date(2026, 3, 1)) == 1
    office.record_test(file_id=file_id, taken=sampling(date(2026, 3, 10)))
    assert next_due(date(2026, 3, 11)) == 4


def test_nothing_is_recorded_before_it_happens(office: SupervisionApplication) -> None:
    file_id = opened(office)

    with clock.use(at(FIRST, 9)), pytest.raises(Refusal) as refused:
        office.record_test(file_id=file_id, taken=sampling(FIRST))

    assert refused.value.field == "collected_at"


def test_what_is_recorded_late_needs_a_reason(office: SupervisionApplication) -> None:
    file_id = opened(office)
    act = Act(account="shegong01", role="full_time_worker", unit="station-1")

    with acting(act), pytest.raises(Refusal) as refused:
        office.record_test(file_id=file_id, taken=sampling(FIRST))

    assert refused.value.field == "reason"


def test_a_day_is_the_day_in_shanghai(office: SupervisionApplication) -> None:
    """An hour before midnight in London it is the next morning here."""
    file_id = opened(office)
    taken = sampling(START, collected_at=datetime(2026, 2, 4, 23, tzinfo=UTC))

    office.record_test(file_id=file_id, taken=taken)

    kept = office.entries(names=["supervision.drug_test_negative"])[0]
    assert (kept.happened_on, kept.facts["window"]) == (date(2026, 2, 5), 2)


def test_an_hour_without_a_zone_is_the_towns(office: SupervisionApplication) -> None:
    file_id = opened(office)
    taken = sampling(START, collected_at=datetime.fromisoformat("2026-02-05T00:30"))

    office.record_test(file_id=file_id, taken=taken)

    assert office.entries(limit=None)[-1].facts["collected_at"] == at(date(2026, 2, 5), 0).replace(
        minute=30
    )


def test_names_of_testers_and_the_report_number_are_sealed(office: SupervisionApplication) -> None:
    file_id = opened(office)

    office.record_test(file_id=file_id, taken=sampling(FIRST))

    kept = office.entries(names=["supervision.drug_test_negative"])[0]
    assert kept.personal["tester_1"] == "陈民警"
    assert "陈民警".encode() not in kept.row.fact.state
    assert b"J-1" not in kept.row.fact.state


def test_every_defect_names_its_article() -> None:
    assert all(defect.citation.article for defect in defects.KNOWN.values())
    assert defects.explained(["too_soon"]) == (defects.TOO_SOON,)
