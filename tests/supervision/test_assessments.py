"""Each half-year of a case is assessed, every second with its year (the town's rule)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import duties_of
from services.supervision.domain.records import Assessing
from services.supervision.domain.supervision import Supervision
from shared import clock
from shared.duties.duty import Duty
from shared.law import Refusal
from tests.supervision.conftest import START, at, file_of, on_sqlite, opened
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play
from tests.supervision.test_pages import of, page, send
from tests.supervision.watching import rounds, story, written

CASE, PERSON = "梅社戒〔2026〕0097", UUID("00000000-0000-4000-8000-0000000000ff")
WORKER = "shegong01"
FIRST = (date(2026, 1, 5), date(2026, 7, 4))
SECOND = (date(2026, 7, 5), date(2027, 1, 4))
"""The first two half-years of a case that began on 5 January 2026."""


def assessing(period: int, held_on: date, **differs: Any) -> Assessing:
    found = {"result": "good", "participants": ("李社工", "陈民警"), "summary": "按时检测、汇报"}
    return Assessing(period=period, held_on=held_on, **found | differs)


def assessed(office: SupervisionApplication, file_id: UUID, period: int, held_on: date) -> None:
    with clock.use(at(held_on, 18)):
        office.record_assessment(file_id=file_id, assessing=assessing(period, held_on))


def owed(file: Supervision) -> list[Duty]:
    return [it for it in duties_of(file) if it.kind == "assessment" and it.owed]


def of_an_assessment(office: SupervisionApplication) -> None:
    """The first half-year of a case was assessed."""
    assessed(office, opened(office, case_ref=CASE, person_id=PERSON), 1, FIRST[1])


def test_each_half_year_that_ends_once_the_town_asks_is_assessed_in_its_last_30_days(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)

    due = owed(file_of(office))
    assessed(office, file_id, 2, date(2026, 12, 20))

    assert [it.matter for it in due] == ["2", "3", "4", "5", "6"]
    assert (due[0].opens_at.date(), due[0].due_on) == (date(2026, 12, 6), SECOND[1])
    assert [it.matter for it in owed(file_of(office))] == ["3", "4", "5", "6"]


@on_sqlite
def test_the_clock_writes_that_it_fell_due_and_was_missed(office: SupervisionApplication) -> None:
    story(office)

    rounds(office, (SECOND[1] - START).days, (SECOND[1] - START).days + 1)

    opens = (date(2026, 12, 6) - START).days
    missed = (SECOND[1] - START).days + 1
    assert written(office, "assessment", "1") == {}
    assert written(office, "assessment", "2") == {"fell_due": opens, "missed": missed}


@on_sqlite
def test_nothing_is_asked_of_the_time_before_the_take_over_or_after_the_end(
    office: SupervisionApplication,
) -> None:
    Play(office, tracked_from="2027-07-10").ended(700)

    assert [it.matter for it in owed(file_of(office))] == []


@on_sqlite
def test_a_later_assessment_of_the_same_half_year_goes_before(
    office: SupervisionApplication,
) -> None:
    file_id = opened(office)
    for result, on in {"good": date(2026, 6, 20), "poor": date(2026, 7, 1)}.items():
        office.record_assessment(file_id=file_id, assessing=assessing(1, on, result=result))

    assert file_of(office).assessed[1].result == "poor"


@on_sqlite
@pytest.mark.parametrize(
    ("told", "field"),
    [
        (assessing(7, date(2028, 11, 1)), "period"),
        (assessing(2, FIRST[1]), "held_on"),
        (assessing(6, date(2028, 12, 2)), "held_on"),
    ],
    ids=["none of the term", "not begun", "ahead"],
)
def test_only_a_half_year_that_has_begun_is_assessed(
    office: SupervisionApplication, told: Assessing, field: str
) -> None:
    file_id = opened(office)

    with pytest.raises(Refusal) as refused:
        office.record_assessment(file_id=file_id, assessing=told)

    assert refused.value.field == field
    assert file_of(office).assessed == {}


def played(office: SupervisionApplication) -> Play:
    """Half a year with some of each; what is of the next half-year is in none of its counts."""
    play = Play(office)
    for number in (5, 36):
        play.test(number)
    play.refuse(65)
    play.talk(8)
    play.talk(9)
    play.visit(20)
    play.report(21)
    play.leave(70, 75)
    play.away(80, 90)
    play.violate(100)
    play.admonish(101)
    play.talk(200)
    play.violate(210)
    return play


@on_sqlite
def test_what_the_sheet_counts_stands_in_the_file(office: SupervisionApplication) -> None:
    played(office)

    found = {it.what: (it.count, it.due, it.kept) for it in tallies(office, *FIRST)}

    assert found == {
        "tests": (2, 6, 2),
        "talk": (2, 6, 1),
        "home_visit": (1, 2, 1),
        "periodic_report": (1, 6, 1),
        "evaded": (1, None, None),
        "leaves": (1, None, None),
        "absences": (1, None, None),
        "absence_days": (10, None, None),
        "breaches": (1, None, None),
        "use": (0, None, None),
        "admonitions": (1, None, None),
    }


@on_sqlite
def test_what_is_not_over_yet_is_not_counted_as_due(office: SupervisionApplication) -> None:
    played(office)

    (tests,) = (it for it in tallies(office, *FIRST, day=date(2026, 3, 4)) if it.what == "tests")

    assert (tests.due, tests.kept) == (2, 2)


def tallies(
    office: SupervisionApplication, first: date, last: date, *, day: date = date(2028, 12, 1)
) -> list[Any]:
    return file_of(office).tallies(first, last, day=day)


@pytest.fixture
def app(office: SupervisionApplication) -> Flask:
    return app_of(office, Register())


@on_sqlite
def test_the_desk_asks_for_it_and_the_file_shows_and_prints_it(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id, client = story(office).file_id, reader(app, WORKER)
    rounds(office, (date(2026, 12, 30) - START).days)
    told = {
        "period": "2",
        "held_on": "2026-12-30",
        "participants": "李社工\n陈民警",
        "result": "good",
        "summary": "全年按时检测",
    }

    with clock.use(at(date(2026, 12, 30), 21)):
        level(client)
        asked = page(client, "/supervision/?bearer=shegong01")
        before = page(client, of(file_id, "?part=talks"))
        send(client, of(file_id, "/assessments/new"), told)
        level(client)
        after = page(client, of(file_id, "?part=talks"))
        sheet = page(client, of(file_id, "/assessments/2"))
        done = page(client, "/supervision/?bearer=shegong01")
        page(client, of(file_id, "/assessments/3"), 404)
        page(reader(app, "shuji01"), of(file_id, "/assessments/2"), 403)

    assert "半年、年度评估" in asked
    assert "半年、年度评估" not in done
    assert "待评估" in before
    assert "不要求评估" in before  # the first half-year, which ended before the town asked
    assert "全年按时检测" in after
    assert "待评估" not in after
    assert "2026-01-05 – 2027-01-04" in sheet
    assert "0次；应办11期，已办0期" in sheet


@on_sqlite
def test_a_program_reads_which_half_years_were_assessed(
    app: Flask, office: SupervisionApplication
) -> None:
    file_id = opened(office)
    assessed(office, file_id, 1, FIRST[1])
    token = {"Authorization": f"Bearer {WORKER}"}

    with clock.use(at(SECOND[0], 9)):
        path = f"/supervision/api/cases/{file_id}"
        told = reader(app, WORKER).get(path, headers=token).get_json()["assessments"]

    assert [(it["period"], it["scope"], it["state"], it["result"]) for it in told] == [
        (2, "year", "open", None),
        (1, "half_year", "done", "good"),
    ]
