"""The justice office on the wire: follows those who lead its cases, decides nothing."""

from __future__ import annotations

from pathlib import Path

from services.legal_aid.projections import LISTS
from services.legal_aid.rules import BOOK
from services.legal_aid.timeline import SENTENCES, WORDS
from shared.access.rights import Rights
from shared.partner.service import PartnerService

RIGHTS = Path(__file__).parents[1] / "rights.toml"


class LegalAidService(PartnerService):
    """Hears of cases from the registry and of needs from supervision."""

    name = "legal_aid"
    rights = Rights.load(RIGHTS)
    book = BOOK
    lists = LISTS
    duty = "法治教育"
    sentences = SENTENCES
    words = WORDS
