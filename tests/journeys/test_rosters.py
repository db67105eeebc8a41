"""The villages' rosters, taken over in November 2026 by the command line, as clerks sent them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.program import Program
from tests.journeys.staff import CLERK, Staff
from tests.support.town import EmbeddedTown

FILES = Path(__file__).parents[1] / "data" / "rosters"
ROSTERS = ("roster-clean-120.xlsx", "roster-messy-80.xlsx", "roster-csv-60.csv")
DAY = "2026-11-23"
PARTNERS = {"assistance": "shehui01", "treatment": "yisheng01", "legal_aid": "sifa01"}


class Village:
    """A town on the day on which it takes the rosters over."""

    def __init__(self, town: EmbeddedTown) -> None:
        self.town = town
        self.tried = {name: self._import(name, "--dry-run") for name in ROSTERS}
        self.taken = {name: self._import(name) for name in ROSTERS}
        self.again = {name: self._import(name) for name in ROSTERS}
        self.staff = Staff(town.start(), today=DAY).open()

    def _import(self, name: str, *options: str) -> tuple[int, Any]:
        done = self.town.guihang("import", str(FILES / name), *options, "--json")
        return done.returncode, json.loads(done.stdout)

    def expected_cases(self) -> list[Any]:
        """The rows of all rosters that state an order."""
        return [it for name in ROSTERS for it in expected(name)["accepted"] if it["served_on"]]

    def due(self) -> Any:
        """What the police are to test, by when."""
        return self.staff["minjing01"].get("/supervision/api/due")

    @property
    def clerk(self) -> Program:
        """The town office's handler."""
        return self.staff[CLERK]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """The rosters, taken over before the town opens its doors."""
    town = EmbeddedTown(tmp_path_factory.mktemp("villages"), GUIHANG_TODAY=DAY)
    try:
        yield Village(town)
    finally:
        town.stop()


@pytest.mark.parametrize("name", ROSTERS)
def test_each_row_is_taken_over_or_returned_as_expected(village: Village, name: str) -> None:
    status, told = village.taken[name]
    wanted = expected(name)

    assert {it["row"] for it in told["rows_detail"]} == {it["row"] for it in wanted["accepted"]}
    assert [(it["row"], it["reason"]) for it in told["rejected"]] == [
        (it["row"], it["reason"]) for it in wanted["rejected"]
    ]
    assert told["rows"] == len(wanted["accepted"]) + len(wanted["rejected"])
    assert told["created"] == len(wanted["accepted"])
    assert status == (1 if wanted["rejected"] else 0)


@pytest.mark.parametrize("name", ROSTERS)
def test_a_row_with_an_order_has_a_case_and_the_others_have_none(
    village: Village, name: str
) -> None:
    _, told = village.taken[name]

    ordered = {it["row"] for it in expected(name)["accepted"] if it["served_on"]}

    assert {it["row"] for it in told["rows_detail"] if it["case_ref"]} == ordered


@pytest.mark.parametrize("name", ROSTERS)
def test_a_dry_run_says_the_same_and_writes_nothing(village: Village, name: str) -> None:
    (tried_status, tried), (status, taken) = village.tried[name], village.taken[name]

    assert tried_status == status
    for key in ("rows", "created", "updated", "unchanged", "rejected"):
        assert tried[key] == taken[key]
    assert {it["person_id"] for it in tried["rows_detail"]} == {None}


@pytest.mark.parametrize("name", ROSTERS)
def test_a_second_run_changes_nothing(village: Village, name: str) -> None:
    (_, taken), (_, again) = village.taken[name], village.again[name]

    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] == taken["created"]
    assert again["rejected"] == taken["rejected"]
    assert again["rows_detail"] == taken["rows_detail"]


def test_the_register_has_the_rosters_people_and_nobody_else(village: Village) -> None:
    wanted = Counter(
        (expected(name)["village"], it["name"])
        for name in ROSTERS
        for it in expected(name)["accepted"]
    )

    found = Counter(
        (it["village"], it["name"]) for it in every(village.clerk, "/registry/api/people")
    )

    assert found == wanted


def test_the_town_owes_nothing_from_before_it_took_over(village: Village) -> None:
    """No overdue report, no missed duty: the software keeps time from its own first day."""
    first = village.clerk.get("/registry/api/duties")

    owed = every(village.clerk, "/registry/api/duties", within="items")

    assert first["counts"]["overdue"] == 0
    assert owed
    assert min(it["due_on"] for it in owed) >= DAY
    assert min(it["opened_on"] for it in owed) == DAY


def test_no_test_was_missed_before_the_town_took_over(village: Village) -> None:
    police = village.staff["minjing01"]

    due = every(police, "/supervision/api/due", within="items")

    assert village.due()["counts"]["overdue"] == 0
    assert due
    assert min(it["due_on"] for it in due) >= DAY
    assert min(it["opens_on"] for it in due) < DAY


def test_windows_that_ended_before_are_said_to_be_before(village: Village) -> None:
    police = village.staff["minjing01"]
    oldest = min(
        every(police, "/supervision/api/due", within="items"), key=lambda it: str(it["reported_on"])
    )

    windows = police.get(f"/supervision/api/cases/{oldest['file_id']}")["windows"]

    past = {it["state"] for it in windows if it["closes_on"] < DAY}
    assert past == {"before_takeover"}


@pytest.mark.parametrize("office", PARTNERS)
def test_no_partner_is_late_from_the_first_day_on(village: Village, office: str) -> None:
    files = village.staff[PARTNERS[office]].get(f"/{office}/api/cases")

    due = [it["due_on"] for it in files if it["due_on"]]

    assert due
    assert min(due) >= DAY


def test_no_case_reads_as_an_overdue_report(village: Village) -> None:
    cases = village.staff["duban01"].get("/reporting/api/cases")

    assert len(cases) == len(village.expected_cases())
    assert "report_overdue" not in {it["status"] for it in cases}


@pytest.mark.parametrize(
    ("account", "page"),
    [
        (CLERK, "/registry/"),
        ("minjing01", "/supervision/"),
        ("shehui01", "/assistance/"),
        ("yisheng01", "/treatment/"),
        ("sifa01", "/legal_aid/"),
    ],
)
def test_no_desk_shows_anything_overdue(village: Village, account: str, page: str) -> None:
    shown = village.staff[account].page(page)

    assert "due-group" in shown
    assert 'id="due-overdue"' not in shown


def expected(name: str) -> Any:
    """What must become of a roster, worked out by hand beside it."""
    return json.loads((FILES / f"{Path(name).stem}.expected.json").read_text("utf-8"))


def every(program: Program, path: str, *, within: str = "") -> list[Any]:
    """All pages of a list."""
    found: list[Any] = []
    while True:
        told = program.get(path, page=len(found) // 50 + 1)
        rows = told[within] if within else told
        found += rows
        if len(rows) < 50:
            return found
