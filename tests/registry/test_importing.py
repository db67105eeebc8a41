"""The villages' rosters, whole: what is taken, what is rejected, what a repeat changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.registry.application import RegistryApplication
from services.registry.importing import Outcome, import_roster
from shared import clock
from shared.law import Refusal
from tests.registry.roster.making import person, table, xlsx
from tests.registry.town import NOW, TODAY, by

ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
FILES = ("roster-clean-120.xlsx", "roster-messy-80.xlsx", "roster-csv-60.csv")
DATES = ("decided_on", "served_on", "reported_on", "signed_on")


def imported(office: RegistryApplication, file: str, **how: Any) -> Outcome:
    """Import one of the villages' files, as a handler does."""
    with by():
        return import_roster(office, (ROSTERS / file).read_bytes(), filename=file, **how)


def expected(file: str) -> Any:
    """What a person reading the file would take over."""
    return json.loads((ROSTERS / file).with_suffix(".expected.json").read_text(encoding="utf-8"))


def on_file(office: RegistryApplication, person_id: str, case_ref: str | None) -> dict[str, Any]:
    """What the register knows of a row, in the words of the expectation."""
    person = office.person(UUID(person_id))
    days: dict[str, Any] = dict.fromkeys((*DATES, "term_months", "decision_no"))
    if case_ref:
        case = office.case_called(case_ref)
        days = vars(case.days) | {
            "term_months": case.decision.term_months,
            "decision_no": case.decision.decision_no,
        }
    said = {**vars(person.details), "sex": person.sex, **days, "village": person.village}
    return {key: str(value) if isinstance(value, date) else value for key, value in said.items()}


@pytest.mark.parametrize("file", FILES)
def test_every_accepted_row_is_on_file_as_the_village_wrote_it(
    stored_office: RegistryApplication, file: str
) -> None:
    wanted = {row["row"]: row for row in expected(file)["accepted"]}

    outcome = imported(stored_office, file)

    found = {
        row.row: on_file(stored_office, row.person_id or "", row.case_ref) for row in outcome.rows
    }
    for number, row in wanted.items():
        row["decision_no"] = row["decision_no"] or None
        keys = row.keys() - {"row", "status"}
        assert {key: found[number][key] for key in keys} == {key: row[key] for key in keys}
    assert found.keys() == wanted.keys()
    assert outcome.count("created") == len(wanted)


@pytest.mark.parametrize("file", FILES)
def test_every_other_row_is_rejected_with_its_reason(
    office: RegistryApplication, file: str
) -> None:
    rejected = imported(office, file).to_json()["rejected"]

    assert [(row["row"], row["reason"]) for row in rejected] == [
        (row["row"], row["reason"]) for row in expected(file)["rejected"]
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_second_run_creates_nothing(stored_office: RegistryApplication, file: str) -> None:
    first = imported(stored_office, file)
    head = stored_office.head()

    second = imported(stored_office, file)

    assert (second.count("created"), second.count("updated")) == (0, 0)
    assert second.to_json()["rows_detail"] == first.to_json()["rows_detail"]
    assert second.rejected == first.rejected
    assert stored_office.head() == head


def test_a_second_run_by_somebody_else_under_another_name_creates_nothing(
    office: RegistryApplication,
) -> None:
    content = (ROSTERS / FILES[2]).read_bytes()
    imported(office, FILES[2])
    head = office.head()

    with by("jingban02"), clock.use(NOW.replace(year=2027)):
        again = import_roster(office, content, filename="禁毒名册.csv")

    assert again.count("unchanged") == 60
    assert office.head() == head


def test_the_same_account_may_rename_the_file(office: RegistryApplication) -> None:
    content = (ROSTERS / FILES[2]).read_bytes()
    imported(office, FILES[2])

    with by():
        again = import_roster(office, content, filename="青石社区.csv")

    assert again.count("unchanged") == 60


@pytest.mark.parametrize("file", FILES)
def test_a_dry_run_says_the_same_and_writes_nothing(office: RegistryApplication, file: str) -> None:
    rehearsed = imported(office, file, dry_run=True).to_json()
    head = office.head()

    done = imported(office, file).to_json()

    assert head == 0
    assert {row["person_id"] for row in rehearsed["rows_detail"]} == {None}
    assert {row["case_ref"] for row in rehearsed["rows_detail"]} == {None}
    for key in ("rows", "created", "updated", "unchanged", "rejected", "warnings"):
        assert rehearsed[key] == done[key]


def test_a_dry_run_of_a_file_on_record_knows_who_is_meant(office: RegistryApplication) -> None:
    done = imported(office, FILES[2]).to_json()

    rehearsed = imported(office, FILES[2], dry_run=True).to_json()

    assert rehearsed["rows_detail"] == done["rows_detail"]
    assert rehearsed["unchanged"] == 60


def test_taken_over_in_november_nothing_is_due_before_the_import(
    office: RegistryApplication,
) -> None:
    """No missed duty and no overdue report dated before the day on which it came to be known."""
    for file in FILES:
        imported(office, file)

    entries = office.entries(limit=None)
    due = [e.facts["due_on"] for e in entries if e.name == "registry.duty_opened"]
    tracked = {e.facts["tracked_from"] for e in entries if "tracked_from" in e.facts}
    late = {e.facts["punctuality"] for e in entries if e.name == "registry.reported_in"}

    assert due
    assert min(due) >= TODAY
    assert tracked == {TODAY}
    assert late <= {"in_time", "before_takeover"}
    refs = {e.case_ref for e in entries if e.case_ref}
    assert "report_overdue" not in {office.case_called(ref).status_on(TODAY) for ref in refs}


def test_the_result_has_exactly_its_keys(office: RegistryApplication) -> None:
    result = imported(office, FILES[1]).to_json()

    assert list(result) == [
        *("rows", "created", "updated", "unchanged"),
        *("rejected", "warnings", "rows_detail"),
    ]
    assert result["rows"] == 81
    assert all(list(row) == ["row", "reason", "message"] for row in result["rejected"])
    assert all(list(row) == ["row", "person_id", "case_ref"] for row in result["rows_detail"])
    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize("file", FILES)
def test_the_result_names_nobody(office: RegistryApplication, file: str) -> None:
    people = expected(file)["accepted"] + expected(file)["rejected"]
    secrets = {
        row[key]
        for row in people
        for key in ("name", "id_no", "phone", "residence", "domicile", "decision_no")
        if row.get(key)
    }

    told = str(imported(office, file).to_json())

    assert [secret for secret in secrets if secret in told] == []


def test_a_file_that_is_no_roster_is_refused_and_leaves_nothing(
    office: RegistryApplication,
) -> None:
    with by(), pytest.raises(Refusal) as refused:
        import_roster(office, b"\x00\x01\x02", filename="roster.xlsx")

    assert refused.value.field == "file"
    assert office.head() == 0


def test_the_file_is_kept_by_its_digest_with_its_name_sealed(office: RegistryApplication) -> None:
    imported(office, FILES[1])

    (file,) = [e for e in office.entries(limit=None) if e.name == "registry.roster_received"]

    assert (file.facts["village"], file.facts["rows"], file.facts["rejected"]) == ("石桥村", 66, 15)
    assert file.personal == {"filename": FILES[1]}


def test_the_command_line_may_import_too(office: RegistryApplication) -> None:
    content = (ROSTERS / FILES[2]).read_bytes()

    outcome = import_roster(office, content, filename=FILES[2])

    assert outcome.count("created") == 60
    assert {entry.account for entry in office.entries(limit=None)} == {"system:registry"}


def test_a_row_that_another_name_of_the_file_has_us_read_otherwise_is_taken_once(
    office: RegistryApplication,
) -> None:
    """Where only the file's name says which village it is."""
    homeless = person(户籍地址="", 现居住地址="", 联系电话="123")
    content = xlsx(table(homeless))
    with by():
        first = import_roster(office, content, filename="石桥村名册.xlsx")
        again = import_roster(office, content, filename="青石社区名册.xlsx")

    (row,) = again.rows
    assert (first.village, again.village) == ("石桥村", "青石社区")
    assert row.outcome == "unchanged"
    assert office.person(UUID(row.person_id or "")).village == "石桥村"


def test_what_is_odd_about_a_row_is_said_each_time(office: RegistryApplication) -> None:
    content = xlsx(table(person(联系电话="123")))

    with by():
        told = [import_roster(office, content, filename="石桥村.xlsx").to_json() for _ in range(2)]

    assert told[0]["warnings"] == told[1]["warnings"]
    assert [warning["reason"] for warning in told[0]["warnings"]] == ["phone_odd"]
