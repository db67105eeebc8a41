"""Striking out: what proves wrong in a small register counts for nothing, and stays readable."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.affairs.claims import held_by
from services.registry.application.files import Files
from services.registry.domain.affairs.activities import Meeting, Training
from services.registry.domain.affairs.budget import Budget
from services.registry.domain.affairs.census import CensusRound, HouseholdVisit
from services.registry.domain.affairs.notice import Acknowledgement
from services.registry.domain.affairs.publicity import Publicity
from services.registry.domain.affairs.records import Record
from services.registry.domain.affairs.staff import Selection, Worker
from services.registry.domain.affairs.stations import StationRoom
from services.registry.domain.affairs.units import BaseOrganisation, UnitTask
from services.registry.domain.approvals import ApprovedOnPaper
from shared import clock
from shared.eventstore.performing import command
from shared.law import Unknown

RECORDS: dict[str, type[Record]] = {
    kind.register_name: kind
    for kind in (
        Training,
        Publicity,
        Meeting,
        Selection,
        Worker,
        Budget,
        StationRoom,
        UnitTask,
        BaseOrganisation,
        Acknowledgement,
        CensusRound,
        HouseholdVisit,
    )
}
"""The registers of which entries may be struck out, by name."""


class Striking(Files):
    """Corrections of the small registers."""

    def record(self, register: str, record_id: UUID) -> Record:
        """Load a record of a register; `Unknown` if there is no such register or record."""
        if register not in RECORDS:
            raise Unknown("没有这种登记簿")
        return self.load(RECORDS[register], record_id)

    @command
    def propose_striking_out(self, *, register: str, record_id: UUID, entry: int, why: str) -> None:
        """Say that an entry of a register is wrong, and why; somebody else decides."""
        record = self.record(register, record_id)
        record.propose_striking_out(entry, by=self.account, why=why, on=clock.today())
        self.save(record)

    @command
    def decide_striking_out(
        self,
        *,
        register: str,
        record_id: UUID,
        entry: int,
        approved: bool,
        why: str = "",
        paper: ApprovedOnPaper | None = None,
    ) -> None:
        """Decide on it, as another account or by a paper. What one alone may hold goes along."""
        record, today = self.record(register, record_id), clock.today()
        held = held_by(record)
        proposal = record.proposal_on(entry)
        self.take_paper(
            paper,
            about=record.id,
            approved=approved,
            proposed_by=proposal.proposed_by,
        )
        if approved:
            record.strike_out(entry, approver=self.account, paper=paper, on=today)
        else:
            record.decline_striking_out(entry, why=why, on=today)
        holds = held_by(record)
        self.save(
            record,
            take=[it for it in holds if it not in held],
            release=[it for it in held if it not in holds],
        )
