"""However the clock of duties is kept, it writes the same."""

from __future__ import annotations

from tests.supervision.clocked import run


def test_a_badly_kept_clock_writes_what_one_that_runs_daily_does() -> None:
    """25 cases for 70 days; `python -m tests.supervision.clocked` has 500 and three years."""
    daily, _ = run(cases=25, days=70, seed=7, badly=False)
    badly, _ = run(cases=25, days=70, seed=7, badly=True)

    assert daily
    assert badly == daily
