"""No name, identity number, phone or address of a roster is anywhere but where it belongs.

It belongs into sealed content, and onto pages of those who may see it: not into a message, a log
line, an address, an error or a column in the clear (戒毒条例 art. 7; reliability.md, bar 28).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest

from tests.faults.canaries import of_the_rosters
from tests.faults.reader import Seen, addresses_on
from tests.faults.stage import Stage
from tests.faults.walk import PERSON, Walk
from tests.support.town import DEPARTMENTS

CANARIES = of_the_rosters()


@pytest.fixture(scope="module")
def walk() -> Iterator[Walk]:
    """A town after its day; it still runs, so that its stores can be searched."""
    with Stage(DEPARTMENTS) as stage:
        yield Walk(stage).all_day()


def test_the_day_was_full_enough_to_prove_something(walk: Walk) -> None:
    shown = {name for seen in walk.seen if not seen.is_error for name in CANARIES.within(seen.body)}
    statuses = {seen.status for seen in walk.seen}

    assert {PERSON["name"], PERSON["phone"]} <= shown
    assert {200, 201, 400, 401, 404, 405, 422} <= statuses
    assert 500 not in statuses
    assert len(walk.seen) > 200
    assert len(walk.tap.events) > 500
    assert len(walk.tap.questions) > 10


def test_no_canary_is_in_a_message(walk: Walk) -> None:
    leaks = [(found, message) for message in walk.tap.events if (found := CANARIES.within(message))]

    assert leaks == []


def test_no_canary_is_in_a_question_to_another_department(walk: Walk) -> None:
    leaks = [(found, asked) for asked in walk.tap.questions if (found := CANARIES.within(asked))]

    assert leaks == []


def test_no_canary_is_in_a_log(walk: Walk) -> None:
    logs = [*walk.stage.town.folder.glob("*.log"), *walk.stage.server_logs()]
    lines = [line for log in logs for line in log.read_bytes().splitlines()]

    assert len(logs) > len(DEPARTMENTS)
    assert [line for line in lines if CANARIES.within(line)] == []
    assert [said for said in walk.said if CANARIES.within(said)] == []


def test_no_canary_is_in_an_address(walk: Walk) -> None:
    offered = {
        (url, seen.url) for seen in walk.seen for url in (seen.location, *addresses_on(seen))
    }
    # Who types a name into an address gets the same page in English at the same address.
    leaks = [url for url, here in offered if CANARIES.within(url) - CANARIES.within(here)]

    assert len(offered) > 100
    assert leaks == []


def test_no_canary_is_in_an_error(walk: Walk) -> None:
    errors = [seen for seen in walk.seen if seen.is_error]
    leaks = [(seen.method, seen.url, seen.status, told) for seen in errors if (told := leak(seen))]

    assert len(errors) > 20
    assert leaks == []


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_no_canary_is_in_a_column(walk: Walk, department: str) -> None:
    leaks = [
        (column, found)
        for column, value in values_in(walk.stage.town.database(department))
        if (found := CANARIES.within(value))
    ]

    assert leaks == []


def leak(seen: Seen) -> set[str]:
    """What an error says of somebody; a form that was refused may say again what was typed."""
    typed = CANARIES.within(seen.typed) if seen.is_page else set()
    return CANARIES.within(seen.body) - typed


def values_in(url: str) -> Iterator[tuple[str, str | bytes]]:
    """Every value of every column of every table, those that are sealed included."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name, column_name, data_type"
            " FROM information_schema.columns WHERE table_schema IN ('log', 'views', 'public')"
        )
        for schema, table, column, kind in cursor.fetchall():
            shown = "" if kind == "bytea" else "::text"
            cursor.execute(f'SELECT "{column}"{shown} FROM {schema}."{table}"')
            for (value,) in cursor.fetchall():
                if value is not None:
                    yield f"{table}.{column}", bytes(value) if kind == "bytea" else value
