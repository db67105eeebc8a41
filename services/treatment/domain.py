"""The file that the health institution keeps on one case: a header, and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

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

    class MaintenanceTreatmentBegun(Aggregate.Event):
        """The person receives maintenance treatment from this day on."""

        begun_on: date
        institution: Sealed[str]
        registration_no: Sealed[str]

    class MaintenanceTreatmentEnded(Aggregate.Event):
        """The person receives it no longer."""

        ended_on: date
        why: Sealed[str]

    class UseInTreatmentReported(Aggregate.Event):
        """The institution told the police that drugs were used during treatment (禁毒法 37(2))."""

        HAPPENED = "reported_on"

        found_on: date
        reported_on: date
        report_id: UUID
        finder: Sealed[str]
        facts: Sealed[str]

    def begin(self) -> None:
        """Nobody was told anything yet, nor treated."""
        self.given: tuple[Information, ...] = ()
        self.maintained_since: date | None = None
        self.reported_uses: tuple[tuple[date, date], ...] = ()

    def note_agreement(self, *, signed_on: date, tracked_from: date | None) -> None:
        """Whenever an agreement was signed, the person is to be told, unless that was done."""
        super().note_agreement(signed_on=signed_on, tracked_from=tracked_from)
        if not self.given and self.ended_on is None:
            counted_from = rules.counted_from(signed_on=signed_on, tracked_from=tracked_from)
            self.fall_due(counted_from, rules.information_due(counted_from))

    def correct_agreement(self, *, signed_on: date) -> None:
        """What is due by the day of the agreement follows it; what counts otherwise stays."""
        counted_by_it = self.due is not None and self.due[0] == self.signed_on
        super().correct_agreement(signed_on=signed_on)
        if counted_by_it and not self.given and self.ended_on is None:
            self.fall_due(signed_on, rules.information_due(signed_on))

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

    def begin_maintenance_treatment(
        self, *, begun_on: date, institution: str, registration_no: str
    ) -> None:
        """Keep that the person receives it; supervision learns no more than that."""
        rules.maintenance_is_begun_once(begun_on=self.maintained_since)
        self._begin_maintenance(
            begun_on=begun_on, institution=institution, registration_no=registration_no
        )

    @event(MaintenanceTreatmentBegun)
    def _begin_maintenance(
        self, *, begun_on: date, institution: str | None, registration_no: str | None
    ) -> None:
        self.maintained_since = begun_on

    def end_maintenance_treatment(self, *, ended_on: date, why: str) -> None:
        """Keep that the person receives it no longer."""
        rules.maintenance_ends_after_it_began(begun_on=self.maintained_since, ended_on=ended_on)
        self._end_maintenance(ended_on=ended_on, why=why)

    @event(MaintenanceTreatmentEnded)
    def _end_maintenance(self, *, ended_on: date, why: str | None) -> None:
        self.maintained_since = None

    def report_use(
        self, *, found_on: date, reported_on: date, report_id: UUID, finder: str, facts: str
    ) -> None:
        """Keep what the police are told; of the finding they learn the day, the rest they ask."""
        rules.use_is_reported_of_who_is_treated(found_on=found_on, ended_on=self.ended_on)
        self._report_use(
            found_on=found_on,
            reported_on=reported_on,
            report_id=report_id,
            finder=finder,
            facts=facts,
        )

    @event(UseInTreatmentReported)
    def _report_use(
        self,
        *,
        found_on: date,
        reported_on: date,
        report_id: UUID,
        finder: str | None,
        facts: str | None,
    ) -> None:
        self.reported_uses = (*self.reported_uses, (found_on, reported_on))

    @event(TreatmentInfoGiven)
    def _give(
        self, *, given_on: date, how: str, receipt: str, institutions: tuple[str, ...] | None
    ) -> None:
        said = Information(given_on=given_on, how=how, receipt=receipt, institutions=institutions)
        self.given = (*self.given, said)
        self.due = None
