"""What lies on the desk when something is recorded: a decision, an agreement, a row of a roster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

Text = tuple[tuple[str, str], ...]
"""A text as events keep it: heading by heading."""

Printed = tuple[date | None, date | None]
"""The first and the last day of a term as a decision prints them; None where it does not."""
UNPRINTED: Printed = (None, None)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the police's paper says; `released_on` ends a detention in which it was served.

    Until that day is recorded it may be expected (`release_expected_on`), which decides nothing.
    Empty is what nobody noted: how it was served, in what kind of place and where it is carried
    out.
    """

    kind: str
    served_on: date
    term_months: int
    decided_on: date | None = None
    served_while_detained: bool = False
    released_on: date | None = None
    release_expected_on: date | None = None
    credit_days: int = 0
    decision_no: str = ""
    authority: str = ""
    served_how: str = ""
    place_kind: str = ""
    execution_place: str = ""


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the guardianship group; the birth date is looked at and not kept."""

    kind: str
    name: str
    organisation: str = ""
    phone: str = ""
    born: date | None = None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What was signed: by whom, and what stands under each heading.

    `party_a` is the town or a base organisation, `person_signs` how the person did; empty where
    nobody noted it.
    """

    signed_on: date
    text: Text
    agreement_no: str = ""
    town_signer: str = ""
    guardian: str = ""
    party_a: str = ""
    group_lead: str = ""
    person_signs: str = ""
    witnesses: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings under which something is written."""
        return tuple(heading for heading, written in self.text or () if written.strip())


@dataclass(frozen=True, kw_only=True)
class Change:
    """By which paper the place of execution changed; empty is what nobody noted."""

    change_authority: str = ""
    change_no: str = ""
    change_decided_on: date | None = None


UNSTATED = Change()
"""Nobody said by which paper."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of a case as a file or a roster has them; None where it says nothing."""

    decided_on: date | None
    served_on: date | None
    reported_on: date | None
    signed_on: date | None

    def differing_from(self, other: Days) -> dict[str, tuple[date, date]]:
        """In which days both say something, and not the same: this one's day, the other's day."""
        mine, theirs = vars(self), vars(other)
        return {
            name: (mine[name], theirs[name])
            for name in mine
            if mine[name] and theirs[name] and mine[name] != theirs[name]
        }

    def with_those_of(self, other: Days, names: tuple[str, ...]) -> Days:
        """These days, but the named ones as the other has them."""
        return replace(self, **{name: getattr(other, name) for name in names})

    @property
    def contradict(self) -> bool:
        """Whether somebody would have reported before the decision was served."""
        return bool(self.reported_on and self.served_on and self.reported_on < self.served_on)


@dataclass(frozen=True, kw_only=True)
class Differences:
    """In which days a roster differs from the file, and what became of each."""

    corrected: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
