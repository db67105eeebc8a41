"""What a test finds in a database that another had before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest

from tests.support.databases import Databases, order

REFUSE = (
    "CREATE OR REPLACE FUNCTION log.refuse() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN {}; END $$"
)
MAKING = (
    "CREATE SCHEMA log",
    "CREATE TABLE log.head (id bigint GENERATED ALWAYS AS IDENTITY, position bigint)",
    "INSERT INTO log.head (position) VALUES (0)",
    REFUSE.format("RAISE EXCEPTION 'nothing is removed'"),
    "CREATE TRIGGER kept BEFORE DELETE ON log.head FOR EACH ROW EXECUTE FUNCTION log.refuse()",
)


def fill(url: str) -> None:
    order(url, *MAKING)


@pytest.fixture
def databases(postgres_server: str) -> Iterator[Databases]:
    made = Databases(postgres_server)
    yield made
    made.hand_back()
    made.drop()


def handed_on(databases: Databases, change: Callable[[str], None]) -> tuple[str, str]:
    """Addresses of the database that a test changed, and of what the next one is given."""
    first = databases.filled("log", fill)
    change(first)
    databases.hand_back()
    return first, databases.filled("log", fill)


def test_a_database_is_handed_on_with_the_rows_it_was_made_with(databases: Databases) -> None:
    first, second = handed_on(
        databases,
        lambda url: order(
            url,
            "UPDATE log.head SET position = 7",
            "INSERT INTO log.head (position) VALUES (8)",
        ),
    )

    order(second, "INSERT INTO log.head (position) VALUES (9)")

    assert second == first
    assert rows(second) == [(1, 0), (2, 9)]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE log.head DISABLE TRIGGER kept",
        "ALTER TABLE log.head ADD note text",
        "CREATE TABLE log.other ()",
        REFUSE.format("RETURN OLD"),
        "GRANT SELECT ON log.head TO public",
    ],
)
def test_a_database_whose_tables_or_rules_a_test_changed_is_made_anew(
    databases: Databases, change: str
) -> None:
    _, second = handed_on(databases, lambda url: order(url, change))

    with pytest.raises(psycopg2.errors.RaiseException, match="nothing is removed"):
        order(second, "DELETE FROM log.head")
    assert rows(second) == [(1, 0)]


def test_an_empty_database_is_empty_whoever_had_it(databases: Databases) -> None:
    first = databases()
    order(first, *MAKING)
    databases.hand_back()

    second = databases()

    assert second == first
    with pytest.raises(psycopg2.errors.UndefinedTable):
        rows(second)


def rows(url: str) -> list[tuple[int, int]]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("TABLE log.head ORDER BY 1")
        return cursor.fetchall()
