"""A restore that lost a tail is reported, and nobody who heard of it misses what comes next."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.archive.backup import opened_store
from deploy.archive.form import TABLES
from deploy.archive.refusals import StillParked, TailLost
from deploy.archive.restore import Source, heard_elsewhere, noted_in, restore
from deploy.settings import Settings
from tests.operations.saving import ALL, lines, one_more_person


def test_a_restore_that_lost_a_tail_says_who_heard_more(town: Settings, saved: Source) -> None:
    """The registry's disk is gone; the others live on and have heard what came after the backup."""
    one_more_person(town)
    (town.data / "registry.sqlite3").unlink()
    others = [name for name in ALL if name != "registry"]
    heard = heard_elsewhere(town, others)

    with pytest.raises(TailLost) as tail:
        restore(town, saved, ["registry"], elsewhere=heard)

    lost = {it["heard_by"]: it for it in tail.value.lost}
    head = saved.stores["registry"]["head"]
    assert lost["reporting"]["restored_head"] == head
    assert lost["reporting"]["missing"] == lost["reporting"]["heard"] - head > 0
    assert not (town.data / "registry.sqlite3").exists()


def test_a_lost_tail_that_is_known_is_heard_of_no_more(town: Settings, saved: Source) -> None:
    """Whoever had heard the lost events goes back, and misses nothing that is recorded anew."""
    one_more_person(town)
    (town.data / "registry.sqlite3").unlink()
    heard = heard_elsewhere(town, [name for name in ALL if name != "registry"])
    before = lines(town, "reporting")

    report = restore(town, saved, ["registry"], elsewhere=heard, lost_is_known=True)
    one_more_person(town, born="19880214")

    assert (report["sound"], report["faults"]) == (False, [])
    assert report["lost_tail"]
    with closing(opened_store(town, "reporting")) as store:
        assert store.tracking()["registry"] > saved.stores["registry"]["head"]
        assert len(lines(town, "reporting")) > len(before)


def test_a_message_of_the_lost_tail_that_waits_must_be_replayed_first(
    town: Settings, saved: Source
) -> None:
    one_more_person(town)
    head = saved.stores["registry"]["head"]
    with closing(opened_store(town, "reporting")) as store:
        row = ["registry", head + 1, "registry.x", None, b"{}", "ValueError", datetime.now(UTC)]
        store.insert(TABLES["parked"], [row])
        store.commit()
    (town.data / "registry.sqlite3").unlink()
    heard = heard_elsewhere(town, ["reporting"])

    with pytest.raises(StillParked):
        restore(town, saved, ["registry"], elsewhere=heard, lost_is_known=True)


def test_a_head_that_was_noted_elsewhere_is_believed(
    saved: Source, elsewhere: Settings, tmp_path: Path
) -> None:
    note = tmp_path / "heads.json"
    note.write_text(json.dumps({"registry": {"head": saved.stores["registry"]["head"] + 3}}))

    with pytest.raises(TailLost) as tail:
        restore(elsewhere, saved, ALL, elsewhere={note.name: noted_in(note)})

    assert [(it["heard_by"], it["missing"]) for it in tail.value.lost] == [("heads.json", 3)]
