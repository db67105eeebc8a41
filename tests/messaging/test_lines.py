"""A line takes deliveries one after the other, and lets go of each only after its effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import eventlet
import pytest

from shared.messaging.follower import Outcome
from shared.messaging.lines import Line
from tests.messaging.support.departments import Desk, Post, numbers, stamped
from tests.messaging.support.hearing import Hearing
from tests.support.waiting import eventually


@pytest.fixture
def line(post: Post, desk: Desk) -> Iterator[Line]:
    """A running line between the two, which hardly ever pulls."""
    made = Line(Hearing(post, desk).follower, pull_every=3600)
    made.start(eventlet.spawn)
    yield made
    made.stop()


def answers(*outcomes: Outcome) -> Callable[[], Outcome]:
    """What becomes of a delivery, try by try; the last for ever."""
    left = list(outcomes)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("last", [Outcome.LEVEL, Outcome.STOPPED])
def test_a_delivery_is_held_until_its_effect(line: Line, last: Outcome) -> None:
    done: list[str] = []

    line.deliver(answers(Outcome.LATER, Outcome.LATER, last), partial(done.append, "first"))
    line.deliver(answers(Outcome.LEVEL), partial(done.append, "second"))

    eventually(lambda: done == ["first", "second"])


def test_what_had_no_effect_when_the_service_stops_goes_back(line: Line) -> None:
    done: list[str] = []
    tried: list[str] = []

    def never() -> Outcome:
        tried.append("once more")
        return Outcome.LATER

    line.deliver(never, partial(done.append, "never"))
    eventually(lambda: tried)
    line.stop()

    assert done == []


def test_a_line_pulls_when_it_begins(post: Post, desk: Desk) -> None:
    stamped(post)(1)
    line = Line(Hearing(post, desk).follower, pull_every=3600)

    line.start(eventlet.spawn)

    eventually(lambda: numbers(desk) == [1])
    line.stop()


def test_a_line_that_is_killed_ends_at_once(line: Line) -> None:
    line.deliver(answers(Outcome.LATER), lambda: None)

    with eventlet.Timeout(1.0):
        line.kill()
