"""What proves wrong in a register is struck out by two, counts nowhere, and stays readable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from services.registry.application import RegistryApplication
from services.registry.application.affairs.striking import RECORDS
from services.registry.domain.affairs.records import WHOLE
from services.registry.domain.approvals import ApprovedOnPaper
from services.registry.messages import HEARD
from shared import clock
from shared.eventstore.database import Database, SqliteDatabase
from shared.eventstore.factory import recorder_of
from shared.law import Refusal, Unknown
from tests.golden.files import MASTER as GOLDEN_KEY
from tests.golden.files import path_of
from tests.golden.files import read as golden
from tests.golden.test_golden import put_into
from tests.registry.affairs.registers import call, post, reports
from tests.registry.affairs.test_activities import TELLING, met, trained
from tests.registry.affairs.test_census import started, visited
from tests.registry.affairs.test_means import approved, counted, spent
from tests.registry.affairs.test_plans import taken
from tests.registry.affairs.test_staff import hired, selected
from tests.registry.affairs.test_units import assigned
from tests.registry.conftest import MASTER
from tests.registry.desk import OFFICE, app_of, page, reader, send
from tests.registry.papers import signed
from tests.registry.town import NOW, TODAY, by, number, registered

REGISTERS = (
    *("/trainings", "/publicity", "/meetings", "/staff", "/budgets", "/station-rooms"),
    *("/unit-tasks", "/base-organisations", "/notice", "/census"),
)
"""All that programs are told of the registers."""
IDS = {"training_id", "publicity_id", "meeting_id", "worker_id", "task_id", "file_id", "round_id"}
NUMBERS = {"entry", "closing_entry"}


def publicised(office: RegistryApplication) -> None:
    with by():
        office.hold_publicity(telling=TELLING)


def solved(office: RegistryApplication) -> None:
    """Of the one meeting there is."""
    with by():
        office.close_issue(
            meeting_id=only(office, "meeting_held"), issue=1, closed_on=TODAY, result="已补齐"
        )


def left(office: RegistryApplication) -> None:
    """The one worker there is."""
    with by():
        office.end_worker(worker_id=only(office, "worker_hired"), ended_on=TODAY, reason="辞职")


def said(office: RegistryApplication) -> None:
    """The unit of the one task there is."""
    with by():
        office.report_unit_task(
            task_id=only(office, "unit_task_assigned"), reported_on=TODAY, done=True, report="已办"
        )


def designated(office: RegistryApplication) -> None:
    with by():
        office.designate_base_organisation(
            village="石桥村", organisation="石桥村村委会", designated_on=TODAY, doc_no="1号"
        )


def called_on(office: RegistryApplication) -> None:
    """The one person there is, in the one round."""
    visited(office, only(office, "census_round_started"), only(office, "person_registered"))


def closed(office: RegistryApplication) -> None:
    with by():
        office.close_census_round(round_id=only(office, "census_round_started"), closed_on=TODAY)


def nothing(_: RegistryApplication) -> None:
    """Nothing comes before it."""


ENTRIES: dict[str, tuple[Callable[[RegistryApplication], Any], ...]] = {
    "trainings": (nothing, trained),
    "publicity": (nothing, publicised),
    "meetings": (nothing, met),
    "meetings: solved": (met, solved),
    "workers": (selected, hired),
    "workers: left": (hired, left),
    "budgets: approval": (lambda office: spent(office, "10.00"), approved),
    "budgets: spending": (approved, lambda office: spent(office, "10.00")),
    "rooms": (lambda office: counted(office, quantity=1), counted),
    "tasks": (nothing, assigned),
    "tasks: said": (assigned, said),
    "organisations": (nothing, designated),
    "acknowledgements": (nothing, taken),
    "rounds": (nothing, started),
    "rounds: closed": (started, closed),
    "visits": (started, called_on),
}
"""For each kind of entry what has to be there before, and how it is made."""


def only(office: RegistryApplication, name: str) -> UUID:
    """The file in which this event stands; there is one."""
    (found,) = {it.stream_id for it in office.entries(names=[f"registry.{name}"], limit=None)}
    return found


def last(office: RegistryApplication) -> tuple[str, UUID, int]:
    """The entry that was made last: its register, its record, its number."""
    entry = office.entries(limit=None)[-1]
    for register, kind in RECORDS.items():
        if office.find(kind, entry.stream_id) is not None:
            return register, entry.stream_id, entry.stream_version
    raise AssertionError(entry.name)


def strike(office: RegistryApplication, entry: tuple[str, UUID, int], *, why: str = "重复") -> None:
    """One says that it is wrong, another agrees."""
    register, record_id, number = entry
    with by():
        office.propose_striking_out(register=register, record_id=record_id, entry=number, why=why)
    decide(office, entry)


def decide(
    office: RegistryApplication,
    entry: tuple[str, UUID, int],
    *,
    account: str = "jingban02",
    approved: bool = True,
    paper: ApprovedOnPaper | None = None,
) -> None:
    register, record_id, number = entry
    with by(account):
        office.decide_striking_out(
            register=register,
            record_id=record_id,
            entry=number,
            approved=approved,
            why="已核对",
            paper=paper,
        )


def told(app: Flask) -> dict[str, Any]:
    """All that programs are told, without what only tells one record from the next."""
    return {path: nameless(call(app, "GET", path)) for path in REGISTERS}


def nameless(answer: Any) -> Any:
    if isinstance(answer, list):
        return sorted((nameless(it) for it in answer), key=str)
    if isinstance(answer, dict):
        return {k: nameless(v) for k, v in answer.items() if k not in IDS | NUMBERS}
    return answer


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_struck_entry_is_told_nowhere_and_may_be_made_again(
    kind: str, office: RegistryApplication, app: Flask
) -> None:
    before, make = ENTRIES[kind]
    registered(office)
    before(office)
    without = told(app)
    make(office)
    entry, there = last(office), told(app)

    strike(office, entry)

    assert there != without
    assert told(app) == without
    assert not office.record(entry[0], entry[1]).stands(entry[2])
    make(office)
    assert told(app) == there


@pytest.mark.parametrize("kind", ENTRIES)
def test_the_page_tells_what_was_struck_out_by_whom_and_why(
    kind: str, office: RegistryApplication, handler: FlaskClient
) -> None:
    before, make = ENTRIES[kind]
    registered(office)
    before(office)
    make(office)
    register, record_id, number = entry = last(office)
    path = f"/registry/struck-out/{register}/{record_id}/{number}"

    send(handler, path, {"why": "同一事登记了两次"})
    waiting = page(handler, "/registry/struck-out")
    decide(office, entry, account="minjing01", paper=signed())
    gone = page(handler, "/registry/struck-out")

    assert "同一事登记了两次" in waiting
    assert f"{path}/decision" in waiting
    assert "同一事登记了两次" in gone
    assert "纸质审批（冯组长，2026-11-23签字）" in gone
    assert f"{path}/approval" in gone
    assert f"{path}/decision" not in gone


def test_each_entry_of_a_register_leads_to_the_form_that_strikes_it_out(
    office: RegistryApplication, handler: FlaskClient
) -> None:
    registered(office)
    paths: dict[str, Callable[[RegistryApplication], Any]] = {
        "/registry/training": trained,
        "/registry/publicity": publicised,
        "/registry/meetings": met,
        "/registry/staff": hired,
        "/registry/budget": approved,
        "/registry/station-rooms": counted,
        "/registry/unit-tasks": assigned,
        "/registry/unit-tasks/base-organisations": designated,
        "/registry/notice": taken,
    }
    for path, make in paths.items():
        make(office)
        register, record_id, number = last(office)
        assert f"/registry/struck-out/{register}/{record_id}/{number}" in page(handler, path)

    round_id = started(office)
    called_on(office)
    _, visit_id, _ = last(office)
    shown = page(handler, f"/registry/census/{round_id}")
    assert f"/registry/struck-out/rounds/{round_id}/1" in shown
    assert f"/registry/struck-out/visits/{visit_id}/1" in shown


def test_nobody_strikes_out_alone(office: RegistryApplication, app: Flask) -> None:
    trained(office)
    register, record_id, number = entry = last(office)
    path = f"/records/{register}/{record_id}/entries/{number}/striking-out"
    post(app, path, {"why": "重复"})
    with_it = told(app)

    refused = post(app, f"{path}/decision", {"approved": True}, status=422)

    assert "不能自己审批" in str(refused)
    assert told(app) == with_it
    decide(office, entry, account="jingban01", paper=signed())  # a leader signed
    assert call(app, "GET", "/trainings") == []


def test_an_entry_that_is_right_stays_and_may_be_proposed_anew(
    office: RegistryApplication, app: Flask
) -> None:
    trained(office)
    entry = last(office)
    with by():
        office.propose_striking_out(register="trainings", record_id=entry[1], entry=1, why="重复")
    with by(), pytest.raises(Refusal, match="已提出作废"):
        office.propose_striking_out(register="trainings", record_id=entry[1], entry=1, why="重复")

    decide(office, entry, approved=False)

    assert len(call(app, "GET", "/trainings")) == 1
    assert call(app, "GET", "/struck-out") == []
    strike(office, entry)
    assert call(app, "GET", "/trainings") == []


def test_nothing_more_is_written_in_a_record_that_was_struck_out(
    office: RegistryApplication,
) -> None:
    meeting_id = met(office)
    strike(office, last(office))

    with by(), pytest.raises(Refusal, match="已经作废"):
        office.close_issue(meeting_id=meeting_id, issue=1, closed_on=TODAY, result="已补齐")
    with by(), pytest.raises(Refusal, match="已经作废"):
        office.propose_striking_out(register="meetings", record_id=meeting_id, entry=1, why="再")


@pytest.mark.parametrize(
    ("register", "number", "error"),
    [("trainings", 2, Refusal), ("trainings", 0, Refusal), ("persons", 1, Unknown)],
)
def test_only_an_entry_that_there_is_may_be_struck_out(
    office: RegistryApplication, register: str, number: int, error: type[Exception]
) -> None:
    trained(office)

    with by(), pytest.raises(error, match="没有这"):
        office.propose_striking_out(
            register=register, record_id=last(office)[1], entry=number, why="重复"
        )


def test_a_worker_whose_selection_was_struck_out_came_out_of_none(
    office: RegistryApplication, app: Flask
) -> None:
    registered(office)
    hired(office)
    assert call(app, "GET", "/staff")["qualified"] == 1

    strike(office, ("selections", only(office, "selection_held"), WHOLE))

    staff = call(app, "GET", "/staff")
    assert (staff["qualified"], staff["workers"][0]["why_not"]) == (0, ["not_selected"])


def test_a_worker_who_never_left_may_not_be_hired_a_second_time(
    office: RegistryApplication,
) -> None:
    hired(office)
    left(office)
    strike(office, last(office))

    with pytest.raises(Refusal, match="已有在岗的社工"):
        hired(office)


def test_others_are_told_which_entry_counts_no_longer(office: RegistryApplication) -> None:
    trained(office)
    register, record_id, number = entry = last(office)

    strike(office, entry)

    assert reports(office, "record_struck_out") == [
        {
            "struck_out_on": "2026-11-23",
            "record_id": str(record_id),
            "register": register,
            "entry": number,
        }
    ]


def test_the_reason_is_personal_content(office: RegistryApplication) -> None:
    trained(office)
    strike(office, last(office), why="李某并未参加")

    facts = [it.facts for it in office.entries(limit=None)]

    assert "李某" not in str(facts)


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(["trainings", "publicity", "meetings", "tasks", "spent", "counted"]),
            st.integers(1, 9),
            st.booleans(),
        ),
        max_size=8,
        unique_by=lambda it: it[:2],
    )
)
def test_registers_with_struck_entries_are_those_in_which_they_never_were(
    made: list[tuple[str, int, bool]],
) -> None:
    with TemporaryDirectory() as folder, clock.use(NOW):
        struck = _kept(Path(folder) / "a", made)
        never = _kept(Path(folder) / "b", [it for it in made if not it[2]])

    assert struck == never


def _kept(folder: Path, made: list[tuple[str, int, bool]]) -> dict[str, Any]:
    """What is told of a town in which all of this was entered, and some of it struck out."""
    folder.mkdir()
    database = SqliteDatabase(folder / "registry.sqlite3")
    recorder_of(database).create()
    office = RegistryApplication(database, master=MASTER, readers=HEARD)
    registered(office, id_no=number(sequence=997))
    approved(office)
    for kind, size, wrong in made:
        _enter(office, kind, size)
        if wrong:
            strike(office, last(office))
    found = told(app_of(office))
    database.close()
    return found


def _enter(office: RegistryApplication, kind: str, size: int) -> None:
    match kind:
        case "trainings":
            trained(office)
        case "publicity":
            with by():
                office.hold_publicity(telling=replace(TELLING, headcount=size))
        case "meetings":
            met(office)
        case "tasks":
            assigned(office)
        case "spent":
            spent(office, "1.00", voucher=str(size))
        case "counted":
            counted(office, quantity=size)


def test_of_a_paper_from_before_scans_were_asked_for_only_the_signer_is_known(
    sqlite: Database,
) -> None:
    names = ("demonstration_started", "record_struck_out")
    put_into(sqlite, [golden(path_of(f"registry.{name}", 1)) for name in names])
    office = RegistryApplication(sqlite, master=GOLDEN_KEY, readers=HEARD)

    shown = page(reader(app_of(office), OFFICE), "/registry/struck-out")

    assert "纸质审批（冯组长）" in shown
    assert "没有扫描件（旧记录）" in shown
    assert "/approval" not in shown
