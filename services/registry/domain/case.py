"""A case: one order to one person, from the decision to the last day of its term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.registry.domain import case_events as events
from services.registry.domain.case_events import DECISION
from services.registry.domain.course import Course
from services.registry.domain.papers import UNPRINTED, Agreement, Days, Decision, Printed
from services.registry.domain.standing import ENDED, status_on
from services.registry.domain.taken_over import Mark, TakenOver, day_of, mark_of
from services.registry.rules import agreement as agreements
from services.registry.rules import once, reporting, stations, term, typing
from shared.law import Refusal, defects


class Case(Course):
    """One order of the police, carried out by the town."""

    DecisionReceived = events.DecisionReceived
    ReportedIn = events.ReportedIn
    AgreementSigned = events.AgreementSigned
    DefectiveAgreementSigned = events.DefectiveAgreementSigned
    AgreementAmended = events.AgreementAmended
    TypingCorrected = events.TypingCorrected
    CaseReplaced = events.CaseReplaced
    TakenOverDaysCorrected = events.TakenOverDaysCorrected
    RosterDiffered = events.RosterDiffered
    StationAssigned = events.StationAssigned

    # The decision.

    @classmethod
    def receive(
        cls,
        decision: Decision,
        *,
        case_ref: str,
        person_id: UUID,
        village: str | None,
        station: str | None,
        replaces: str | None = None,
        beside: Iterable[str] = (),
        printed: Printed = UNPRINTED,
        source: TakenOver | None = None,
    ) -> Case:
        """Open a case on a decision of the police; the days of a taken-over one count from then.

        `printed` are the first and the last day of the term as the paper has them.
        """
        first, last = printed
        term.a_term_ends_after_it_begins(first=first, last=last, field="printed_to")
        if decision.served_while_detained:
            reporting.nobody_is_released_before_being_served(
                served_on=decision.served_on, released_on=decision.released_on
            )
        due = reporting.report_in_due(
            kind=decision.kind, served_on=day_of(source) or decision.served_on
        )
        return cls(
            case_ref=case_ref,
            person_id=person_id,
            due_on=due.on,
            village=village,
            station=station,
            replaces=replaces,
            beside=tuple(beside),
            tracked_from=day_of(source),
            taken_over_from=mark_of(source),
            printed_from=first,
            printed_to=last,
            **vars(decision),
        )

    @event(DecisionReceived)
    def __init__(
        self,
        *,
        case_ref: str,
        person_id: UUID,
        kind: str,
        served_on: date,
        decided_on: date | None,
        served_while_detained: bool,
        released_on: date | None,
        release_expected_on: date | None,
        term_months: int,
        credit_days: int,
        due_on: date,
        village: str | None,
        station: str | None,
        replaces: str | None,
        beside: tuple[str, ...],
        tracked_from: date | None,
        taken_over_from: Mark | None,
        printed_from: date | None,
        printed_to: date | None,
        served_how: str,
        place_kind: str,
        decision_no: str,
        authority: str,
        execution_place: str,
    ) -> None:
        self.case_ref = self.ref = case_ref
        self.person_id = self.of_person = person_id
        self.decision = Decision(
            kind=kind,
            served_on=served_on,
            decided_on=decided_on,
            served_while_detained=served_while_detained,
            released_on=released_on,
            release_expected_on=release_expected_on,
            term_months=term_months,
            credit_days=credit_days,
            decision_no=decision_no,
            authority=authority,
            served_how=served_how,
            place_kind=place_kind,
            execution_place=execution_place,
        )
        self.due_on = due_on
        self.village = village
        self.station = station
        self.replaces = replaces
        self.beside = beside
        self.tracked_from = tracked_from
        self.printed = (printed_from, printed_to)
        self._begin(taken_over_from)

    def _begin(self, taken_over_from: Mark | None) -> None:
        """Nothing has happened under the decision yet."""
        self.marks: set[Mark | None] = {taken_over_from}
        self.from_roster = {DECISION} if taken_over_from else set()
        self.reported_on: date | None = None
        self.punctuality = ""
        self.stated_reason: str | None = None
        self.lateness_reason: str | None = None
        self.last_day: date | None = None
        self.papers_shown: tuple[str, ...] = ()
        self.agreement: Agreement | None = None
        self.versions: tuple[tuple[Agreement, str | None], ...] = ()
        self.defective: tuple[tuple[Agreement, tuple[str, ...]], ...] = ()
        self.replaced_by: str | None = None
        self.replaced_on: date | None = None
        self.begin_course()

    @property
    def kind(self) -> str:
        """Community rehab or community recovery."""
        return self.decision.kind

    @property
    def days(self) -> Days:
        """The days on file."""
        return Days(
            decided_on=self.decision.decided_on,
            served_on=self.decision.served_on,
            reported_on=self.reported_on,
            signed_on=self.agreement.signed_on if self.agreement else None,
        )

    def status_on(self, day: date) -> str:
        """The status, with what the passing of time makes of it by law."""
        return status_on(
            day, recorded=self.status, in_time_until=self.in_time_until, last_day=self.last_day
        )

    def is_open_on(self, day: date) -> bool:
        """Whether anything is still owed or counted."""
        return self.status_on(day) not in ENDED

    def must_be_in_force(self) -> None:
        """Refuse to go on with a case that is closed here."""
        once.a_replaced_case_rests(replaced_by=self.replaced_by)
        once.a_closed_case_rests(ended_on=self.terminated_on or self.transferred_on)

    # Reporting in.

    def report_in(
        self,
        *,
        reported_on: date,
        village: str | None,
        station: str | None,
        sex: str,
        lateness_reason: str = "",
        papers_shown: Iterable[str] = (),
        source: TakenOver | None = None,
    ) -> None:
        """Record that the person reported in; late or not, the term begins.

        Of lateness the file keeps what the person said (`lateness_reason`).
        `station` looks after the village: it takes a case that no station has yet.
        """
        decision = self.decision
        self.must_be_in_force()
        once.a_case_is_reported_once(reported_on=self.reported_on)
        reporting.reporting_follows_service(
            kind=self.kind, served_on=decision.served_on, reported_on=reported_on
        )
        tracked_from = day_of(source) or self.tracked_from
        self.trigger_event(
            self.ReportedIn,
            reported_on=reported_on,
            punctuality=reporting.punctuality(
                kind=self.kind,
                served_on=decision.served_on,
                reported_on=reported_on,
                detained=decision.served_while_detained,
                released_on=decision.released_on,
                tracked_from=tracked_from,
                stated=bool(lateness_reason),
                found=False,
            ),
            last_day=self.last_day_from(reported_on),
            kind=self.kind,
            term_months=decision.term_months,
            credit_days=decision.credit_days,
            village=village,
            station=self.station or station,
            sex=sex,
            tracked_from=tracked_from,
            taken_over_from=mark_of(source),
            papers_shown=tuple(papers_shown),
            lateness_reason=lateness_reason,
        )
        self.hold_paper_against_term(on=reported_on)

    # The agreement.

    def sign_agreement(
        self,
        agreement: Agreement,
        *,
        born: date | None,
        was_held: bool,
        designated_on: date | None = None,
        source: TakenOver | None = None,
    ) -> tuple[str, ...]:
        """Record what was signed; answers what it falls short of: then it meets no duty.

        `designated_on`: since when the village's organisation may sign for the town.
        """
        self.must_be_in_force()
        once.an_agreement_stands_until_it_ends(signed_on=self.days.signed_on)
        found = self._shortcomings(
            agreement, born=born, was_held=was_held, designated_on=designated_on, source=source
        )
        signed = {**vars(agreement), "taken_over_from": mark_of(source)}
        if found:
            self.trigger_event(self.DefectiveAgreementSigned, defects=found, **signed)
        else:
            self.trigger_event(
                self.AgreementSigned, tracked_from=day_of(source) or self.tracked_from, **signed
            )
        return found

    def amend_agreement(
        self,
        agreement: Agreement,
        *,
        why: str,
        born: date | None,
        was_held: bool,
        designated_on: date | None,
    ) -> tuple[str, ...]:
        """Record a later version; answers what it falls short of: then the one before stands."""
        self.must_be_in_force()
        once.an_amendment_follows_what_it_amends(
            signed_on=self.agreement_to_amend().signed_on, amended_on=agreement.signed_on
        )
        found = self._shortcomings(
            agreement, born=born, was_held=was_held, designated_on=designated_on, source=None
        )
        self.trigger_event(
            self.AgreementAmended,
            number=len(self.versions) + 2,
            defects=found,
            why=why,
            **vars(agreement),
        )
        return found

    def agreement_to_amend(self) -> Agreement:
        """The version that a later one would replace; `Refusal` before one was signed."""
        standing = self.standing_agreement
        if standing is None:
            raise Refusal("还没有签订有效的协议，不能变更", field="signed_on")
        return standing

    @property
    def standing_agreement(self) -> Agreement | None:
        """The version that holds now; None before one was signed."""
        return self.versions[-1][0] if self.versions else self.agreement

    # What was mistyped.

    def typed(self, field: str) -> str | None:
        """What stands in a field that is text; None before it was typed."""
        holder = self.decision if field in typing.OF_DECISION else self.agreement
        return None if holder is None else getattr(holder, field)

    def correct_typing(self, *, field: str, value: str, why: str, on: date) -> None:
        """Write a text otherwise."""
        typing.only_text_is_corrected_alone(field=field)
        typing.a_version_that_was_replaced_stays(field=field, versions=len(self.versions))
        typing.something_is_written_otherwise(known=self.typed(field), value=value)
        self.trigger_event(self.TypingCorrected, corrected_on=on, field=field, value=value, why=why)

    # What comes later.

    def give_way(self, *, to: str, replaced_on: date) -> None:
        """Note that a later decision took the place of this one."""
        self.must_be_in_force()
        self.trigger_event(self.CaseReplaced, replaced_on=replaced_on, by=to)

    def assign_station(
        self, station: str, *, area: str | None, reason: str, assigned_on: date
    ) -> None:
        """Keep the case at another station from now on."""
        self.must_be_in_force()
        stations.a_case_moves_to_another_station(held_by=self.station, station=station)
        stations.whoever_hands_a_case_over_says_why(held_by=self.station, reason=reason)
        self.trigger_event(
            self.StationAssigned,
            assigned_on=assigned_on,
            station=station,
            former=self.station,
            area=area,
            reason=reason,
        )

    def note_source(self, fact: str, taken_over_from: Mark | None) -> None:
        """Remember of a fact whether a roster stated it, and which row."""
        self.marks.add(taken_over_from)
        if taken_over_from is not None:
            self.from_roster.add(fact)

    # What several of these need.

    def _shortcomings(
        self,
        agreement: Agreement,
        *,
        born: date | None,
        was_held: bool,
        designated_on: date | None,
        source: TakenOver | None,
    ) -> tuple[str, ...]:
        by_day = agreements.what_a_signature_falls_short_of(
            signed_on=agreement.signed_on, reported_on=self.reported_on, last_day=self.last_day
        )
        by_paper = agreements.what_an_agreement_falls_short_of(
            signed_on=agreement.signed_on,
            written=agreement.headings,
            guardian=agreement.guardian,
            born=born,
            was_held=was_held or self.is_held_on(agreement.signed_on),
            party_a=agreement.party_a,
            designated_on=designated_on,
            person_signs=agreement.person_signs,
            witnesses=set(agreement.witnesses) - {agreement.town_signer},
        )
        return defects(*by_day, *(() if source else by_paper))
