"""A town moves from one machine's files to servers, and everything is where it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

import psycopg2
import pytest
from click.testing import CliRunner

from deploy.archive import move as moving
from deploy.archive.backup import opened_store
from deploy.archive.form import TABLES
from deploy.archive.move import MOVED, alone, move
from deploy.archive.refusals import HasMoved, NotEmpty, NotTheSame, StillRunning
from deploy.archive.stores import PostgresStore
from deploy.archive.verify import verified
from deploy.assembly import Offices
from deploy.cli.archive import move as move_command
from deploy.settings import Settings
from tests.operations.saving import ALL, lines

Servers = Callable[[Settings], Settings]


def moved(town: Settings, there: Settings) -> dict[str, object]:
    return move(town, ALL, owner=there.owner_url or "", role=there.database_url or "")


def test_a_moved_town_is_row_by_row_where_it_was(town: Settings, servers: Servers) -> None:
    there = servers(town)
    before = {name: lines(town, name) for name in ALL}

    report = moved(town, there)

    assert {name: lines(there, name) for name in ALL} == before
    assert report["events"] == sum(
        line.startswith('["events",') for told in before.values() for line in told
    )


def test_a_moved_town_opens_with_its_keys_and_shows_its_pages(
    town: Settings, servers: Servers
) -> None:
    there = servers(town)
    moved(town, there)

    offices = Offices(there)
    found = [verified(office) for office in offices]
    offices.close()

    assert [it.faults for it in found] == [[]] * len(ALL)
    assert sum(it.sealed for it in found) > 0


def test_a_moved_towns_roles_can_append_and_no_more(town: Settings, servers: Servers) -> None:
    there = servers(town)
    moved(town, there)

    offices = Offices(there, ["registry"])
    store = offices["registry"].app.store

    assert not store.may_rewrite()  # type: ignore[attr-defined]  # PostgreSQL's
    offices.close()


def test_the_folder_says_that_its_town_has_moved(town: Settings, servers: Servers) -> None:
    moved(town, servers(town))

    told = json.loads((town.data / MOVED).read_text())
    with closing(opened_store(town, "registry")) as store:
        assert told["heads"]["registry"] == store.head()
    with pytest.raises(HasMoved):
        moving.refuse_moved(town.data)


def test_a_database_with_something_else_in_it_is_left_alone(
    town: Settings, servers: Servers
) -> None:
    there = servers(town)
    moved(town, there)
    with closing(psycopg2.connect(there.owner_url_for("registry"))) as connection:
        connection.cursor().execute("UPDATE log.events SET happened_on = '2020-01-01'")
        connection.commit()
    before = lines(there, "registry")

    with pytest.raises(NotEmpty, match="registry"):
        moved(town, there)

    assert lines(there, "registry") == before


def test_a_move_that_was_interrupted_is_begun_again(
    town: Settings, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = servers(town)
    filled: list[str] = []
    real = PostgresStore.fill

    def fill(self: PostgresStore, rows: object) -> None:
        filled.append(self.name)
        if len(filled) == 3:
            raise KeyboardInterrupt
        real(self, rows)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(PostgresStore, "fill", fill)
    with pytest.raises(KeyboardInterrupt):
        moved(town, there)

    report = moved(town, there)

    stores: dict[str, dict[str, object]] = report["stores"]  # type: ignore[assignment]  # a report
    assert [name for name, told in stores.items() if told["was_there"]] == filled[:2]
    assert {name: lines(there, name) for name in ALL} == {name: lines(town, name) for name in ALL}


def test_what_does_not_arrive_as_it_was_is_not_kept(
    town: Settings, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = servers(town)
    real = PostgresStore.insert

    def lose_one(self: PostgresStore, table: object, rows: list[list[object]]) -> None:
        kept = rows[:-1] if table is TABLES["events"] else rows
        real(self, table, kept)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(PostgresStore, "insert", lose_one)
    with pytest.raises(NotTheSame):
        moved(town, there)

    with closing(opened_store(there, "registry")) as store:
        assert store.is_empty()
    assert not (town.data / MOVED).exists()


def test_a_town_that_still_runs_is_not_moved(town: Settings, servers: Servers) -> None:
    with alone(town.data, shared=True), pytest.raises(StillRunning):
        moved(town, servers(town))


def test_the_command_wants_a_database_for_each_department(town: Settings) -> None:
    done = CliRunner().invoke(
        move_command, ["--data", str(town.data), "--to", "postgresql://owner@db/one"]
    )

    assert done.exit_code == 2
    assert "{service}" in done.output
