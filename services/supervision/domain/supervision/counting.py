"""The part of a file that counts: what each counter is, and what it counts, as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from services.supervision.domain.supervision.state import FileState
from services.supervision.rules import counters, leave, terms
from services.supervision.rules.book import rule
from services.supervision.rules.counters import Counted, Counter
from services.supervision.rules.leave import Away
from services.supervision.rules.windows import DAY


class Counting(FileState):
    """Counters, each with its basis."""

    def counters(self, day: date) -> dict[str, Counter]:
        """Every counter of the case as of a day (domain.md 4)."""
        other = not self._includes_return(day)
        contested = {} if "leave_days" in self.judged else self._left(day, inclusive=other)
        return {
            name: counters.counter(
                name,
                [it for it in basis if it.on <= day],
                day=day,
                opening=self.balances.get(name, None if self.tracked_from else 0),
                contested=contested.get(name, ()),
            )
            for name, basis in self._bases(day).items()
        }

    @property
    def unknown_counters(self) -> tuple[str, ...]:
        """Those of which nobody has said what they had before the take-over (domain.md 0.2)."""
        if self.tracked_from is None:
            return ()
        return tuple(name for name in counters.NAMES if name not in self.balances)

    @property
    def refused_tests(self) -> int:
        """Tests that were evaded or refused, as they count for the whole term (戒毒条例 20)."""
        return self.balances.get(counters.TEST, 0) + len(list(self._evaded_tests))

    @property
    def countable(self) -> dict[UUID, str]:
        """What is counted now and can be answered or overturned, with its counter."""
        return {
            UUID(it.matter): name
            for name, basis in self.bases.items()
            if name != counters.LEAVE_DAYS
            for it in basis
        }

    @property
    def correctable(self) -> dict[UUID, str]:
        """What two can take off: what is counted, and a use outside the term, which counts nothing.

        Three years without use are counted from it all the same (戒毒条例 7).
        """
        outside = dict.fromkeys(self.uses_outside, counters.USE)
        known = {key: name for key, name in outside.items() if key not in self.overturned}
        return {**self.countable, **known}

    @property
    def bases(self) -> dict[str, tuple[Counted, ...]]:
        """What each counter counts now."""
        return self._bases(date.max)

    def turns_serious(self, day: date) -> date | None:
        """The first day, up to this one, on which an open absence is a serious breach unnoticed."""
        begun = [it.from_on for it in self._aways.values() if it.returned_on is None]
        if not begun or not self.risen(day):
            return None
        before, serious = min(begun), day
        while before < serious:  # it only grows, so the day can be found by halves
            middle = before + (serious - before) // 2
            before, serious = (before, middle) if self.risen(middle) else (middle + DAY, serious)
        return serious

    def risen(self, day: date) -> tuple[Counter, ...]:
        """The counters that are serious as of a day, and no breach is on file."""
        found = self.counters(day).values()
        serious = (it for it in found if it.name in counters.SERIOUS and it.is_serious)
        return tuple(it for it in serious if it.name not in self.breaches)

    def fallen(self, day: date) -> tuple[Counter, ...]:
        """The counters that are not serious any more as of a day, and a breach is on file.

        A clock that was set back takes nothing off: they are looked at no earlier than when the
        breach was found.
        """
        found = (
            self.counters(max(day, self.matters[name].detected_at.date()))[name]
            for name in self.breaches
        )
        return tuple(it for it in found if not it.is_serious)

    def leave_days(self, day: date) -> dict[UUID, int]:
        """How many days of each unauthorised absence count, as of a day."""
        return self._days(day, inclusive=self._includes_return(day))

    def _bases(self, day: date) -> dict[str, tuple[Counted, ...]]:
        left = self._left(day, inclusive=self._includes_return(day))
        return {
            counters.TEST: tuple(self._evaded_tests),
            counters.LEAVE_TIMES: left[counters.LEAVE_TIMES],
            counters.LEAVE_DAYS: left[counters.LEAVE_DAYS],
            counters.NO_REPORT: tuple(self._violated(no_report=True)),
            counters.USE: tuple(self._used),
            counters.MINOR: tuple(self._violated(no_report=False)),
        }

    @property
    def _evaded_tests(self) -> Iterator[Counted]:
        for refusal in self._counted_refusals:
            yield Counted(matter=str(refusal.notice_id), what=counters.REFUSED, on=refusal.on)
        for miss in self._counted_misses:
            yield Counted(matter=str(miss.notice_id), what=counters.MISSED, on=miss.on)

    @property
    def _used(self) -> Iterator[Counted]:
        for matter, on in self.uses.items():
            if matter not in self.overturned:
                yield Counted(matter=str(matter), what=counters.CONFIRMED, on=on)

    def _violated(self, *, no_report: bool) -> Iterator[Counted]:
        for key, it in self.violations.items():
            if it.counted and key not in self.overturned and (it.kind == "no_report") == no_report:
                yield Counted(matter=str(key), what=it.kind, on=it.on)

    def _left(self, day: date, *, inclusive: bool) -> dict[str, tuple[Counted, ...]]:
        """Absences, once as times and once as days."""
        days = self._days(day, inclusive=inclusive)
        counted = [
            Counted(matter=str(key), what=it.kind, on=it.from_on, amount=days[key])
            for key, it in self._aways.items()
            if it.from_on <= day and leave.counts(it, days=days[key], on=it.from_on)
        ]
        times = tuple(Counted(matter=it.matter, what=counters.ABSENT, on=it.on) for it in counted)
        return {counters.LEAVE_DAYS: tuple(counted), counters.LEAVE_TIMES: times}

    def _days(self, day: date, *, inclusive: bool) -> dict[UUID, int]:
        first, last = self._undisputed
        if self._term_is_judged:
            last = self.windows[-1].last if self.windows else last
        return leave.days_away(
            self._aways,
            day=day,
            within=(
                max(first, self.tracked_from or first),
                min(last, self.ended_on or last),
            ),
            custody=self.suspensions,
            reported=[
                self.leaves[key].excuses(written_on=on) for key, on in self.leave_reports.items()
            ],
            inclusive=inclusive,
        )

    @property
    def _aways(self) -> Mapping[UUID, Away]:
        return {
            key: Away(kind=it.kind, from_on=it.from_on, returned_on=it.returned_on)
            for key, it in self.absences.items()
            if it.founded and key not in self.overturned
        }

    @property
    def _undisputed(self) -> tuple[date, date]:
        return terms.undisputed(
            start=self.reported_on, months=self.term_months, credit_days=self.credit_days
        )

    def _includes_return(self, day: date) -> bool:
        return self.judged.get("leave_days", rule("absence_includes_return", on=day).flag)
