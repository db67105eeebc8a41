"""When the file of a case rests, and when it does so no more (domain.md 2, T18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.registry.domain.course_state import CourseState
from services.registry.rules import resting
from shared.calendar import DAY, OpenSpan


class Resting(CourseState):
    """What happens to the file once the measure is over."""

    def date_use(self, *, use_id: UUID, used_on: date, on: date) -> None:
        """Note on which day the drugs were used that the police found; each finding once."""
        if self.uses.get(use_id) != used_on:
            self.trigger_event(self.DrugUseDated, noted_on=on, use_id=use_id, used_on=used_on)

    def take_back_use(self, *, use_id: UUID, on: date) -> None:
        """Note that a finding of use stands no more."""
        if use_id in self.uses:
            self.trigger_event(self.DrugUseDateWithdrawn, withdrawn_on=on, use_id=use_id)

    def closed_on(self, day: date) -> date | None:
        """Since when nothing more is done here, as of a day: from then on three years count."""
        ended_on = self.replaced_on or self.terminated_on or self.transferred_on
        if ended_on is not None or self.last_day is None or day <= self.last_day:
            return ended_on
        return self.last_day + DAY

    def ordered_on(self, day: date) -> OpenSpan:
        """From when to when the order stands, as of a day; another file does not rest meanwhile."""
        decided_on = self.decision.decided_on or self.decision.served_on
        closed_on = self.closed_on(day)
        return decided_on, None if closed_on is None else max(decided_on, closed_on)

    def may_rest_or_not(self, day: date) -> bool:
        """Whether the other cases of the person have to be looked at: they only hold it back."""
        alone = self._rests_from(day, ())
        return self.rests_since is not None or (alone is not None and day >= alone)

    def let_file_rest(self, day: date, *, beside: Sequence[Resting] = ()) -> None:
        """Write that the file rests, or does no more; `beside` are the person's others.

        Written late it carries the day on which it came about, whatever was learnt first.
        """
        due, known = self._rests_from(day, beside), self.rests_since
        too_soon = known is not None and (due is None or due > known)
        if known is not None and (too_soon or self.sealed_on is None):
            self.trigger_event(
                self.CaseUnsealed,
                unsealed_on=day,
                cause=self._disturbed_by(known, day, beside),
                status=self._status_with(self.last_day, sealed=False),
            )
        if due is not None and day >= due and due != self.rests_since:
            status = self._status_with(self.last_day, sealed=True)
            self.trigger_event(self.CaseSealed, sealed_on=due, status=status)

    def _rests_from(self, day: date, beside: Sequence[Resting]) -> date | None:
        closed_on = self.closed_on(day)
        if closed_on is None or not self._may_rest(closed_on):
            return None
        return resting.seals_on(
            closed_on=closed_on,
            ordered=[it.ordered_on(day) for it in beside],
            uses=_uses_of((self, *beside)),
        )

    def _may_rest(self, closed_on: date) -> bool:
        cut_short = self.replaced_by is not None or self.terminated_on is not None
        return not cut_short or resting.terminated_files_rest(on=closed_on)

    def _disturbed_by(self, rested: date, day: date, beside: Sequence[Resting]) -> str:
        """Which of the three moved the day: a use, another order, or else the end itself."""
        closed_on = self.closed_on(day)
        if closed_on is None:
            return resting.END_MOVED
        alone = resting.seals_on(closed_on=closed_on)
        by_use = resting.seals_on(closed_on=closed_on, uses=_uses_of((self, *beside)))
        if by_use not in {alone, rested}:
            return resting.USE
        return resting.END_MOVED if by_use != rested else resting.OTHER_CASE


def _uses_of(cases: Sequence[Resting]) -> list[date]:
    return [day for case in cases for day in case.uses.values()]
