"""A decision served in detention: the fifteen days by its letter stand, and the release counts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.projections import PROJECTIONS, cases, owed
from services.registry.projections.within import WHOLE_TOWN
from shared import clock
from shared.clock import SHANGHAI
from shared.law import Citation, Refusal
from shared.projecting import Projector
from shared.web.dates import long_day
from tests.registry import town
from tests.registry.desk import page
from tests.registry.life.story import DAY, PAPER, at
from tests.registry.test_api import call

SERVED = date(2026, 11, 20)
BY_LETTER = date(2026, 12, 7)  # the fifteenth day is a Saturday
FREED = date(2026, 12, 10)
JUSTIFIED = date(2026, 12, 25)


def held(office: RegistryApplication, **rest: object) -> UUID:
    """Somebody new who got the decision in detention, and is to be freed on a day ahead."""
    detained: dict[str, object] = {"served_while_detained": True, "released_on": FREED}
    return town.ordered(office, served_on=SERVED, **detained | rest)  # type: ignore[arg-type]


def freed(office: RegistryApplication, case_id: UUID, *, on: date = FREED) -> str:
    """Record the release on that day."""
    with at(on):
        done = office.record_custody_release(case_id=case_id, released_on=on, **PAPER)
    return str(done.answer)


def reports(office: RegistryApplication, case_id: UUID, *, on: date) -> str:
    """Have them report in on that day."""
    with at(on):
        done = office.record_report_in(case_id=case_id, reported_on=on, informed=True)
    return str(done.answer)


def missed(office: RegistryApplication, day: date) -> list[str]:
    """What the clock has called missed by that day."""
    with clock.use(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI)):
        office.run_clock()
    return [it.facts["duty"] for it in office.entries(names=["registry.duty_missed"])]


def test_a_release_that_is_ahead_is_expected(office: RegistryApplication) -> None:
    case = office.case(held(office))

    assert case.decision.served_while_detained
    assert (case.decision.released_on, case.decision.release_expected_on) == (None, FREED)
    assert (case.due_on, case.expected_in_time_until) == (BY_LETTER, JUSTIFIED)
    assert case.in_time_until is None


def test_whoever_is_named_a_day_of_release_was_detained(office: RegistryApplication) -> None:
    past, ahead = (
        office.case(town.ordered(office, id_no=town.number(sequence=n), released_on=day))
        for n, day in ((996, town.TODAY), (997, FREED))
    )

    assert past.decision.served_while_detained
    assert past.decision.released_on == town.TODAY
    assert ahead.awaits_custody_release


def test_until_the_release_is_recorded_nobody_is_behind(office: RegistryApplication) -> None:
    case_id = held(office)

    assert missed(office, date(2027, 1, 20)) == ["ask_release"]  # the office's own, not theirs
    assert office.case(case_id).status_on(date(2027, 1, 20)) == "ordered"


@pytest.mark.parametrize(
    ("expected", "asked_from", "due"),
    [
        (FREED, FREED, date(2026, 12, 15)),  # three working days after a Thursday
        (None, BY_LETTER, date(2026, 12, 10)),
    ],
)
def test_once_the_release_was_to_be_expected_the_office_asks_for_its_day(
    office: RegistryApplication, expected: date | None, asked_from: date, due: date
) -> None:
    case_id = held(office, released_on=expected)

    missed(office, asked_from)
    before = town.owed(office, case_id)
    missed(office, asked_from + DAY)
    owed_then = town.owed(office, case_id)
    freed(office, case_id, on=asked_from + DAY)
    missed(office, asked_from + 2 * DAY)

    assert "ask_release" not in before
    assert owed_then["ask_release"] == due
    assert "ask_release" not in town.owed(office, case_id)
    assert office.care(case_id).done["ask_release"] == asked_from + DAY


def test_nobody_asks_after_the_release_of_whoever_came_in_time(
    office: RegistryApplication,
) -> None:
    case_id = held(office, released_on=date(2026, 11, 25))
    missed(office, date(2026, 11, 26))
    assert "ask_release" in town.owed(office, case_id)

    reports(office, case_id, on=date(2026, 12, 1))
    missed(office, date(2026, 12, 20))

    assert "ask_release" not in town.owed(office, case_id)


def test_once_it_is_recorded_fifteen_days_run(office: RegistryApplication) -> None:
    case_id = held(office)
    freed(office, case_id)

    in_time, late = (missed(office, day) for day in (JUSTIFIED, date(2026, 12, 26)))

    assert (in_time, late) == ([], ["report_in"])
    case = office.case(case_id)
    assert (case.due_on, case.in_time_until) == (BY_LETTER, JUSTIFIED)
    assert [case.status_on(day) for day in (JUSTIFIED, date(2026, 12, 26))] == [
        "ordered",
        "report_overdue",
    ]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (BY_LETTER, "in_time"),
        (JUSTIFIED, "late_with_reason"),
        (date(2026, 12, 26), "late_without_reason"),
    ],
)
def test_a_report_in_after_release_is_late_with_a_reason_that_nobody_had_to_find(
    office: RegistryApplication, on: date, told: str
) -> None:
    case_id = held(office)
    freed(office, case_id, on=min(on, FREED))

    expected = told if on >= FREED else "in_time"
    assert reports(office, case_id, on=on) == expected


def test_whoever_reports_before_the_release_is_recorded_is_judged_once_it_is(
    office: RegistryApplication,
) -> None:
    case_id = held(office)

    before = reports(office, case_id, on=date(2026, 12, 20))
    with at(date(2026, 12, 21)):
        office.record_custody_release(case_id=case_id, released_on=FREED, **PAPER)

    assert before == "release_unknown"
    assert office.case(case_id).punctuality == "late_with_reason"


def test_a_release_is_recorded_once_and_of_whoever_was_detained(
    office: RegistryApplication,
) -> None:
    case_id, at_large = held(office), town.ordered(office, id_no=town.number(sequence=996))
    freed(office, case_id)

    for case in (case_id, at_large):
        with at(FREED), pytest.raises(Refusal) as refused:
            office.record_custody_release(case_id=case, released_on=FREED, **PAPER)
        assert refused.value.citation == Citation("公安机关办理行政案件程序规定", "221")


def test_nobody_is_released_before_being_served(office: RegistryApplication) -> None:
    case_id = held(office, released_on=None)

    with at(town.TODAY), pytest.raises(Refusal) as refused:
        office.record_custody_release(case_id=case_id, released_on=date(2026, 11, 19), **PAPER)
    with pytest.raises(Refusal) as contradictory:
        held(office, id_no=town.number(sequence=996), released_on=date(2026, 11, 19))

    assert refused.value.field == contradictory.value.field == "released_on"


def test_lists_call_it_paused_until_the_release_and_late_fifteen_days_after(
    office: RegistryApplication,
) -> None:
    case_id, lists, found = held(office), Projector(office, PROJECTIONS), []
    for freed_on in (None, FREED):
        if freed_on:
            freed(office, case_id, on=freed_on)
        lists.catch_up()
        with office.db.reading() as conn:
            for day in (JUSTIFIED, date(2026, 12, 26)):
                counts = owed.urgency(conn, within=WHOLE_TOWN, today=day)
                row = cases.case_row(conn, case_id)
                assert row is not None
                found.append((counts.overdue, counts.paused, row.status_on(day)))

    assert found == [
        (0, 1, "ordered"),
        (0, 1, "ordered"),
        (0, 0, "ordered"),
        (1, 0, "report_overdue"),
    ]


def test_the_status_is_told_of_any_day_by_what_was_known(office: RegistryApplication) -> None:
    case_id = held(office)
    freed(office, case_id)

    with at(date(2027, 1, 4)):
        told = [
            office.case_summary(office.case(case_id).ref, as_of=day)["status"]
            for day in (date(2026, 12, 9), JUSTIFIED, date(2026, 12, 26))
        ]

    assert told == ["ordered", "ordered", "report_overdue"]


def test_the_case_and_the_desk_tell_both_days_and_lead_to_the_release(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    case_id = held(office)
    path = f"/registry/cases/{case_id}"

    with at(date(2026, 12, 20)):
        shown, desk = page(handler, path), page(handler, "/registry/")
        told = call(app, "GET", f"/cases/{case_id}")

    assert f"至{long_day(BY_LETTER)}届满" in shown
    assert f"至{long_day(JUSTIFIED)}报到视为有正当理由" in shown
    assert f"{path}/custody-release" in shown
    assert "due tone-late" not in shown + desk
    assert told["served_while_detained"]
    assert told["release_expected_on"] == "2026-12-10"
    assert (told["due_on"], told["in_time_until"]) == ("2026-12-07", None)
    assert [it["counts_on"] for it in told["duties"]] == [None]


def test_a_program_records_the_release(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    case_id = held(office)
    path = f"/registry/cases/{case_id}"
    freed_on = {"released_on": FREED.isoformat(), **PAPER}

    with at(FREED):
        call(app, "POST", f"/cases/{case_id}/custody-release", body=freed_on, status=201)
        shown = page(handler, path)
        told = call(app, "GET", f"/cases/{case_id}")

    assert told["in_time_until"] == JUSTIFIED.isoformat()
    assert f"{long_day(FREED)}释放" in shown
    assert f"至{long_day(JUSTIFIED)}报到视为有正当理由" in shown
    assert f"{path}/custody-release" not in shown
