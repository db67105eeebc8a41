"""Breaches of the agreement, and what answers them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files, past_day
from services.supervision.domain.records import (
    Admonition,
    Balance,
    Correcting,
    Judging,
    Overturning,
    Violating,
)
from shared import clock
from shared.eventstore.performing import command
from shared.scans import Scan


class Breaches(Files):
    """What is recorded when an agreement is broken."""

    @command
    def record_violation(self, *, file_id: UUID, violating: Violating) -> dict[str, Any]:
        """Record a breach of a clause; answers its id, and why it does not count."""
        past_day(violating.violated_on, "violated_on")
        file, violation_id = self.file(file_id), uuid4()
        found = file.record_violation(
            violation_id=violation_id, violating=violating, now=clock.now()
        )
        self.save(file)
        return {"violation_id": str(violation_id), "defects": list(found)}

    @command
    def criticise(self, *, file_id: UUID, correcting: Correcting) -> None:
        """Record that the person was criticised for a breach."""
        past_day(correcting.held_on, "held_on")
        file = self.file(file_id)
        file.criticise(correcting=correcting)
        self.save(file)

    @command
    def educate(self, *, file_id: UUID, correcting: Correcting) -> None:
        """Record that the person was educated about a breach."""
        past_day(correcting.held_on, "held_on")
        file = self.file(file_id)
        file.educate(correcting=correcting)
        self.save(file)

    @command
    def propose_overturning(self, *, file_id: UUID, matter_id: UUID, because: str) -> None:
        """Say that something should not count, and why; another account decides (0.23)."""
        file = self.file(file_id)
        file.propose_overturning(
            matter_id=matter_id, by=self.account, because=because, on=clock.today()
        )
        self.save(file)

    @command
    def decide_overturning(
        self, *, file_id: UUID, matter_id: UUID, approved: bool, why: str = ""
    ) -> None:
        """Decide on it; a serious breach may fall away with what counts no more."""
        file = self.file(file_id)
        file.decide_overturning(
            matter_id=matter_id, approved=approved, why=why, by=self.account, on=clock.today()
        )
        self.save(file)

    @command
    def overturn(
        self, *, file_id: UUID, overturning: Overturning, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record by which signed paper something counts no more; a breach may fall away with it."""
        past_day(overturning.overturned_on, "overturned_on")
        file = self.file(file_id)
        found = file.overturn(overturning=overturning, scan=proof, author=self.author)
        self.save(file)
        return {"defects": list(found)}

    @command
    def record_balance(
        self, *, file_id: UUID, balance: Balance, proof: Scan | None = None
    ) -> dict[str, Any]:
        """Record what a counter had before the take-over, with the scan of the page."""
        past_day(balance.recorded_on, "recorded_on")
        file = self.file(file_id)
        found = file.record_balance(balance=balance, scan=proof, author=self.author)
        self.save(file)
        return {"defects": list(found)}

    @command
    def judge_contested_days(self, *, file_id: UUID, judging: Judging) -> None:
        """Record a choice between two ways of counting days; it is the account's own (0.22)."""
        past_day(judging.judged_on, "judged_on")
        file = self.file(file_id)
        file.judge_contested_days(judging=judging, by=self.named)
        self.save(file)

    @command
    def admonish(self, *, file_id: UUID, admonition: Admonition) -> dict[str, Any]:
        """Record a written admonition; its number is given once."""
        past_day(admonition.served_on, "served_on")
        file, number = self.file(file_id), self.unused(admonition.document_no)
        found = file.admonish(admonition=admonition)
        self.save(file, take=[number])
        return {"defects": list(found)}
