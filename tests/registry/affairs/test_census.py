"""The head count: rounds, visits, candidates (S34, S35; 禁毒法 32)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.domain.affairs.census import Call, Found
from services.registry.domain.affairs.records import WHOLE
from services.registry.rules.affairs.users import CANDIDATE
from shared.law import Refusal
from tests.registry.affairs.registers import call, post, reports
from tests.registry.desk import LEADER, OTHER_SECRETARY, SECRETARY, page, reader, send
from tests.registry.town import TODAY, by, number, registered

TWO = ("王书记", "李社工")


def started(office: RegistryApplication, *, mode: str = "listed", order_no: str = "") -> UUID:
    """Begin a round today."""
    with by():
        done = office.start_census_round(
            title="2026年度调查", mode=mode, started_on=TODAY, order_no=order_no
        )
    return UUID(done.answer)


def visited(
    office: RegistryApplication,
    round_id: UUID,
    person_id: UUID | None,
    *,
    visitors: tuple[str, ...] = TWO,
    candidates: tuple[Found, ...] = (),
    **differently: Any,
) -> dict[str, Any]:
    """Visit somebody today."""
    at: dict[str, Any] = {"visited_on": TODAY, "village": "石桥村", "outcome": "met"}
    with by():
        done = office.record_household_visit(
            round_id=round_id,
            person_id=person_id,
            call=Call(visitors=visitors, **at | differently),
            candidates=candidates,
        )
    return done.answer


def test_a_round_is_to_be_done_by_the_last_day_of_the_year(office: RegistryApplication) -> None:
    round_id = started(office)

    assert office.census_round(round_id).ends_on == date(2026, 12, 31)


def test_a_household_is_covered_once_a_round(office: RegistryApplication, app: Flask) -> None:
    somebody = registered(office)
    registered(office, id_no=number(born=date(1990, 1, 1)))
    round_id = started(office)

    assert visited(office, round_id, somebody)["defects"] == []
    with pytest.raises(Refusal, match="本轮已经走访过") as again:
        visited(office, round_id, somebody)
    next_round = started(office)
    visited(office, next_round, somebody)

    assert again.value.field == "visited_on"
    first = next(it for it in call(app, "GET", "/census") if it["round_id"] == str(round_id))
    assert (first["visited"], first["listed"]) == (1, 2)
    assert first["villages"] == [{"village": "石桥村", "listed": 2, "visited": 1}]


def test_one_visitor_covers_no_household_and_two_may_come_after(
    office: RegistryApplication, app: Flask
) -> None:
    somebody, round_id = registered(office), started(office)

    alone = visited(office, round_id, somebody, visitors=("王书记",))
    uncovered = call(app, "GET", "/census")[0]["visited"]
    visited(office, round_id, somebody)

    assert (alone["defects"], uncovered) == (["too_few_visitors"], 0)
    assert call(app, "GET", "/census")[0]["visited"] == 1
    assert [it["defects"] for it in reports(office, "household_visited")] == [
        ["too_few_visitors"],
        [],
    ]


def test_a_visit_after_the_end_of_a_round_is_no_part_of_it(office: RegistryApplication) -> None:
    somebody, round_id = registered(office), started(office)
    other = registered(office, id_no=number(born=date(1990, 1, 1)))
    with by(reason="补录"):
        early = office.record_household_visit(
            round_id=round_id,
            person_id=somebody,
            call=Call(visitors=TWO, visited_on=date(2026, 11, 22), village="石桥村", outcome="met"),
        )
    office.close_census_round(round_id=round_id, closed_on=TODAY)

    on_the_last_day = visited(office, round_id, other)

    assert early.answer["defects"] == ["outside_round"]
    assert on_the_last_day["defects"] == []
    with by(), pytest.raises(Refusal, match="已于 2026-11-23 结束"):
        office.close_census_round(round_id=round_id, closed_on=TODAY)


def test_who_is_found_is_a_candidate_and_no_user_until_the_police_say_so(
    office: RegistryApplication, app: Flask
) -> None:
    somebody, round_id = registered(office), started(office)
    found = Found(name="韦某某", id_no=number(born=date(1991, 2, 3)))

    (candidate,) = visited(office, round_id, somebody, candidates=(found,))["candidates"]
    before = call(app, "GET", "/actual-users")
    with by():
        office.verify_user(
            person_id=UUID(candidate), verified_on=TODAY, basis="police_list", police_ref="M-1"
        )
    after = call(app, "GET", "/actual-users")

    assert (before["actual_users"], before["candidates"]) == (1, [candidate])
    assert (after["actual_users"], after["candidates"]) == (2, [])
    assert reports(office, "user_verified")[1:] == [
        {"verified_on": "2026-11-23", "basis": "police_list"}
    ]


def test_who_is_found_and_on_file_already_is_not_registered_again(
    office: RegistryApplication,
) -> None:
    somebody, round_id = registered(office), started(office)
    known = Found(name="李四海", id_no=number())

    again = visited(office, round_id, somebody, candidates=(known,))

    assert again["candidates"] == [str(somebody)]


def test_somebody_is_verified_once(office: RegistryApplication) -> None:
    person_id = registered(office, flag=CANDIDATE)
    verified = {"verified_on": TODAY, "basis": "decision", "police_ref": "M-1"}
    with by():
        office.verify_user(person_id=person_id, **verified)  # type: ignore[arg-type]  # mixed

    with by(), pytest.raises(Refusal, match="已于 2026-11-23 核实"):
        office.verify_user(person_id=person_id, **verified)  # type: ignore[arg-type]  # mixed


def test_a_canvass_needs_a_written_order_and_counts_beside(
    office: RegistryApplication, app: Flask
) -> None:
    with pytest.raises(Refusal) as unordered:
        started(office, mode="canvass")
    round_id = started(office, mode="canvass", order_no="梅禁〔2026〕5号")

    visited(office, round_id, None, household_no="7组12号")
    with pytest.raises(Refusal):
        visited(office, round_id, None, household_no="7组12号")

    assert unordered.value.field == "order_no"
    assert "名单以外排查1户" in page(reader(app, LEADER), f"/registry/census/{round_id}")


def test_households_beside_the_list_and_defective_visits_are_listed_and_struck_out_by_page(
    office: RegistryApplication, handler: FlaskClient, app: Flask
) -> None:
    somebody = registered(office)
    round_id = started(office, mode="canvass", order_no="梅禁〔2026〕5号")
    visited(office, round_id, somebody, visitors=("王书记",))
    visited(office, round_id, None, household_no="7组12号")
    visited(office, round_id, somebody)
    path = f"/registry/census/{round_id}"
    assert f"{path}/visits" in page(handler, path)

    shown = page(handler, f"{path}/visits")
    told = call(app, "GET", f"/census/{round_id}/visits")

    assert [it["covers"] for it in told] == [False, True]
    assert f'href="/registry/people/{somebody}">李四海</a>' in shown
    assert "7组12号" in shown
    assert "走访人员不足规定人数" in shown
    for visit in told:
        to = f"/registry/struck-out/visits/{visit['visit_id']}/{WHOLE}"
        assert to in shown
        send(handler, to, {"why": "重复"})
        with by("jingban02"):
            office.decide_striking_out(
                register="visits",
                record_id=UUID(visit["visit_id"]),
                entry=WHOLE,
                approved=True,
                why="属实",
            )
    assert call(app, "GET", f"/census/{round_id}/visits") == []
    assert call(app, "GET", "/census")[0]["visited"] == 1


def test_a_village_sees_its_own_visits_beside_the_list_and_the_leading_group_no_names(
    office: RegistryApplication, app: Flask
) -> None:
    somebody = registered(office)
    round_id = started(office, mode="canvass", order_no="梅禁〔2026〕5号")
    visited(office, round_id, somebody, visitors=("王书记",))
    visited(office, round_id, None, household_no="7组12号")
    path = f"/registry/census/{round_id}/visits"

    assert "7组12号" in page(reader(app, SECRETARY), path)
    assert "7组12号" not in page(reader(app, OTHER_SECRETARY), path)
    assert "李四海" not in page(reader(app, LEADER), path)


def test_a_round_by_page(office: RegistryApplication, handler: FlaskClient, app: Flask) -> None:
    person_id = registered(office)
    begun = {"title": "2026年度调查", "mode": "listed", "started_on": "2026-11-23"}
    send(handler, "/registry/census/new", begun)
    round_id = call(app, "GET", "/census")[0]["round_id"]
    visit = {
        "visited_on": "2026-11-23",
        "visitors": "王书记\n李社工",
        "outcome": "family_met",
        "candidates": f"韦某某 {number(born=date(1991, 2, 3))}",
    }

    before = page(handler, f"/registry/census/{round_id}")
    shown = send(handler, f"/registry/census/{round_id}/people/{person_id}", visit)
    send(handler, f"/registry/census/{round_id}/close", {"closed_on": "2026-11-23"})

    assert "还有1户" in before
    assert f'href="/registry/people/{person_id}">李四海</a>' in before
    assert "已全部走访" in shown
    assert "见到家属" in shown
    assert "已结束" in page(handler, f"/registry/census/{round_id}")


def test_a_round_by_program(office: RegistryApplication, app: Flask) -> None:
    person_id = registered(office)
    order = {"mode": "canvass", "order_no": "5号", "started_on": "2026-11-23", "title": "排查"}
    round_id = post(app, "/census", order)["round_id"]
    visit = {"visited_on": "2026-11-23", "visitors": ["甲", "乙"], "outcome": "met"}
    household = visit | {"village": "石桥村", "household_no": "1组1号"}

    assert post(app, f"/census/{round_id}/people/{person_id}/visits", visit)["defects"] == []
    assert post(app, f"/census/{round_id}/households", household)["candidates"] == []
    post(app, f"/census/{round_id}/close", {"closed_on": "2026-11-23"})

    assert call(app, "GET", "/census")[0]["closed_on"] == "2026-11-23"


def test_a_secretary_visits_the_own_village_and_the_leading_group_sees_no_names(
    office: RegistryApplication, app: Flask
) -> None:
    person_id, round_id = registered(office), started(office)
    path = f"/registry/census/{round_id}"
    visit = {"visited_on": "2026-11-23", "visitors": "甲\n乙", "outcome": "met"}

    page(reader(app, OTHER_SECRETARY), f"{path}/people/{person_id}", 403)
    assert "李四海" not in page(reader(app, OTHER_SECRETARY), path)
    assert "李四海" in page(reader(app, SECRETARY), path)
    send(reader(app, SECRETARY), f"{path}/people/{person_id}", visit)
    led = page(reader(app, LEADER), path)

    assert "石桥村" in led
    assert "李" not in led.split("<main")[1]


def test_visitors_and_notes_are_sealed_with_the_persons_key(office: RegistryApplication) -> None:
    somebody, round_id = registered(office), started(office)
    visited(office, round_id, somebody, note="家中有老人")

    (visit,) = [e for e in office.entries(limit=None) if e.name == "registry.household_visited"]

    assert visit.person_id == somebody
    assert "王书记" not in str(visit.facts)
    assert visit.personal == {"visitor_names": TWO, "note": "家中有老人"}
