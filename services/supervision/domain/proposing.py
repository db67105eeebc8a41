"""A measure that the police station submits for approval before there is a case (S25)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain.records.planning import GRANTED, NOT_GRANTED
from services.supervision.domain.records.proposing import OrderAnswer
from services.supervision.rules import plans
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import defects


class ProposedOrder(Aggregate):
    """One proposal about one person, and what became of it."""

    class OrderProposed(Aggregate.Created):
        """The police station sent a proposal about somebody who has no case yet (报批)."""

        sent_on: date
        person: UUID
        measure: str
        facts: Sealed[str]

    class OrderProposalAnswered(Aggregate.Event):
        """It was approved, or was not; what has defects is no answer to it."""

        decided_on: date
        result: str
        counted: bool
        defects: tuple[str, ...]
        document_no: Sealed[str]
        decider: Sealed[str]

    @event(OrderProposed)
    def __init__(self, *, sent_on: date, person: UUID, measure: str, facts: str | None) -> None:
        self.person_id = person
        self.sent_on = sent_on
        self.measure = measure
        self.result: str | None = None
        self.decided_on: date | None = None
        self.document_no: str | None = None

    def answer(self, answer: OrderAnswer) -> tuple[str, ...]:
        """Write down what became of it; answers what is wrong with that."""
        plans.a_plan_is_approved_once(granted=None if self.result is None else True)
        found = defects(
            plans.an_answer_follows_its_proposal(sent_on=self.sent_on, decided_on=answer.decided_on)
        )
        facts = asdict(answer)
        del facts["proposal_id"]
        result = GRANTED if facts.pop("granted") else NOT_GRANTED
        self._answer(result=result, counted=not found, defects=found, **facts)
        return found

    @event(OrderProposalAnswered)
    def _answer(
        self,
        *,
        decided_on: date,
        result: str,
        counted: bool,
        defects: tuple[str, ...],
        document_no: str | None,
        decider: str | None,
    ) -> None:
        if counted:
            self.result, self.decided_on, self.document_no = result, decided_on, document_no
