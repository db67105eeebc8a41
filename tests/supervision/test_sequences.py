"""Counters, outcomes and duties to report, over stories that nobody thought of."""

from __future__ import annotations

from tests.supervision.sequences import playing


def test_counters_are_a_recount_windows_have_one_outcome_and_serious_breaches_are_owed() -> None:
    """300 stories; `python -m tests.supervision.sequences` plays 5,000."""
    with playing(300) as holds:
        holds()
