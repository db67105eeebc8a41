"""What a watchman reads: alive, ready with figures and bounds, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import eventlet
import pytest

from shared.web import health
from shared.web.health import Check, Part
from tests.web.sample import make_sample


def part(name: str, figure: float | None, *, bound: float = 5.0) -> Check:
    return lambda: [Part(name=name, figure=figure, bound=bound, unit="seconds")]


def broken() -> Iterable[Part]:
    raise ConnectionRefusedError("postgresql://user:secret@host")


def silent() -> Iterable[Part]:
    eventlet.sleep(60)
    return []


def asked(path: str, **face: Any) -> tuple[int, dict[str, Any]]:
    answer = make_sample(**face).test_client().get(path)
    return answer.status_code, answer.get_json()


@pytest.mark.parametrize("path", ["/healthz", "/sample/healthz"])
def test_a_process_is_alive_whatever_it_lacks(path: str) -> None:
    assert asked(path, checks={"database": broken}) == (200, {"status": "alive"})


def test_a_desk_is_ready_while_every_figure_keeps_its_bound() -> None:
    checks = {"database": part("database", 0.2), "broker": part("broker", 5.0)}

    status, told = asked("/sample/readyz", checks=checks)

    assert (status, told["status"], told["not_ready"]) == (200, "ready", [])
    assert told["parts"][0] == {
        "part": "database",
        "ready": True,
        "figure": 0.2,
        "bound": 5.0,
        "unit": "seconds",
    }


def test_a_desk_that_is_not_ready_says_which_part_and_by_how_much() -> None:
    checks = {"database": part("database", 0.2), "broker": part("broker", 5.1)}

    status, told = asked("/sample/readyz", checks=checks)

    assert (status, told["not_ready"]) == (503, ["broker"])
    assert told["parts"][1]["figure"] == 5.1


def test_what_fails_is_named_and_not_why() -> None:
    status, told = asked("/sample/readyz", checks={"database": broken})

    assert (status, told["not_ready"]) == (503, ["database"])
    assert "secret" not in str(told)


@pytest.mark.parametrize("check", [silent, part("late", None)])
def test_what_does_not_answer_in_time_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, check: Callable[[], Iterable[Part]]
) -> None:
    monkeypatch.setattr(health, "ASKING_SECONDS", 0.05)

    status, told = asked("/sample/readyz", checks={"late": check})

    assert (status, told["not_ready"]) == (503, ["late"])


def test_a_process_answers_for_all_its_departments() -> None:
    departments = {
        "sample": {"database": part("database", 0.2)},
        "door": {"broker": part("broker", 9.0)},
    }

    status, told = asked("/readyz", process=lambda: departments)

    assert (status, told["not_ready"]) == (503, ["door: broker"])
    assert told["departments"]["sample"]["status"] == "ready"
