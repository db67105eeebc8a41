"""What a department says of its messages, and how long a queue is by the broker's own word."""

from __future__ import annotations

import json

import pytest

from shared.access.actor import Actor
from shared.messaging.asking import PeerRefused
from shared.messaging.credentials import Credentials
from shared.messaging.health import depth_of
from tests.messaging.support.departments import SECRET, numbers, stamped
from tests.messaging.support.town import Town, relay_of
from tests.support.waiting import eventually


def test_a_department_says_how_far_everything_is(town: Town) -> None:
    town.desk.poison = {13}
    town.serve_post()
    town.serve_desk()
    stamped(town.post, "case-1")(13)
    stamped(town.post, "case-2")(3)
    eventually(lambda: town.desk.parked() and numbers(town.desk) == [3])

    told = town.client("identity").call("desk", "message_health", timeout=5.0)

    (heard,) = told["followers"]
    assert (heard["upstream"], heard["tracked"], heard["parked"]) == ("post", 4, 1)
    assert heard["seconds"] < 30
    assert (told["connected"], told["queue"], told["parked"]) == (True, 0, 1)
    (message,) = told["parked_messages"]
    assert message["reason"] == "Refusal: 不能登记{name}"
    assert SECRET not in json.dumps(told, ensure_ascii=False)


def test_what_nobody_takes_from_a_queue_is_counted(rabbit_town: Town) -> None:
    rabbit_town.serve_desk().stop()  # its queue stays
    rabbit_town.containers.clear()
    rabbit_town.serve_post()
    eventually(lambda: relay_of(rabbit_town.containers)._position is not None)
    stamped(rabbit_town.post)(1, 2, 3)

    eventually(lambda: depth_of(rabbit_town.bus, "guihang.desk") == 4)  # opened, and three stamps

    assert depth_of(rabbit_town.bus, "guihang.nobody") is None


def test_a_broker_that_is_away_says_nothing_of_queues() -> None:
    assert depth_of("amqp://tests:x@127.0.0.1:1//", "guihang.desk") is None


def test_a_person_without_the_right_is_told_nothing(embedded_town: Town) -> None:
    embedded_town.serve_post()
    clerk = Actor(account="clerk", role="clerk", unit="station-1")
    signer: Credentials = embedded_town.credentials("identity")
    asking = embedded_town.client("desk", for_people=signer.token)

    with pytest.raises(PeerRefused):
        asking.call("post", "message_health", actor=clerk)
