"""Leave in the registry: who may see the case sees from when to when, and no more of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from tests.registry.affairs.registers import call
from tests.registry.desk import SECRETARY, page, reader
from tests.registry.life.story import at
from tests.registry.test_messages import heard
from tests.registry.town import TODAY, by, reported

AWAY, LATE = "请假中", "请假到期未归"
LEAVE = {"absence_id": str(uuid4()), "depart_on": "2026-11-20", "return_on": "2026-11-28"}


def told(office: RegistryApplication, case_id: UUID, name: str, **data: Any) -> None:
    """Supervision tells something of the case."""
    before = office.tracked("supervision")
    message = replace(heard(name, **data), case_ref=office.case(case_id).ref)
    office.hear(replace(message, position=before + 1, previous=before))


@pytest.fixture
def case_id(office: RegistryApplication) -> UUID:
    """Somebody who reported a leave in writing."""
    found = reported(office)
    told(office, found, "absence_reported", **LEAVE)
    return found


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), "on_leave"),
        (date(2026, 11, 28), "on_leave"),
        (date(2026, 11, 29), "leave_overstayed"),
    ],
)
def test_a_leave_is_shown_from_its_first_day_until_somebody_returns(
    app: Flask, case_id: UUID, day: date, state: str | None
) -> None:
    with at(day):
        leave = call(app, "GET", f"/cases/{case_id}")["leave"]

    days = {"since": "2026-11-20", "until": "2026-11-28"}
    assert leave == (None if state is None else {**days, "state": state})


def test_the_case_and_the_list_show_it_to_the_secretary_too(
    app: Flask, handler: FlaskClient, case_id: UUID
) -> None:
    secretary = reader(app, SECRETARY)
    with at(TODAY):
        shown = [page(handler, f"/registry/cases/{case_id}"), page(secretary, "/registry/people")]
        shown.append(page(secretary, f"/registry/cases/{case_id}"))
    with at(date(2026, 12, 1)):
        later = [page(secretary, "/registry/people"), page(handler, f"/registry/cases/{case_id}")]

    assert all(AWAY in it for it in shown)
    assert all(LATE in it for it in later)
    assert all(it in shown[2] for it in ("书面报告外出", "2026年11月20日", "2026年11月28日"))


@pytest.mark.parametrize(
    ("name", "back"),
    [
        ("return_recorded", {"absence_id": LEAVE["absence_id"]}),
        ("unauthorised_absence_closed", {"absence_id": str(uuid4()), "days": 3}),
    ],
)
def test_whoever_is_back_from_a_leave_or_from_overstaying_it_is_away_no_more(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID, name: str, back: Any
) -> None:
    told(office, case_id, name, returned_on="2026-12-01", **back)

    with at(date(2026, 12, 1)):
        shown = page(handler, f"/registry/cases/{case_id}")
        listed = page(handler, "/registry/people")

    assert (LATE in shown, LATE in listed) == (False, False)
    assert office.case(case_id).leaves == {}


def test_an_absence_during_a_leave_that_is_still_covered_ends_no_leave(
    office: RegistryApplication, case_id: UUID
) -> None:
    told(
        office,
        case_id,
        "unauthorised_absence_closed",
        absence_id=str(uuid4()),
        returned_on="2026-11-22",
        days=1,
    )

    assert len(office.case(case_id).leaves) == 1


def test_a_measure_that_is_over_shows_no_leave(
    office: RegistryApplication, handler: FlaskClient, case_id: UUID
) -> None:
    paper = {"authority": "县法院", "document_no": "（2026）1号"}
    with by():
        office.terminate_case(case_id=case_id, ended_on=TODAY, cause="imprisonment", **paper)

    with at(TODAY):
        assert AWAY not in page(handler, f"/registry/cases/{case_id}")


def test_the_written_report_of_a_leave_is_still_a_paper_of_the_file(
    office: RegistryApplication, case_id: UUID
) -> None:
    assert "19" in office.papers_due(office.case(case_id))


def test_a_leave_that_is_told_twice_is_noted_once(
    office: RegistryApplication, case_id: UUID
) -> None:
    told(office, case_id, "absence_reported", **LEAVE)

    assert len(office.entries(names=["registry.leave_noted"], limit=None)) == 1
