"""Every named place at which a process can die: it dies there, which a file proves, so many times.

The places stand in `shared/eventstore/failpoints.py`. The one inside an append is SQLite's alone,
and belongs to the embedded town.
"""

from __future__ import annotations

import re
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.eventstore.failpoints import (
    AFTER_COMMIT,
    AFTER_EFFECT,
    AFTER_PARKING,
    BEFORE_APPEND,
    BEFORE_PARKING,
    IN_REBUILD,
    IN_REPLAY,
    IN_SWITCH,
)
from tests.faults import checker
from tests.faults.faults import RESTART_SECONDS, Found, measured
from tests.faults.poison import mend, parked, poisoned_case
from tests.faults.stage import Stage
from tests.support.waiting import eventually

POINTS = {
    "registry": (BEFORE_APPEND, AFTER_COMMIT),
    "supervision": (BEFORE_APPEND, AFTER_COMMIT, AFTER_EFFECT),
}
PARKING = (BEFORE_PARKING, AFTER_PARKING)
REBUILDING = (IN_REBUILD, IN_SWITCH)
VICTIM = "supervision"
FRESH = re.compile(r".*__[0-9a-f]{8}")


def expected_hits(n: int) -> dict[str, int]:
    """How often each place must have been hit."""
    writing = [f"{point} in {victim}" for victim, points in POINTS.items() for point in points]
    others = [f"{point} in {VICTIM}" for point in (*PARKING, IN_REPLAY, *REBUILDING)]
    return dict.fromkeys((*writing, *others), n)


def kill_at_points(stage: Stage, n: int) -> Found:
    """Each named place, so many times, under load."""
    hits: Counter[str] = Counter()

    def inflict() -> dict[str, Any]:
        for victim, points in POINTS.items():
            for turn in range(n):
                for point in points:
                    _service_dies(stage, point, victim, turn)
                    hits[f"{point} in {victim}"] += 1
            _serves_again(stage, victim)
        for turn in range(n):
            _parking_dies(stage, turn, hits)
            for point in REBUILDING:
                _verb_dies(stage, point, turn, "rebuild", VICTIM)
                hits[f"{point} in {VICTIM}"] += 1
        return {"hits": dict(hits), "left_behind": _rebuilt(stage)}

    return measured(stage, "kill -9 at named places", sum(expected_hits(n).values()), inflict)


def _parking_dies(stage: Stage, turn: int, hits: Counter[str]) -> None:
    """A case that cannot be heard: dead before it is put aside, after that, and while replayed."""
    case = poisoned_case(stage)
    after = [stage.report_in, stage.sign]
    for point, act in zip(PARKING, after, strict=True):
        _service_dies(stage, point, VICTIM, turn, then=lambda act=act: act(case))  # type: ignore[misc]  # bound now
        hits[f"{point} in {VICTIM}"] += 1
    _serves_again(stage, VICTIM)
    eventually(lambda: len(parked(stage)) == len(after), within=RESTART_SECONDS)
    mend(stage, case)
    _verb_dies(stage, IN_REPLAY, turn, "parked", "--replay", VICTIM)
    hits[f"{IN_REPLAY} in {VICTIM}"] += 1
    done = stage.town.guihang("parked", "--replay", "--json", VICTIM)
    if done.returncode or parked(stage):
        raise LookupError(f"what was put aside was not heard: {done.stdout}{done.stderr}")


def _service_dies(
    stage: Stage, point: str, victim: str, turn: int, then: Callable[[], object] = lambda: None
) -> None:
    """Arm a place in a service and see it die there."""
    hit = _proof(stage, point, victim, turn)
    stage.town.processes[victim].kill9()
    armed = stage.town.again(victim, GUIHANG_FAILPOINT=point, GUIHANG_FAILPOINT_HIT=str(hit))
    then()
    eventually(
        lambda: hit.exists() and not armed.running,
        within=RESTART_SECONDS,
        saying=f"{victim} never came to {point}",
    )


def _verb_dies(stage: Stage, point: str, turn: int, *words: str) -> None:
    """Arm a place in a verb of the command line and see it die there."""
    hit = _proof(stage, point, words[0], turn)
    done = stage.town.guihang(*words, GUIHANG_FAILPOINT=point, GUIHANG_FAILPOINT_HIT=str(hit))
    if done.returncode != -signal.SIGKILL or not hit.exists():
        raise LookupError(f"{words} never came to {point}: {done.returncode} {done.stderr}")


def _proof(stage: Stage, point: str, victim: str, turn: int) -> Path:
    return stage.folder / f"{point}.{victim}.{turn}.hit"


def _serves_again(stage: Stage, victim: str) -> None:
    stage.town.again(victim)
    stage.town.wait_until_ready([victim])


def _rebuilt(stage: Stage) -> list[str]:
    """Rebuild in peace; the tables that dead rebuilds left behind, and lists that lack a case."""
    done = stage.town.guihang("rebuild", VICTIM)
    if done.returncode:
        raise LookupError(done.stderr)
    url = stage.databases[VICTIM]
    tables = checker.rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'views'")
    left = [name for (name,) in tables if FRESH.fullmatch(name)]
    ((missing,),) = checker.rows(
        url,
        "SELECT count(*) FROM log.events e WHERE name = 'supervision.opened' AND position <="
        " (SELECT min(position) FROM views.projection_positions) AND NOT EXISTS"
        " (SELECT FROM views.supervision_files f WHERE f.file_id = e.stream_id)",
    )
    return left + [f"{missing} files missing"] * bool(missing)
