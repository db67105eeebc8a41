"""What grows is seen by its course; the hour itself is `python -m tests.faults.soak`."""

from __future__ import annotations

from tests.faults.soak import BOUNDS, Course, soak, thirds
from tests.faults.stage import Stage


def test_what_grows_after_warming_up_is_not_flat() -> None:
    assert Course("memory", "registry", (60.0, 90.0, 92.0)).flat
    assert not Course("memory", "registry", (60.0, 90.0, 120.0)).flat
    assert not Course("queued", "RabbitMQ", (0.0, 0.0, 300.0)).flat


def test_each_third_is_judged_by_its_median() -> None:
    assert thirds([1, 1, 9, 2, 2, 2, 3, 30, 3]) == (1, 2, 3)


def test_a_town_at_work_is_looked_at_in_every_respect(stage: Stage) -> None:
    found = soak(stage, minutes=0.1, every=1.0, clerks=1, thought=0.2)

    assert {course.what for course in found.courses} == set(BOUNDS)
    assert {course.where for course in found.courses} == {
        *stage.town.names,
        "PostgreSQL",
        "RabbitMQ",
    }
    assert found.verdict.sound
    assert found.pages > 0
    assert found.failed_pages == 0
