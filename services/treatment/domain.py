"""The file that the health institution keeps on one case: a header, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eventsourcing.domain import event

from services.treatment import rules
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.partner.files import PartnerFile


@dataclass(frozen=True, kw_only=True)
class Information:
    """What a person was told, as it was recorded; the names go with the person's key."""

    given_on: date
    how: str
    receipt: str
    institutions: tuple[str, ...] | None


class TreatmentFile(PartnerFile):
    """One file for one case."""

    class TreatmentInfoScheduled(Aggregate.Event):
        """The person is to be told by a day where treatment is to be had."""

        counted_from: date
        due_on: date
        rule: str
        rules_of: date

    class TreatmentInfoGiven(Aggregate.Event):
        """The person was told where treatment is to be had."""

        given_on: date
        how: str
        receipt: str
        institutions: Sealed[tuple[str, ...]]

    def begin(self) -> None:
        """Nobody was told anything yet."""
        self.given: tuple[Information, ...] = ()

    def note_agreement(self, *, signed_on: date, tracked_from: date | None) -> None:
        """Whenever an agreement was signed, the person is to be told, unless that was done."""
        super().note_agreement(signed_on=signed_on, tracked_from=tracked_from)
        if not self.given and self.ended_on is None:
            counted_from = rules.counted_from(signed_on=signed_on, tracked_from=tracked_from)
            self.fall_due(counted_from, rules.information_due(counted_from))

    @event(TreatmentInfoScheduled)
    def schedule(self, *, counted_from: date, due_on: date, rule: str, rules_of: date) -> None:
        """The person is to be told by then."""
        self.due = (counted_from, due_on, rule, rules_of)

    def give_info(
        self, *, given_on: date, how: str, receipt: str, institutions: tuple[str, ...]
    ) -> None:
        """Keep what the person was told."""
        rules.information_names_an_institution(institutions)
        rules.ways_and_receipts_are_listed(how=how, receipt=receipt)
        self._give(given_on=given_on, how=how, receipt=receipt, institutions=institutions)

    @event(TreatmentInfoGiven)
    def _give(
        self, *, given_on: date, how: str, receipt: str, institutions: tuple[str, ...] | None
    ) -> None:
        said = Information(given_on=given_on, how=how, receipt=receipt, institutions=institutions)
        self.given = (*self.given, said)
        self.due = None
