"""The examples of docs/evolution.md run as they stand there, on each kind of store."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import sqlalchemy as sa

from shared.eventstore.catalogue import UnknownEvent
from shared.eventstore.database import Database, PostgresDatabase
from shared.projecting import Projector
from tests.eventstore.conftest import MASTER
from tests.support.documents import blocks, run

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = blocks("evolution.md")
(IMPORTS,) = PAGE["Worked examples"]
SECOND, *READING = PAGE["The second release"]
BETWEEN, SIDE_BY_SIDE = PAGE["Old and new release side by side"]


@pytest.fixture
def first() -> ModuleType:
    """The first release."""
    return run(IMPORTS, *PAGE["The first release"])


@pytest.fixture
def second() -> ModuleType:
    """The second release."""
    return run(IMPORTS, SECOND)


def destroy_keys(database: Database) -> None:
    """Make all personal content unreadable, as an owner may."""
    table = "log.data_keys" if isinstance(database, PostgresDatabase) else "data_keys"
    with database.transaction() as connection:
        connection.execute(sa.text(f"UPDATE {table} SET wrapped = NULL"))


def test_the_second_release_reads_what_the_first_wrote(
    database: Database, first: ModuleType, second: ModuleType
) -> None:
    names = {"first": first, "second": second, "database": database, "master": MASTER}

    run(*READING, **names, UUID=UUID, Projector=Projector, destroy_keys=destroy_keys, sa=sa)

    assert len(READING) == 3


def test_a_release_that_learnt_to_read_stands_beside_one_that_writes(
    database: Database, first: ModuleType, second: ModuleType
) -> None:
    between = run(IMPORTS, BETWEEN, first=first)
    names = {"first": first, "second": second, "between": between}

    run(
        SIDE_BY_SIDE,
        **names,
        database=database,
        master=MASTER,
        UUID=UUID,
        pytest=pytest,
        UnknownEvent=UnknownEvent,
    )


def test_a_read_model_stops_at_an_event_it_does_not_know_and_says_which(
    database: Database, first: ModuleType, second: ModuleType
) -> None:
    """Also at one that it has no use for: what it does not know, it cannot tell that of."""
    ours = first.Library(database, master=MASTER)
    ours.issue_and_use(reader="甲某")
    second.Library(database, master=MASTER).issue_and_use(reader="乙某")
    projector = Projector(ours, [nothing_of(second)])

    with pytest.raises(UnknownEvent, match=r"library\.card_issued, version 2"):
        projector.prepare()

    assert [entry.name for entry in ours.entries(limit=3)] == [
        "library.card_issued",
        "library.lent",
        "library.moved",
    ]


def nothing_of(release: ModuleType) -> type:
    """A read model that folds none of the events."""
    kind: Callable[..., type] = type(release.Loans)
    return kind("Nothing", (release.Loans,), {"tell": None, "name": "nothing"})
