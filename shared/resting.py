"""A sealed file (封存): it opens to whoever says why, for a while, and each opening is on record.

The openings are part of the read log: who (the envelope), when, which file, and why, which is
sealed with the person's key. Each department keeps its own, and says by its rules for how long one
opening holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from eventsourcing.domain import event

from shared import clock
from shared.eventstore.act import current_act, system_act
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.eventstore.application import Department
from shared.law import Refusal

if TYPE_CHECKING:
    from shared.eventstore.entries import Entry
    from shared.law import Citation, Rule


class ReasonNeeded(Refusal):
    """The file is sealed, and whoever asks for it has not said why."""

    def __init__(self, citation: Citation) -> None:
        super().__init__("档案已封存，查阅须写明理由", citation, field="why")


class SealedReading(Aggregate):
    """One opening of one sealed file."""

    class SealedFileOpened(Aggregate.Created):
        """Somebody opened a sealed file and said why."""

        opened_at: datetime
        file_id: UUID
        of_case: str | None
        of_person: UUID | None
        why: Sealed[str]

    @event(SealedFileOpened)
    def __init__(
        self,
        *,
        opened_at: datetime,
        file_id: UUID,
        of_case: str | None,
        of_person: UUID | None,
        why: str,
    ) -> None:
        self.case_ref = of_case
        self.person_id = of_person


@dataclass(frozen=True, kw_only=True)
class SealedFile:
    """A file that is sealed, as its department's own record names it."""

    file_id: UUID
    case_ref: str | None
    person_id: UUID | None


class OpensSealed(Department):
    """What a department does whose sealed files somebody may still read."""

    def openings(self, file: SealedFile) -> list[Entry]:
        """Who opened a sealed file, when and why, the first one first."""
        noted = self.entries(
            names=[f"{self.name}.sealed_file_opened"], case_ref=file.case_ref, limit=None
        )
        return [it for it in noted if it.facts["file_id"] == file.file_id]

    def must_be_open(self, file: SealedFile, *, sealed: Rule, minutes: Rule) -> None:
        """`ReasonNeeded` unless whoever acts opened the file and the time of that still runs."""
        since = clock.now() - timedelta(minutes=minutes.number)
        reader = (current_act() or system_act(self.name)).account
        openings = [it for it in self.openings(file) if it.account == reader]
        if not any(it.facts["opened_at"] >= since for it in openings):
            raise ReasonNeeded(sealed.citation)

    def note_opening(self, file: SealedFile, *, why: str, sealed: Rule) -> None:
        """Keep who opened a sealed file, when and why; `ReasonNeeded` without a reason."""
        if not why.strip():
            raise ReasonNeeded(sealed.citation)
        self.save(
            SealedReading(
                opened_at=clock.now(),
                file_id=file.file_id,
                of_case=file.case_ref,
                of_person=file.person_id,
                why=why.strip(),
            )
        )
