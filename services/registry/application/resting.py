"""Sealed files: opened by whoever says why, and for a while (戒毒条例 7)."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.case import Case
from services.registry.domain.standing import SEALED, state_of
from services.registry.rules.resting import sealing
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.law import Refusal
from shared.resting import OpensSealed, SealedFile


class Resting(Files, OpensSealed):
    """Reading what is sealed."""

    @command
    def open_sealed_file(self, *, case_id: UUID, why: str) -> None:
        """Open a sealed file for whoever acts; who, when, which and why stand in the read log."""
        case = self.case(case_id)
        if not is_sealed(case):
            raise Refusal("这份档案没有封存，可以直接查阅")
        sealed, _minutes = sealing(on=clock.today())
        self.note_opening(_named(case), why=why, sealed=sealed)

    def must_be_readable(self, case: Case) -> None:
        """`ReasonNeeded` if the file is sealed and whoever acts has not said why just now."""
        if is_sealed(case):
            sealed, minutes = sealing(on=clock.today())
            self.must_be_open(_named(case), sealed=sealed, minutes=minutes)

    def openings_of(self, case: Case) -> list[Entry]:
        """Who opened the sealed file of a case."""
        return self.openings(_named(case))


def is_sealed(case: Case) -> bool:
    """Whether the file of a case rests."""
    return state_of(case.status_on(clock.today())) == SEALED


def _named(case: Case) -> SealedFile:
    return SealedFile(file_id=case.id, case_ref=case.ref, person_id=case.of_person)
