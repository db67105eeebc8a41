"""Needs that other departments can help with, and their answers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.supervision.domain.records.contacts import Need
from services.supervision.rules.talks import DEPARTMENT_OF
from shared.eventstore.aggregate import Aggregate, Sealed


class NeedRaised(Aggregate.Event):
    """What every referral holds, whoever helps."""

    raised_on: date
    need_id: UUID
    kind: str
    talk_id: UUID | None
    note: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """An answer is awaited."""
        aggregate.needs[self.need_id] = Need(kind=self.kind, department=DEPARTMENT_OF[self.kind])


class AssistanceNeedRaised(NeedRaised):
    """The person wants help with school, work, skills or relief."""


class TreatmentNeedRaised(NeedRaised):
    """The person wants treatment."""


class LegalNeedRaised(NeedRaised):
    """The person wants legal help."""


class NeedAnswered(Aggregate.Event):
    """The department that was asked for help answered."""

    answered_on: date
    need_id: UUID
    kind: str
    department: str
    answer: str

    def apply(self, aggregate: Any) -> None:
        """Keep the last answer."""
        aggregate.needs[self.need_id] = Need(
            kind=self.kind, department=self.department, answer=self.answer
        )
