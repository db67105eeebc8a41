"""A health institution on a store of its own, and what other offices tell it."""

from __future__ import annotations

import pytest

from services.treatment.application import TreatmentApplication
from services.treatment.messages import HEARD
from services.treatment.projections import LISTS, PROJECTIONS
from shared.eventstore.database import Database
from tests.partner.browsing import Pages, pages_of
from tests.partner.support import Desk, Others, database, desk_of, made, on_one_day

__all__ = ["database", "on_one_day"]


@pytest.fixture
def office(database: Database) -> TreatmentApplication:
    """The institution, before anything reached it."""
    return made(TreatmentApplication, database, HEARD)


@pytest.fixture
def others(office: TreatmentApplication) -> Others:
    """The other offices."""
    return Others(office)


@pytest.fixture
def desk(office: TreatmentApplication) -> Desk:
    """Its lists."""
    return desk_of(office, LISTS, PROJECTIONS)


@pytest.fixture
def pages(office: TreatmentApplication, desk: Desk) -> Pages:
    """Its pages, put together as the assembly does."""
    return pages_of(office, desk.projector)
