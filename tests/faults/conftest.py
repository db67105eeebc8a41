"""One town for all faults: it must bear one after the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage


@pytest.fixture(scope="package")
def stage() -> Iterator[Stage]:
    """The departments that the faults need, each a process, over servers of their own."""
    with Stage() as made:
        yield made
