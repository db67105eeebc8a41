"""How each window of a plan turned out: a pure function of the file and a day (domain.md 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.supervision.rules.windows import Window
from shared.calendar import OpenSpan, merge

AHEAD = "ahead"
OPEN = "open"
DONE = "done"
DONE_LATE = "done_late"
REFUSED = "refused"
MISSED = "missed_unjustified"
WAIVED = "waived"
SUSPENDED = "suspended"
NOT_ARRANGED = "not_arranged"
BEFORE_TAKEOVER = "before_takeover"
LAPSED = "lapsed"

UNSETTLED = frozenset({AHEAD, OPEN, NOT_ARRANGED})
"""The town still has, or had, a test to arrange."""


@dataclass(frozen=True)
class Outcome:
    """One window as it stands on a day; `tested_on` is the valid test that it is kept by."""

    window: Window
    state: str
    tested_on: date | None = None


def window_on(day: date, windows: Iterable[Window]) -> Window | None:
    """Find the window that a day lies in; they do not overlap."""
    return next((window for window in windows if window.first <= day <= window.last), None)


def is_spent_in_custody(window: Window, *, custody: Iterable[OpenSpan]) -> bool:
    """Whether no day of it was left to come on: the person was held throughout, and is free again.

    Only a reading by which suspended days count has such windows (domain.md 0.22): by the other
    they are moved past those days.
    """
    over = merge((first, end) for first, end in custody if end is not None)
    return any(first <= window.first and window.last < end for first, end in over)


def outcomes(
    windows: Sequence[Window],
    *,
    tested: Iterable[date],
    refused: Iterable[tuple[int, date]],
    missed: Iterable[tuple[int, date]] = (),
    waived: Iterable[tuple[int, date]] = (),
    day: date,
    custody: Iterable[OpenSpan] = (),
    suspended_on: date | None = None,
    tracked_from: date | None = None,
    ended_on: date | None = None,
) -> tuple[Outcome, ...]:
    """Every window of a file as of a day.

    `tested` are the days of valid tests, `refused` and `missed` the window and day of each counted
    refusal and miss, `waived` those of justified misses and of windows that were waived.
    One valid test keeps one window: that in which it was taken, or, if that is kept already, the
    latest one before it for which no test had been arranged, which is then done late. A window
    that ended before the software kept the case is never missed (domain.md 0.2), nor is one that
    had not ended when another order took the place of this one. From the day of a detention on,
    what had not ended stands still until release; a window that lay wholly in `custody` is waived,
    of any other its days outside count.
    """
    spans = tuple(custody)
    held = [(it.number, it.first) for it in windows if is_spent_in_custody(it, custody=spans)]
    facts = _Facts(
        given_up=_numbers(refused, day),
        missed=_numbers(missed, day),
        waived=_numbers([*waived, *held], day),
        taken_over=frozenset(
            it.number for it in windows if tracked_from is not None and it.last < tracked_from
        ),
        lapsed=frozenset(
            it.number for it in windows if ended_on is not None and it.last >= ended_on
        ),
        tests=tuple(sorted(on for on in tested if on <= day)),
        day=day,
    )
    kept, spare = _kept(windows, facts)
    late = _kept_late(windows, facts, kept=kept, spare=spare)
    settled = _settled(facts, kept=kept, late=late)
    return tuple(
        Outcome(
            window=window,
            state=settled.get(window.number) or _standing(window, day, suspended_on),
            tested_on=(kept | late).get(window.number),
        )
        for window in windows
    )


def due(found: Iterable[Outcome]) -> Outcome | None:
    """The window that the town has to see to next: the first after the last settled one.

    What was not arranged before a later window was kept cannot be made good by doing it now, so
    it is counted, and not on anybody's list for ever.
    """
    standing: Outcome | None = None
    for outcome in found:
        if outcome.state not in UNSETTLED:
            standing = None
        elif standing is None:
            standing = outcome
    return standing


@dataclass(frozen=True)
class _Facts:
    """What a file says up to a day."""

    given_up: frozenset[int]
    missed: frozenset[int]
    waived: frozenset[int]
    taken_over: frozenset[int]
    lapsed: frozenset[int]
    tests: tuple[date, ...]
    day: date

    @property
    def answered(self) -> frozenset[int]:
        """Windows that no later test makes good: the town did ask, or need not."""
        return self.given_up | self.missed | self.waived | self.taken_over


def _kept(windows: Sequence[Window], facts: _Facts) -> tuple[dict[int, date], list[date]]:
    """The windows kept by a test of their own, and the tests that were not needed for that."""
    kept: dict[int, date] = {}
    spare = []
    for on in facts.tests:
        window = window_on(on, windows)
        if window is not None and window.number not in kept:
            kept[window.number] = on
        else:
            spare.append(on)
    return kept, spare


def _kept_late(
    windows: Sequence[Window], facts: _Facts, *, kept: dict[int, date], spare: Iterable[date]
) -> dict[int, date]:
    late: dict[int, date] = {}
    for on in spare:
        settled = facts.answered | kept.keys() | late.keys()
        missed = [it.number for it in windows if it.last < on and it.number not in settled]
        if missed:
            late[missed[-1]] = on
    return late


def _settled(facts: _Facts, *, kept: dict[int, date], late: dict[int, date]) -> dict[int, str]:
    """The windows of which nothing more is expected, and why; what stands last goes first."""
    return {
        **dict.fromkeys(facts.lapsed, LAPSED),
        **dict.fromkeys(late, DONE_LATE),
        **dict.fromkeys(facts.waived, WAIVED),
        **dict.fromkeys(facts.missed, MISSED),
        **dict.fromkeys(facts.given_up, REFUSED),
        **dict.fromkeys(kept, DONE),
        **dict.fromkeys(facts.taken_over, BEFORE_TAKEOVER),
    }


def _numbers(found: Iterable[tuple[int, date]], day: date) -> frozenset[int]:
    return frozenset(number for number, on in found if on <= day)


def _standing(window: Window, day: date, suspended_on: date | None) -> str:
    if suspended_on is not None and suspended_on <= min(day, window.last):
        return SUSPENDED
    if day > window.last:
        return NOT_ARRANGED
    return OPEN if window.first <= day else AHEAD
