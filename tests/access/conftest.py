"""One file of each department that keeps files on cases, in each state that a case can be in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.files import FILES
from tests.access.places import Place
from tests.access.test_rights import STATES

SO_FAR = [
    (department, state)
    for department in FILES
    for state in STATES
    if department == "registry" or state != "before"  # nobody else keeps a file so early
]


@pytest.fixture(params=SO_FAR, ids=" ".join)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A file of a department, on a day on which its case is so far."""
    department, state = request.param
    with FILES[department](tmp_path, state) as found:
        yield found
