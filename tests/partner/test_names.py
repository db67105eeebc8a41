"""The names of events are spelled for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.eventstore.catalogue import Catalogue
from tests.partner.conftest import PARTNERS

SERVICES = Path(__file__).parents[2] / "services"


@pytest.mark.parametrize("department", PARTNERS)
def test_every_event_stands_in_the_file_of_names(department: str) -> None:
    application, *_ = PARTNERS[department]
    catalogue = Catalogue(department, application.aggregates).by_name

    listed = (SERVICES / department / "event_names.txt").read_text(encoding="utf-8").splitlines()

    assert sorted(listed) == sorted(f"{name} {kind.version}" for name, kind in catalogue.items())
