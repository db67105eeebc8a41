"""Rows in PostgreSQL's text form are read as they were written, whatever their texts hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from shared.eventstore.database import PostgresDatabase
from shared.eventstore.postgres import PostgresRecorder
from shared.eventstore.postgres.literals import array_of_rows

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
AWKWARD = st.sampled_from(['"', "\\", '\\"', "{},()", "NULL", "", " ", "梅社戒〔2026〕0017"])


def test_postgres_reads_rows_of_any_text_as_they_were_written(
    fresh_database: Callable[[], str],
) -> None:
    database = PostgresDatabase(fresh_database())
    PostgresRecorder(database).create()

    @given(st.lists(st.tuples(TEXT | AWKWARD, st.binary(max_size=9), st.none() | TEXT | AWKWARD)))
    def are_read_as_written(rows: list[tuple[str, bytes, str | None]]) -> None:
        written = array_of_rows(
            (None, 1, name, state, None, None, None, None, None, case_ref)
            for name, state, case_ref in rows
        )

        with database.cursor() as cursor:
            cursor.execute(
                "SELECT name, state, case_ref FROM unnest(%s::log.new_event[])", (written,)
            )
            read = [(name, bytes(state), case_ref) for name, state, case_ref in cursor.fetchall()]

        assert read == rows

    are_read_as_written()
    database.close()
