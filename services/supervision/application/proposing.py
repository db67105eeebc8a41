"""Measures that are submitted for approval before there is a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.supervision.application.files import Files, past_day
from services.supervision.domain.proposing import ProposedOrder
from services.supervision.domain.records import OrderAnswer, OrderProposal
from shared.eventstore.performing import command

PROPOSED = "supervision.order_proposed"


class Proposing(Files):
    """Proposals about persons (报批, S25)."""

    @command
    def propose_order(self, *, proposal: OrderProposal) -> str:
        """Record a proposal about somebody who has no case yet; answers its id."""
        past_day(proposal.sent_on, "sent_on")
        made = ProposedOrder(
            sent_on=proposal.sent_on,
            person=proposal.person_id,
            measure=proposal.measure,
            facts=proposal.facts,
        )
        self.save(made)
        return str(made.id)

    @command
    def answer_order(self, *, answer: OrderAnswer) -> dict[str, Any]:
        """Record what became of a proposal; answers what is wrong with that."""
        past_day(answer.decided_on, "decided_on")
        proposal = self.load(ProposedOrder, answer.proposal_id)
        found = proposal.answer(answer)
        self.save(proposal)
        return {"defects": list(found)}

    def proposed_orders(self, person_id: UUID | None = None) -> list[ProposedOrder]:
        """All proposals, or those about a person, the latest first."""
        told = self.entries(names=[PROPOSED], limit=None)
        wanted = [it.stream_id for it in told if person_id in {None, it.person_id}]
        found = self.load_all(ProposedOrder, wanted)
        return sorted((found[it] for it in wanted), key=lambda it: it.sent_on, reverse=True)
