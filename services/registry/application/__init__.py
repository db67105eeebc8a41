"""What registry can do; one method per command."""

from __future__ import annotations

from services.registry.application.affairs import AFFAIRS, Affairs
from services.registry.application.approvals import Approvals
from services.registry.application.clarifying import Clarifying
from services.registry.application.dossiers import Dossiers
from services.registry.application.hearing import Hearing
from services.registry.application.identities import Identities
from services.registry.application.own_typing import OwnTyping
from services.registry.application.passing import Passing
from services.registry.application.persons import Persons
from services.registry.application.placing import Placing
from services.registry.application.resting import Resting
from services.registry.application.taking_over import TakingOver
from services.registry.application.unmasking import Unmaskings
from services.registry.domain.care import Care
from services.registry.domain.case import Case
from services.registry.domain.clarification import Clarification
from services.registry.domain.dossier import Dossier
from services.registry.domain.family import FamilyAccess
from services.registry.domain.identity_correction import IdentityCorrection
from services.registry.domain.look_up import LookUp
from services.registry.domain.merging import Merging
from services.registry.domain.notices import (
    ConfirmedUse,
    EndedEscalation,
    EscalatedDuty,
    OverturnedUse,
    PaperElsewhere,
    PoliceAnswer,
    PoliceReport,
    RefusedTest,
    SeriousBreach,
    WithdrawnBreach,
)
from services.registry.domain.numbers import CaseNumbers
from services.registry.domain.person import Person
from services.registry.domain.register_move import RegisterMove
from services.registry.domain.roster_file import RosterFile
from services.registry.domain.stations import Stations
from services.registry.domain.unmasking import Unmasking
from services.registry.domain.voluntary import VoluntaryHelp
from shared.resting import SealedReading


class RegistryApplication(
    Persons,
    Identities,
    TakingOver,
    Passing,
    OwnTyping,
    Clarifying,
    Placing,
    Affairs,
    Dossiers,
    Hearing,
    Approvals,
    Resting,
    Unmaskings,
):
    """Persons, their cases, what the town owes them; its own affairs; who looked whom up."""

    name = "registry"
    aggregates = (
        Person,
        Merging,
        IdentityCorrection,
        RegisterMove,
        Case,
        Care,
        Clarification,
        FamilyAccess,
        VoluntaryHelp,
        CaseNumbers,
        Dossier,
        RosterFile,
        LookUp,
        SealedReading,
        Unmasking,
        RefusedTest,
        SeriousBreach,
        WithdrawnBreach,
        ConfirmedUse,
        OverturnedUse,
        PoliceAnswer,
        PoliceReport,
        EscalatedDuty,
        EndedEscalation,
        PaperElsewhere,
        *AFFAIRS,
        Stations,
    )
