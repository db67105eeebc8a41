"""Voluntary help: what a person and the town agreed on, what was done under it, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.domain.standing import TERMINATED
from services.registry.rules import voluntary
from shared.eventstore.aggregate import Aggregate, Sealed


@dataclass(frozen=True, kw_only=True)
class Help:
    """One thing that was done for the person."""

    given_on: date
    what: str
    note: str | None


class VoluntaryHelp(Aggregate):
    """One voluntary agreement (自愿帮教): not ordered, and nothing in it is counted."""

    class VoluntaryHelpBegun(Aggregate.Created):
        """A person who is under no order asked for help, and the town gives it."""

        case_ref: str
        kind: str
        person: UUID
        begun_on: date
        village: str | None
        station: str | None
        status: str
        number: int

    class VoluntaryAgreementSigned(Aggregate.Event):
        """The person and the town signed what they agreed on."""

        signed_on: date
        agreement_no: Sealed[str]
        town_signer: Sealed[str]
        guardian: Sealed[str]
        agreed: Sealed[str]

    class VoluntaryHelpGiven(Aggregate.Event):
        """Something was done for the person under the agreement."""

        given_on: date
        what: str
        note: Sealed[str]

    class VoluntaryHelpEnded(Aggregate.Event):
        """It ended: at the person's wish, done, or overtaken by what happened."""

        ended_on: date
        cause: str
        status: str
        note: Sealed[str]

    @staticmethod
    def create_id(person: UUID, number: int) -> UUID:
        """The first, the second help of a person, so that two clerks find the same."""
        return uuid5(person, f"voluntary help {number}")

    @event(VoluntaryHelpBegun)
    def __init__(
        self,
        *,
        case_ref: str,
        kind: str,
        person: UUID,
        begun_on: date,
        village: str | None,
        station: str | None,
        status: str,
        number: int,
    ) -> None:
        self.case_ref = self.ref = case_ref
        self.person_id = person
        self.begun_on = begun_on
        self.status = status
        self.number = number
        self.village = village
        self.station = station
        self.agreement_no: str | None = None
        self.town_signer: str | None = None
        self.guardian: str | None = None
        self.agreed: str | None = None
        self.given: tuple[Help, ...] = ()
        self.ended_on: date | None = None
        self.ended_by = ""

    def sign(
        self, *, agreement_no: str, town_signer: str, guardian: str, agreed: str, born: date | None
    ) -> None:
        """Keep what was signed on the day on which it began."""
        voluntary.a_minor_agrees_with_a_guardian(
            born=born, guardian=guardian, signed_on=self.begun_on
        )
        self._sign(
            signed_on=self.begun_on,
            agreement_no=agreement_no,
            town_signer=town_signer,
            guardian=guardian,
            agreed=agreed,
        )

    @event(VoluntaryAgreementSigned)
    def _sign(
        self,
        *,
        signed_on: date,
        agreement_no: str | None,
        town_signer: str | None,
        guardian: str | None,
        agreed: str | None,
    ) -> None:
        self.signed_on = signed_on
        self.agreement_no = agreement_no
        self.town_signer = town_signer
        self.guardian = guardian
        self.agreed = agreed

    def give(self, *, given_on: date, what: str, note: str) -> None:
        """Note what was done for the person."""
        voluntary.it_goes_on(ended_on=self.ended_on)
        voluntary.a_known_activity(what)
        voluntary.it_happened_while_it_ran(begun_on=self.begun_on, on=given_on, field="given_on")
        self._give(given_on=given_on, what=what, note=note)

    @event(VoluntaryHelpGiven)
    def _give(self, *, given_on: date, what: str, note: str | None) -> None:
        self.given = (*self.given, Help(given_on=given_on, what=what, note=note))

    def end(self, *, ended_on: date, cause: str, note: str) -> None:
        """End it; nothing follows from that for the person."""
        voluntary.it_goes_on(ended_on=self.ended_on)
        voluntary.a_known_ending(cause)
        voluntary.it_happened_while_it_ran(begun_on=self.begun_on, on=ended_on, field="ended_on")
        self._end(ended_on=ended_on, cause=cause, status=TERMINATED, note=note)

    @event(VoluntaryHelpEnded)
    def _end(self, *, ended_on: date, cause: str, status: str, note: str | None) -> None:
        self.ended_on = ended_on
        self.ended_by = cause
        self.status = status

    def is_idle_on(self, day: date) -> bool:
        """Whether it stands on paper only: nothing was done for long (梅政办〔2025〕52号 S60)."""
        last_on = max([self.begun_on, *(it.given_on for it in self.given)])
        return self.ended_on is None and voluntary.is_idle(last_on=last_on, day=day)
