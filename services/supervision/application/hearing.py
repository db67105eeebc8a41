"""What supervision does with what it hears from other departments."""

from __future__ import annotations

from services.supervision.application.files import case_claim
from services.supervision.application.planning import Planning
from services.supervision.domain.supervision import Supervision
from services.supervision.policies.heard import (
    AgreementRefused,
    AgreementSigned,
    CarePlanSet,
    CaseEnded,
    CaseReopened,
    CaseReplaced,
    CaseRests,
    CaseResumed,
    CaseSuspended,
    DaysCorrected,
    FamilyMemberTold,
    GroupFormed,
    MaintenanceTold,
    NeedAccepted,
    NeedClosed,
    ReadingChosen,
    ReportedIn,
    StationAssigned,
    TermCorrected,
    UseInTreatmentTold,
)
from shared import clock
from shared.eventstore.hearing import hears

ACCEPTED = "accepted"


class Hearing(Planning):
    """One reaction a fact."""

    @hears(ReportedIn)
    def on_reported_in(self, fact: ReportedIn) -> None:
        """Open the file and lay out the plan of tests, once a case."""
        if self.find_file(fact.case_ref) is not None:
            return
        file = Supervision(**fact.opening)
        if fact.suspensions:
            file.correct_suspensions(corrected_on=fact.reported_on, spans=fact.suspensions)
        if fact.counters:
            file.carry_over(counters=dict(fact.counters), on=fact.tracked_from or fact.reported_on)
        self.lay_out(file)
        self.save(file, take=[case_claim(fact.case_ref)])

    @hears(DaysCorrected)
    def on_days_corrected(self, fact: DaysCorrected) -> None:
        """Lay the plan out anew if the term began on another day than was known."""
        file = self.find_file(fact.case_ref)
        if file is None:
            return
        if file.signed_on is not None and fact.signed_on not in {None, file.signed_on}:
            file.note_agreement(signed_on=fact.signed_on)
        if fact.reported_on not in {None, file.reported_on}:
            file.correct_report_in(corrected_on=fact.corrected_on, reported_on=fact.reported_on)
            self.lay_out(file)
        self.save(file)

    @hears(TermCorrected)
    def on_term_corrected(self, fact: TermCorrected) -> None:
        """Lay the plan out anew for the term as the town states it now."""
        file = self.find_file(fact.case_ref)
        if file is None or not (fact.differs_from(file) or file.reading):
            return
        on = fact.corrected_on
        if fact.reported_on not in {None, file.reported_on}:
            file.correct_report_in(corrected_on=on, reported_on=fact.reported_on)
        file.revise_term(
            revised_on=on,
            term_months=fact.term_months or file.term_months,
            credit_days=file.credit_days if fact.credit_days is None else fact.credit_days,
        )
        if fact.suspensions is not None:
            file.correct_suspensions(corrected_on=on, spans=fact.suspensions)
        self.lay_out(file)
        self.save(file)

    @hears(ReadingChosen)
    def on_reading_chosen(self, fact: ReadingChosen) -> None:
        """Lay the plan out anew for the term as somebody has it counted."""
        file = self.find_file(fact.case_ref)
        if file is not None and fact.reading not in {None, file.reading}:
            file.note_reading(chosen_on=fact.chosen_on, reading=fact.reading)
            self.lay_out(file)
            self.save(file)

    @hears(CaseSuspended)
    def on_case_suspended(self, fact: CaseSuspended) -> None:
        """Let everything stand still; the plan is laid out anew on release."""
        file = self.find_file(fact.case_ref)
        if file is not None and fact.counts:
            file.note_suspension(suspended_on=fact.suspended_on)
            self.save(file)

    @hears(CaseResumed)
    def on_case_resumed(self, fact: CaseResumed) -> None:
        """Lay the plan out anew, past the days between."""
        file = self.find_file(fact.case_ref)
        if file is None or file.suspended_on is None or fact.still_held:
            return
        file.note_resumption(resumed_on=fact.resumed_on)
        self.lay_out(file)
        self.save(file)

    @hears(CaseEnded)
    def on_case_ended(self, fact: CaseEnded) -> None:
        """Let nothing more fall due in a case that has ended before its term."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_end(ended_on=fact.ended_on, cause=fact.cause)
            self.save(file)

    @hears(CaseReopened)
    def on_case_reopened(self, fact: CaseReopened) -> None:
        """Lay the plan out anew in a case that goes on after all."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_reopening(reopened_on=fact.reopened_on)
            self.lay_out(file)
            self.save(file)

    @hears(CaseRests)
    def on_case_rests(self, fact: CaseRests) -> None:
        """Have the file be sealed, or open again, as the registry computed."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_resting(noted_on=fact.noted_on, sealed_on=fact.sealed_on)
            self.save(file)

    @hears(CaseReplaced)
    def on_case_replaced(self, fact: CaseReplaced) -> None:
        """Let nothing more fall due in a case whose order another has replaced."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_replacement(replaced_on=fact.replaced_on)
            self.save(file)

    @hears(StationAssigned)
    def on_station_assigned(self, fact: StationAssigned) -> None:
        """Whenever a case moves, so does its file; one not opened yet opens where the case is."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_station(fact.station, noted_on=fact.assigned_on)
            self.save(file)

    @hears(AgreementSigned)
    def on_agreement_signed(self, fact: AgreementSigned) -> None:
        """Note it on the file; an agreement without a report-in gives supervision nothing to do."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_agreement(signed_on=fact.signed_on)
            self.save(file)

    @hears(AgreementRefused)
    def on_agreement_refused(self, fact: AgreementRefused) -> None:
        """Have it reported: the police qualify what it amounts to (domain.md 0.8)."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_refusal_to_sign(
                refused_on=fact.refused_on, defects=fact.defects, now=clock.now()
            )
            self.save(file)

    @hears(CarePlanSet)
    def on_care_plan_set(self, fact: CarePlanSet) -> None:
        """Note it on the file; a plan without a report-in gives supervision nothing to do."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_care_plan(planned_on=fact.set_on)
            self.save(file)

    @hears(GroupFormed)
    def on_group_formed(self, fact: GroupFormed) -> None:
        """Note it on the file, if there is one: a group may be formed before the report-in."""
        if (file := self.find_file(fact.case_ref)) is not None:
            file.note_group(formed_on=fact.formed_on, kinds=fact.kinds)
            self.save(file)

    @hears(FamilyMemberTold)
    def on_family_member_told(self, fact: FamilyMemberTold) -> None:
        """Note whose account may see when something is due in this case, or that it may no more."""
        file = self.file_of(fact.case_ref)
        file.note_family_member(account=fact.account, noted_on=fact.told_on)
        self.save(file)

    @hears(MaintenanceTold)
    def on_maintenance_told(self, fact: MaintenanceTold) -> None:
        """Note whether the person is in maintenance treatment; nothing else is told here."""
        file = self.file_of(fact.case_ref)
        file.note_maintenance(in_maintenance=fact.in_maintenance, noted_on=fact.told_on)
        self.save(file)

    @hears(UseInTreatmentTold)
    def on_use_in_treatment_told(self, fact: UseInTreatmentTold) -> None:
        """Put a health institution's report before the police (禁毒法 37(2))."""
        file = self.file_of(fact.case_ref)
        file.note_use_in_treatment(
            report_id=fact.report_id, found_on=fact.found_on, reported_on=fact.reported_on
        )
        self.save(file)

    @hears(NeedAccepted)
    def on_need_accepted(self, fact: NeedAccepted) -> None:
        """Put the answer on the file that asked."""
        file = self.file_of(fact.case_ref)
        file.note_answer(need_id=fact.need_id, answer=ACCEPTED, answered_on=fact.accepted_on)
        self.save(file)

    @hears(NeedClosed)
    def on_need_closed(self, fact: NeedClosed) -> None:
        """Put the answer on the file that asked."""
        file = self.file_of(fact.case_ref)
        file.note_answer(need_id=fact.need_id, answer=fact.result, answered_on=fact.closed_on)
        self.save(file)
