"""A case as its department's log tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from eventsourcing.domain import event

from shared import clock
from shared.eventstore.act import Act, acting
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.eventstore.application import Department
from shared.eventstore.history import case_history
from shared.eventstore.performing import command
from tests.eventstore.conftest import MASTER

if TYPE_CHECKING:
    from shared.eventstore.database import Database

SENTENCES = {"visits.visited": "{visited_on} 家访，方式{how}，参加：{kinds}"}
WORDS = {"face": "面谈", "worker": "社工", "police": "民警"}


class Visit(Aggregate):
    """A visit to a person."""

    class Visited(Aggregate.Created):
        """Somebody went there."""

        case_ref: str
        person_id: UUID
        visited_on: date
        how: str
        kinds: tuple[str, ...]
        note: Sealed[str]

    @event(Visited)
    def __init__(
        self,
        *,
        case_ref: str,
        person_id: UUID,
        visited_on: date,
        how: str,
        kinds: tuple[str, ...],
        note: str,
    ) -> None:
        self.case_ref = case_ref
        self.person_id = person_id


class Visits(Department):
    """A department that visits."""

    name = "visits"
    aggregates = (Visit,)

    @command
    def visit(self, *, case_ref: str, visited_on: date) -> None:
        self.save(
            Visit(
                case_ref=case_ref,
                person_id=uuid4(),
                visited_on=visited_on,
                how="face",
                kinds=("worker", "police"),
                note="谈了家里的事",
            )
        )


@pytest.fixture
def visits(database: Database) -> Visits:
    """Three visits in two cases, one of them entered late."""
    office, today = Visits(database, master=MASTER), clock.today()
    with acting(Act(account="shegong01", role="full_time_worker", reason="补录")):
        office.visit(case_ref="A", visited_on=today)
        office.visit(case_ref="B", visited_on=today)
        office.visit(case_ref="A", visited_on=today - timedelta(days=30))
    return office


def tell(office: Visits, **limits: object) -> list[dict[str, object]]:
    return case_history(office, "A", sentences=SENTENCES, words=WORDS, **limits)  # type: ignore[arg-type]


def test_each_event_of_the_case_is_told_in_a_sentence(visits: Visits) -> None:
    told = tell(visits)

    assert [line["position"] for line in told] == [1, 3]
    assert told[0]["who"] == "shegong01（full_time_worker）"
    assert str(told[0]["summary"]).endswith("家访，方式面谈，参加：社工、民警")
    assert "家里" not in str(told)


def test_as_of_a_day_only_what_had_happened_is_told(visits: Visits) -> None:
    told = tell(visits, as_of=clock.today() - timedelta(days=10))

    assert [line["position"] for line in told] == [3]


def test_known_at_an_instant_only_what_was_recorded_is_told(visits: Visits) -> None:
    first = datetime.fromisoformat(str(tell(visits)[0]["recorded"]))

    assert [line["position"] for line in tell(visits, known_at=first)] == [1]
    assert tell(visits, known_at=datetime(2020, 1, 1, tzinfo=UTC)) == []
