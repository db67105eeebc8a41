"""A rebuild makes copies of tables and indexes; PostgreSQL takes names of 63 characters."""

from __future__ import annotations

import pytest

from deploy.departments import DEPARTMENTS

LONGEST = 63
SUFFIX = "__12345678"
"""As long as that of a rebuild."""


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_names_of_tables_and_indexes_leave_room_for_a_rebuild(department: str) -> None:
    copies = [
        kind(suffix=SUFFIX).table(table)
        for kind in DEPARTMENTS[department].projections
        for table in kind.tables
    ]
    names = [copy.name for copy in copies]
    names += [str(index.name) for copy in copies for index in copy.indexes]

    assert [it for it in names if len(it) > LONGEST] == []
