"""Sealed files: opened by whoever says why, and for a while (戒毒条例 7)."""

from __future__ import annotations

from uuid import UUID

from services.supervision.application.files import Files
from services.supervision.domain.supervision import Supervision
from services.supervision.rules.resting import SEALED, sealing
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.law import Refusal
from shared.resting import OpensSealed, SealedFile


class Resting(Files, OpensSealed):
    """Reading what is sealed."""

    @command
    def open_sealed_file(self, *, file_id: UUID, why: str) -> None:
        """Open a sealed file for whoever acts; who, when, which and why stand in the read log."""
        file = self.file(file_id)
        if not is_sealed(file):
            raise Refusal("这份档案没有封存，可以直接查阅")
        sealed, _minutes = sealing(on=clock.today())
        self.note_opening(_named(file), why=why, sealed=sealed)

    def must_be_readable(self, file: Supervision) -> None:
        """`ReasonNeeded` if the file is sealed and whoever acts has not said why just now."""
        if is_sealed(file):
            sealed, minutes = sealing(on=clock.today())
            self.must_be_open(_named(file), sealed=sealed, minutes=minutes)

    def openings_of(self, file: Supervision) -> list[Entry]:
        """Who opened a sealed file."""
        return self.openings(_named(file))


def is_sealed(file: Supervision) -> bool:
    """Whether a file rests."""
    return file.state_on(clock.today()) == SEALED


def _named(file: Supervision) -> SealedFile:
    return SealedFile(file_id=file.id, case_ref=file.case_ref, person_id=file.person_id)
