"""The supervision file of one case: what is decided when something is to be written into it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain import events
from services.supervision.domain.supervision.absences import Absences
from services.supervision.domain.supervision.assessing import Assessments
from services.supervision.domain.supervision.breaches import Breaches
from services.supervision.domain.supervision.checking import Checking
from services.supervision.domain.supervision.contacts import Contacts
from services.supervision.domain.supervision.copying import Copying
from services.supervision.domain.supervision.family import Family
from services.supervision.domain.supervision.laboratory import Laboratory
from services.supervision.domain.supervision.other_days import OtherDays
from services.supervision.domain.supervision.papers import Papers
from services.supervision.domain.supervision.planning import Planning
from services.supervision.domain.supervision.policing import Policing
from services.supervision.domain.supervision.takeover import TakingOver
from services.supervision.domain.supervision.testing import Testing
from services.supervision.domain.supervision.treatment import Treatment
from services.supervision.domain.supervision.typing import OwnTyping
from shared.eventstore.aggregate import Aggregate


class Supervision(
    Planning,
    Testing,
    Laboratory,
    Absences,
    Breaches,
    TakingOver,
    Policing,
    Contacts,
    Assessments,
    Papers,
    Copying,
    OwnTyping,
    Checking,
    OtherDays,
    Treatment,
    Family,
    Aggregate,
):
    """The file that supervision keeps on one case."""

    # How it begins and ends, and its plan.
    Opened = events.planning.Opened
    DrugTestScheduled = events.planning.DrugTestScheduled
    ExtraTestsPlanned = events.planning.ExtraTestsPlanned
    ExtraTestDrawn = events.planning.ExtraTestDrawn
    ReportInCorrected = events.planning.ReportInCorrected
    TermRevised = events.planning.TermRevised
    SuspensionNoted = events.planning.SuspensionNoted
    ResumptionNoted = events.planning.ResumptionNoted
    SuspensionsCorrected = events.planning.SuspensionsCorrected
    ReadingNoted = events.planning.ReadingNoted
    ReplacementNoted = events.planning.ReplacementNoted
    StationNoted = events.planning.StationNoted
    EndNoted = events.planning.EndNoted
    SealingNoted = events.planning.SealingNoted
    ReopeningNoted = events.planning.ReopeningNoted
    AgreementNoted = events.planning.AgreementNoted
    CarePlanNoted = events.planning.CarePlanNoted
    GroupNoted = events.planning.GroupNoted
    ApprovalSubmitted = events.planning.ApprovalSubmitted
    ApprovalDecided = events.planning.ApprovalDecided
    ApprovedOnPaper = events.planning.ApprovedOnPaper
    PlanChosen = events.planning.PlanChosen
    WindowAdjusted = events.planning.WindowAdjusted
    WaiverProposed = events.waiving.WaiverProposed
    WaiverDeclined = events.waiving.WaiverDeclined
    ApprovalPaperFiled = events.waiving.ApprovalPaperFiled
    # Tests.
    DrugTestNotified = events.testing.DrugTestNotified
    DeliveryProofFiled = events.testing.DeliveryProofFiled
    DrugTestNegative = events.testing.DrugTestNegative
    DrugTestInvalid = events.testing.DrugTestInvalid
    ScreenedPositive = events.testing.ScreenedPositive
    DrugTestRefused = events.testing.DrugTestRefused
    DrugTestMissed = events.testing.DrugTestMissed
    # Breaches.
    Admonished = events.breaches.Admonished
    SeriousBreachDetected = events.breaches.SeriousBreachDetected
    SeriousBreachWithdrawn = events.breaches.SeriousBreachWithdrawn
    ViolationRecorded = events.breaches.ViolationRecorded
    RefusalFound = events.breaches.RefusalFound
    RefusalToSignNoted = events.breaches.RefusalToSignNoted
    Criticised = events.breaches.Criticised
    Educated = events.breaches.Educated
    OverturningProposed = events.breaches.OverturningProposed
    OverturningDeclined = events.breaches.OverturningDeclined
    BreachOverturned = events.breaches.BreachOverturned
    OpeningBalanceRecorded = events.breaches.OpeningBalanceRecorded
    OpeningSpansRecorded = events.takeover.OpeningSpansRecorded
    OpeningTestsRecorded = events.takeover.OpeningTestsRecorded
    ContestedDaysJudged = events.breaches.ContestedDaysJudged
    # Leave and absences.
    AbsenceReported = events.absences.AbsenceReported
    LeaveApproved = events.absences.LeaveApproved
    RemoteTestArranged = events.absences.RemoteTestArranged
    ReturnRecorded = events.absences.ReturnRecorded
    UnauthorisedAbsenceOpened = events.absences.UnauthorisedAbsenceOpened
    UnauthorisedAbsenceClosed = events.absences.UnauthorisedAbsenceClosed
    # The police.
    DrugUseSuspected = events.police.DrugUseSuspected
    ReportedToPolice = events.police.ReportedToPolice
    PoliceReportAcknowledged = events.police.PoliceReportAcknowledged
    PoliceDecisionRecorded = events.police.PoliceDecisionRecorded
    # The laboratory.
    LabRequested = events.laboratory.LabRequested
    LabRecorded = events.laboratory.LabRecorded
    RetestRequested = events.laboratory.RetestRequested
    RetestRecorded = events.laboratory.RetestRecorded
    ObjectionLodged = events.laboratory.ObjectionLodged
    ObjectionAnswered = events.laboratory.ObjectionAnswered
    DrugUseConfirmed = events.laboratory.DrugUseConfirmed
    PositiveCleared = events.laboratory.PositiveCleared
    # The station's desk.
    CheckedIn = events.checking.CheckedIn
    CodesGiven = events.checking.CodesGiven
    OtherDayAsked = events.other_days.OtherDayAsked
    OtherDayAnswered = events.other_days.OtherDayAnswered
    # Contacts and needs.
    HomeVisited = events.contacts.HomeVisited
    PeriodicReportReceived = events.contacts.PeriodicReportReceived
    PeriodicReportMissing = events.contacts.PeriodicReportMissing
    TalkHeld = events.contacts.TalkHeld
    AssessmentHeld = events.assessing.AssessmentHeld
    AssistanceNeedRaised = events.needs.AssistanceNeedRaised
    TreatmentNeedRaised = events.needs.TreatmentNeedRaised
    LegalNeedRaised = events.needs.LegalNeedRaised
    NeedAnswered = events.needs.NeedAnswered
    # Treatment.
    MaintenanceNoted = events.treatment.MaintenanceNoted
    UseInTreatmentNoted = events.treatment.UseInTreatmentNoted
    UseInTreatmentAnswered = events.treatment.UseInTreatmentAnswered
    # The family.
    FamilyMemberNoted = events.family.FamilyMemberNoted
    ResultConsentGiven = events.family.ResultConsentGiven
    ResultConsentWithdrawn = events.family.ResultConsentWithdrawn
    # Papers.
    PaperFormCited = events.forms.PaperFormCited
    EnteredInPoliceSystem = events.copying.EnteredInPoliceSystem
    TypingCorrected = events.typing.TypingCorrected

    @event(Opened)
    def __init__(
        self,
        *,
        reported_on: date,
        case_ref: str,
        person_id: UUID,
        kind: str,
        term_months: int,
        credit_days: int,
        village: str | None,
        station: str | None,
        sex: str | None,
        tracked_from: date | None,
    ) -> None:
        self.case_ref = case_ref
        self.person_id = person_id
        self.kind = kind
        self.village = village
        self.station = station
        self.sex = sex
        self.reported_on = reported_on
        self.term_months = term_months
        self.credit_days = credit_days
        self.tracked_from = tracked_from
        self.remember_nothing()

    def trigger(self, kind: type, /, **facts: Any) -> None:
        """Write an event, by the name under which this file declares it."""
        self.trigger_event(getattr(self, kind.__name__), **facts)
