"""What the desk warns of: what is to be reported, was told further up, or is near a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.supervision.domain.duties import LABORATORY, REPORT_TO_POLICE
from services.supervision.domain.supervision import Supervision
from services.supervision.projections.alarms import watched
from services.supervision.projections.escalations import EscalationRow, escalated
from services.supervision.projections.treatment import waiting_reports
from services.supervision.rules.counters import SERIOUS
from services.supervision.rules.resting import RUNNING
from services.supervision.schemas.words import COUNTERS
from services.supervision.web.deeds.choosing import matter_named
from services.supervision.web.duties import strip_named
from services.supervision.web.office import (
    SEE_BREACHES,
    SEE_TESTS,
    SEE_USE_IN_TREATMENT,
    office,
    opens,
    within,
)
from services.supervision.web.telling import standing_of
from shared import clock
from shared.web.dates import short_day
from shared.web.speech import gettext as _

OWED, FOR_POLICE, OVERDUE, NEAR = "owed", "for_police", "overdue", "near"
Told = dict[tuple[UUID, str], str]
"""Whom of the office and the leading group a matter of a file was told to."""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One thing to look at now; `report_by` if it is to be reported to the police.

    `told_to` is the office, or the leading group after it, if they know that it was not done.
    """

    level: str
    file_id: UUID
    case_ref: str | None
    person_id: UUID | None
    counter: str | None
    told: str
    report_by: datetime | None = None
    told_to: str | None = None
    part: str = "breaches"


def alarms() -> Sequence[Alarm]:
    """Those of the files whose breaches the reader may see; what is to be reported comes first."""
    today = clock.today()
    with office().db.reading() as conn:
        file_ids = watched(conn, within=within(SEE_BREACHES), today=today)
        told_of = escalated(conn, within=within(SEE_BREACHES))
    files = office().load_all(Supervision, file_ids)
    told = {(it.file_id, it.matter): it.level for it in told_of if it.duty == REPORT_TO_POLICE}
    found = [it for file_id in file_ids for it in _of(files[file_id], today, told)]
    return [
        *sorted(
            (it for it in found if it.report_by is not None),
            key=lambda it: it.report_by or clock.now(),
        ),
        *(_treatment_reports() if opens(SEE_USE_IN_TREATMENT) else []),
        *(_overdue_strips() if opens(SEE_TESTS) else []),
        *(it for it in found if it.report_by is None),
    ]


def _treatment_reports() -> list[Alarm]:
    """What health institutions reported of drug use, and the police did not answer yet."""
    with office().db.reading() as conn:
        rows = waiting_reports(conn, within=within(SEE_USE_IN_TREATMENT))
    return [
        Alarm(
            level=FOR_POLICE,
            file_id=row.file_id,
            case_ref=row.case_ref,
            person_id=row.person_id,
            counter=None,
            told=_("治疗机构报告治疗期间吸毒（%(day)s发现）", day=short_day(row.found_on)),
        )
        for row in rows
    ]


def _overdue_strips() -> list[Alarm]:
    """What follows a positive strip and was told further up; of files whose tests one may see."""
    with office().db.reading() as conn:
        rows = [it for it in escalated(conn, within=within(SEE_TESTS)) if it.duty in LABORATORY]
    files = office().load_all(Supervision, {it.file_id for it in rows})
    return [_overdue(files[row.file_id], row) for row in rows]


def _overdue(file: Supervision, row: EscalationRow) -> Alarm:
    return Alarm(
        level=OVERDUE,
        file_id=file.id,
        case_ref=file.case_ref,
        person_id=file.person_id,
        counter=None,
        told=strip_named(row.duty, collected_on=file.positives[UUID(row.matter)].on),
        told_to=row.level,
        part="tests",
    )


def _of(file: Supervision, today: date, told: Told) -> Iterator[Alarm]:
    for key, matter in file.matters.items():
        if matter.owed:
            yield _alarm(
                file,
                matter_named(key, matter),
                report_by=matter.report_by,
                told_to=told.get((file.id, key)),
            )
    runs = file.state_on(today) == RUNNING
    for name, counter in file.counters(today).items() if runs else ():
        if name in SERIOUS and counter.left == 1 and counter.value:
            standing = standing_of(counter, kind=file.kind)
            said = _("%(counter)s：%(standing)s", counter=_(COUNTERS[name]), standing=standing)
            yield _alarm(file, said, counter=name)


def _alarm(
    file: Supervision,
    told: str,
    *,
    counter: str | None = None,
    report_by: datetime | None = None,
    told_to: str | None = None,
) -> Alarm:
    return Alarm(
        level=OWED if report_by else NEAR,
        file_id=file.id,
        case_ref=file.case_ref,
        person_id=file.person_id,
        counter=counter,
        told=told,
        report_by=report_by,
        told_to=told_to,
    )
