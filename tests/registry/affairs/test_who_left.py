"""Who is held, gone or dead: one account says it, and another or a paper confirms it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.register import LEAVING, REGISTERED
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import POLICE, page, reader, send
from tests.registry.papers import signed
from tests.registry.town import TODAY, by, registered

WHY = "户籍窗口出具的证明"


def said(office: RegistryApplication, person_id: UUID, flag: str = "deceased") -> bool:
    """Have the handler say it."""
    with by():
        return office.set_register_flag(
            person_id=person_id, flag=flag, set_on=date(2026, 11, 21), why=WHY
        ).answer


def told(office: RegistryApplication) -> list[str]:
    """What reporting was told of places in the register since the police verified the person."""
    return [it["flag"] for it in reports(office, "register_flag_set")][1:]


@pytest.mark.parametrize("flag", LEAVING)
def test_no_account_alone_says_that_somebody_is_away(
    office: RegistryApplication, flag: str
) -> None:
    person_id = registered(office)

    holds = said(office, person_id, flag)
    with by(), pytest.raises(Refusal, match="不能自己确认") as refused:
        office.decide_register_flag(person_id=person_id, approved=True)

    assert not holds
    assert refused.value.citation == Citation("梅政办〔2025〕52号", "S34")
    assert (office.person(person_id).flag, told(office)) == (REGISTERED, [])


def test_another_confirms_it_from_the_day_that_was_said(office: RegistryApplication) -> None:
    person_id = registered(office)
    said(office, person_id, "in_isolation")

    with by("minjing01", role="police_station"):
        office.decide_register_flag(person_id=person_id, approved=True)

    person = office.person(person_id)
    assert (person.flag, person.flag_set_on) == ("in_isolation", date(2026, 11, 21))
    assert told(office) == ["in_isolation"]
    assert office.move_proposed(person_id) is None


def test_a_paper_confirms_it_that_another_signed(office: RegistryApplication) -> None:
    person_id = registered(office)
    said(office, person_id)

    with by(), pytest.raises(Refusal) as own:
        office.decide_register_flag(person_id=person_id, approved=True, paper=signed("jingban01"))
    with by():
        office.decide_register_flag(person_id=person_id, approved=True, paper=signed())

    assert own.value.field == "signer"
    assert told(office) == ["deceased"]


def test_what_is_declined_or_taken_back_changes_nothing(office: RegistryApplication) -> None:
    person_id = registered(office)
    said(office, person_id)
    with by(), pytest.raises(Refusal, match="等待他人确认"):
        office.set_register_flag(person_id=person_id, flag="abroad", set_on=TODAY, why=WHY)

    with by():
        office.decide_register_flag(person_id=person_id, approved=False, why="录错")
    with by(), pytest.raises(Refusal, match="没有待确认"):
        office.decide_register_flag(person_id=person_id, approved=True)

    assert (office.person(person_id).flag, told(office)) == (REGISTERED, [])


def test_who_is_only_away_for_work_or_lost_needs_nobody_else(office: RegistryApplication) -> None:
    person_id = registered(office)

    assert said(office, person_id, "lost_contact")
    assert told(office) == ["lost_contact"]


def test_who_can_confirm_finds_it_on_the_desk_and_does_so_by_page(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    person_id, police = registered(office), reader(app, POLICE)
    file = f"/registry/people/{person_id}"
    typed = {"flag": "deceased", "set_on": "2026-11-21", "why": WHY}

    waits = send(handler, f"{file}/flag", typed)
    desk, form = page(police, "/registry/"), page(police, f"{file}/flag/decision")
    confirmed = send(police, f"{file}/flag/decision", {"approved": "true"})

    assert "等待他人确认" in waits
    assert f"{file}/flag/decision" in desk
    assert "死亡" in form
    assert WHY in form
    assert "等待他人确认" not in confirmed
    assert office.person(person_id).flag == "deceased"
    assert f"{file}/flag/decision" not in page(police, "/registry/")


def test_a_program_says_and_confirms_it(office: RegistryApplication, app: Flask) -> None:
    one = f"/people/{registered(office)}"
    body = {"flag": "abroad", "set_on": "2026-11-21", "why": WHY}

    undecided = call(app, "PUT", f"{one}/flag", body=body)
    post(app, f"{one}/flag/decision", {"approved": True}, status=422)
    post(app, f"{one}/flag/decision", {"approved": True}, as_account=POLICE)

    assert undecided["decided"] is False
    assert told(office) == ["abroad"]
