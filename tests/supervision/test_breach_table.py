"""Every scenario of the table: counters, detections, duties, alarms; and what a counter says."""

from __future__ import annotations

import pytest

from services.supervision.application import SupervisionApplication
from services.supervision.domain.duties import ANSWER_BREACH, duties_of
from services.supervision.domain.supervision import Supervision
from shared import clock
from tests.supervision.breaches import MOVED_HERE, SCENARIOS, Alarmed, Scenario
from tests.supervision.conftest import at, file_of, on_sqlite
from tests.supervision.playing import Play, day
from tests.supervision.watching import story


def test_there_are_forty_of_them() -> None:
    assert len({it.name for it in SCENARIOS}) == len(SCENARIOS) >= 40


@on_sqlite
@pytest.mark.parametrize("it", SCENARIOS, ids=lambda it: it.name)
def test_a_breach_is_counted_found_owed_and_not_passed_over_in_silence(
    office: SupervisionApplication, it: Scenario
) -> None:
    play = story(office, **(it.file or {}))

    for tell in it.tale:
        tell(play)
    with clock.use(at(day(it.on), 20)):
        office.run_clock()

    found = tuple(e.facts["counter"] for e in play.happened("serious_breach_detected"))
    assert play.counted(it.on) == it.counted
    assert found == it.found
    assert tuple(play.owed()) == it.owed
    assert to_be_answered(play.file) == it.answers
    assert alarmed(play) == it.alarms
    assert len(play.happened("serious_breach_withdrawn")) == it.withdrawn


def to_be_answered(file: Supervision) -> int:
    """How many breaches wait for criticism, education and a written admonition."""
    return sum(it.kind == ANSWER_BREACH and it.owed for it in duties_of(file))


def alarmed(play: Play) -> tuple[Alarmed, ...]:
    """Whom the clock alarmed about which matter, on which day of the case."""
    return tuple(
        (play.called(e.facts["matter"]), e.facts["to"], (e.facts["escalated_on"] - day(0)).days)
        for e in play.happened("duty_escalated")
    )


@on_sqlite
def test_counters_that_came_from_another_town_are_near_their_limits(
    office: SupervisionApplication,
) -> None:
    play = Play(office, **MOVED_HERE)

    assert play.file.counters(day(40))["test"].left == 1


@on_sqlite
def test_a_contested_count_is_said_and_grounds_nothing(office: SupervisionApplication) -> None:
    play = Play(office)
    play.away(10, 25)
    play.away(40, 55)

    counter = file_of(office).counters(day(60))["leave_days"]

    assert (counter.value, counter.contested, counter.is_serious) == (30, True, False)
    assert play.owed() == []


@on_sqlite
def test_each_counter_says_what_it_counts_and_by_which_article(
    office: SupervisionApplication,
) -> None:

    play = Play(office)
    play.refuse(5)
    play.away(10, 15)

    counters = file_of(office).counters(day(20))

    assert [(it.what, it.on, it.amount) for it in counters["test"].basis] == [
        ("refused", day(5), 1)
    ]
    assert [(it.what, it.amount) for it in counters["leave_days"].basis] == [("unreported", 5)]
    articles = {name: str(it.rule.citation) for name, it in counters.items() if it.rule}
    assert articles == dict.fromkeys(("test", "leave_times", "leave_days"), "《戒毒条例》第20条")
