"""Consent to results being shown to the family member of the group, and each look at them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.supervision.application.files import Files, past_day
from services.supervision.domain.reading import ResultReading
from services.supervision.domain.records.family import Consent, ConsentWithdrawal
from shared import clock
from shared.eventstore.performing import command
from shared.scans import Scan


class Consenting(Files):
    """What the person lets the family know."""

    @command
    def record_consent(
        self, *, file_id: UUID, consent: Consent, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record that the person consents, with the scan of what was signed."""
        past_day(consent.consented_on, "consented_on")
        file = self.file(file_id)
        found = file.record_consent(consent=consent, scan=proof)
        self.save(file)
        return {"defects": list(found)}

    @command
    def withdraw_consent(self, *, file_id: UUID, withdrawal: ConsentWithdrawal) -> None:
        """Record that the person consents no more; from then on nothing is shown."""
        past_day(withdrawal.withdrawn_on, "withdrawn_on")
        file = self.file(file_id)
        file.withdraw_consent(withdrawal=withdrawal)
        self.save(file)

    @command
    def note_results_opened(self, *, file_id: UUID) -> None:
        """Note that the family member is about to see how tests ended."""
        file = self.file(file_id)
        self.save(
            ResultReading(
                opened_at=clock.now(),
                file_id=file_id,
                of_case=file.case_ref,
                of_person=file.person_id,
            )
        )
