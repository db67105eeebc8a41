"""The part of a file that knows who of the family may see what."""

from __future__ import annotations

from datetime import date

from services.supervision.domain.events import family as events
from services.supervision.domain.records.family import Consent, ConsentWithdrawal
from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import consent as rules
from shared.law import defects
from shared.scans import Scan, facts_of


class Family(FileState):
    """Whose account it is, and whether the person consents to results being shown there."""

    def note_family_member(self, *, account: str | None, noted_on: date) -> None:
        """Note an account, or that it may look no more."""
        if account != self.family_account:
            self.trigger(events.FamilyMemberNoted, noted_on=noted_on, account=account)

    def record_consent(self, *, consent: Consent, scan: Scan | None) -> tuple[str, ...]:
        """Write down that the person consents; answers what is wrong with it."""
        rules.a_consent_names_who_learns(account=self.family_account)
        found = defects(rules.a_consent_is_shown(shown=scan is not None))
        self.trigger(
            events.ResultConsentGiven,
            consented_on=consent.consented_on,
            account=self.family_account,
            defects=found,
            **facts_of(scan),
        )
        return found

    def withdraw_consent(self, *, withdrawal: ConsentWithdrawal) -> None:
        """Write down that the person consents no more."""
        rules.only_a_consent_that_stands_is_withdrawn(stands=self.results_open)
        self.trigger(events.ResultConsentWithdrawn, withdrawn_on=withdrawal.withdrawn_on)
