"""Two decisions that both stand until clarified: one records the police's answer, another approves.

The police say what becomes of the two; the office only records it (domain.md 0.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.domain.case import Case
from services.registry.domain.clarification import (
    BOTH_STAND,
    LATER_GIVES_WAY,
    Clarification,
    Clarity,
)
from services.registry.rules.days import what_happened_is_not_ahead
from shared import clock
from shared.eventstore.performing import command
from shared.law import Refusal


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """Two open cases of which nobody said yet what becomes of them."""

    former: Case
    later: Case
    proposal: Clarity | None


class Clarifying(Files):
    """What becomes of two decisions about one person."""

    def unclear_of(self, case: Case) -> list[Unclear]:
        """The open cases beside this one of which nothing is cleared up yet."""
        today = clock.today()
        if not case.is_open_on(today):
            return []
        pairs = [
            (other, case) if other.ref in case.beside else (case, other)
            for other in self.cases_beside(case)
            if other.is_open_on(today) and (other.ref in case.beside or case.ref in other.beside)
        ]
        found = []
        for former, later in pairs:
            known = self._known(former, later)
            if known is None or known.outcome is None:
                proposal = known.proposal if known else None
                found.append(Unclear(former=former, later=later, proposal=proposal))
        return found

    @command
    def clarify_decisions(
        self,
        *,
        case_id: UUID,
        other: str,
        outcome: str,
        decided_on: date,
        authority: str,
        document_no: str,
        why: str = "",
    ) -> None:
        """Record what the police say becomes of a case and another one that stands beside it.

        Somebody else approves; until then both stand.
        """
        what_happened_is_not_ahead(today=clock.today(), decided_on=decided_on)
        pair = self._pair(case_id, other)
        clarification = self._known(pair.former, pair.later) or Clarification(
            case_id=pair.later.id,
            person_id=pair.later.of_person,
            case_ref=pair.later.ref,
            former=pair.former.ref,
            begun_on=clock.today(),
        )
        clarification.propose(
            Clarity(
                proposed_on=clock.today(),
                proposed_by=self.account,
                decided_on=decided_on,
                outcome=outcome,
                authority=authority,
                document_no=document_no,
                why=why,
            )
        )
        self.save(clarification)

    @command
    def decide_clarification(
        self,
        *,
        case_id: UUID,
        other: str,
        approved: bool,
        why: str = "",
        paper: ApprovedOnPaper | None = None,
    ) -> None:
        """Approve it, or decline; the case that gives way rests from the day of the paper."""
        pair = self._pair(case_id, other)
        clarification = self._known(pair.former, pair.later)
        if clarification is None:
            raise Refusal("没有待审批的查明结果")
        proposal = clarification.open
        self.take_paper(
            paper,
            about=pair.later.of_person,
            approved=approved,
            proposed_by=proposal.proposed_by,
        )
        if approved:
            clarity = clarification.approve(
                approver=self.account, paper=paper, why=why, on=clock.today()
            )
            self._have_one_give_way(pair, clarity)
        else:
            clarification.decline(why=why, on=clock.today())
        self.save(clarification)

    def _have_one_give_way(self, pair: Unclear, clarity: Clarity) -> None:
        if clarity.outcome == BOTH_STAND:
            return
        gone, stays = pair.former, pair.later
        if clarity.outcome == LATER_GIVES_WAY:
            gone, stays = stays, gone
        gone.give_way(to=stays.ref, replaced_on=clarity.decided_on)
        self.save(gone)

    def _pair(self, case_id: UUID, other: str) -> Unclear:
        case = self.case(case_id)
        for pair in self.unclear_of(case):
            if other in {pair.former.ref, pair.later.ref} - {case.ref}:
                return pair
        raise Refusal("这两案没有并存待查明，或者已经查明", field="other")

    def _known(self, former: Case, later: Case) -> Clarification | None:
        id_ = Clarification.create_id(case_id=later.id, former=former.ref)
        return self.find(Clarification, id_)
