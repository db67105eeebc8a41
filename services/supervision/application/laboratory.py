"""What follows a positive strip."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import (
    Clearing,
    Confirming,
    LabRequest,
    LabResult,
    Objecting,
    ObjectionAnswer,
)
from shared import clock
from shared.eventstore.performing import command


class Laboratory(Files):
    """Laboratory, retest, confirmation, clearing."""

    @command
    def request_lab(self, *, file_id: UUID, asked: LabRequest) -> dict[str, Any]:
        """Record that a laboratory is asked about the A sample."""
        past_day(asked.requested_on, "requested_on")
        file = self.file(file_id)
        found = file.request_lab(asked=asked)
        self.save(file)
        return {"defects": list(found)}

    @command
    def record_lab(self, *, file_id: UUID, result: LabResult) -> dict[str, Any]:
        """Record what the laboratory found."""
        past_day(result.received_on, "received_on")
        file = self.file(file_id)
        found = file.record_lab(result=result)
        self.save(file)
        return {"defects": list(found)}

    @command
    def request_retest(self, *, file_id: UUID, asked: LabRequest) -> dict[str, Any]:
        """Record that another laboratory is asked about the B sample."""
        past_day(asked.requested_on, "requested_on")
        file = self.file(file_id)
        found = file.request_retest(asked=asked)
        self.save(file)
        return {"defects": list(found)}

    @command
    def record_retest(self, *, file_id: UUID, result: LabResult) -> dict[str, Any]:
        """Record what was found in the B sample."""
        past_day(result.received_on, "received_on")
        file = self.file(file_id)
        found = file.record_retest(result=result)
        self.save(file)
        return {"defects": list(found)}

    @command
    def object_to_result(self, *, file_id: UUID, objecting: Objecting) -> dict[str, Any]:
        """Record that the person objects to what a strip or a laboratory found."""
        past_day(objecting.lodged_on, "lodged_on")
        file = self.file(file_id)
        found = file.object_to_result(objecting=objecting)
        self.save(file)
        return {"defects": list(found)}

    @command
    def answer_objection(self, *, file_id: UUID, answer: ObjectionAnswer) -> dict[str, Any]:
        """Record what the police answered; its document's number is given once."""
        past_day(answer.answered_on, "answered_on")
        file, number = self.file(file_id), self.unused(answer.document_no)
        found = file.answer_objection(answer=answer)
        self.save(file, take=[number])
        return {"defects": list(found)}

    @command
    def confirm_use(self, *, file_id: UUID, confirming: Confirming) -> dict[str, Any]:
        """Record the police's finding that drugs were used; its document's number is given once."""
        past_day(confirming.decided_on, "decided_on")
        past_day(confirming.used_on, "used_on")
        file, number, use_id = self.file(file_id), self.unused(confirming.document_no), uuid4()
        found = file.confirm_use(use_id=use_id, confirming=confirming, now=clock.now())
        self.save(file, take=[number])
        return {"use_id": str(use_id), "defects": list(found)}

    @command
    def clear_positive(self, *, file_id: UUID, clearing: Clearing) -> None:
        """Record that a positive strip is no finding."""
        past_day(clearing.cleared_on, "cleared_on")
        file = self.file(file_id)
        file.clear_positive(clearing=clearing)
        self.save(file)
