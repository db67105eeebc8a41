"""What is backed up comes back, event by event; what does not come back is said."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from deploy.archive.backup import MANIFEST, backup, digest_of, heard_too_early, opened_store
from deploy.archive.drill import drill
from deploy.archive.form import TABLES, summed
from deploy.archive.refusals import (
    AlreadyThere,
    NoBackup,
    NotEmpty,
    OtherKeys,
    WeakPassphrase,
    WrongPassphrase,
)
from deploy.archive.restore import Source, restore, restore_keys
from deploy.assembly import Offices
from deploy.settings import Settings
from services.registry.application import RegistryApplication
from shared.eventstore.sqlite import SqliteRecorder
from tests.operations.saving import (
    ALL,
    PASSPHRASE,
    SCAN,
    a_case,
    lines,
    one_more_person,
    restored,
)


def test_a_town_comes_back_row_by_row(town: Settings, saved: Source, elsewhere: Settings) -> None:
    report = restored(elsewhere, saved)

    assert report["sound"] is True
    for name in ALL:
        assert lines(elsewhere, name) == lines(town, name)


def test_a_scan_comes_back_and_opens(saved: Source, elsewhere: Settings) -> None:
    restored(elsewhere, saved)

    offices = Offices(elsewhere)
    office: RegistryApplication = offices.app(RegistryApplication)
    person_id = office.case(a_case(office)).of_person
    found = office.attachments.read(person_id, hashlib.sha256(SCAN).hexdigest())
    offices.close()

    assert found == SCAN


def test_everything_in_it_is_proved(saved: Source, elsewhere: Settings) -> None:
    report = restored(elsewhere, saved)

    registry = report["stores"]["registry"]
    assert registry["events"] == saved.stores["registry"]["head"] > 20
    assert registry["sealed"] > 0
    assert set(registry["read_models"].values()) == {registry["events"]}


def test_what_came_back_goes_on_working(saved: Source, elsewhere: Settings) -> None:
    restored(elsewhere, saved)

    one_more_person(elsewhere)

    assert lines(elsewhere, "registry")[1].startswith('["events",1,')
    with closing(opened_store(elsewhere, "registry")) as store:
        assert store.head() > saved.stores["registry"]["head"]


def test_files_of_one_machine_come_back_on_servers(
    town: Settings, saved: Source, servers: Callable[[Settings], Settings]
) -> None:
    there = servers(town)

    report = restored(there, saved)

    assert report["sound"] is True
    for name in ALL:
        assert lines(there, name) == lines(town, name)


def test_servers_are_backed_up_with_the_departments_own_rights(
    town: Settings, saved: Source, servers: Callable[[Settings], Settings], tmp_path: Path
) -> None:
    there = servers(town)
    restored(there, saved)

    manifest = backup(
        replace(there, owner_url=None), ALL, tmp_path / "again", passphrase=PASSPHRASE
    )

    assert {n: it["tables"] for n, it in manifest["stores"].items()} == {
        n: it["tables"] for n, it in saved.stores.items()
    }


def test_every_column_of_the_log_is_copied(
    town: Settings, servers: Callable[[Settings], Settings], saved: Source
) -> None:
    there = servers(town)
    restored(there, saved, ["registry"])

    with closing(psycopg2.connect(there.owner_url_for("registry"))) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'log' AND (table_name, column_name) <> ('head', 'id')"
        )
        columns = set(cursor.fetchall())

    assert columns == {(name, it) for name, table in TABLES.items() for it in table.columns}


def test_no_backup_holds_what_was_heard_before_it_was_said(saved: Source, town: Settings) -> None:
    heads = {name: it["head"] for name, it in saved.stores.items()}

    for told in saved.stores.values():
        assert all(position <= heads[up] for up, position in told["tracking"].items())

    with (
        closing(opened_store(town, "registry")) as early,
        closing(opened_store(town, "supervision")) as late,
    ):
        early.head()
        one_more_person(town)
        (found,) = heard_too_early([early, late])
    assert (found["store"], found["heard_by"]) == ("registry", "supervision")


def test_a_backup_is_never_written_over(town: Settings, saved: Source) -> None:
    with pytest.raises(AlreadyThere):
        backup(town, ALL, saved.folder, passphrase=PASSPHRASE)


def test_nothing_is_restored_over_something(town: Settings, saved: Source) -> None:
    one_more_person(town)
    before = lines(town, "registry")

    with pytest.raises(NotEmpty):
        restored(town, saved)

    assert lines(town, "registry") == before


def test_a_restore_that_was_interrupted_is_begun_again(saved: Source, elsewhere: Settings) -> None:
    restored(elsewhere, saved, ["registry", "supervision"])

    assert restored(elsewhere, saved)["sound"] is True


def test_keys_open_with_their_passphrase_alone(saved: Source, elsewhere: Settings) -> None:
    with pytest.raises(WrongPassphrase):
        restore_keys(elsewhere, saved, "another passphrase")

    assert not elsewhere.keys.exists()


def test_a_short_passphrase_protects_nothing(town: Settings, tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        backup(town, ALL, tmp_path / "weak", passphrase="short")


def test_keys_are_never_written_over_other_keys(saved: Source, elsewhere: Settings) -> None:
    elsewhere.keys.mkdir()
    (elsewhere.keys / "registry.master").write_text("00" * 32)

    with pytest.raises(OtherKeys):
        restore_keys(elsewhere, saved, PASSPHRASE)


def test_keys_that_are_kept_apart_are_not_in_it(
    town: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    backup(town, ALL, tmp_path / "apart", passphrase=None)
    source = Source(tmp_path / "apart")

    report = restore(replace(elsewhere, keys=town.keys), source, ALL, elsewhere={})

    assert report["sound"] is True
    master = (town.keys / "registry.master").read_bytes()
    files = [path.read_bytes() for path in source.folder.iterdir()]
    assert not any(master in content for content in files)


@pytest.mark.parametrize("file", ["registry.jsonl.gz", "keys.sealed"])
def test_a_backup_that_was_changed_is_none(saved: Source, file: str) -> None:
    path = saved.folder / file
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(NoBackup, match=file):
        Source(saved.folder)


def test_what_is_wrong_in_a_log_is_found(saved: Source, elsewhere: Settings) -> None:
    """A box that somebody moved to another row, with the sums of the backup put right again."""
    kept = list(saved.lines("registry"))
    events = [json.loads(line) for line in kept if line.startswith('["events",')]
    one, other = [it for it in events if it[8] is not None][:2]
    swapped = {
        json.dumps(it, ensure_ascii=False, separators=(",", ":")): json.dumps(
            [*it[:8], box, *it[9:]], ensure_ascii=False, separators=(",", ":")
        )
        for it, box in ((one, other[8]), (other, one[8]))
    }
    forge(saved, "registry", [swapped.get(line, line) for line in kept])

    report = restored(elsewhere, Source(saved.folder), ["registry"])

    assert report["sound"] is False
    assert any("does not open" in fault for fault in report["faults"])


def forge(source: Source, name: str, changed: list[str]) -> None:
    """Write a store's file anew, and have the manifest agree."""
    path = source.folder / source.stores[name]["file"]
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in changed).encode()))
    told = source.stores[name] | {
        "tables": summed(changed).told(),
        "sha256": digest_of(path),
    }
    manifest = source.manifest | {"stores": source.stores | {name: told}}
    (source.folder / MANIFEST).write_text(json.dumps(manifest))


def test_a_drill_proves_a_backup_and_touches_nothing(town: Settings, saved: Source) -> None:
    one_more_person(town)
    before = {path.name: path.stat().st_mtime_ns for path in town.data.iterdir()}

    report = drill(town, saved, ALL, passphrase=PASSPHRASE)

    registry = report["stores"]["registry"]
    assert report["sound"] is True
    assert registry["live"]["differing"] == 0
    assert registry["live"]["compared"] == saved.stores["registry"]["head"]
    assert registry["live"]["since_backup"] > 0
    assert before == {path.name: path.stat().st_mtime_ns for path in town.data.iterdir()}


def test_a_drill_finds_a_log_that_was_rewritten(town: Settings, saved: Source) -> None:
    recorder = Offices(town, ["registry"])["registry"].app.store
    assert isinstance(recorder, SqliteRecorder)
    with recorder.database.writing() as cursor:
        cursor.execute("DROP TRIGGER events_stay")
        cursor.execute("UPDATE events SET happened_on = '2020-01-01' WHERE position = 3")

    report = drill(town, saved, ["registry"], passphrase=PASSPHRASE)

    assert (report["sound"], report["stores"]["registry"]["live"]["differing"]) == (False, 1)
