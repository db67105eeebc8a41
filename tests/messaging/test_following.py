"""What a department publishes reaches the others, whatever happens to the broker."""

from __future__ import annotations

from tests.messaging.support.departments import numbers, stamped
from tests.messaging.support.town import Town
from tests.support.waiting import eventually


def test_an_event_reaches_its_follower(town: Town) -> None:
    town.serve_post()
    town.serve_desk()

    stamped(town.post)(1, 2, 3)

    eventually(lambda: numbers(town.desk) == [1, 2, 3])
