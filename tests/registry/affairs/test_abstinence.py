"""Three years without use: the office is told the day, the police say whether it is so (0.7)."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.abstinence import three_years_reached_on
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, reports
from tests.registry.desk import page
from tests.registry.life.story import at, somebody
from tests.registry.life.test_clock import MONTH
from tests.registry.life.test_sealing import learn_of_use
from tests.registry.papers import signed
from tests.registry.town import TODAY, moved, registered

REACHED = date(2029, 11, 23)
"""Three years after a recovery began on `TODAY`."""


def left_out_as_abstinent(office: RegistryApplication, day: date) -> list[str]:
    """What a decision on paper to leave somebody out as abstinent falls short of."""
    case_id = somebody(office, 996, **MONTH)
    with at(day):
        office.exclude_from_actual(
            person_id=office.case(case_id).of_person,
            reason="abstinent_3y",
            proof="派出所证明",
            paper=signed(on=day),
        )
    (told,) = reports(office, "user_excluded")
    found: list[str] = told["defects"]
    return found


@pytest.mark.parametrize(
    ("marks", "reached"),
    [
        ({"begun": []}, None),
        ({"begun": [date(2024, 2, 29)]}, date(2027, 3, 1)),
        ({"begun": [date(2024, 1, 1), date(2025, 1, 1)]}, date(2028, 1, 1)),
        ({"begun": [date(2024, 1, 1)], "freed": [date(2025, 6, 1)]}, date(2028, 6, 1)),
        ({"begun": [date(2024, 1, 1)], "uses": [date(2026, 6, 1)]}, date(2029, 6, 1)),
        ({"begun": [date(2024, 1, 1)], "uses": [date(2023, 6, 1)]}, date(2027, 1, 1)),
    ],
)
def test_three_years_count_from_what_came_last(
    marks: dict[str, list[date]], reached: date | None
) -> None:
    assert three_years_reached_on(**{"begun": [], **marks}) == reached


@pytest.mark.parametrize(
    ("day", "found", "counted"),
    [(REACHED, [], 0), (date(2029, 11, 22), ["three_years_not_reached"], 1)],
)
def test_an_exclusion_that_the_file_does_not_bear_out_is_kept_and_takes_nobody_off(
    office: RegistryApplication, app: Flask, day: date, found: list[str], counted: int
) -> None:
    assert left_out_as_abstinent(office, day) == found
    assert call(app, "GET", "/actual-users")["actual_users"] == counted


def test_a_confirmed_use_and_isolation_move_the_day(office: RegistryApplication) -> None:
    case_id = somebody(office, 996, **MONTH)
    person_id = office.case(case_id).of_person
    before = office.abstinent_three_years_on(person_id)
    learn_of_use(office, case_id, date(2027, 5, 1))
    after_use = office.abstinent_three_years_on(person_id)
    moved(office, person_id, "in_isolation")
    isolated = office.abstinent_three_years_on(person_id)

    assert (before, after_use, isolated) == (REACHED, date(2030, 5, 1), None)


HINT = "满或者将满三年未吸毒，请公安机关确认"


@pytest.mark.parametrize(
    ("day", "hinted"),
    [(date(2029, 10, 23), 0), (date(2029, 10, 24), 1), (date(2030, 5, 1), 1)],
)
def test_the_desk_says_who_is_near_or_past_three_years_and_leads_to_the_list(
    office: RegistryApplication, handler: FlaskClient, app: Flask, day: date, hinted: int
) -> None:
    case_id = somebody(office, 996, **MONTH)
    person_id = str(office.case(case_id).of_person)
    with at(day):
        desk, listed = page(handler, "/registry/"), page(handler, "/registry/actual-users")
        told = call(app, "GET", "/actual-users")["three_years"]

    assert (HINT in desk, person_id in listed) == (bool(hinted), bool(hinted))
    assert told == [person_id] * hinted


def test_the_list_has_whom_the_files_say_near_or_past_three_years_and_nobody_else(
    office: RegistryApplication, app: Flask
) -> None:
    quiet, used, isolated, freed = (
        office.case(somebody(office, number, **MONTH)) for number in (996, 997, 998, 999)
    )
    learn_of_use(office, used.id, date(2027, 5, 1))
    for case in (isolated, freed):
        moved(office, case.of_person, "in_isolation")
    moved(office, freed.of_person, "registered_user")
    everybody = [it.of_person for it in (quiet, used, isolated, freed)]

    with at(date(2029, 11, 10)):
        told = call(app, "GET", "/actual-users")["three_years"]
        near = [it for it in everybody if _is_near(office.abstinent_three_years_on(it))]

    assert set(told) == {str(it) for it in near} == {str(quiet.of_person), str(freed.of_person)}


def _is_near(reached_on: date | None) -> bool:
    return reached_on is not None and reached_on <= date(2029, 12, 10)


def test_the_page_of_the_person_says_when_to_ask_the_police(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    case_id = somebody(office, 996, **MONTH)
    path = f"/registry/people/{office.case(case_id).of_person}"

    with at(TODAY):
        ahead = page(handler, path)
    with at(REACHED):
        reached = page(handler, path)

    assert "届时请公安机关确认" in ahead
    assert "请公安机关确认，确认后" in reached


def test_no_account_alone_says_that_somebody_is_abstinent(office: RegistryApplication) -> None:
    person_id = registered(office)

    with pytest.raises(Refusal, match="由他人审批") as refused:
        moved(office, person_id, "abstinent_3y")

    assert refused.value.citation == Citation("戒毒条例", "7")
    assert office.person(person_id).flag == "registered_user"
