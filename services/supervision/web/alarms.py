"""What the desk warns of: a breach that is to be reported, and one more that makes it serious."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.supervision.domain.supervision import Supervision
from services.supervision.projections.alarms import watched
from services.supervision.rules.counters import SERIOUS
from services.supervision.schemas.words import COUNTERS
from services.supervision.web.deeds.choosing import matter_named
from services.supervision.web.office import SEE_BREACHES, office, within
from services.supervision.web.telling import standing_of
from shared import clock
from shared.web.speech import gettext as _

OWED, NEAR = "owed", "near"


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One thing to look at now; `report_by` if it is to be reported to the police."""

    level: str
    file_id: UUID
    case_ref: str | None
    person_id: UUID | None
    counter: str | None
    told: str
    report_by: datetime | None = None


def alarms() -> Sequence[Alarm]:
    """Those of the files whose breaches the reader may see; what is to be reported comes first."""
    today = clock.today()
    with office().db.reading() as conn:
        file_ids = watched(conn, within=within(SEE_BREACHES), today=today)
    files = office().load_all(Supervision, file_ids)
    found = [it for file_id in file_ids for it in _of(files[file_id], today)]
    return sorted(found, key=lambda it: (it.report_by is None, it.report_by or clock.now()))


def _of(file: Supervision, today: date) -> Iterator[Alarm]:
    for key, matter in file.matters.items():
        if matter.owed:
            yield _alarm(file, matter_named(key, matter), report_by=matter.report_by)
    for name, counter in file.counters(today).items():
        if name in SERIOUS and counter.left == 1 and counter.value:
            standing = standing_of(counter, kind=file.kind)
            told = _("%(counter)s：%(standing)s", counter=_(COUNTERS[name]), standing=standing)
            yield _alarm(file, told, counter=name)


def _alarm(
    file: Supervision, told: str, *, counter: str | None = None, report_by: datetime | None = None
) -> Alarm:
    return Alarm(
        level=OWED if report_by else NEAR,
        file_id=file.id,
        case_ref=file.case_ref,
        person_id=file.person_id,
        counter=counter,
        told=told,
        report_by=report_by,
    )
