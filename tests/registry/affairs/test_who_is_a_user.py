"""Who is a user the police say: no account alone counts somebody in or out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.affairs.users import CANDIDATE
from services.registry.rules.register import FLAGS, REGISTERED
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, reports
from tests.registry.desk import page, send
from tests.registry.papers import signed
from tests.registry.town import TODAY, by, decision, moved, number, registered, verified

OTHER = number(sequence=998)
NEW = {"name": "王五湖", "id_no": number(sequence=997), "village": "石桥村"}
GONE = ("deceased", "abroad", "moved_away")


def counted(app: Flask) -> int:
    """How many actual users there are."""
    number: int = call(app, "GET", "/actual-users")["actual_users"]
    return number


def test_nobody_who_is_registered_becomes_a_candidate_again(
    office: RegistryApplication, app: Flask
) -> None:
    person_id = registered(office)

    with by(), pytest.raises(Refusal, match="提出排除") as refused:
        moved(office, person_id, CANDIDATE)

    assert refused.value.field == "flag"
    assert refused.value.citation == Citation("禁毒法", "32(2)")
    assert (office.person(person_id).flag, counted(app)) == (REGISTERED, 1)


@pytest.mark.parametrize("flag", [it for it in FLAGS if it != CANDIDATE])
def test_a_candidate_is_a_user_by_the_police_alone(
    office: RegistryApplication, app: Flask, flag: str
) -> None:
    person_id = registered(office, flag=CANDIDATE)

    with by(), pytest.raises(Refusal, match="登记核实"):
        moved(office, person_id, flag)
    before = counted(app)
    with by():
        verified(office, person_id)

    assert (before, counted(app)) == (0, 1)
    assert office.person(person_id).flag == REGISTERED


@pytest.mark.parametrize("flag", GONE)
def test_a_flag_alone_leaves_the_number_of_users_what_it_was(
    office: RegistryApplication, app: Flask, flag: str
) -> None:
    person_id = registered(office)

    with by():
        moved(office, person_id, flag)
    marked = counted(app)
    with by():
        office.exclude_from_actual(
            person_id=person_id, reason="mistaken", proof="证明", paper=signed()
        )
    with by():
        moved(office, person_id, "working_away")

    assert (marked, counted(app)) == (1, 0)


def test_a_candidate_is_neither_left_out_nor_taken_back_into_the_count(
    office: RegistryApplication, app: Flask
) -> None:
    person_id = registered(office, flag=CANDIDATE)

    with by(), pytest.raises(Refusal, match="没有计入实有人员") as refused:
        office.exclude_from_actual(
            person_id=person_id, reason="mistaken", proof="证明", paper=signed()
        )

    assert refused.value.field == "reason"
    assert (office.person(person_id).flag, counted(app)) == (CANDIDATE, 0)


def test_whoever_is_registered_is_a_candidate_until_the_police_say_so(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    form = page(handler, "/registry/people/new")
    person_id = UUID(call(app, "POST", "/people", body=NEW, status=201)["person_id"])
    shown = page(handler, f"/registry/people/{person_id}")

    call(app, "POST", "/people", body={**NEW, "flag": REGISTERED}, status=422)

    assert 'name="flag"' not in form
    assert (office.person(person_id).flag, counted(app)) == (CANDIDATE, 0)
    assert "还不计入实有吸毒人员" in shown
    assert f"/registry/actual-users/{person_id}/verify" in shown


def test_a_decision_of_the_police_verifies_a_candidate(
    office: RegistryApplication, app: Flask
) -> None:
    person_id = registered(office, flag=CANDIDATE)
    with by():
        office.receive_decision(person_id=person_id, decision=decision())

    place = office.actual_user(person_id)
    assert place is not None
    assert (place.verified_on, place.basis) == (date(2026, 11, 20), "decision")
    assert place.police_ref == decision().decision_no
    assert (office.person(person_id).flag, counted(app)) == (REGISTERED, 1)


def test_a_decision_verifies_nobody_a_second_time(office: RegistryApplication) -> None:
    person_id = registered(office)

    with by():
        office.receive_decision(person_id=person_id, decision=decision())

    place = office.actual_user(person_id)
    assert place is not None
    assert (place.verified_on, place.basis) == (TODAY, "police_list")


def test_a_flag_says_since_when_and_why_and_the_why_is_sealed(
    office: RegistryApplication,
) -> None:
    person_id, since = registered(office), TODAY - timedelta(days=2)

    with by():
        moved(office, person_id, "in_custody", set_on=since)

    person, (*_, said) = office.person(person_id), office.stream(person_id)
    assert person.was_held_on(since)
    assert not person.was_held_on(since - timedelta(days=1))
    assert said.personal["why"] == "家属告知"
    assert "why" not in said.facts
    assert reports(office, "register_flag_set")[1:] == [{"flag": "in_custody"}]


@pytest.mark.parametrize(
    ("days", "told"), [(1, "还没有到"), (-2, "新的状态不能更早")], ids=["ahead", "before the last"]
)
def test_a_flag_begins_neither_ahead_nor_before_the_last(
    office: RegistryApplication, days: int, told: str
) -> None:
    person_id = registered(office)
    with by():
        moved(office, person_id, "in_custody")

    with by(), pytest.raises(Refusal, match=told) as refused:
        moved(office, person_id, "working_away", set_on=TODAY + timedelta(days=days))

    assert refused.value.field == "set_on"


def test_the_form_asks_since_when_and_why_and_offers_no_candidate(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    user, candidate = registered(office), registered(office, id_no=OTHER, flag=CANDIDATE)
    path = f"/registry/people/{user}/flag"
    form = page(handler, path)

    unsaid = send(handler, path, {"flag": "abroad"}, status=422)
    refused = send(
        handler,
        f"/registry/people/{candidate}/flag",
        {"flag": REGISTERED, "set_on": str(TODAY), "why": "补登"},
        status=422,
    )

    assert "自何日起" in form
    assert "更改原因" in form
    assert f'value="{CANDIDATE}"' not in form
    assert 'name="why"' in unsaid
    assert "请到实有底数登记核实" in refused
    assert "更改登记状态" in page(handler, f"/registry/people/{user}")
    assert "更改登记状态" not in page(handler, f"/registry/people/{candidate}")


def test_the_program_asks_the_same(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office)
    body: dict[str, Any] = {"flag": CANDIDATE, "set_on": str(date(2026, 11, 21)), "why": "核对"}

    call(app, "PUT", f"/people/{person_id}/flag", body={"flag": "abroad"}, status=422)
    call(app, "PUT", f"/people/{person_id}/flag", body=body, status=422)
    call(app, "PUT", f"/people/{person_id}/flag", body={**body, "flag": "lost_contact"})

    assert office.person(person_id).flag == "lost_contact"
