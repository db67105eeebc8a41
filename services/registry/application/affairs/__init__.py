"""What the town does in its own affairs; one method per command."""

from __future__ import annotations

from services.registry.application.affairs.activities import Activities
from services.registry.application.affairs.means import Means
from services.registry.application.affairs.plans import Planning
from services.registry.application.affairs.reconciling import Reconciling
from services.registry.application.affairs.staff import Staffing
from services.registry.application.affairs.striking import Striking
from services.registry.application.affairs.units import Tasking
from services.registry.domain.affairs.activities import Meeting, Training
from services.registry.domain.affairs.actual_user import ActualUser
from services.registry.domain.affairs.budget import Budget
from services.registry.domain.affairs.census import CensusRound, HouseholdVisit
from services.registry.domain.affairs.leading_group import LeadingGroup
from services.registry.domain.affairs.notice import Acknowledgement
from services.registry.domain.affairs.plans import TownRule, WorkPlan
from services.registry.domain.affairs.police_list import PoliceList, PoliceListRow
from services.registry.domain.affairs.publicity import Publicity
from services.registry.domain.affairs.staff import Selection, Worker
from services.registry.domain.affairs.stations import StationRoom
from services.registry.domain.affairs.units import BaseOrganisation, UnitTask

AFFAIRS = (
    Selection,
    Worker,
    Acknowledgement,
    LeadingGroup,
    WorkPlan,
    TownRule,
    UnitTask,
    BaseOrganisation,
    StationRoom,
    Budget,
    CensusRound,
    HouseholdVisit,
    ActualUser,
    PoliceList,
    PoliceListRow,
    Training,
    Publicity,
    Meeting,
)
"""The files of these affairs."""


class Affairs(Staffing, Planning, Tasking, Means, Reconciling, Activities, Striking):
    """All of them."""
