"""Each of the three partner offices, on each kind of database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from services.assistance import messages as assistance_messages
from services.assistance import projections as assistance_lists
from services.assistance.application import AssistanceApplication
from services.legal_aid import messages as legal_aid_messages
from services.legal_aid import projections as legal_aid_lists
from services.legal_aid.application import LegalAidApplication
from services.treatment import messages as treatment_messages
from services.treatment import projections as treatment_lists
from services.treatment.application import TreatmentApplication
from shared.eventstore.database import Database
from shared.partner.office import PartnerOffice
from tests.partner.browsing import Pages, pages_of
from tests.partner.support import Desk, Others, database, desk_of, made, on_one_day

__all__ = ["database", "on_one_day"]


@dataclass
class Partner:
    """One office with its lists, what reaches it from others, and which need it answers."""

    office: PartnerOffice
    desk: Desk
    others: Others
    need: str
    kind: str

    def needed(self) -> UUID:
        """A need has just arrived."""
        return self.others.raise_need(self.need, self.kind)


PARTNERS = {
    "assistance": (
        AssistanceApplication,
        assistance_messages,
        assistance_lists,
        "assistance_need_raised",
        "job",
    ),
    "treatment": (
        TreatmentApplication,
        treatment_messages,
        treatment_lists,
        "treatment_need_raised",
        "treatment",
    ),
    "legal_aid": (
        LegalAidApplication,
        legal_aid_messages,
        legal_aid_lists,
        "legal_need_raised",
        "legal",
    ),
}


@pytest.fixture
def pages(partner: Partner) -> Pages:
    """Its pages, put together as the assembly does."""
    return pages_of(partner.office, partner.desk.projector)


@pytest.fixture(params=list(PARTNERS))
def partner(request: pytest.FixtureRequest, database: Database) -> Partner:
    """One of the three, before anything reached it."""
    application, messages, lists, need, kind = PARTNERS[request.param]
    office = made(application, database, messages.HEARD)
    return Partner(
        office=office,
        desk=desk_of(office, lists.LISTS, lists.PROJECTIONS),
        others=Others(office),
        need=need,
        kind=kind,
    )
