"""What is done to the messages themselves: each is kept back, then lost, or sent once, or twice.

What is kept back is sent in any order, after whatever was published since. The departments' own
queues are taken off the exchange meanwhile, as a wrong policy of the broker does.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

import amqp

from tests.faults.faults import Found, measured, until_acts_go_through
from tests.faults.stage import Stage
from tests.support.rabbit import connection

EXCHANGE = "guihang.events"
KEPT_SECONDS = 4.0


def mangle_messages(stage: Stage, n: int) -> Found:
    """All messages of some seconds, so many times."""
    dice = random.Random(n)
    fates: Counter[str] = Counter()
    back: list[float] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            with connection(stage.rabbit.url) as opened:
                channel = opened.channel()
                kept = _kept_back(stage, channel)
                dice.shuffle(kept)
                for message in kept:
                    times = dice.randrange(3)
                    fates[("dropped", "sent late", "sent twice")[times]] += 1
                    for _ in range(times):
                        _send(channel, message)
            back.append(round(stage.level(), 2))
        return {**fates, "level_after": back}

    return measured(stage, "messages dropped, doubled, late, out of order", n, inflict)


def _kept_back(stage: Stage, channel: Any) -> list[Any]:
    """Every message of the next seconds, which no department gets."""
    channel.queue_declare("kept_back", exclusive=True)
    channel.queue_bind("kept_back", EXCHANGE, "#")
    bound = _bindings(stage)
    for queue, key in bound:
        channel.queue_unbind(queue, EXCHANGE, key)
    time.sleep(KEPT_SECONDS)
    for queue, key in bound:
        channel.queue_bind(queue, EXCHANGE, key)
    channel.queue_unbind("kept_back", EXCHANGE, "#")
    kept = []
    while (message := channel.basic_get("kept_back", no_ack=True)) is not None:
        kept.append(message)
    return kept


def _bindings(stage: Stage) -> list[tuple[str, str]]:
    """Which queues of departments get which messages; what belongs to one client is its own."""
    own = {
        name
        for name, exclusive in _listed(stage, "queues", "name", "exclusive")
        if exclusive == "true"
    }
    rows = _listed(stage, "bindings", "source_name", "destination_name", "routing_key")
    return [(queue, key) for source, queue, key in rows if source == EXCHANGE and queue not in own]


def _listed(stage: Stage, what: str, *columns: str) -> list[list[str]]:
    listed = stage.rabbit.control(f"list_{what}", *columns, "--no-table-headers")
    return [line.split("\t") for line in listed.splitlines()]


def _send(channel: Any, message: Any) -> None:
    """As its sender sent it: same body, same proof of the sender, same address."""
    again = amqp.Message(message.body, channel=channel, **message.properties)
    key = message.delivery_info["routing_key"]
    channel.basic_publish(again, exchange=EXCHANGE, routing_key=key)
