"""The checker sees what is lost, doubled, missing or behind: else it would prove nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

import psycopg2
import pytest

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from tests.faults.checker import Verdict, behind, judge
from tests.faults.record import Acknowledged

CASE = "梅社戒〔2026〕0001"
ACT = Acknowledged(command_id="act-1", name="report_in", answer={})
EFFECTS = ("supervision.opened", "supervision.drug_test_scheduled")


class Written:
    """Two departments' databases, into which a test writes what it likes."""

    def __init__(self, fresh: Callable[[], str]) -> None:
        self.databases = {name: fresh() for name in ("registry", "supervision")}
        for url in self.databases.values():
            database = PostgresDatabase(url)
            PostgresRecorder(database).create()
            database.close()
            self._order(url, "CREATE TABLE views.projection_positions (name text, position bigint)")

    def order(self, name: str, statement: str, *values: object) -> None:
        """Do anything to a store, as nobody may in production."""
        self._order(self.databases[name], statement, *values)

    def event(self, store: str, position: int, name: str, **about: str) -> None:
        """Write an event past every rule."""
        envelope = json.dumps({"causation": about.get("causation")}).encode()
        self.order(
            store,
            "INSERT INTO log.events (position, stream_id, stream_version, name, state, case_ref,"
            " command_id, envelope, recorded_at)"
            " VALUES (%s, gen_random_uuid(), 1, %s, '{}', %s, %s, %s, now())",
            *(position, name, CASE, about.get("command_id"), envelope),
        )
        self.order(store, "UPDATE log.head SET position = %s", position)

    def judged(self, *acknowledged: Acknowledged) -> Verdict:
        """What the checker finds."""
        return judge(self.databases, acknowledged)

    @staticmethod
    def _order(url: str, statement: str, *values: object) -> None:
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement, values)


@pytest.fixture
def written(fresh_database: Callable[[], str]) -> Written:
    """One report-in, acknowledged, and what supervision made of it: all as it should be."""
    made = Written(fresh_database)
    made.order("registry", "INSERT INTO log.commands VALUES ('act-1', 'a', 'r', '', '', 1)")
    made.event("registry", 1, "registry.reported_in", command_id="act-1")
    for position, name in enumerate(EFFECTS, start=1):
        made.event("supervision", position, name, causation="registry:1")
    made.order("supervision", "INSERT INTO log.tracking VALUES ('registry', 1)")
    return made


def test_a_sound_town_is_found_sound(written: Written) -> None:
    assert written.judged(ACT).sound


def test_an_acknowledged_act_that_is_not_there_is_lost(written: Written) -> None:
    other = Acknowledged(command_id="act-2", name="report_in", answer={})

    assert written.judged(ACT, other).lost == ["report_in act-2"]


def test_an_act_whose_event_is_missing_is_lost(written: Written) -> None:
    written.order("registry", "DELETE FROM log.events")

    found = written.judged(ACT)

    assert "report_in act-1" in found.lost
    assert found.gaps


def test_an_event_that_stands_there_twice_is_doubled(written: Written) -> None:
    written.event("registry", 2, "registry.reported_in", command_id="act-1")

    assert "report_in act-1" in written.judged(ACT).doubled


def test_an_act_that_nobody_was_told_of_is_found(written: Written) -> None:
    assert written.judged().doubled


def test_an_effect_that_is_missing_is_lost(written: Written) -> None:
    written.order("supervision", "DELETE FROM log.events WHERE position = 2")

    assert any("too few" in fault for fault in written.judged(ACT).lost)


def test_an_effect_that_is_there_twice_is_doubled(written: Written) -> None:
    written.event("supervision", 3, EFFECTS[0], causation="registry:1")

    assert any("too many" in fault for fault in written.judged(ACT).doubled)


def test_a_hole_in_the_positions_is_a_gap(written: Written) -> None:
    written.event("registry", 3, "registry.person_details_revised")

    assert written.judged(ACT).gaps == ["registry: 2 positions, head 3"]


def test_who_has_not_heard_everything_is_behind(written: Written) -> None:
    level = {"registry": 1, "supervision": 0}
    assert behind(written.databases, level) == []

    written.order("supervision", "UPDATE log.tracking SET position = 0")

    assert behind(written.databases, level) == ["supervision: registry at 0 of 1"]
