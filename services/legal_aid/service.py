"""The justice office on the wire: follows those who lead its cases, decides nothing."""

from __future__ import annotations

from pathlib import Path

from services.legal_aid.domain.files import LegalAidFile
from services.legal_aid.projections import LISTS
from services.legal_aid.rules import BOOK
from services.legal_aid.timeline import SENTENCES, WORDS
from shared.access.rights import Rights
from shared.messaging.entrypoints import follow
from shared.messaging.language import Message
from shared.partner.service import PartnerService

RIGHTS = Path(__file__).parents[1] / "rights.toml"


class LegalAidService(PartnerService):
    """Hears of cases from the registry and of needs from supervision."""

    name = "legal_aid"
    rights = Rights.load(RIGHTS)
    file = LegalAidFile
    book = BOOK
    lists = LISTS
    duty = "法治教育"
    sentences = SENTENCES
    words = WORDS

    @follow("registry")
    def on_registry(self, message: Message) -> None:
        """Report-ins, agreements, the end of cases."""
        self.app.hear(message)

    @follow("supervision")
    def on_supervision(self, message: Message) -> None:
        """Needs found in talks."""
        self.app.hear(message)
