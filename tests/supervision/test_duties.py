"""Duties fall due and are missed as events, each once, however often the clock runs and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.supervision.application import SupervisionApplication
from shared import clock
from tests.supervision.conftest import CASE, LI, at, on_sqlite, told
from tests.supervision.playing import day
from tests.supervision.watching import rounds, story, written

pytestmark = on_sqlite


def test_a_talk_falls_due_when_its_period_begins_and_is_missed_when_it_is_over(
    office: SupervisionApplication,
) -> None:
    story(office)

    rounds(office, 0, 30)
    assert written(office, "talk") == {"fell_due": 0}

    rounds(office, 31)
    assert written(office, "talk") == {"fell_due": 0, "missed": 31}


def test_what_was_done_in_time_is_not_missed(office: SupervisionApplication) -> None:
    play = story(office)
    play.talk(10)
    play.test(11)

    rounds(office, 40)

    assert written(office, "talk") == {"fell_due": 0}
    assert written(office, "drug_test") == {"fell_due": 0}
    assert "missed" in written(office, "periodic_report")


def test_a_clock_that_comes_late_judges_by_what_was_recorded_in_time(
    office: SupervisionApplication,
) -> None:
    """A talk that is recorded two days late was missed, also for a clock that stood still then."""
    play = story(office)
    play.talk(33)

    rounds(office, 60)

    assert written(office, "talk")["missed"] == 31


def test_a_second_run_and_one_with_the_clock_set_back_write_nothing(
    office: SupervisionApplication,
) -> None:
    story(office)

    first, again, back, anew = rounds(office, 100, 100, 50, 100)

    assert first
    assert (again, back, anew) == (0, 0, 0)
    assert rounds(office, 100) == [0]


def test_nothing_falls_due_while_a_person_is_held(office: SupervisionApplication) -> None:
    story(office)
    suspended(office, 20)

    rounds(office, 80)

    assert written(office, "talk") == {"fell_due": 0}
    assert written(office, "talk", "2") == {}


def test_an_interrupted_period_ends_later_by_the_days_between(
    office: SupervisionApplication,
) -> None:
    story(office)
    suspended(office, 20)
    with clock.use(at(day(25), 9)):
        office.hear(heard(office, "case_resumed", 25, resumed_on=day(25).isoformat()))

    rounds(office, 80)

    assert written(office, "talk") == {"fell_due": 0, "missed": 36}


def test_silence_about_a_serious_breach_alarms_the_office_and_then_the_leading_group(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    for number in (5, 36, 65):
        play.refuse(number)

    rounds(office, 70)

    assert written(office, "report_to_police", "test") == {
        "fell_due": 65,
        "missed": 66,
        "office": 66,
        "leading_group": 68,
    }


def test_a_report_in_time_leaves_no_alarm(office: SupervisionApplication) -> None:
    play = story(office)
    for number in (5, 36, 65):
        play.refuse(number)
    play.report_matter(66, "test")

    rounds(office, 70)

    assert written(office, "report_to_police", "test")["fell_due"] == 65
    assert "leading_group" not in written(office, "report_to_police", "test")


def test_an_open_absence_becomes_serious_overnight(office: SupervisionApplication) -> None:
    play = story(office)
    play.away(10)

    rounds(office, 40)
    assert "leave_days" not in office.file_of(CASE).breaches

    rounds(office, 50)
    matter = office.file_of(CASE).matters["leave_days"]
    assert matter.detected_at == at(day(41), 0)
    assert written(office, "report_to_police", "leave_days") == {
        "fell_due": 41,
        "missed": 42,
        "office": 42,
        "leading_group": 44,
    }


def test_a_breach_found_after_an_outage_alarms_in_the_round_that_found_it(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    play.away(10)
    rounds(office, 40)

    (found,) = rounds(office, 50)

    steps = written(office, "report_to_police", "leave_days")
    assert steps.keys() == {"fell_due", "missed", "office", "leading_group"}
    assert found >= len(steps)
    assert rounds(office, 50, 51) == [0, 0]


def test_a_refusal_is_answered_within_seven_days(office: SupervisionApplication) -> None:
    play = story(office)
    play.refuse(5)
    matter = str(play.matters[0])

    rounds(office, 20)

    assert written(office, "answer_breach", matter) == {"fell_due": 5, "missed": 13}


def test_days_in_custody_are_none_of_those_for_answering_a_refusal(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    play.refuse(5)
    matter = str(play.matters[0])
    play.held(8)

    rounds(office, 20)
    while_held = written(office, "answer_breach", matter)
    play.freed(30)
    rounds(office, 40)

    assert while_held == {"fell_due": 5}
    assert written(office, "answer_breach", matter) == {"fell_due": 5, "missed": 35}


def test_from_the_day_after_the_last_day_nothing_falls_due(office: SupervisionApplication) -> None:
    story(office)

    rounds(office, 1200)

    file = office.file_of(CASE)
    last = file.windows[-1].last + timedelta(days=1)
    found = office.written_duties(file.id)
    assert max(on for _, _, step, on, _ in found if step == "fell_due") < last
    assert max(on for *_, on, _ in found) == last


def suspended(office: SupervisionApplication, number: int) -> None:
    """The person is held from a day on, and the town lets supervision know that day."""
    with clock.use(at(day(number), 9)):
        office.hear(heard(office, "case_suspended", number, suspended_on=day(number).isoformat()))


def heard(office: SupervisionApplication, name: str, number: int, **data: Any) -> Any:
    """A message of the registry on a day."""
    return told(office, name, case_ref=CASE, person_id=LI, happened_on=day(number), **data)
