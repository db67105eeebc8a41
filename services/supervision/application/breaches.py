"""Breaches of the agreement, and what answers them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import Admonition
from shared.eventstore.performing import command


class Breaches(Files):
    """What is recorded when an agreement is broken."""

    @command
    def admonish(self, *, file_id: UUID, admonition: Admonition) -> dict[str, Any]:
        """Record a written admonition; its number is given once."""
        past_day(admonition.served_on, "served_on")
        file, number = self.file(file_id), self.unused(admonition.document_no)
        found = file.admonish(admonition=admonition)
        self.save(file, take=[number])
        return {"defects": list(found)}
