"""The anti-drug officers of the police station: at least one in office, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Appointing, Relieving
from services.supervision.rules.officers import enough_officers
from shared import clock
from shared.law import Refusal, Unknown
from tests.supervision.conftest import at, events, on_sqlite
from tests.supervision.desk import Register, app_of, reader
from tests.supervision.test_messages import sent
from tests.supervision.test_pages import OFFICE, POLICE, WORKER, page, send

CHEN = Appointing(
    name="陈民警", badge_no="340001", from_on=date(2026, 1, 5), doc_no="梅派〔2026〕1号"
)


def named(office: SupervisionApplication, **differs: Any) -> UUID:
    """An officer was named; gives the id."""
    return UUID(office.appoint_officer(appointing=replace(CHEN, **differs)).answer)


def moves_on(officer_id: UUID, on: date) -> Relieving:
    """The officer moves on."""
    return Relieving(officer_id=officer_id, ended_on=on, because="moved_on")


def test_an_officer_is_in_office_from_the_first_day_to_the_last(
    office: SupervisionApplication,
) -> None:
    officer_id = named(office)

    left = office.relieve_officer(relieving=moves_on(officer_id, date(2026, 6, 1))).answer

    found = office.officers()
    assert found is not None
    days = (date(2026, 1, 4), date(2026, 1, 5), date(2026, 5, 31), date(2026, 6, 1))
    assert [len(found.active(day)) for day in days] == [0, 1, 1, 0]
    assert left == 0
    assert [enough_officers(it, on=date(2026, 6, 1)) for it in (0, 1)] == [False, True]


@on_sqlite
def test_the_office_and_reporting_hear_how_many_are_left_and_no_name(
    office: SupervisionApplication,
) -> None:
    officer_id = named(office)
    named(office, name="吴民警", badge_no="340002")
    office.relieve_officer(relieving=moves_on(officer_id, date(2026, 6, 1)))

    for audience in ("registry", "reporting"):
        told = sent(office, audience)
        assert [it.data["active"] for it in told] == [1, 2, 1]
        assert "民警" not in str([it.data for it in told])


@on_sqlite
def test_a_badge_is_in_office_once_and_again_after_it_left(office: SupervisionApplication) -> None:
    officer_id = named(office)
    with pytest.raises(Refusal) as refused:
        named(office, badge_no=" 34 0001")
    assert refused.value.field == "badge_no"

    office.relieve_officer(relieving=moves_on(officer_id, date(2026, 6, 1)))
    named(office, from_on=date(2026, 9, 1))

    assert events(office).count("anti_drug_officer_appointed") == 2


@on_sqlite
@pytest.mark.parametrize("on", [date(2026, 1, 5), date(2029, 1, 1)])
def test_an_end_lies_after_the_beginning_and_not_ahead(
    office: SupervisionApplication, on: date
) -> None:
    officer_id = named(office)

    with pytest.raises(Refusal) as refused:
        office.relieve_officer(relieving=moves_on(officer_id, on))

    assert refused.value.field == "ended_on"


@on_sqlite
def test_nobody_leaves_twice_or_without_having_been_named(office: SupervisionApplication) -> None:
    with pytest.raises(Unknown):
        office.relieve_officer(relieving=moves_on(uuid4(), date(2026, 6, 1)))
    officer_id = named(office)
    office.relieve_officer(relieving=moves_on(officer_id, date(2026, 6, 1)))

    with pytest.raises(Refusal, match="已于 2026-06-01 卸任"):
        office.relieve_officer(relieving=moves_on(officer_id, date(2026, 7, 1)))
    with pytest.raises(Unknown):
        office.relieve_officer(relieving=moves_on(uuid4(), date(2026, 6, 1)))


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_page_says_when_nobody_is_in_office(app: Flask, office: SupervisionApplication) -> None:
    with clock.use(at(date(2026, 1, 20), 9)):
        assert "目前没有在任的禁毒民警" in page(reader(app, OFFICE), "/supervision/officers")
        typed = {"name": "陈民警", "badge_no": "340001", "from_on": "2026-01-20"}
        text = send(reader(app, POLICE), "/supervision/officers/new", typed)
        assert "在任1名" in text
        assert reader(app, WORKER).get("/supervision/officers/new").status_code == 403
    with clock.use(at(date(2026, 1, 22), 9)):
        found = office.officers()
        assert found is not None
        left = {
            "officer_id": str(next(iter(found.officers))),
            "ended_on": "2026-01-22",
            "because": "retired",
        }
        text = send(reader(app, POLICE), "/supervision/officers/endings/new", left)

    assert "目前没有在任的禁毒民警" in text
    assert "退休" in text
