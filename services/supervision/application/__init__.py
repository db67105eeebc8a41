"""What supervision can do; one method per command, and what it does when it hears of others."""

from __future__ import annotations

from services.supervision.application.absences import Absences
from services.supervision.application.assessing import Assessments
from services.supervision.application.bearing import Bearing
from services.supervision.application.breaches import Breaches
from services.supervision.application.checking import Checking
from services.supervision.application.consenting import Consenting
from services.supervision.application.contacts import Contacts
from services.supervision.application.copying import Copying
from services.supervision.application.duties import Duties
from services.supervision.application.hearing import Hearing
from services.supervision.application.laboratory import Laboratory
from services.supervision.application.officers import Officers
from services.supervision.application.other_days import OtherDays
from services.supervision.application.own_typing import OwnTyping
from services.supervision.application.policing import Policing
from services.supervision.application.proposing import Proposing
from services.supervision.application.resting import Resting
from services.supervision.application.takeover import TakingOver
from services.supervision.application.testing import Testing
from services.supervision.domain.forms import FormPad
from services.supervision.domain.kits import KitBatch
from services.supervision.domain.officers import AntiDrugOfficers
from services.supervision.domain.proposing import ProposedOrder
from services.supervision.domain.reading import ResultReading, ScanReading
from services.supervision.domain.supervision import Supervision
from shared.duties.ledger import CaseDuties
from shared.resting import SealedReading


class SupervisionApplication(
    Testing,
    Laboratory,
    Absences,
    Breaches,
    TakingOver,
    Policing,
    Contacts,
    Assessments,
    Checking,
    OtherDays,
    Bearing,
    Officers,
    Proposing,
    Copying,
    OwnTyping,
    Consenting,
    Duties,
    Hearing,
    Resting,
):
    """Tests, breaches, talks and needs of every case that has reported in."""

    name = "supervision"
    aggregates = (
        Supervision,
        CaseDuties,
        KitBatch,
        FormPad,
        ScanReading,
        ResultReading,
        SealedReading,
        AntiDrugOfficers,
        ProposedOrder,
    )
