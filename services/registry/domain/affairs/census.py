"""Census rounds, and the visits to the households of registered users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from eventsourcing.domain import event

from services.registry.domain.affairs.records import WHOLE, Record, Said
from services.registry.rules.affairs import users
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Refusal, defects

LISTED, CANVASS = "listed", "canvass"
MODES = (LISTED, CANVASS)
"""From the police's list, person by person; or door to door, which needs a written order."""
OUTCOMES = ("met", "family_met", "nobody_home", "gone", "refused_talk")


@dataclass(frozen=True, kw_only=True)
class Call:
    """A visit as it is recorded: at the household of a person, or of a number in a canvass."""

    visited_on: date
    village: str | None
    outcome: str
    visitors: tuple[str, ...]
    note: str = ""
    household_no: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Somebody met on a visit whom the police have not registered: a candidate, no user."""

    name: str
    id_no: str


class CensusRound(Record):
    """One round of the census."""

    register_name = "rounds"

    class CensusRoundStarted(Aggregate.Created):
        """The town began to visit every household."""

        round_id: UUID
        started_on: date
        ends_on: date
        title: str
        mode: str
        order_no: str

    class CensusRoundClosed(Aggregate.Event):
        """The round is over."""

        round_id: UUID
        closed_on: date

    @classmethod
    def start(cls, *, title: str, mode: str, order_no: str, started_on: date) -> CensusRound:
        """Begin a round, which is to be done by 31 December (S34, S35)."""
        if mode == CANVASS and not order_no:
            raise Refusal("逐户排查须有书面部署文件", field="order_no")
        return cls(
            round_id=uuid4(),
            started_on=started_on,
            ends_on=users.last_day_of_census(started_on=started_on),
            title=title,
            mode=mode,
            order_no=order_no,
        )

    @staticmethod
    def create_id(round_id: UUID) -> UUID:
        """A round is found by the id that reporting is told."""
        return round_id

    @event(CensusRoundStarted)
    def __init__(
        self,
        *,
        round_id: UUID,
        started_on: date,
        ends_on: date,
        title: str,
        mode: str,
        order_no: str,
    ) -> None:
        self.round_id = round_id
        self.started_on = started_on
        self.ends_on = ends_on
        self.title = title
        self.mode = mode
        self.order_no = order_no
        self.closings: dict[int, date] = {}

    @property
    def closed_on(self) -> date | None:
        """When the round was over; None while it goes on."""
        return next(iter(self.standing(self.closings).values()), None)

    @property
    def entries(self) -> frozenset[int]:
        """The round, and each word that it is over."""
        return frozenset({WHOLE, *self.closings})

    def said(self, entry: int) -> Said:
        """Which round, and when it began or was over."""
        return self.title, self.closings.get(entry, self.started_on)

    def close(self, *, closed_on: date) -> None:
        """End the round."""
        self.must_stand()
        if self.closed_on is not None:
            raise Refusal("已于 {closed_on} 结束", field="closed_on", closed_on=self.closed_on)
        if closed_on < self.started_on:
            raise Refusal("结束日期早于开始日期", field="closed_on")
        self._close(round_id=self.round_id, closed_on=closed_on)

    @event(CensusRoundClosed)
    def _close(self, *, round_id: UUID, closed_on: date) -> None:
        self.closings[self.next_entry] = closed_on


class HouseholdVisit(Record):
    """One visit; with defects it is kept and covers no household."""

    register_name = "visits"

    class HouseholdVisited(Aggregate.Created):
        """Somebody of the town went to a household."""

        visited_on: date
        round_id: UUID
        of_person: UUID | None
        household_no: str
        village: str | None
        outcome: str
        visitors: int
        candidates: int
        defects: tuple[str, ...]
        visitor_names: Sealed[tuple[str, ...]]
        note: Sealed[str]

    @classmethod
    def record(
        cls, call: Call, *, of_round: CensusRound, of_person: UUID | None, candidates: int
    ) -> HouseholdVisit:
        """Record a visit, and in what it falls short."""
        found = defects(
            users.a_household_is_visited_by_two(visitors=len(call.visitors), on=call.visited_on),
            users.a_visit_lies_within_its_round(
                visited_on=call.visited_on,
                started_on=of_round.started_on,
                closed_on=of_round.closed_on,
            ),
        )
        return cls(
            visited_on=call.visited_on,
            round_id=of_round.round_id,
            of_person=of_person,
            household_no=call.household_no,
            village=call.village,
            outcome=call.outcome,
            visitors=len(call.visitors),
            candidates=candidates,
            defects=found,
            visitor_names=call.visitors,
            note=call.note,
        )

    @event(HouseholdVisited)
    def __init__(
        self,
        *,
        visited_on: date,
        round_id: UUID,
        of_person: UUID | None,
        household_no: str,
        village: str | None,
        outcome: str,
        visitors: int,
        candidates: int,
        defects: tuple[str, ...],
        visitor_names: tuple[str, ...] | None,
        note: str | None,
    ) -> None:
        self.person_id = of_person
        self.visited_on = visited_on
        self.round_id = round_id
        self.household_no = household_no
        self.village = village
        self.outcome = outcome
        self.visitors = visitors
        self.candidates = candidates
        self.defects = defects
        self.visitor_names = visitor_names or ()
        self.note = note

    def said(self, entry: int) -> Said:
        """Where somebody was when, and what came of it; whose household it is stays in the file."""
        _ = entry
        return self.village, self.household_no, self.outcome, self.visited_on
