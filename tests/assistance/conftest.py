"""A social affairs centre on a store of its own, and what other offices tell it."""

from __future__ import annotations

import pytest

from services.assistance.application import AssistanceApplication
from services.assistance.messages import HEARD
from services.assistance.projections import LISTS, PROJECTIONS
from shared.eventstore.database import Database
from tests.partner.browsing import Pages, pages_of
from tests.partner.support import Desk, Others, database, desk_of, made, on_one_day

__all__ = ["database", "on_one_day"]


@pytest.fixture
def office(database: Database) -> AssistanceApplication:
    """The centre, before anything reached it."""
    return made(AssistanceApplication, database, HEARD)


@pytest.fixture
def others(office: AssistanceApplication) -> Others:
    """The other offices."""
    return Others(office)


@pytest.fixture
def desk(office: AssistanceApplication) -> Desk:
    """Its lists."""
    return desk_of(office, LISTS, PROJECTIONS)


@pytest.fixture
def pages(office: AssistanceApplication, desk: Desk) -> Pages:
    """Its pages, put together as the assembly does."""
    return pages_of(office, desk.projector)
