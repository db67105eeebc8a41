"""Who is on file twice, and whose file is open to few."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.registry.application.files import Files, identity_of
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.merging import Merging, Proposal
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


class Identities(Files):
    """Merging two files of one person and parting them; protecting a person."""

    @command
    def propose_merge(
        self,
        *,
        person_id: UUID,
        into_id_no: str,
        proof: str,
        paper: ApprovedOnPaper | None = None,
    ) -> bool:
        """Propose that a file give way to that of whoever has the number; answers whether it did.

        With a signed paper it is decided at once.
        """
        into = self.person_with(identity_of(into_id_no).number)
        if into is None:
            raise Refusal("没有登记过这个身份证号的人", field="into_id_no")
        file, kept, today = self._merging(person_id), self._merging(into), clock.today()
        file.propose(
            Proposal(into=into, proposed_on=today, proposed_by=self.account, proof=proof),
            kept=kept,
        )
        self.take_paper(paper, about=file.of_person)
        if paper:
            file.approve_on_paper(merged_on=today, paper=paper, kept=kept)
            self.save(kept)
        self.save(file)
        return paper is not None

    @command
    def approve_merge(self, *, person_id: UUID) -> None:
        """Decide that the two are one person; not by whoever proposed it."""
        file = self._merging(person_id)
        kept = self._merging(file.open.into)
        file.approve(merged_on=clock.today(), approver=self.account, kept=kept)
        self.save(file)
        self.save(kept)

    @command
    def reject_merge(self, *, person_id: UUID, why: str) -> None:
        """Decide that they are two persons."""
        file = self._merging(person_id)
        file.reject(rejected_on=clock.today(), why=why)
        self.save(file)

    @command
    def unmerge_persons(self, *, person_id: UUID, why: str) -> None:
        """Have both files stand for themselves again, each with what was its own."""
        file = self._merging(person_id)
        kept = self._merging(file.into or person_id)
        file.part(unmerged_on=clock.today(), why=why, kept=kept)
        self.save(file)
        self.save(kept)

    @command
    def protect_person(self, *, person_id: UUID, accounts: Sequence[str], why: str) -> None:
        """Have only these accounts be told who the person is."""
        person = self.person(person_id)
        person.protect(accounts=tuple(accounts), protected_on=clock.today(), why=why)
        self.save(person)

    @command
    def lift_protection(self, *, person_id: UUID, why: str) -> None:
        """Have the file open to everybody whose work it is."""
        person = self.person(person_id)
        person.unprotect(lifted_on=clock.today(), why=why)
        self.save(person)

    def _merging(self, person_id: UUID) -> Merging:
        begun = self.merging(self.person(person_id).id)
        return begun or Merging(person=person_id, begun_on=clock.today())
