"""What follows a positive strip, as whoever may see tests finds it on the desk and the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.supervision.domain.duties import LABORATORY, duties_of
from services.supervision.domain.supervision import Supervision
from services.supervision.projections.laboratory import WaitingRow, waiting_rows
from services.supervision.projections.lists import OVERDUE, SOON, TODAY, WEEK, Asked
from services.supervision.web.office import SEE_TESTS, office, within
from shared import clock
from shared.law import Rule

NARROWING = ("village", "station", "kind", "bearer")


@dataclass(frozen=True, kw_only=True)
class LaboratoryDuty:
    """One step that a case waits for: of which strip, since when, until when, and by which rule."""

    file_id: UUID
    case_ref: str
    person_id: UUID
    kind: str
    village: str | None
    station: str | None
    bearer: str | None
    duty: str
    collected_on: date
    since: date
    due_on: date
    rule: Rule

    def fits(self, asked: Asked, today: date) -> bool:
        """Whether it is among what a list was narrowed down to."""
        same = all(getattr(asked, name) in {None, getattr(self, name)} for name in NARROWING)
        left = asked.left_to is None or self.bearer in {None, asked.left_to}
        return same and left and (asked.when is None or self._falls(asked.when, today))

    def _falls(self, when: str, today: date) -> bool:
        falls = {
            OVERDUE: self.due_on < today,
            TODAY: self.due_on == today,
            WEEK: today <= self.due_on <= today + SOON,
        }
        return falls.get(when, False)


def laboratory_duties() -> Sequence[LaboratoryDuty]:
    """Those of the files whose tests the reader may see, by case."""
    with office().db.reading() as conn:
        rows = waiting_rows(conn, within=within(SEE_TESTS), today=clock.today())
    files = office().load_all(Supervision, [row.file_id for row in rows])
    return [it for row in rows for it in _of(files[row.file_id], row)]


def _of(file: Supervision, row: WaitingRow) -> Iterator[LaboratoryDuty]:
    for it in duties_of(file):
        if it.kind in LABORATORY and it.owed:
            yield LaboratoryDuty(
                **vars(row),
                duty=it.kind,
                collected_on=file.positives[UUID(it.matter)].on,
                since=it.opens_at.date(),
                due_on=it.due_on,
                rule=it.rule,
            )
