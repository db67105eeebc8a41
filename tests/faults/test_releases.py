"""Two releases work on one log; ten minutes of it are `python -m tests.faults.releases`."""

from __future__ import annotations

import pytest

from tests.faults.releases import OLDER, NoSuchRelease, sources_of, together
from tests.faults.stage import Stage


def test_a_release_that_never_was_is_said_to_be_missing() -> None:
    with pytest.raises(NoSuchRelease), sources_of("no-such-release"):
        pass


def test_an_older_release_and_this_one_work_on_one_log(stage: Stage) -> None:
    try:
        with sources_of(OLDER):
            pass
    except NoSuchRelease:
        pytest.skip("a shallow copy of the history lacks it: git fetch --unshallow")

    found = together(stage, minutes=0.1, clerks=1)

    assert found.verdict.sound
    assert set(found.done) == {"older", "this"}
    assert found.failed_requests == 0
