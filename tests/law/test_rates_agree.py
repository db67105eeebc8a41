"""The rates count the days of a case as the registry does, whatever happened and in what order."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.domain.course_events import StoredSpan
from services.reporting.rules.town import Case, town_of
from tests.law.offices import DAY, PAPER, Town, draw, lived, on
from tests.registry import town
from tests.registry.papers import signed
from tests.registry.test_messages import told
from tests.reporting.telling import facts

HELD, FREED = town.TODAY + DAY, town.TODAY + 11 * DAY
ELSEWHERE: list[StoredSpan] = [(date(2026, 3, 1), date(2026, 3, 16))]


def in_the_rates(office: RegistryApplication, day: date) -> Case:
    """The case as reporting counts it, from what it is told and nothing else."""
    (found,) = town_of(facts(*told(office, "reporting")), on=day).cases.values()
    return found


def taken_in(office: RegistryApplication, spans: list[StoredSpan] | None) -> UUID:
    """A case that another town began, and was held in."""
    with on(town.TODAY):
        person_id = town.registered(office)
    with on(town.TODAY):
        done = office.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2026, 1, 5)),
            received_on=town.TODAY,
            reported_on=date(2026, 1, 10),
            suspensions=spans,
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
        )
    return UUID(done.answer["case_id"])


def hold(office: RegistryApplication, case_id: UUID, first: date, *, typed: date) -> None:
    with on(typed):
        office.suspend_case(case_id=case_id, suspended_on=first, cause="detention", **PAPER)


def free(office: RegistryApplication, case_id: UUID, day: date) -> None:
    with on(day):
        office.resume_case(case_id=case_id, resumed_on=day, **PAPER)


def correct(
    office: RegistryApplication, case_id: UUID, spans: list[StoredSpan], *, day: date
) -> None:
    with on(day):
        office.propose_correction(
            case_id=case_id,
            reported_on=office.case(case_id).reported_on or day,
            credit_days=0,
            suspensions=spans,
            why="来函补正",
        )
    with on(day):
        office.decide_correction(case_id=case_id, approved=True, paper=signed(on=day))


@pytest.mark.parametrize("seed", range(24))
def test_the_rates_have_the_last_day_of_the_file(both: Town, seed: int) -> None:
    drawn = draw(seed)
    case_id = lived(both.registry, drawn)

    found = in_the_rates(both.registry, drawn.looked_at)

    assert found.last_day == both.registry.case(case_id).last_day


def test_the_rates_know_the_detentions_of_a_case_that_came_from_elsewhere(both: Town) -> None:
    taken_in(both.registry, ELSEWHERE)

    found = in_the_rates(both.registry, town.TODAY)

    assert (found.last_day, found.status(town.TODAY)) == (date(2029, 1, 24), "reported")


def test_who_came_from_elsewhere_held_is_held_in_the_rates_until_freed_here(both: Town) -> None:
    case_id = taken_in(both.registry, [(date(2026, 11, 1), None)])
    held = in_the_rates(both.registry, town.TODAY)

    free(both.registry, case_id, FREED)

    found = in_the_rates(both.registry, FREED)
    assert (held.status(town.TODAY), held.last_day) == ("suspended", None)
    assert found.status(FREED) == "reported"
    assert found.last_day == both.registry.case(case_id).last_day == date(2029, 2, 11)


def test_the_rates_know_no_end_until_the_detentions_elsewhere_are_stated(both: Town) -> None:
    case_id = taken_in(both.registry, None)
    before = in_the_rates(both.registry, town.TODAY).last_day

    correct(both.registry, case_id, ELSEWHERE, day=FREED)

    assert before is None
    assert in_the_rates(both.registry, FREED).last_day == date(2029, 1, 24)


def test_who_is_freed_after_a_correction_is_free_in_the_rates(both: Town) -> None:
    case_id = taken_in(both.registry, ELSEWHERE)
    hold(both.registry, case_id, HELD, typed=HELD)
    correct(both.registry, case_id, [*ELSEWHERE, (HELD, None)], day=HELD + DAY)

    free(both.registry, case_id, FREED)

    found = in_the_rates(both.registry, FREED)
    assert found.status(FREED) == "reported"
    assert found.last_day == both.registry.case(case_id).last_day == date(2029, 2, 3)


def test_a_detention_that_is_typed_after_a_correction_counts_in_the_rates(both: Town) -> None:
    case_id = taken_in(both.registry, [])
    correct(both.registry, case_id, ELSEWHERE, day=FREED)

    hold(both.registry, case_id, HELD, typed=FREED)
    free(both.registry, case_id, FREED)

    found = in_the_rates(both.registry, FREED)
    assert found.last_day == both.registry.case(case_id).last_day == date(2029, 2, 3)
