"""What in the small registers there may be once only, and which of it a record holds now."""

from __future__ import annotations

from services.registry.domain.affairs.census import HouseholdVisit
from services.registry.domain.affairs.notice import Acknowledgement
from services.registry.domain.affairs.records import Record
from services.registry.domain.affairs.staff import Worker
from services.registry.domain.affairs.units import BaseOrganisation
from shared.eventstore.unit import Claim


def held_by(record: Record) -> list[Claim]:
    """The claims of a record as it stands; one that was struck out holds none."""
    if not record.stands():
        return []
    match record:
        case Worker(ended_on=None, id_no=str(id_no)):
            return [worker_claim(id_no)]
        case Acknowledgement():
            return [notice_claim(notice_no=record.notice_no, unit=record.unit)]
        case BaseOrganisation():
            return [organisation_claim(record.village)]
        case HouseholdVisit(defects=()):
            return [household_claim(record)]
    return []


def worker_claim(id_no: str) -> Claim:
    """One identity number, one worker at a time."""
    return Claim("worker identity number", id_no, "这个身份证号已有在岗的社工", "id_no")


def notice_claim(*, notice_no: str, unit: str) -> Claim:
    """A unit takes note of a notice once."""
    return Claim("notice", f"{notice_no} {unit}", "这个单位已经签收过这份通知", "unit")


def organisation_claim(village: str) -> Claim:
    """One organisation signs for the town in a village."""
    return Claim("base organisation", village, "这个村（社区）已经指定了基层组织", "village")


def household_claim(visit: HouseholdVisit) -> Claim:
    """One visit covers a household in a round."""
    household = str(visit.person_id or f"{visit.village} {visit.household_no}")
    return Claim("census", f"{visit.round_id} {household}", "本轮已经走访过这一户", "visited_on")
