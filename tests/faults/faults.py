"""What is done to the town, each while clerks write, and what was found afterwards."""

from __future__ import annotations

import random
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.faults import checker
from tests.faults.load import Try
from tests.faults.stage import Stage
from tests.faults.wire import CuttingWire
from tests.support.waiting import eventually

RESTART_SECONDS = 90.0


def turns(n: int) -> int:
    """How often a service dies at each named point, where n services are killed at random."""
    return max(1, n // 25)


def wipes(n: int) -> int:
    """How often the broker is wiped."""
    return max(2, n // 50)


def deaths(n: int) -> int:
    """How often PostgreSQL is killed."""
    return max(2, n * 3 // 50)


def cuts(n: int) -> int:
    """How many replies are cut."""
    return max(5, n * 2 // 5)


@dataclass(frozen=True)
class Found:
    """The figures of one fault."""

    fault: str
    n: int
    seconds: float
    level_seconds: float
    acknowledged: int
    requests: int
    failed_requests: int
    conflicts: int
    verdict: checker.Verdict
    more: dict[str, Any] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """All of it as one line of JSON."""
        return {
            "fault": self.fault,
            "n": self.n,
            "seconds": round(self.seconds, 1),
            "acknowledged": self.acknowledged,
            **self.verdict.counts(),
            "level_seconds": round(self.level_seconds, 2),
            "requests": self.requests,
            "failed_requests": self.failed_requests,
            "conflicts": self.conflicts,
            **self.more,
        }


def kill_at_random(stage: Stage, n: int) -> Found:
    """Kill -9 of one service after the other, each at a random instant; each starts again."""
    dice = random.Random(n)

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            victim = dice.choice(_serving(stage))
            time.sleep(dice.uniform(0, 0.5))
            stage.town.processes[victim].kill9()
            stage.town.again(victim)
        stage.town.wait_until_ready(stage.town.names)
        return {}

    return measured(stage, "kill -9 at random", n, inflict)


def wipe_the_broker(stage: Stage, n: int) -> Found:
    """All that RabbitMQ knows is deleted, and it starts empty; meanwhile acts must go through."""
    outages: list[float] = []
    back: list[float] = []
    sent: list[Try] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            since = time.monotonic()
            stage.rabbit.wipe()
            until = time.monotonic()
            outages.append(round(until - since, 1))
            sent.extend(it for it in stage.tries if since <= it.at < until)
            back.append(round(stage.level(), 2))
        return {
            "outage_seconds": outages,
            "acts_during_outage": len(sent),
            "failed_during_outage": sum(it.failed for it in sent),
            "slowest_during_outage": round(max(it.seconds for it in sent), 2),
            "level_after": back,
        }

    return measured(stage, "broker wiped", n, inflict)


def kill_postgres(stage: Stage, n: int) -> Found:
    """PostgreSQL and all its backends die at once, and start again a moment later."""
    dice = random.Random(n)
    back: list[float] = []

    def inflict() -> dict[str, Any]:
        for _ in range(n):
            until_acts_go_through(stage)
            time.sleep(dice.uniform(0, 0.5))
            stage.postgres.kill9()
            time.sleep(dice.uniform(0, 2))
            stage.postgres.start()
            back.append(round(stage.level(), 2))
        return {"level_after": back}

    return measured(stage, "PostgreSQL killed", n, inflict)


def cut_replies(stage: Stage, n: int) -> Found:
    """The append is committed, the reply never comes: in registry for acts, in supervision too."""
    wire = CuttingWire(stage.postgres.url)
    through = stage.town.env["GUIHANG_DATABASE_URL"].replace(
        f"127.0.0.1:{stage.wires['PostgreSQL'].port}", wire.address
    )
    for name in ("registry", "supervision"):
        stage.again(name, GUIHANG_DATABASE_URL=through)
    stage.town.wait_until_ready(stage.town.names)

    def inflict() -> dict[str, Any]:
        answers = Counter(_register_with_a_cut(stage, wire) for _ in range(n))
        wire.cut_next(n)
        eventually(lambda: wire.cut == 2 * n, within=RESTART_SECONDS)
        return {"cut": wire.cut, "answers": dict(answers)}

    try:
        return measured(stage, "reply to an append cut", n, inflict)
    finally:
        for name in ("registry", "supervision"):
            stage.again(name)
        stage.town.wait_until_ready(stage.town.names)
        wire.close()


def measured(stage: Stage, fault: str, n: int, inflict: Callable[[], dict[str, Any]]) -> Found:
    """Under load: the fault, then how long until all are level; then, in quiet, what is there."""
    before, began = len(stage.tries), time.monotonic()
    earlier = len(stage.record.acknowledged())
    with stage.load():
        more = inflict()
        level_seconds = stage.level()
    stage.level()
    made, verdict = stage.tries[before:], stage.judge()
    return Found(
        fault=fault,
        n=n,
        seconds=time.monotonic() - began,
        level_seconds=level_seconds,
        acknowledged=verdict.acknowledged - earlier,
        requests=len(made),
        failed_requests=sum(it.failed for it in made),
        conflicts=sum(it.status == HTTPStatus.CONFLICT for it in made),
        verdict=verdict,
        more=more,
    )


def _serving(stage: Stage) -> list[str]:
    return eventually(
        lambda: [name for name in stage.town.names if stage.serves(name)], within=RESTART_SECONDS
    )


def until_acts_go_through(stage: Stage) -> None:
    """The clerks are let in, so that a fault does not meet a town that has only just started."""
    since = len(stage.tries)
    eventually(lambda: not all(it.failed for it in stage.tries[since:]), within=RESTART_SECONDS)


def _register_with_a_cut(stage: Stage, wire: CuttingWire) -> str:
    """Register somebody, the reply to the append being cut; every status that the client saw."""
    command_id = str(uuid.uuid4())
    cut = wire.cut
    wire.cut_next(marked=command_id)
    stage.register(command_id=command_id)
    if wire.cut != cut + 1:
        raise LookupError("the reply was not cut")
    return " ".join(str(it.status) for it in stage.tries if it.command_id == command_id)
