"""What is written into a case: facts in the clear, personal content sealed.

Each event changes what the file remembers, and decides nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from services.registry.domain.papers import Agreement, Text
from services.registry.domain.taken_over import Mark
from shared.eventstore.aggregate import Aggregate, Sealed

DECISION, REPORT_IN, AGREEMENT = "decision", "report_in", "agreement"
"""The facts of a case that a roster can state."""


class DecisionReceived(Aggregate.Created):
    """The town received the police's decision.

    Version 2: no station need look after the village yet. Version 3: the first and the last day
    that the paper prints, where it prints any. Version 4: how it was served, and where it is
    carried out. Version 5: whether it was served in detention, and when the release is expected.
    """

    class_version = 5

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """A station was always named; it stands."""

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nobody looked at what is printed."""
        state.update(printed_from=None, printed_to=None)

    @staticmethod
    def upcast_v3_v4(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        state.update(served_how="", place_kind="", execution_place="")

    @staticmethod
    def upcast_v4_v5(state: dict[str, Any]) -> None:
        """A detention was known by its end alone."""
        detained = state["released_on"] is not None
        state.update(served_while_detained=detained, release_expected_on=None)

    case_ref: str
    person_id: UUID
    kind: str
    served_on: date
    decided_on: date | None
    served_while_detained: bool
    released_on: date | None
    release_expected_on: date | None
    term_months: int
    credit_days: int
    due_on: date
    village: str | None
    station: str | None
    replaces: str | None
    beside: tuple[str, ...]
    tracked_from: date | None
    taken_over_from: Mark | None
    printed_from: date | None
    printed_to: date | None
    served_how: str
    place_kind: str
    decision_no: Sealed[str]
    authority: Sealed[str]
    execution_place: Sealed[str]


class ReportedIn(Aggregate.Event):
    """The person reported in, and the term began.

    `lateness_reason` is what the person said; whether it justifies the lateness, the leading group
    finds. Where `punctuality` says so from the start, the town held it justified as it was said.

    Version 2: no station need look after the village yet. Version 3: which papers were shown.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """A station was always named; it stands."""

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nobody noted which."""
        state["papers_shown"] = ()

    reported_on: date
    punctuality: str
    last_day: date | None
    kind: str
    term_months: int
    credit_days: int
    village: str | None
    station: str | None
    sex: str
    tracked_from: date | None
    taken_over_from: Mark | None
    papers_shown: tuple[str, ...]
    lateness_reason: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The term runs."""
        aggregate.reported_on = self.reported_on
        aggregate.punctuality = self.punctuality
        aggregate.stated_reason = aggregate.lateness_reason = self.lateness_reason
        aggregate.papers_shown = self.papers_shown
        aggregate.last_day = self.last_day
        aggregate.village = self.village
        aggregate.station = self.station
        aggregate.note_source(REPORT_IN, self.taken_over_from)


def _without_parties(state: dict[str, Any]) -> None:
    state.update(party_a="", group_lead="")


def _without_witnesses(state: dict[str, Any]) -> None:
    state.update(person_signs="", witnesses=())


class AgreementSigned(Aggregate.Event):
    """The person and the town signed the agreement.

    Version 2: who signed as party A, and who leads the group. Version 3: how the person signed,
    and who witnessed it.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        _without_parties(state)

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        _without_witnesses(state)

    signed_on: date
    party_a: str
    person_signs: str
    tracked_from: date | None
    taken_over_from: Mark | None
    agreement_no: Sealed[str]
    town_signer: Sealed[str]
    guardian: Sealed[str]
    group_lead: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    text: Sealed[Text]

    def apply(self, aggregate: Any) -> None:
        """It stands."""
        aggregate.agreement = _agreement(self)
        aggregate.note_source(AGREEMENT, self.taken_over_from)


class DefectiveAgreementSigned(Aggregate.Event):
    """An agreement was signed that falls short of the law: it is kept, and meets no duty.

    Versions 2 and 3: as of one that is whole.
    """

    class_version = 3

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        _without_parties(state)

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        _without_witnesses(state)

    signed_on: date
    party_a: str
    person_signs: str
    defects: tuple[str, ...]
    taken_over_from: Mark | None
    agreement_no: Sealed[str]
    town_signer: Sealed[str]
    guardian: Sealed[str]
    group_lead: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    text: Sealed[Text]

    def apply(self, aggregate: Any) -> None:
        """It is kept beside."""
        aggregate.defective = (*aggregate.defective, (_agreement(self), self.defects))
        aggregate.marks.add(self.taken_over_from)


class AgreementAmended(Aggregate.Event):
    """A later version of the agreement was signed; one with defects is kept and changes nothing.

    `number` is that of the version; the first one is 1. Version 2: how the person signed, and who
    witnessed it.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody noted it."""
        _without_witnesses(state)

    number: int
    signed_on: date
    party_a: str
    person_signs: str
    defects: tuple[str, ...]
    agreement_no: Sealed[str]
    town_signer: Sealed[str]
    guardian: Sealed[str]
    group_lead: Sealed[str]
    witnesses: Sealed[tuple[str, ...]]
    text: Sealed[Text]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It stands in place of the version before."""
        if self.defects:
            aggregate.defective = (*aggregate.defective, (_agreement(self), self.defects))
        else:
            aggregate.versions = (*aggregate.versions, (_agreement(self), self.why))


class TypingCorrected(Aggregate.Event):
    """Whoever typed something found it mistyped, and wrote it otherwise within a day."""

    corrected_on: date
    field: str
    value: Sealed[str]
    why: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """This is what stands on the paper."""
        written = {self.field: self.value}
        if hasattr(aggregate.decision, self.field):
            aggregate.decision = replace(aggregate.decision, **written)
        else:
            aggregate.agreement = replace(aggregate.agreement, **written)


class CaseReplaced(Aggregate.Event):
    """A later decision took the place of this one."""

    replaced_on: date
    by: str

    def apply(self, aggregate: Any) -> None:
        """Nothing more is done under it."""
        aggregate.replaced_by = self.by
        aggregate.replaced_on = self.replaced_on
        aggregate.sealed_on = None


class TakenOverDaysCorrected(Aggregate.Event):
    """A newer roster states other days than the one from which they were taken over."""

    corrected_on: date
    changed: tuple[str, ...]
    decided_on: date | None
    served_on: date
    reported_on: date | None
    signed_on: date | None
    last_day: date | None
    taken_over_from: Mark

    def apply(self, aggregate: Any) -> None:
        """These days hold."""
        aggregate.decision = replace(
            aggregate.decision, decided_on=self.decided_on, served_on=self.served_on
        )
        if aggregate.reported_on != self.reported_on:
            aggregate.chosen_last_day = None
        aggregate.reported_on = self.reported_on
        aggregate.last_day = self.last_day
        if aggregate.agreement is not None:
            aggregate.agreement = replace(aggregate.agreement, signed_on=self.signed_on)
        aggregate.marks.add(self.taken_over_from)


class RosterDiffered(Aggregate.Event):
    """A roster states other days than the office recorded; what the office recorded stands."""

    noticed_on: date
    differing: tuple[str, ...]
    taken_over_from: Mark

    def apply(self, aggregate: Any) -> None:
        """The row was looked at."""
        aggregate.marks.add(self.taken_over_from)


class StationAssigned(Aggregate.Event):
    """The office gave the case to a station, or handed it over to another one.

    `area` is the station that looked after the village then: a case that was knowingly put
    elsewhere is not pointed out again until that changes.
    """

    assigned_on: date
    station: str
    former: str | None
    area: str | None
    reason: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is kept there."""
        aggregate.station = self.station


def _agreement(
    signed: AgreementSigned | DefectiveAgreementSigned | AgreementAmended,
) -> Agreement:
    return Agreement(
        signed_on=signed.signed_on,
        text=signed.text,
        agreement_no=signed.agreement_no,
        town_signer=signed.town_signer,
        guardian=signed.guardian,
        party_a=signed.party_a,
        group_lead=signed.group_lead,
        person_signs=signed.person_signs,
        witnesses=signed.witnesses or (),
    )
