"""The clock writes which matters and tasks fell due and were missed, each once."""

from __future__ import annotations

from datetime import date

from services.registry.application import RegistryApplication
from tests.registry.affairs.registers import reports
from tests.registry.affairs.test_activities import met
from tests.registry.affairs.test_striking import decide, last, strike
from tests.registry.affairs.test_units import DUE, assigned
from tests.registry.life.story import at
from tests.registry.town import TODAY, by

ISSUE_DUE, NEXT_DAY, LONG_AFTER = date(2026, 11, 30), date(2026, 12, 1), date(2027, 3, 1)
NAMES = ("issue_fell_due", "issue_missed", "unit_task_fell_due", "unit_task_missed")


def told(office: RegistryApplication) -> dict[str, list[str]]:
    """Under which days reporting is told of each."""
    return {
        name: [it.get("fell_due_on") or it["missed_on"] for it in reports(office, name)]
        for name in NAMES
    }


def run(office: RegistryApplication, *days: date) -> None:
    for day in days:
        with at(day):
            office.run_clock()


def test_each_is_written_once_under_its_own_day_however_often_and_late_the_clock_runs(
    office: RegistryApplication,
) -> None:
    met(office)
    assigned(office)
    task_missed = date.fromordinal(DUE.toordinal() + 1).isoformat()

    run(office, TODAY)
    assert told(office) == {name: [] for name in NAMES}
    run(office, ISSUE_DUE)
    assert (told(office)["issue_fell_due"], told(office)["issue_missed"]) == (["2026-11-30"], [])
    run(office, LONG_AFTER, LONG_AFTER, NEXT_DAY)

    assert told(office) == {
        "issue_fell_due": ["2026-11-30"],
        "issue_missed": ["2026-12-01"],
        "unit_task_fell_due": [DUE.isoformat()],
        "unit_task_missed": [task_missed],
    }


def test_a_clock_that_stood_still_for_months_writes_the_same(office: RegistryApplication) -> None:
    met(office)

    run(office, LONG_AFTER)

    assert told(office)["issue_fell_due"] == ["2026-11-30"]
    assert told(office)["issue_missed"] == ["2026-12-01"]


def test_what_was_done_in_time_is_never_missed(office: RegistryApplication) -> None:
    meeting_id, task_id = met(office), assigned(office)
    with by():
        office.close_issue(meeting_id=meeting_id, issue=1, closed_on=TODAY, result="已补齐")
    with by():
        office.report_unit_task(task_id=task_id, reported_on=TODAY, done=True, report="已办")

    run(office, LONG_AFTER)

    assert told(office) == {name: [] for name in NAMES}


def test_what_was_struck_out_falls_due_no_more_and_a_struck_report_leaves_the_task_open(
    office: RegistryApplication,
) -> None:
    met(office)
    strike(office, last(office))
    task_id = assigned(office)
    with by():
        office.report_unit_task(task_id=task_id, reported_on=TODAY, done=True, report="已办")
    entry = last(office)
    with by():
        office.propose_striking_out(register=entry[0], record_id=entry[1], entry=entry[2], why="误")
    decide(office, entry)

    run(office, LONG_AFTER)

    assert (told(office)["issue_missed"], len(told(office)["unit_task_missed"])) == ([], 1)


def test_what_was_done_late_while_the_clock_stood_still_was_missed_all_the_same(
    office: RegistryApplication,
) -> None:
    meeting_id, task_id = met(office), assigned(office)
    with at(LONG_AFTER):
        office.close_issue(meeting_id=meeting_id, issue=1, closed_on=LONG_AFTER, result="已补齐")
    with at(LONG_AFTER):
        office.report_unit_task(task_id=task_id, reported_on=LONG_AFTER, done=True, report="已办")

    run(office, LONG_AFTER, LONG_AFTER)

    assert [len(days) for days in told(office).values()] == [1, 1, 1, 1]
