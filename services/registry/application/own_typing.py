"""Correcting one's own typing within a day, without a second person (domain.md 0.23)."""

from __future__ import annotations

from uuid import UUID

from services.registry.application.files import Files
from services.registry.domain.case import Case
from services.registry.rules import typing
from shared import clock
from shared.eventstore.entries import Entry
from shared.eventstore.performing import command
from shared.law import Refusal

TYPED_IN = {
    **dict.fromkeys(typing.OF_DECISION, "registry.decision_received"),
    **dict.fromkeys(typing.OF_AGREEMENT, "registry.agreement_signed"),
}


class OwnTyping(Files):
    """Corrections that need nobody else."""

    @command
    def correct_typing(self, *, case_id: UUID, field: str, value: str, why: str) -> None:
        """Write otherwise what the same account typed in the last 24 hours; texts alone."""
        typing.only_text_is_corrected_alone(field=field)
        case = self.case(case_id)
        case.must_be_in_force()
        typed = self._typed(case, field)
        typing.ones_own_typing_is_corrected_in_time(
            author=typed.account,
            account=self.account,
            typed_at=typed.recorded_at,
            now=clock.now(),
        )
        was = case.typed("agreement_no")
        case.correct_typing(field=field, value=value, why=why, on=clock.today())
        self.save_renumbered(case, was=was)

    def _typed(self, case: Case, field: str) -> Entry:
        """Where it was typed; a correction does not make it younger."""
        name = TYPED_IN[field]
        entries = self.entries(case_ref=case.ref, names=[name], limit=None)
        if not entries:
            raise Refusal("还没有录入这一项", field="field")
        return entries[-1]
