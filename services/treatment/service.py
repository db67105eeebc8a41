"""The health institution on the wire: follows those who lead its cases, decides nothing."""

from __future__ import annotations

from pathlib import Path

from services.treatment.projections import LISTS
from services.treatment.rules import BOOK
from services.treatment.timeline import SENTENCES, WORDS
from shared.access.rights import Rights
from shared.partner.service import PartnerService

RIGHTS = Path(__file__).parents[1] / "rights.toml"


class TreatmentService(PartnerService):
    """Hears of cases from the registry and of needs from supervision."""

    name = "treatment"
    rights = Rights.load(RIGHTS)
    book = BOOK
    lists = LISTS
    duty = "告知治疗信息"
    sentences = SENTENCES
    words = WORDS
