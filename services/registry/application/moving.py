"""Where persons stand in the register: who is away another confirms, or a signed paper does."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.register_move import MoveProposal, RegisterMove
from services.registry.rules.days import what_happened_is_not_ahead
from services.registry.rules.register import LEAVING
from shared import clock
from shared.eventstore.performing import command


class Moving(Files):
    """The register's flags, as far as people set them."""

    def move_proposed(self, person_id: UUID) -> MoveProposal | None:
        """Where somebody is said to stand, as long as nobody has confirmed it."""
        move = self.find(RegisterMove, RegisterMove.create_id(person=person_id))
        return move.proposal if move else None

    @command
    def set_register_flag(self, *, person_id: UUID, flag: str, set_on: date, why: str) -> bool:
        """Say since when a person stands elsewhere in the register, and why; N stays what it is.

        Answers whether it holds already: who is held, gone or dead another has to confirm.
        """
        today = clock.today()
        what_happened_is_not_ahead(today=today, set_on=set_on)
        person = self.standing_person(person_id)
        person.may_move(flag, set_on=set_on)
        if flag not in LEAVING or flag == person.flag:
            person.set_flag(flag, set_on=set_on, why=why)
            self.save(person)
            return True
        move = self._register_move(person_id)
        move.propose(
            MoveProposal(
                proposed_on=today, proposed_by=self.account, flag=flag, since=set_on, why=why
            )
        )
        self.save(move)
        return False

    @command
    def decide_register_flag(
        self,
        *,
        person_id: UUID,
        approved: bool,
        why: str = "",
        paper: ApprovedOnPaper | None = None,
    ) -> None:
        """Confirm that somebody is away, as another account or by a paper, or decline."""
        person, move = self.standing_person(person_id), self._register_move(person_id)
        proposal = move.open
        self.take_paper(
            paper,
            about=person.id,
            approved=approved,
            proposed_by=proposal.proposed_by,
        )
        if approved:
            person.may_move(proposal.flag, set_on=proposal.since)
            move.confirm(approver=self.account, paper=paper, why=why, on=clock.today())
            person.set_flag(proposal.flag, set_on=proposal.since, why=proposal.why or "")
            self.save(person)
        else:
            move.decline(why=why, on=clock.today())
        self.save(move)

    def _register_move(self, person_id: UUID) -> RegisterMove:
        begun = self.find(RegisterMove, RegisterMove.create_id(person=person_id))
        return begun or RegisterMove(person=person_id, begun_on=clock.today())
