"""Hand-overs: the commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.identity.application.files import Files, actor
from services.identity.domain.hand_overs import HandOver
from services.identity.rules import granting
from shared import clock
from shared.eventstore.performing import command


class HandOvers(Files):
    """What one member of staff leaves to the next."""

    @command
    def draw_up_hand_over(
        self,
        *,
        giver: str,
        taker: str,
        role: str,
        unit: str,
        hands_over_on: date,
        items: Iterable[str],
    ) -> str:
        """Write the sheet that both are to sign; answers its id."""
        granting.a_role_is_listed(role)
        self.must_take_part(unit)
        lines = [line.strip() for line in items if line.strip()]
        granting.a_hand_over_is_of_something_to_another(giver=giver, taker=taker, items=lines)
        sheet = HandOver(
            giver=self.account(giver).account,
            taker=self.account(taker).account,
            role=role,
            unit=unit,
            hands_over_on=hands_over_on,
            drawn_up_on=clock.today(),
            items="\n".join(lines),
        )
        self.save(sheet)
        return str(sheet.id)

    @command
    def sign_hand_over(self, *, hand_over_id: UUID) -> None:
        """Sign as the one of the two that acts."""
        sheet = self.hand_over(hand_over_id)
        sheet.sign(side=sheet.side_of(actor()), signed_on=clock.today(), on_paper=False)
        self.save(sheet)

    @command
    def note_paper_signature(self, *, hand_over_id: UUID, side: str) -> None:
        """Note that one of the two signed the printed sheet, which is kept."""
        sheet = self.hand_over(hand_over_id)
        sheet.sign(side=side, signed_on=clock.today(), on_paper=True)
        self.save(sheet)

    def hand_over(self, hand_over_id: UUID) -> HandOver:
        """Load a sheet; `Unknown` if there is none."""
        return self.load(HandOver, hand_over_id)
