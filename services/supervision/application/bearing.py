"""Who bears the duties of which case: assigned to many at once, handed over as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from services.supervision.application.files import Files
from services.supervision.rules import bearing
from shared import clock
from shared.duties.ledger import CaseDuties
from shared.duties.rounds import KeepsDuties
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim

BORNE = ("supervision.duties_assigned", "supervision.duties_handed_over")


class Bearing(Files, KeepsDuties):
    """Assigning duties and handing them over; all of an act goes into one append."""

    @command
    def assign_duties(self, *, file_ids: Iterable[UUID], bearer: str) -> int:
        """Have a worker, named by account, bear the duties of these cases; answers how many.

        `Refusal` where somebody else bears them: then nothing is assigned at all.
        """
        bearing.somebody_bears_them(bearer)
        found = 0
        for file_id in dict.fromkeys(file_ids):
            duties, claims = self._list_of(file_id)
            if duties.bearer == bearer:
                continue
            bearing.duties_are_assigned_once(held_by=duties.bearer, case_ref=duties.case_ref)
            duties.assign(bearer=bearer, on=clock.today())
            self.save(duties, take=claims)
            self.settle_duties(file_id, partial(self.above, file_id))
            found += 1
        return found

    @command
    def hand_over_duties(self, *, former: str, bearer: str, reason: str) -> dict[str, Any]:
        """Have a worker take over all that another bears; answers the act's id, how many cases."""
        bearing.somebody_bears_them(bearer)
        bearing.duties_go_to_somebody_else(former=former, bearer=bearer)
        bearing.whoever_hands_over_says_why(reason)
        moving, hand_over_id = self._borne_by(former), uuid4()
        bearing.what_is_handed_over_is_there(count=len(moving), former=former)
        for duties in moving:
            duties.hand_over(
                hand_over_id=hand_over_id, bearer=bearer, reason=reason.strip(), on=clock.today()
            )
            self.save(duties)
        return {"hand_over_id": str(hand_over_id), "count": len(moving)}

    def _list_of(self, file_id: UUID) -> tuple[CaseDuties, tuple[Claim, ...]]:
        file = self.file(file_id)
        return self.duty_list(file_id=file_id, case_ref=file.case_ref, person_id=file.person_id)

    def _borne_by(self, account: str) -> list[CaseDuties]:
        """The lists that are a worker's now, by the log itself."""
        told = {
            entry.stream_id: entry.facts["bearer"]
            for entry in self.entries(names=BORNE, limit=None)
        }
        mine = [list_id for list_id, bearer in told.items() if bearer == account]
        return list(self.load_all(CaseDuties, mine).values())
