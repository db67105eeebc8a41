"""What was put aside is tried again in its order, case by case."""

from __future__ import annotations

import pytest
from eventsourcing.persistence import OperationalError

from shared.eventstore.hearing import HeardMessage
from shared.eventstore.records import Parked
from shared.messaging.language import Message
from shared.messaging.parking import Replayed, replay_parked
from tests.messaging.support.departments import Desk, Post, numbers, stamped
from tests.messaging.support.hearing import Hearing

NUMBERS = {13: "case-1", 2: "case-1", 14: "case-2", 4: "case-2"}


@pytest.fixture
def parked(post: Post, desk: Desk) -> Desk:
    """A desk with two messages of each of two cases aside."""
    desk.poison = {13, 14}
    stamps = {case: stamped(post, case) for case in set(NUMBERS.values())}
    for number, case in NUMBERS.items():
        stamps[case](number)
    Hearing(post, desk).deliver()
    assert len(desk.parked()) == 4
    return desk


def outcomes(tried: list[Replayed]) -> list[tuple[int, str | None]]:
    return [(Message.load(it.parked.body).data["number"], it.reason) for it in tried]


def test_all_is_replayed_in_order(parked: Desk) -> None:
    parked.poison = set()

    tried = replay_parked(parked)

    assert outcomes(tried) == [(13, None), (2, None), (14, None), (4, None)]
    assert (numbers(parked), parked.parked()) == ([13, 2, 14, 4], [])


def test_where_one_fails_its_case_waits_and_others_go_on(parked: Desk) -> None:
    parked.poison = {13}

    tried = replay_parked(parked)

    assert outcomes(tried) == [(13, "Refusal: 不能登记{name}"), (14, None), (4, None)]
    assert [it.case_ref for it in parked.parked()] == ["case-1", "case-1"]


def test_one_case_alone_may_be_replayed(parked: Desk) -> None:
    parked.poison = set()

    replay_parked(parked, upstream="post", case_ref="case-2")

    assert numbers(parked) == [14, 4]


def test_another_upstream_has_nothing_aside(parked: Desk) -> None:
    assert replay_parked(parked, upstream="court") == []


class Slow(Desk):
    """A desk that another process overtakes at every message."""

    name = "desk"

    def replay(self, parked: Parked, message: HeardMessage) -> None:
        super().replay(parked, message)
        super().replay(parked, message)


def test_what_another_process_replays_meanwhile_is_heard_once(parked: Desk) -> None:
    slow = Slow(parked.db, master=parked.master)

    tried = replay_parked(slow)

    assert tried == []
    assert numbers(parked) == [13, 2, 14, 4]


class Away(Desk):
    """A desk whose store does not answer."""

    name = "desk"

    def replay(self, parked: Parked, message: HeardMessage) -> None:
        raise OperationalError("away")


def test_while_the_store_is_away_nothing_is_tried_further(parked: Desk) -> None:
    away = Away(parked.db, master=parked.master)

    with pytest.raises(OperationalError):
        replay_parked(away)

    assert len(parked.parked()) == 4
