"""A message that one department cannot take: supervision's claim on the case names a lost file.

Supervision believes that it has a file of the case, and the file is not there, as after a restore
that went half. Everything about that case fails until somebody mends the claim.
"""

from __future__ import annotations

import json
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg2

from shared.eventstore.sealing import FileKey
from tests.faults import checker
from tests.faults.stage import Stage
from tests.support.waiting import eventually

BEHIND = "behind an earlier parked message of the same case"
EVENTS = ("registry.reported_in", "registry.agreement_signed")


@dataclass(frozen=True)
class Poisoned:
    """What was seen while the poison was in, and after it was gone."""

    parked: list[dict[str, Any]]
    other_cases_seconds: list[float]
    replayed: list[str]
    left: list[dict[str, Any]]
    verdict: checker.Verdict

    def figures(self) -> dict[str, Any]:
        """All of it as one line of JSON."""
        return {
            "fault": "poison",
            "parked_meanwhile": len(self.parked),
            "other_cases_seconds": self.other_cases_seconds,
            "left": len(self.left),
            **self.verdict.counts(),
        }


def poison(stage: Stage, *, others: int = 3) -> Poisoned:
    """One case cannot be heard; others go on; then the cause is removed and the list replayed."""
    case = poisoned_case(stage)
    stage.report_in(case)
    stage.sign(case)
    eventually(lambda: len(parked(stage)) == len(EVENTS), within=30, every=0.1)
    seconds = [_seconds_until_heard(stage) for _ in range(others)]
    waiting = parked(stage)
    mend(stage, case)
    done = stage.town.guihang("parked", "--replay", "--json", "supervision")
    stage.level()
    return Poisoned(
        parked=waiting,
        other_cases_seconds=seconds,
        replayed=_heard_of(stage, case["case_ref"]),
        left=json.loads(done.stdout),
        verdict=stage.judge(),
    )


def poisoned_case(stage: Stage) -> dict[str, str]:
    """A case that supervision will not be able to hear of."""
    case = stage.decide(stage.register())
    key = _claim_of(stage, case["case_ref"])
    _order(stage, "INSERT INTO log.claims VALUES ('case', %s, %s)", key, str(uuid.uuid4()))
    return case


def mend(stage: Stage, case: dict[str, str]) -> None:
    """From now on it can."""
    key = _claim_of(stage, case["case_ref"])
    _order(stage, "DELETE FROM log.claims WHERE scope = 'case' AND key = %s", key)


def parked(stage: Stage) -> list[dict[str, Any]]:
    rows = checker.rows(
        stage.databases["supervision"],
        "SELECT name, case_ref, reason FROM log.parked ORDER BY upstream, position",
    )
    return [dict(zip(("name", "case_ref", "reason"), row, strict=True)) for row in rows]


def _seconds_until_heard(stage: Stage) -> float:
    """How long another case, which reports in now, takes to be on supervision's desk."""
    case = stage.decide(stage.register())
    began = time.monotonic()
    stage.report_in(case)
    eventually(lambda: _heard_of(stage, case["case_ref"]), within=30)
    return round(time.monotonic() - began, 2)


def _heard_of(stage: Stage, case_ref: str) -> list[str]:
    """What supervision has written about a case, in its order."""
    rows = checker.rows(
        stage.databases["supervision"],
        "SELECT name FROM log.events WHERE case_ref = %s ORDER BY position",
        case_ref,
    )
    return [name for (name,) in rows]


def _claim_of(stage: Stage, case_ref: str) -> bytes:
    key = FileKey.from_file(stage.folder / "keys" / "supervision.master")
    return key.digest(case_ref.encode(), purpose="claim case")


def _order(stage: Stage, statement: str, *values: object) -> None:
    with closing(psycopg2.connect(stage.databases["supervision"])) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement, values)
