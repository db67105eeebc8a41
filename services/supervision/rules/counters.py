"""Counters of a case: what counts, for how much, and from where on it is a serious breach (DR 20).

They run through the whole term, and no admonition, year or transfer resets them; they never sum up
with one another; corrections subtract (domain.md 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.supervision.rules.book import rule
from shared.law import Rule

TEST, LEAVE_TIMES, LEAVE_DAYS = "test", "leave_times", "leave_days"
NO_REPORT, USE, MINOR = "no_report", "use", "minor"
SERIOUS = (TEST, LEAVE_TIMES, LEAVE_DAYS)
NAMES = (*SERIOUS, NO_REPORT, USE, MINOR)

REFUSED, MISSED, ABSENT, VIOLATED, CONFIRMED = (
    *("refused", "missed", "absent", "violated", "confirmed"),
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One fact that a counter counts, with the id under which it can be overturned."""

    matter: str
    what: str
    on: date
    amount: int = 1


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A counter as of a day, with what it counts and the rule that it is measured by.

    `opening` is what was counted before the software kept the case, None while nobody has said.
    `serious_from` is the least value that is a serious breach. `contested` says that another
    defensible way of counting days would reach it.
    """

    name: str
    opening: int | None
    basis: tuple[Counted, ...]
    serious_from: int | None
    rule: Rule | None
    contested: bool = False

    @property
    def value(self) -> int:
        """The sum."""
        return (self.opening or 0) + sum(it.amount for it in self.basis)

    @property
    def is_serious(self) -> bool:
        """Whether it has reached what the law calls serious."""
        return self.serious_from is not None and self.value >= self.serious_from

    @property
    def left(self) -> int | None:
        """How much more makes it serious; None where nothing does."""
        return None if self.serious_from is None else max(0, self.serious_from - self.value)


def counter(
    name: str,
    basis: Iterable[Counted],
    *,
    day: date,
    opening: int | None,
    contested: Iterable[Counted] = (),
) -> Counter:
    """Put a counter together as of a day; `contested` is its basis counted the other way."""
    limit, line = _limit(name, day)
    found = Counter(name=name, opening=opening, basis=tuple(basis), serious_from=limit, rule=line)
    other = (opening or 0) + sum(it.amount for it in contested)
    if limit is None or found.is_serious or other < limit:
        return found
    return Counter(**{**vars(found), "contested": True})


def within(basis: Iterable[Counted], overturned: Mapping[str, object]) -> tuple[Counted, ...]:
    """What is left of a basis once corrections are taken off."""
    return tuple(it for it in basis if it.matter not in overturned)


def _limit(name: str, day: date) -> tuple[int | None, Rule | None]:
    """以上 includes the number, 超过 does not: from 3 times on, from 31 days on (民法典 1259)."""
    if name == TEST:
        line = rule("serious_refusals", on=day)
        return line.number, line
    if name == LEAVE_TIMES:
        line = rule("serious_leave_times", on=day)
        return line.number, line
    if name == LEAVE_DAYS:
        line = rule("serious_leave_days", on=day)
        return line.number + 1, line
    return None, None
