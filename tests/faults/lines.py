"""What is done to the wires and the queues between the services and their servers.

Every kind of bad wire, to PostgreSQL and to RabbitMQ; a broker that stops taking messages for lack
of memory; queues that somebody deletes. What is dropped, doubled, delayed and reordered on the way
is the simulation's (docs/simulation.md), which does it thousands of times.
"""

from __future__ import annotations

import random
import time
from typing import Any

from tests.faults.faults import Found, measured, until_acts_go_through
from tests.faults.hole import Fault, HoledWire
from tests.faults.load import Try
from tests.faults.stage import Stage
from tests.support.rabbit import connection

LEAST_SECONDS, MOST_SECONDS = 2.0, 6.0  # that a wire is bad
ALARM_SECONDS = 5.0
NO_MEMORY, USUAL_MEMORY = "0.0000001", "0.4"


def bad_wires(stage: Stage, n: int) -> Found:
    """Each kind of fault on the wire to each server, so many times; all services share the wire."""
    dice = random.Random(n)
    back = {
        f"{fault.value} to {server}": (wire, fault)
        for server, wire in stage.wires.items()
        for fault in Fault
    }

    def inflict() -> dict[str, Any]:
        level = {what: [_break(stage, *it, dice) for _ in range(n)] for what, it in back.items()}
        return {"level_after": level}

    return measured(stage, "bad wire", n * len(back), inflict)


def alarm_the_broker(stage: Stage, n: int) -> Found:
    """RabbitMQ is short of memory and takes no message from anybody; acts must go through."""
    sent: list[Try] = []
    back: list[float] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            since = time.monotonic()
            stage.rabbit.control("set_vm_memory_high_watermark", NO_MEMORY)
            time.sleep(ALARM_SECONDS)
            stage.rabbit.control("set_vm_memory_high_watermark", USUAL_MEMORY)
            until = time.monotonic()
            sent.extend(it for it in stage.tries if since <= it.at < until)
            back.append(round(stage.level(), 2))
        return {
            "acts_during_alarm": len(sent),
            "failed_during_alarm": sum(it.failed for it in sent),
            "level_after": back,
        }

    return measured(stage, "broker alarm", n, inflict)


def delete_queues(stage: Stage, n: int) -> Found:
    """All queues are deleted under the services, with what lies in them."""
    back: list[float] = []
    deleted = 0

    def inflict() -> dict[str, Any]:
        nonlocal deleted
        for _ in range(n):
            until_acts_go_through(stage)
            deleted += _delete_all_queues(stage)
            back.append(round(stage.level(), 2))
        return {"queues": deleted, "level_after": back}

    return measured(stage, "queues deleted", n, inflict)


def _delete_all_queues(stage: Stage) -> int:
    """Another client may not delete an exclusive queue; the server's own tool may, but is slow."""
    listed = stage.rabbit.control("list_queues", "name", "exclusive", "--no-table-headers")
    queues = [line.partition("\t")[::2] for line in listed.splitlines()]
    with connection(stage.rabbit.url) as opened:
        channel = opened.channel()
        for name, exclusive in queues:
            if exclusive == "false":
                channel.queue_delete(name)
    for name, exclusive in queues:
        if exclusive == "true":
            stage.rabbit.control("delete_queue", name)
    return len(queues)


def _break(stage: Stage, wire: HoledWire, fault: Fault, dice: random.Random) -> float:
    """The wire is bad for a while; how long until all are level after it was mended."""
    until_acts_go_through(stage)
    wire.breaks(fault)
    time.sleep(dice.uniform(LEAST_SECONDS, MOST_SECONDS))
    wire.mend()
    return round(stage.level(), 2)
