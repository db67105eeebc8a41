"""A serious breach stands if and only if its counter is serious, whenever the clock has run."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import LeaveAsked
from shared import clock
from shared.eventstore.application import Department
from shared.eventstore.performing import command
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.playing import day
from tests.supervision.watching import rounds, story

pytestmark = on_sqlite


@command
def report_absence_as_before(
    self: SupervisionApplication, *, file_id: UUID, asked: LeaveAsked
) -> None:
    """An earlier release looked for breaches when something was counted, not when it fell away."""
    file = self.file(file_id)
    file.report_absence(absence_id=uuid4(), asked=asked)
    Department.save(self, file)


def test_what_an_absence_became_before_a_talk_counts_from_its_midnight(
    office: SupervisionApplication,
) -> None:
    """The clock was out from the thirty-ninth day on."""
    play = story(office)
    play.away(10)
    rounds(office, 38)
    play.talk(44)

    (found,) = play.happened("serious_breach_detected")

    assert found.facts["detected_at"] == at(day(41), 0)


def test_a_clock_that_is_set_back_takes_no_breach_off(office: SupervisionApplication) -> None:
    play = story(office)
    play.away(10)
    rounds(office, 42)

    rounds(office, 20)
    play.talk(30)

    assert play.file.breaches == ["leave_days"]


def test_the_clock_takes_off_what_an_earlier_release_left_standing(
    office: SupervisionApplication,
) -> None:
    play = story(office)
    play.away(10, 45)
    asked = LeaveAsked(
        written_on=day(9),
        depart_on=day(10),
        return_on=day(40),
        destination="合肥市",
        because="务工",
    )
    with clock.use(at(day(47), 20)):
        report_absence_as_before(office, file_id=play.file_id, asked=asked)
    left = play.owed()

    with clock.use(at(day(48), 20)):
        office.run_clock()

    assert (left, play.owed()) == (["leave_days"], [])


def test_the_alarms_end_with_the_duty_to_report(office: SupervisionApplication) -> None:
    play = story(office)
    play.away(10, 45)
    rounds(office, 47)
    play.leave(10, 40, written=9, recorded=47)

    assert [e.facts["duty"] for e in play.happened("escalation_ended")] == ["report_to_police"]
