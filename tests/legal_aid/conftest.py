"""A justice office on a store of its own, and what other offices tell it."""

from __future__ import annotations

import pytest

from services.legal_aid.application import LegalAidApplication
from services.legal_aid.messages import HEARD
from services.legal_aid.projections import LISTS, PROJECTIONS
from shared.eventstore.database import Database
from tests.partner.browsing import Pages, pages_of
from tests.partner.support import Desk, Others, database, desk_of, made, on_one_day

__all__ = ["database", "on_one_day"]


@pytest.fixture
def office(database: Database) -> LegalAidApplication:
    """The office, before anything reached it."""
    return made(LegalAidApplication, database, HEARD)


@pytest.fixture
def others(office: LegalAidApplication) -> Others:
    """The other offices."""
    return Others(office)


@pytest.fixture
def desk(office: LegalAidApplication) -> Desk:
    """Its lists."""
    return desk_of(office, LISTS, PROJECTIONS)


@pytest.fixture
def pages(office: LegalAidApplication, desk: Desk) -> Pages:
    """Its pages, put together as the assembly does."""
    return pages_of(office, desk.projector)
