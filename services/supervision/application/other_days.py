"""Requests for another day: what the person asks, and what is answered."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import OtherDay, OtherDayAnswer
from shared import clock
from shared.eventstore.performing import command


class OtherDays(Files):
    """Another day that the person asks for."""

    @command
    def ask_other_day(self, *, file_id: UUID, asked: OtherDay) -> str:
        """Record that the person asks for another day; answers the request's id."""
        past_day(asked.asked_on, "asked_on")
        file, request_id = self.file(file_id), uuid4()
        file.ask_other_day(request_id=request_id, asked=asked)
        self.save(file)
        return str(request_id)

    @command
    def answer_other_day(self, *, file_id: UUID, answer: OtherDayAnswer) -> None:
        """Record the answer; whoever answers is the account that does it."""
        file = self.file(file_id)
        file.answer_other_day(answer=answer, by=self.named, on=clock.today())
        self.save(file)
