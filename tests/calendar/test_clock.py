"""Everybody sees the same day: Shanghai's, or the one a drill asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from shared import clock


def test_the_business_date_is_shanghais(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUIHANG_TODAY", raising=False)

    with time_machine.travel(datetime(2025, 12, 1, 16, 30, tzinfo=UTC), tick=False):
        today, now = clock.today(), clock.now()

    assert today == date(2025, 12, 2)
    assert now.isoformat() == "2025-12-02T00:30:00+08:00"


def test_a_drill_moves_the_day_and_keeps_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIHANG_TODAY", "2026-11-20")

    with time_machine.travel(datetime(2025, 12, 1, 1, 30, tzinfo=UTC), tick=False):
        now = clock.now()

    assert now.isoformat() == "2026-11-20T09:30:00+08:00"


def test_a_day_that_is_none_is_said_to_be_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIHANG_TODAY", "2026-02-30")

    with pytest.raises(ValueError, match="GUIHANG_TODAY=2026-02-30 不是日期"):
        clock.today()


def test_a_held_clock_goes_before_the_drill_and_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIHANG_TODAY", "2026-11-20")
    midnight = datetime(2023, 3, 1, 16, tzinfo=UTC)

    with clock.use(midnight):
        held = clock.now()
        with clock.use(midnight + timedelta(days=1)):
            inner = clock.today()

    assert held.isoformat() == "2023-03-02T00:00:00+08:00"
    assert inner == date(2023, 3, 3)
    assert clock.today() == date(2026, 11, 20)


def test_an_instant_without_a_zone_holds_no_clock() -> None:
    naive = datetime(2023, 3, 1, 16)  # noqa: DTZ001 - that it has no zone is the point

    with pytest.raises(ValueError, match="without a zone"), clock.use(naive):
        pass


class Drifting:
    """A wall clock that somebody has set, and a watch that stands still."""

    def now(self) -> datetime:
        return datetime(2023, 3, 1, 16, tzinfo=UTC)

    def elapsed(self) -> float:
        return 12.5


def test_another_clock_tells_the_time_until_it_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIHANG_TODAY", "2026-11-20")

    with clock.told_by(Drifting()):
        told, elapsed = clock.now(), clock.elapsed()
        with clock.use(datetime(2024, 1, 1, tzinfo=UTC)):
            held = clock.today()

    assert told.isoformat() == "2023-03-02T00:00:00+08:00"
    assert (elapsed, held) == (12.5, date(2024, 1, 1))
    assert clock.today() == date(2026, 11, 20)


def test_the_watch_never_goes_back() -> None:
    first = clock.elapsed()

    with time_machine.travel(datetime(2000, 1, 1, tzinfo=UTC), tick=False):
        second = clock.elapsed()

    assert second >= first
