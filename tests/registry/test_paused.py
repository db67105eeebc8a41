"""What falls due while a person is held waits: on the page, the desk, the API and by the clock."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.projections import owed
from services.registry.projections.cases import duties_of
from services.registry.projections.within import WHOLE_TOWN
from services.registry.rules.course import due_past
from shared import clock
from shared.clock import SHANGHAI
from shared.projecting import Projector
from tests.registry import town
from tests.registry.desk import page
from tests.registry.life.story import PAPER, at, somebody
from tests.registry.test_api import call

SIGN_BY = date(2026, 11, 26)
FREED = date(2026, 12, 21)
AGAIN = date(2026, 12, 24)


def held(office: RegistryApplication, case_id: UUID, *, on: date = town.TODAY) -> None:
    """Record a detention that day."""
    with at(on):
        office.suspend_case(case_id=case_id, suspended_on=on, cause="detention", **PAPER)


def freed(office: RegistryApplication, case_id: UUID, *, on: date = FREED) -> None:
    """Record the release that day."""
    with at(on):
        office.resume_case(case_id=case_id, resumed_on=on, **PAPER)


def counted(office: RegistryApplication, projector: Projector, case_id: UUID) -> dict[str, Any]:
    """After which day somebody is behind with each duty, as lists have it."""
    projector.catch_up()
    with office.db.reading() as conn:
        rows = duties_of(conn, office.case(case_id).ref)
    return {row.duty: row.counts_on for row in rows if row.met_on is None}


def by_the_clock(office: RegistryApplication, case_id: UUID) -> dict[str, Any]:
    """The same, as the clock has it."""
    case, care = office.case(case_id), office.care(case_id)
    return {duty: due_past((*case.spans, *case.rested), due) for duty, due in care.due.items()}


def test_lists_have_each_day_as_the_clock_has_it(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    """Held, freed, held twice at once, corrected, ended and taken up again."""
    office = stored_office
    case_id = somebody(office, 996)
    held(office, case_id)
    assert counted(office, projector, case_id) == {"form_group": None, "sign_agreement": None}
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)

    held(office, case_id, on=date(2026, 11, 25))
    freed(office, case_id, on=date(2026, 12, 10))
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)
    freed(office, case_id)
    assert counted(office, projector, case_id)["sign_agreement"] == AGAIN
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)

    with at(FREED):
        office.propose_correction(
            case_id=case_id,
            reported_on=town.TODAY,
            credit_days=0,
            suspensions=[(date(2026, 11, 27), date(2026, 12, 9)), (date(2026, 12, 15), None)],
            why="日期写错",
        )
    with at(FREED), town.by("jingban02", reason="核对"):
        office.decide_correction(case_id=case_id, approved=True, why="已核对")
    assert counted(office, projector, case_id)["sign_agreement"] == SIGN_BY
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)
    freed(office, case_id)
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)

    with at(date(2026, 12, 22)):
        office.terminate_case(
            case_id=case_id, ended_on=date(2026, 12, 22), cause="imprisonment", **PAPER
        )
    with at(date(2026, 12, 28)):
        office.reopen_case(case_id=case_id, reopened_on=date(2026, 12, 28), **PAPER)
    assert by_the_clock(office, case_id) == counted(office, projector, case_id)
    assert counted(office, projector, case_id)["recontact"] == date(2026, 12, 31)


@pytest.mark.parametrize("day", [date(2026, 12, 20), FREED, AGAIN, date(2026, 12, 25)])
def test_nobody_is_behind_before_the_clock_says_so(
    stored_office: RegistryApplication, projector: Projector, day: date
) -> None:
    office = stored_office
    case_id = somebody(office, 996)
    held(office, case_id)
    if day >= FREED:
        freed(office, case_id)

    with clock.use(datetime(day.year, day.month, day.day, 0, 5, tzinfo=SHANGHAI)):
        office.run_clock()
    projector.catch_up()
    with office.db.reading() as conn:
        counts = owed.urgency(conn, within=WHOLE_TOWN, today=day)

    missed = office.entries(names=["registry.duty_missed"], limit=None)
    assert counts.overdue == len(missed)
    assert counts.paused == (0 if day >= FREED else 2)
    assert bool(missed) == (day > AGAIN)


def test_what_was_missed_before_the_detention_stays_so(
    stored_office: RegistryApplication, projector: Projector
) -> None:
    office = stored_office
    case_id = somebody(office, 996)
    held(office, case_id, on=date(2026, 12, 1))

    assert counted(office, projector, case_id) == {
        "form_group": None,
        "sign_agreement": SIGN_BY,
    }


def test_the_case_the_desk_and_the_api_call_it_paused(
    office: RegistryApplication, app: Flask, handler: FlaskClient
) -> None:
    case_id = somebody(office, 996)
    held(office, case_id)

    with at(date(2026, 12, 20)):
        shown = page(handler, f"/registry/cases/{case_id}")
        desk, behind = page(handler, "/registry/"), page(handler, "/registry/?when=overdue")
        told = call(app, "GET", "/duties")

    assert shown.count("due tone-wait") == len(("form_group", "sign_agreement"))
    assert "due tone-late" not in shown + desk + behind
    assert 'id="due-paused"' in desk
    assert {name: it for name, it in told["counts"].items() if it} == {"paused": 2}
    assert [it["counts_on"] for it in told["items"]] == [None, None]
