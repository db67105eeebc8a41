"""A need: something that one office found and another can give, from its arrival to its answer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate, Sealed
from shared.partner import rules


class Need(Aggregate):
    """A need as the office keeps it that answers.

    Its id is the one under which it was raised, so both offices speak of the same need, and a
    second arrival of it is a conflict.
    """

    class NeedReceived(Aggregate.Created):
        """Another office passed a need on to this one."""

        raised_on: date
        need_id: UUID
        kind: str
        case_ref: str
        person_id: UUID

    class NeedAccepted(Aggregate.Event):
        """The office took the need up."""

        accepted_on: date
        need_id: UUID

    class NeedClosed(Aggregate.Event):
        """The office answered the need."""

        closed_on: date
        need_id: UUID
        result: str
        note: Sealed[str | None]

    @staticmethod
    def create_id(*_: Any, need_id: UUID | None = None, **__: Any) -> UUID:
        """The id of the need itself."""
        return need_id or uuid4()

    @event(NeedReceived)
    def __init__(
        self, *, raised_on: date, need_id: UUID, kind: str, case_ref: str, person_id: UUID
    ) -> None:
        self.raised_on = raised_on
        self.need_id = need_id
        self.kind = kind
        self.case_ref = case_ref
        self.person_id = person_id
        self.standing = rules.RECEIVED
        self.result: str | None = None
        self.note: str | None = None

    def accept(self, *, accepted_on: date) -> None:
        """Take it up."""
        rules.a_need_is_taken_up_once(self.standing)
        self._accept(accepted_on=accepted_on, need_id=self.need_id)

    def close(self, *, closed_on: date, result: str, note: str | None) -> None:
        """Answer it; the answer goes back, the note stays."""
        rules.a_need_is_answered_once_it_was_taken_up(self.standing)
        rules.an_answer_is_one_of_three(result)
        rules.a_no_says_why(result=result, note=note)
        self._close(closed_on=closed_on, need_id=self.need_id, result=result, note=note)

    @event(NeedAccepted)
    def _accept(self, *, accepted_on: date, need_id: UUID) -> None:
        self.standing = rules.ACCEPTED
        self.accepted_on = accepted_on
        self.need_id = need_id

    @event(NeedClosed)
    def _close(self, *, closed_on: date, need_id: UUID, result: str, note: str | None) -> None:
        self.standing = rules.CLOSED
        self.closed_on = closed_on
        self.need_id = need_id
        self.result = result
        self.answered_with_note = note is not None
        self.note = note
