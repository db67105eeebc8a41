"""The rosters as villages sent them, against what a person reading them would take over."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.roster.reading import read_roster
from services.registry.roster.rows import Roster, RosterRow

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
FILES = ["roster-clean-120.xlsx", "roster-messy-80.xlsx", "roster-csv-60.csv"]


@pytest.mark.parametrize("file", FILES)
def test_every_person_is_taken_over_as_written(file: str) -> None:
    expected = expectation(file)["accepted"]

    roster = read(file)

    assert [as_expected(row, keys=expected[0]) for row in roster.rows] == expected


@pytest.mark.parametrize("file", FILES)
def test_every_other_row_is_rejected_with_its_reason(file: str) -> None:
    expected = expectation(file)["rejected"]

    roster = read(file)

    assert [(each.row, each.reason) for each in roster.rejected] == [
        (each["row"], each["reason"]) for each in expected
    ]


@pytest.mark.parametrize("file", FILES)
def test_the_village_is_known(file: str) -> None:
    assert read(file).village == expectation(file)["village"]


@pytest.mark.parametrize("file", FILES)
def test_every_heading_is_understood_and_nothing_looks_odd(file: str) -> None:
    roster = read(file)

    assert roster.unread == ()
    assert [row.warnings for row in roster.rows if row.warnings] == []


@pytest.mark.parametrize("file", FILES)
def test_a_second_reading_says_the_same(file: str) -> None:
    assert read(file) == read(file)


@pytest.mark.parametrize("file", FILES)
def test_what_may_be_printed_shows_nobody(file: str) -> None:
    """Messages and printed rows go to logs and screens of others."""
    roster = read(file)
    secrets = {row.name for row in roster.rows}
    for row in expectation(file)["accepted"] + expectation(file)["rejected"]:
        secrets |= {row[key] for key in ("name", "id_no", "phone", "residence") if key in row}

    printed = [repr(roster), *(each.message for each in roster.rejected)]

    assert [secret for secret in secrets if any(secret in text for text in printed)] == []


def read(file: str) -> Roster:
    return read_roster((ROSTERS / file).read_bytes(), filename=file)


def expectation(file: str) -> Any:
    return json.loads((ROSTERS / file).with_suffix(".expected.json").read_text(encoding="utf-8"))


def as_expected(row: RosterRow, *, keys: dict[str, object]) -> dict[str, object]:
    said = dataclasses.asdict(row)
    return {
        key: said[key].isoformat() if isinstance(said[key], date) else said[key] for key in keys
    }
