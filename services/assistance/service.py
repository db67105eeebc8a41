"""The social affairs centre on the wire: follows those who lead its cases, decides nothing."""

from __future__ import annotations

from pathlib import Path

from services.assistance.projections import LISTS
from services.assistance.rules import BOOK
from services.assistance.timeline import SENTENCES, WORDS
from shared.access.rights import Rights
from shared.partner.service import PartnerService

RIGHTS = Path(__file__).parents[1] / "rights.toml"


class AssistanceService(PartnerService):
    """Hears of cases from the registry and of needs from supervision."""

    name = "assistance"
    rights = Rights.load(RIGHTS)
    book = BOOK
    lists = LISTS
    duty = "家庭评估"
    sentences = SENTENCES
    words = WORDS
