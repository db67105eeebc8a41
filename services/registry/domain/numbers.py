"""Case numbers: one series a kind of case and year, without gaps."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from eventsourcing.domain import event

from services.registry.rules.book import RECOVERY, REHAB
from services.registry.rules.voluntary import KIND as VOLUNTARY
from shared.eventstore.aggregate import Aggregate

SERIES = UUID("0d5c7f0e-6a63-4a3b-9f0a-5e3f6f0b7a52")
SERIES_OF = dict(zip((REHAB, RECOVERY, VOLUNTARY), ("梅社戒", "梅社康", "梅自帮"), strict=True))


class CaseNumbers(Aggregate):
    """The numbers given to one kind of case in one year."""

    class CaseNumbersBegun(Aggregate.Created):
        """A series of case numbers was begun."""

        kind: str
        year: int
        begun_on: date

    class CaseNumberGiven(Aggregate.Event):
        """A case was given its number."""

        given_on: date
        number: int

    @staticmethod
    def create_id(kind: str, year: int) -> UUID:
        """Give a series its id; there is nothing personal in it, and two clerks find the same."""
        return uuid5(SERIES, f"{kind} {year}")

    @event(CaseNumbersBegun)
    def __init__(self, *, kind: str, year: int, begun_on: date) -> None:
        self.kind = kind
        self.year = year
        self.last = 0
        self.last_given_on = begun_on

    def give(self, *, given_on: date) -> str:
        """Give the next number, as it is written: 梅社戒〔2026〕0017."""
        self._give(given_on=given_on, number=self.last + 1)
        return f"{SERIES_OF[self.kind]}〔{self.year}〕{self.last:04}"

    @event(CaseNumberGiven)
    def _give(self, *, given_on: date, number: int) -> None:
        self.last = number
        self.last_given_on = given_on
