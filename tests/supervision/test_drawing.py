"""Surprise tests are drawn by lot for many cases at once, on days that nobody can tell."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.records import Drawing
from services.supervision.rules.extras import SURPRISE, draw, extras_of
from shared import clock
from shared.calendar import is_working_day
from shared.law import Refusal
from tests.supervision.conftest import at, on_sqlite
from tests.supervision.desk import Register, app_of, level, reader
from tests.supervision.playing import Play, day
from tests.supervision.test_commands import sent
from tests.supervision.test_pages import page, send
from tests.supervision.watching import story

PERIOD = Drawing(kind=SURPRISE, first=day(40), last=day(60))


@pytest.fixture
def play(office: SupervisionApplication) -> Play:
    return story(office)


def drawn(office: SupervisionApplication, *files: UUID, number: int = 10) -> dict[str, object]:
    with clock.use(at(day(number), 9)):
        found: dict[str, object] = office.draw_extra_tests(file_ids=files, drawing=PERIOD).answer
    return found


@on_sqlite
def test_each_case_has_a_working_day_of_its_own_in_the_period_and_they_share_the_act(
    office: SupervisionApplication, play: Play
) -> None:
    other = Play(office, case_ref="梅社戒〔2026〕0002")

    answer = drawn(office, play.file_id, other.file_id)

    events = office.entries(names=["supervision.extra_test_drawn"])
    assert {str(it.facts["drawing_id"]) for it in events} == {answer["drawing_id"]}
    assert answer["count"] == len(events) == 2
    for event in events:
        assert PERIOD.first <= event.facts["target"] <= PERIOD.last
        assert is_working_day(event.facts["target"])
    assert len({it.facts["seed"] for it in events}) == 2


@on_sqlite
def test_a_drawn_day_follows_from_its_recorded_seed(
    office: SupervisionApplication, play: Play
) -> None:
    drawn(office, play.file_id)

    (event,) = office.entries(names=["supervision.extra_test_drawn"])
    (extra,) = play.file.drawn
    windows = [it.facts for it in office.entries(names=["supervision.drug_test_scheduled"])]
    taken = [*windows[-1]["targets"], *(it.target for it in play.file.extras if it != extra)]
    again = draw(SURPRISE, extra.span, taken=taken, seed=bytes.fromhex(event.facts["seed"]))
    assert again == extra.target


@on_sqlite
def test_whose_case_is_over_or_stands_still_is_left_out_and_named(
    office: SupervisionApplication, play: Play
) -> None:
    held = Play(office, case_ref="梅社戒〔2026〕0002")
    held.held(5)
    ended = Play(office, case_ref="梅社戒〔2026〕0003")
    ended.ended(5)

    answer = drawn(office, play.file_id, held.file_id, ended.file_id)

    assert answer["count"] == 1
    assert answer["left_out"] == [held.case_ref, ended.case_ref]


@on_sqlite
def test_a_drawing_for_nobody_is_refused(office: SupervisionApplication, play: Play) -> None:
    play.held(5)

    with pytest.raises(Refusal, match="没有可以抽检的"):
        drawn(office, play.file_id)


@on_sqlite
@pytest.mark.parametrize(("first", "last", "field"), [(9, 20, "first"), (20, 19, "last")])
def test_a_period_lies_ahead_and_ends_after_it_begins(
    play: Play, first: int, last: int, field: str
) -> None:
    with pytest.raises(Refusal) as found:
        play.draw(10, first, last)

    assert found.value.field == field


@on_sqlite
def test_a_drawn_test_stays_with_its_number_when_the_plan_is_laid_out_anew(
    office: SupervisionApplication, play: Play
) -> None:
    with clock.use(at(day(1), 9)):
        office.plan_extra_tests(file_id=play.file_id)
    drawn(office, play.file_id)
    before, every = play.file.drawn, len(play.file.extras)

    play.held(70)
    play.freed(90)

    assert play.file.drawn == before
    numbers = [it.span.number for it in play.file.extras]
    assert len(numbers) == every == len(set(numbers)) == 4


@on_sqlite
def test_a_test_in_the_period_beside_that_of_the_plan_keeps_what_was_drawn_and_the_years_share(
    office: SupervisionApplication, play: Play
) -> None:
    with clock.use(at(day(1), 9)):
        office.plan_extra_tests(file_id=play.file_id)
    drawn(office, play.file_id)
    play.test(5)
    play.test(33)

    play.test(45)

    first, *_, last = play.file.extra_outcomes(day(61))
    assert (first.state, first.tested_on) == ("done", day(45))
    assert (last.state, last.tested_on) == ("done", day(45))


@on_sqlite
def test_a_station_draws_for_its_cases_on_a_page_and_sees_no_day_before_it_is_near(
    office: SupervisionApplication, play: Play
) -> None:
    app = app_of(office, Register())
    elsewhere = Play(office, case_ref="梅社戒〔2026〕0002", station="station-2")
    worker = reader(app, "shegong01")
    typed = {
        "kind": SURPRISE,
        "first": PERIOD.first.isoformat(),
        "last": PERIOD.last.isoformat(),
        "cases": [str(play.file_id)],
    }
    with clock.use(at(day(10), 9)):
        form = page(worker, "/supervision/drawings/draw")
        done = send(worker, "/supervision/drawings/draw", typed)
    (extra,) = play.file.drawn
    with clock.use(at(extra.target - timedelta(days=5), 9)):
        early = page(worker, "/supervision/?bearer=")
    with clock.use(at(extra.target, 9)):
        office.rounds().make(clock.now())
        due = page(worker, "/supervision/?bearer=")

    assert play.case_ref in form
    assert elsewhere.case_ref not in form
    assert f"{PERIOD.first:%Y-%m-%d} – {PERIOD.last:%Y-%m-%d}" in done
    assert f"建议{extra.target:%Y-%m-%d}检测" not in early
    assert f"建议{extra.target:%Y-%m-%d}检测" in due


@on_sqlite
def test_a_program_is_told_who_was_left_out_and_never_the_days(
    office: SupervisionApplication, play: Play
) -> None:
    app = app_of(office, Register())
    held = Play(office, case_ref="梅社戒〔2026〕0002")
    held.held(5)
    body = {
        "kind": SURPRISE,
        "first": PERIOD.first.isoformat(),
        "last": PERIOD.last.isoformat(),
        "cases": [str(play.file_id), str(held.file_id)],
    }
    with clock.use(at(day(10), 9)):
        answer = sent(app, "/supervision/api/drawings", body).json
        level(reader(app, "dudao01"))
        listed = reader(app, "dudao01").get("/supervision/api/drawings").json or []

    assert answer["left_out"] == [held.case_ref]
    assert [it["cases"] for it in listed] == [1]
    assert set(listed[0]) == {"drawing_id", "drawn_on", "kind", "opens", "closes", "by", "cases"}


def test_the_plan_of_28_has_three_surprise_tests_however_short_the_term() -> None:
    last = day(700)

    def spans(plan: str) -> list[tuple[date, date]]:
        found = extras_of(
            start=day(0), last=last, targets=(), suspensions=(), seed=b"seed", plan=plan
        )
        return [(it.span.first, it.span.last) for it in found]

    assert len(spans("PLAN_22")) == 1
    first, second, third = spans("PLAN_28")
    assert (first[0], third[1]) == (day(0), last)
    assert second[0] == first[1] + timedelta(days=1)
