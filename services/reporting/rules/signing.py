"""The signing rates: who has signed, who need not, who is to be seen to.

Three readings of one sentence of the notice (agreements with 100 % of actual users). M3a is
strict: signed of all. M3b is the line that must be 100 %: signed, or unsigned for a lawful reason.
M4 is lawful: of the cases that were ordered and reported, those with an agreement. A rate is the
rows that it counts, so whoever reads a number can open what is behind it, and it never exceeds
100 %.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from operator import attrgetter

from services.reporting.rules import book
from services.reporting.rules.town import KINDS, REGISTERED_USER, Case, Person, Town
from shared.law import Rule

MEASURES = ("M3a", "M3b", "M4")
SIGNED = "signed"
TO_SIGN = "to_sign"
NOT_REPORTED = "not_reported"
TERM_COMPLETED = "term_completed"
NO_ORDER = "no_order"
LOST_CONTACT = "lost_contact"
CANDIDATE = "candidate"
IN_CUSTODY = "in_custody"
AFTER_AN_END = {
    "compulsory_isolation": "in_isolation",
    "imprisonment": "serving_sentence",
    "compulsory_corrective_measure": IN_CUSTODY,
    "death": "deceased",
    "transferred": "moved_away",
}
"""Where a person stands whose measure ended early; an order that was revoked leaves nothing."""
RUNS = frozenset({"reported", "active"})
"""A measure that is carried out: not while the person is held (戒毒条例 24(2))."""
TENTH = Decimal("0.1")
IS_SIGNED = attrgetter("is_signed")
IS_ACCOUNTED_FOR = attrgetter("is_accounted_for")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person or case that a rate counts, where it stands, and the events that say so."""

    village: str
    person_id: str | None
    case_ref: str | None
    state: str
    rule: Rule | None
    because: tuple[str, ...]

    @property
    def is_signed(self) -> bool:
        """An agreement is in force."""
        return self.state == SIGNED

    @property
    def is_accounted_for(self) -> bool:
        """Signed, or unsigned for a lawful reason."""
        return self.is_signed or self.rule is not None


@dataclass(frozen=True)
class Rate:
    """Rows, and which of them count."""

    of: tuple[Line, ...]
    counts: Callable[[Line], bool]

    @property
    def counted(self) -> tuple[Line, ...]:
        """The rows that count."""
        return tuple(line for line in self.of if self.counts(line))

    @property
    def rest(self) -> tuple[Line, ...]:
        """The rows that do not."""
        return tuple(line for line in self.of if not self.counts(line))

    @property
    def numerator(self) -> int:
        """How many count."""
        return len(self.counted)

    @property
    def denominator(self) -> int:
        """Of how many."""
        return len(self.of)

    @property
    def percent(self) -> Decimal | None:
        """One decimal, rounded down, so that only all of them are 100 %; None of nobody."""
        if not self.of:
            return None
        share = Decimal(100 * self.numerator) / Decimal(self.denominator)
        return share.quantize(TENTH, rounding=ROUND_DOWN)

    def in_village(self, village: str) -> Rate:
        """The part of it that concerns one village."""
        return Rate(tuple(line for line in self.of if line.village == village), self.counts)


@dataclass(frozen=True, kw_only=True)
class Signing:
    """The rates of the town on a day; candidates are no users yet and stand beside them.

    Unless the roster was reconciled with the police's list, nobody knows of how many they are.
    """

    on: date
    rates: Mapping[str, Rate]
    candidates: tuple[Line, ...]
    is_reconciled: bool = False

    @property
    def villages(self) -> list[str]:
        """Every village that anything is counted in; what names none comes last."""
        found = {line.village for rate in self.rates.values() for line in rate.of}
        return sorted(found, key=lambda village: (not village, village))

    @property
    def unsigned(self) -> dict[str, tuple[Line, ...]]:
        """Those of the roster who have not signed, by reason: those to be seen to first."""
        reasons: dict[str, list[Line]] = {}
        for line in self.rates["M3a"].rest:
            reasons.setdefault(line.state, []).append(line)
        order = sorted(reasons, key=lambda state: (reasons[state][0].is_accounted_for, state))
        return {state: tuple(reasons[state]) for state in order}


def signing(town: Town) -> Signing:
    """Count the town's agreements on its day."""
    persons = [_person_line(person, town) for person in _in_order(town.persons.values())]
    users = tuple(line for line in persons if line.state != CANDIDATE)
    cases = tuple(_case_line(case, town.on) for case in _to_sign(town))
    return Signing(
        on=town.on,
        rates={
            "M3a": Rate(users, IS_SIGNED),
            "M3b": Rate(users, IS_ACCOUNTED_FOR),
            "M4": Rate(cases, IS_SIGNED),
        },
        candidates=tuple(line for line in persons if line.state == CANDIDATE),
        is_reconciled=town.is_reconciled,
    )


def _person_line(person: Person, town: Town) -> Line:
    cases = town.cases_of.get(person.person_id, [])
    state, case = _standing(person, cases, town.on)
    return Line(
        village=person.village,
        person_id=person.person_id,
        case_ref=case.case_ref if case else None,
        state=state,
        rule=book.lawful_reason(state, on=town.on),
        because=tuple(dict.fromkeys((*person.because, *(case.because if case else ())))),
    )


def _standing(person: Person, cases: list[Case], on: date) -> tuple[str, Case | None]:
    """Where a person stands, and by which case: what explains most comes first."""
    running = [case for case in cases if not case.is_replaced]
    latest = running[-1] if running else None
    if signed := [case for case in running if case.agreement_in_force(on)]:
        return SIGNED, signed[-1]
    if person.flag in {CANDIDATE, LOST_CONTACT} or book.lawful_reason(person.flag, on=on):
        return person.flag, latest
    if latest is not None:
        return _unsigned(latest, on), latest
    return (NO_ORDER if person.flag == REGISTERED_USER else person.flag), None


def _unsigned(case: Case, on: date) -> str:
    if case.end_cause is not None:
        return AFTER_AN_END.get(case.end_cause, NO_ORDER)
    states = {
        "ordered": NOT_REPORTED,
        "reported": TO_SIGN,
        "suspended": IN_CUSTODY,
        "term_completed": TERM_COMPLETED,
    }
    return states[case.status(on)]


def _to_sign(town: Town) -> Iterable[Case]:
    """Ordered measures that the person has begun and whose term is not over (戒毒条例 16, 38)."""
    for case in sorted(town.cases.values(), key=lambda case: case.case_ref):
        if case.kind in KINDS and case.status(town.on) in RUNS:
            yield case


def _case_line(case: Case, on: date) -> Line:
    return Line(
        village=case.village,
        person_id=case.person_id,
        case_ref=case.case_ref,
        state=SIGNED if case.agreement_in_force(on) else TO_SIGN,
        rule=None,
        because=case.because,
    )


def _in_order(persons: Iterable[Person]) -> list[Person]:
    return sorted(persons, key=lambda person: (person.village, person.person_id))
