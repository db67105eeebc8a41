"""What a service shows of itself to others: one context for a while, by the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from shared.access.keys import KeyRing, make_keys
from shared.messaging.credentials import KEPT, Credentials

NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The folder with the keys of two services."""
    make_keys(tmp_path, ("desk", "post"))
    return tmp_path


@pytest.fixture
def desk(keys: Path) -> Credentials:
    """The keys of the desk, in use."""
    return Credentials(KeyRing.load(keys, "desk"))


@pytest.fixture
def post(keys: Path) -> Credentials:
    """The keys of the post, which the desk asks."""
    return Credentials(KeyRing.load(keys, "post"))


def test_a_context_is_used_again_while_it_is_fresh(desk: Credentials) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        first = desk.token(None, "post")
        now.shift(KEPT - 1)
        again = desk.token(None, "post")
        now.shift(2)
        later = desk.token(None, "post")

    assert again == first
    assert later != first


@pytest.mark.parametrize("wrong", [timedelta(hours=1), timedelta(hours=-1)], ids=str)
def test_what_was_signed_by_a_wrong_clock_is_not_shown_by_a_right_one(
    desk: Credentials, post: Credentials, wrong: timedelta
) -> None:
    with time_machine.travel(NOON + wrong, tick=False):
        desk.token(None, "post")

    with time_machine.travel(NOON, tick=False):
        assert post.proves(desk.token(None, "post"), "desk")
