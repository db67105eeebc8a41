"""Who is not verified by the police within 60 days is known no more (domain.md 8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.census import Found
from services.registry.rules.affairs.users import CANDIDATE
from shared import clock
from shared.clock import SHANGHAI
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, reports
from tests.registry.affairs.test_census import started, visited
from tests.registry.desk import page
from tests.registry.life.story import at
from tests.registry.town import TODAY, by, decision, number, registered

LAST_DAY = TODAY + timedelta(days=60)
AFTER = LAST_DAY + timedelta(days=1)


def candidate(office: RegistryApplication) -> UUID:
    """Somebody whom a village reported today, and whom nobody has verified."""
    return registered(office, "曾某", id_no=number(), flag=CANDIDATE)


def said_of(office: RegistryApplication, person_id: UUID) -> dict[str, Any]:
    """What the file says of who somebody is."""
    known: dict[str, Any] = vars(office.person(person_id).details)
    return {name: known[name] for name in ("name", "id_no")}


def run(office: RegistryApplication, day: date, *, times: int = 1) -> list[int]:
    """Run the clock of the office on a day."""
    with clock.use(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI)):
        return [office.run_clock() for _ in range(times)]


def test_a_candidate_is_known_until_the_last_of_sixty_days_and_no_longer(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    """Late and twice the clock writes it once, under the day after the last one."""
    person_id = candidate(office)

    known = run(office, LAST_DAY), office.person(person_id).details.name
    gone = run(office, AFTER + timedelta(days=40), times=2)

    assert known == ([0], "曾某")
    assert gone == [1, 0]
    (lapsed,) = office.entries(names=["registry.candidate_lapsed"])
    assert lapsed.happened_on == AFTER
    assert said_of(office, person_id) == {"name": None, "id_no": None}
    assert office.stream(person_id)[0].facts["village"], "facts still count"
    assert "曾某" not in page(handler, "/registry/actual-users")
    assert reports(office, "candidate_lapsed") == [{"lapsed_on": str(AFTER)}]


def test_who_lapsed_is_found_by_no_word_and_the_number_is_free(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = candidate(office)
    run(office, AFTER)

    with at(AFTER):
        told = page(handler, f"/registry/people/{person_id}", status=422)
        again = registered(office, "曾某", id_no=number(), flag=CANDIDATE)

    assert "请重新登记" in told
    assert "《个人信息保护法》第47条" in told
    assert again != person_id
    with office.db.reading() as conn:
        tokens = sa.text("SELECT count(*) FROM registry_search_tokens WHERE person_id = :it")
        held = [conn.scalar(tokens, {"it": it.hex}) for it in (person_id, again)]
    assert held[0] == 0


def test_nothing_is_recorded_of_who_lapsed(office: RegistryApplication) -> None:
    person_id = candidate(office)
    run(office, AFTER)

    with at(AFTER), pytest.raises(Refusal) as refused:
        office.receive_decision(person_id=person_id, decision=decision())

    assert refused.value.citation == Citation("个人信息保护法", "47")


def test_whoever_is_helped_as_they_wished_stays_on_file(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    person_id = candidate(office)
    with by():
        office.begin_voluntary_help(
            person_id=person_id,
            signed_on=TODAY,
            agreement_no="梅自助〔2026〕1号",
            town_signer="周经办",
            agreed="每月见面一次",
        )

    run(office, AFTER)

    assert office.person(person_id).details.name == "曾某"
    assert "逾期销毁" not in page(handler, f"/registry/people/{person_id}")


def test_whoever_was_verified_or_has_a_case_stays(office: RegistryApplication) -> None:
    verified, ordered = (
        registered(office, "甲某", id_no=number(sequence=it), flag=CANDIDATE) for it in (997, 998)
    )
    with by():
        office.verify_user(
            person_id=verified, verified_on=TODAY, basis="police_list", police_ref="M-1"
        )
    with by():
        office.receive_decision(person_id=ordered, decision=decision())

    run(office, AFTER)

    assert [office.person(it).details.name for it in (verified, ordered)] == ["甲某", "甲某"]
    assert not office.entries(names=["registry.candidate_lapsed"])


def test_a_key_that_outlived_a_crash_or_came_back_with_a_backup_is_destroyed_by_the_next_run(
    office: RegistryApplication,
) -> None:
    person_id = candidate(office)
    with at(AFTER):
        office.lapse_candidate(person_id=person_id, day=AFTER)
    survived = office.person(person_id).details.name

    run(office, AFTER)

    assert survived == "曾某"
    assert said_of(office, person_id) == {"name": None, "id_no": None}


def test_who_is_found_in_a_census_has_sixty_days_and_page_and_program_say_so(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id = candidate(office)

    (told,) = call(app, "GET", "/actual-users")["to_verify"]
    shown = page(handler, "/registry/actual-users")

    assert (told["person_id"], told["due_on"]) == (str(person_id), str(LAST_DAY))
    assert (told["why"]["rule"], told["why"]["law"]) == ("candidate_days", "个人信息保护法")
    assert "还有60天" in shown
    assert "2027-01-22" in shown
    assert "《个人信息保护法》第47条" in shown


def test_a_visit_outlives_whoever_was_found_by_it(office: RegistryApplication) -> None:
    found = Found(name="曾某", id_no=number())
    (person_id,) = map(
        UUID,
        visited(office, started(office), None, household_no="3", candidates=(found,))["candidates"],
    )

    run(office, AFTER)

    assert said_of(office, person_id) == {"name": None, "id_no": None}
    (visit,) = office.entries(names=["registry.household_visited"])
    assert visit.facts["candidates"] == 1
