"""The list of the police beside the register: each difference ends in a named person's decision."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.reconciling import Comparison, reconcile
from shared.law import Citation, Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import AUDITOR, HIDDEN, LEADER, POLICE, SECRETARY, page, reader, send
from tests.registry.papers import signed
from tests.registry.roster.making import number as id_no
from tests.registry.roster.making import xlsx
from tests.registry.town import by, registered

HERE, THERE, BOTH = id_no(sequence="996"), id_no(sequence="997"), id_no(sequence="998")
HEADINGS = ("姓名", "身份证号", "性别", "村（社区）", "现状")
WHY = "县局来函〔2026〕8号：已转出"


def police_list(*names: str, numbers: Sequence[str] = (), **said: str) -> bytes:
    """A list as the police send it: these people, with these numbers, all alike otherwise."""
    numbers = numbers or [THERE, BOTH, HERE][: len(names)]
    rows = [
        (
            name,
            no,
            said.get("sex", ""),
            said.get("village", "石桥村"),
            said.get("flag", "社区戒毒"),
        )
        for name, no in zip(names, numbers, strict=True)
    ]
    return xlsx([("吸毒人员名单",), HEADINGS, *rows], sheet="名单")


def compared(office: RegistryApplication, content: bytes, **how: Any) -> Comparison:
    """Hold a list against the register, as the handler does."""
    with by():
        return reconcile(office, content, filename="名单.xlsx", **how)


def town(office: RegistryApplication) -> tuple[UUID, UUID]:
    """One person whom the police do not have, one whom both have."""
    return registered(office, "史兴", id_no=HERE), registered(office, "李四海", id_no=BOTH)


def decide(
    office: RegistryApplication, found: Comparison, decision: str, *, kind: str, **more: Any
) -> None:
    """Decide about all rows of a kind."""
    assert found.list_id is not None
    rows = [UUID(row["row_id"]) for row in found.rows if row["kind"] == kind]
    with by():
        office.decide_police_list_rows(
            list_id=found.list_id, row_ids=rows, decision=decision, **more
        )


def kinds(found: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    return [(row["kind"], tuple(row["differing"])) for row in found.rows]


def test_a_comparison_says_who_is_only_there_who_is_only_here_and_what_differs(
    office: RegistryApplication,
) -> None:
    here, both = town(office)

    found = compared(office, police_list("王五", "李四", numbers=[THERE, BOTH], village="青石社区"))

    assert kinds(found) == [
        ("only_there", ()),
        ("differs", ("name", "village")),
        ("only_here", ()),
    ]
    assert [row["person_id"] for row in found.rows] == [None, str(both), str(here)]
    assert [row["row"] for row in found.rows] == [3, 4, None]


def test_the_same_file_again_is_the_same_list(office: RegistryApplication) -> None:
    town(office)
    content = police_list("王五")  # a workbook says when it was made
    first = compared(office, content)
    head = office.head()

    again = compared(office, content)

    assert (again.list_id, again.rows, office.head()) == (first.list_id, first.rows, head)


def test_a_dry_run_writes_nothing(office: RegistryApplication) -> None:
    town(office)
    head = office.head()

    found = compared(office, police_list("王五"), dry_run=True)

    assert (found.list_id, found.open, office.head()) == (None, 3, head)


def test_who_was_only_there_is_registered_and_verified_by_the_list(
    office: RegistryApplication, app: Flask
) -> None:
    town(office)
    found = compared(office, police_list("王五", "李四海"), source="梅山派出所11月名单")

    decide(office, found, "take_in", kind="only_there")

    made = office.person_with(THERE)
    assert made is not None
    place = office.actual_user(made)
    assert (office.person(made).details.name, office.person(made).village) == ("王五", "石桥村")
    assert place is not None
    assert (place.basis, place.police_ref) == ("police_list", "梅山派出所11月名单")
    assert call(app, "GET", "/actual-users")["actual_users"] == 3


def test_who_is_only_here_is_proposed_to_be_left_out_and_counts_until_another_approves(
    office: RegistryApplication, app: Flask
) -> None:
    here, _both = town(office)
    found = compared(office, police_list("李四海", numbers=[BOTH]))

    with pytest.raises(Refusal, match="须写明理由"):
        decide(office, found, "propose_exclusion", kind="only_here", reason="moved")
    with pytest.raises(Refusal, match="请选择排除理由"):
        decide(office, found, "propose_exclusion", kind="only_here", why=WHY)
    decide(office, found, "propose_exclusion", kind="only_here", reason="moved", why=WHY)
    counted = call(app, "GET", "/actual-users")
    with by(POLICE):
        office.approve_exclusion(person_id=here)

    assert (counted["actual_users"], counted["usable"]) == (2, True)
    assert call(app, "GET", "/actual-users")["actual_users"] == 1


def test_what_differs_is_taken_from_the_list(office: RegistryApplication) -> None:
    _here, both = town(office)
    found = compared(
        office, police_list("李四", numbers=[BOTH], village="青石社区", flag="强制隔离戒毒")
    )

    decide(office, found, "take_theirs", kind="differs")

    person = office.person(both)
    assert (person.details.name, person.village) == ("李四", "青石社区")
    assert person.flag == "in_isolation"


def test_a_candidate_whom_the_police_list_is_a_user_from_then_on(
    office: RegistryApplication,
) -> None:
    both = registered(office, "李四海", id_no=BOTH, flag="candidate")
    found = compared(office, police_list("李四海", numbers=[BOTH]))

    decide(office, found, "take_theirs", kind="differs")

    place = office.actual_user(both)
    assert kinds(found)[0] == ("differs", ("flag",))
    assert office.person(both).flag == "registered_user"
    assert place is not None
    assert place.verified_on == date(2026, 11, 23)


def test_who_was_left_out_and_is_listed_comes_back(office: RegistryApplication, app: Flask) -> None:
    _here, both = town(office)
    with by():
        office.exclude_from_actual(person_id=both, reason="abroad", proof="护照", paper=signed())
    found = compared(office, police_list("李四海", numbers=[BOTH]))

    decide(office, found, "take_theirs", kind="differs")

    assert kinds(found)[0] == ("differs", ("flag", "counts"))
    assert call(app, "GET", "/actual-users")["actual_users"] == 2


def test_whoever_comes_back_by_a_list_is_no_longer_gone_in_the_register(
    office: RegistryApplication,
) -> None:
    """A list that says nothing of where somebody stands says that they count, all the same."""
    _here, both = town(office)
    with by():
        office.exclude_from_actual(person_id=both, reason="abroad", proof="护照", paper=signed())
    found = compared(office, police_list("李四海", numbers=[BOTH], flag=""))

    decide(office, found, "take_theirs", kind="differs")

    assert kinds(found)[0] == ("differs", ("counts",))
    assert office.person(both).flag == "registered_user"


def test_a_line_that_cannot_be_read_is_a_difference_too(office: RegistryApplication) -> None:
    registered(office, "史兴", id_no=HERE)
    found = compared(office, police_list("", "王五", numbers=[HERE, THERE[:-1] + "0"]))

    assert [(row["kind"], row["reason"]) for row in found.rows] == [
        ("unreadable", "name_missing"),
        ("unreadable", "id_checksum"),
    ]


def test_a_row_ends_once_and_in_a_decision_of_its_kind(office: RegistryApplication) -> None:
    town(office)
    found = compared(office, police_list("李四海", numbers=[BOTH]))

    with pytest.raises(Refusal) as wrong:
        decide(office, found, "take_in", kind="only_here")
    decide(office, found, "keep_counting", kind="only_here", why="派出所漏列，已去函")
    with pytest.raises(Refusal, match="已经处理"):
        decide(office, found, "keep_counting", kind="only_here", why="再来")

    assert wrong.value.citation == Citation("梅政办〔2025〕52号", "S34")


def test_reporting_is_told_how_many_differences_there_are_and_how_each_ended(
    office: RegistryApplication,
) -> None:
    town(office)
    found = compared(office, police_list("李四海", numbers=[BOTH]), listed_on=date(2026, 11, 20))
    decide(office, found, "keep_counting", kind="only_here", why="派出所漏列，已去函")

    (told,) = reports(office, "police_list_compared")
    assert (told["listed_on"], told["open_rows"]) == ("2026-11-20", 1)
    assert reports(office, "police_list_row_decided") == [
        {"list_id": str(found.list_id), "decision": "keep_counting"}
    ]


def test_a_withdrawn_list_counts_no_longer_and_the_file_may_come_again(
    office: RegistryApplication, app: Flask
) -> None:
    registered(office, "李四海", id_no=BOTH)
    content = police_list("李四海", numbers=[BOTH])
    found = compared(office, content)
    usable = call(app, "GET", "/actual-users")["usable"]
    assert found.list_id is not None
    with by():
        office.withdraw_police_list(list_id=found.list_id, why="上传错了")

    withdrawn = call(app, "GET", "/actual-users")["usable"]
    again = compared(office, content)

    assert (usable, withdrawn) == (True, False)
    assert again.list_id != found.list_id


def test_nobody_on_a_list_is_named_in_the_clear(office: RegistryApplication) -> None:
    town(office)
    compared(office, police_list("王五"), source="梅山派出所")

    facts = str([entry.facts for entry in office.entries(limit=None)])

    assert not any(told in facts for told in ("王五", THERE, "梅山派出所", "名单.xlsx"))


def test_a_list_is_reconciled_by_page(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    town(office)
    form = "/registry/police-lists/new"
    content = police_list("王五", "李四海", numbers=[THERE, BOTH])
    hidden = dict(HIDDEN.findall(page(handler, form)))
    answer = handler.post(form, data=hidden | {"file": (io.BytesIO(content), "名单.xlsx")})
    address = answer.location
    (there,) = [row for row in _rows(app, address) if row["kind"] == "only_there"]
    (here,) = [row for row in _rows(app, address) if row["kind"] == "only_here"]

    shown = page(handler, f"{address}?kind=only_there")
    asked = [page(handler, f"{address}/rows/{it['row_id']}") for it in (there, here)]
    both_sides = send(
        handler, f"{address}/rows/{here['row_id']}", {"decision": "keep_counting", "why": WHY}
    )
    send(
        handler,
        f"{address}/decisions?kind=only_there",
        {"row_ids": there["row_id"], "decision": "take_in"},
    )
    decided = page(handler, f"{address}/rows/{here['row_id']}")

    assert "王五" in shown
    assert ["排除理由" in it for it in asked] == [False, True]
    assert "照常计入" in both_sides
    assert WHY in decided
    assert "jingban01" in decided
    assert "可以使用" in page(handler, "/registry/police-lists")
    assert "还没有与公安名单核对完" not in page(handler, "/registry/actual-users")


def test_who_sees_a_reconciliation_and_who_decides(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    town(office)
    found = compared(office, police_list("王五"))
    address = f"/registry/police-lists/{found.list_id}"
    row = f"{address}/rows/{found.rows[0]['row_id']}"

    masked = page(reader(app, AUDITOR), row)
    page(reader(app, SECRETARY), address, 403)
    page(reader(app, LEADER), address, 403)
    page(reader(app, POLICE), f"{address}/decisions?kind=only_there", 403)

    assert "王五" not in masked
    assert THERE not in masked
    assert '<form class="form"' not in masked
    assert THERE in page(handler, row)


def test_a_list_by_program(office: RegistryApplication, app: Flask) -> None:
    town(office)
    found = compared(office, police_list("王五"))
    one = f"/police-lists/{found.list_id}"
    read = call(app, "GET", one)
    rows = {kind: [row["row_id"] for row in read[kind]] for kind in ("only_there", "only_here")}

    post(
        app, f"{one}/decisions", {"row_ids": rows["only_there"], "decision": "not_ours"}, status=422
    )
    post(
        app,
        f"{one}/decisions",
        {"row_ids": rows["only_there"], "decision": "not_ours", "why": "已迁往外县"},
    )
    done = post(
        app,
        f"{one}/decisions",
        {"row_ids": rows["only_here"], "decision": "keep_counting", "why": "漏列"},
    )
    settled = call(app, "GET", one)
    post(app, f"{one}/withdrawal", {"why": "换新名单"})

    assert (read["open"], done["decided"], settled["open"], settled["usable"]) == (3, 2, 0, True)


def test_the_command_line_prints_the_differences_and_ends_with_1_while_any_is_open(
    tmp_path: Path,
) -> None:
    from deploy.cli.casework import reconcile as verb  # noqa: PLC0415 - brings all departments

    file = tmp_path / "名单.xlsx"
    file.write_bytes(police_list("王五"))

    told = CliRunner().invoke(verb, ["--data", str(tmp_path / "data"), "--json", str(file)])
    said = CliRunner().invoke(verb, ["--data", str(tmp_path / "data"), str(file)])

    found = json.loads(told.output)
    assert [row["row"] for row in found["only_there"]] == [3]
    assert (told.exit_code, found["open"], found["usable"]) == (1, 1, False)
    assert "只在名单 第3行 待处理" in said.output


def test_a_list_that_is_none_is_refused_in_a_sentence(office: RegistryApplication) -> None:
    with by(), pytest.raises(Refusal) as refused:
        reconcile(office, b"PK\x03\x04 nothing", filename="x.xlsx")

    assert refused.value.field == "file"
    assert office.head() == 0


def _rows(app: Flask, address: str) -> list[dict[str, Any]]:
    told = call(app, "GET", f"/police-lists/{address.rpartition('/')[2]}")
    return [row for kind in ("only_there", "only_here", "differs") for row in told[kind]]
