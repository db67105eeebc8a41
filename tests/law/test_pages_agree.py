"""`guihang law` and `guihang case` say the same days as the pages, whatever happened in a case.

Cases are drawn from a seed: of either kind, with credited days, detentions and corrections. What
the registry tells supervision is what its messages say; nothing is made up between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.registry.rules import book
from services.registry.rules.book import RECOVERY
from services.registry.web import cases as registry_parts
from services.reporting.web.dossier import case_as_of
from services.supervision.web import cases as supervision_parts
from shared import clock
from tests.law.offices import (
    CLI,
    DAY,
    ISO_DAY,
    Town,
    asked_of,
    draw,
    lived,
    on,
    opened,
    said,
    told_by_law,
)
from tests.registry import desk as registry_desk
from tests.registry import town
from tests.registry.units import takes_part

SEEDS = range(24)
CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
ANY_DAY = re.compile(r"(\d{4})[年-](\d{1,2})[月-](\d{1,2})")
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
READING = re.compile(r"<li>(自[^<]*届满[^<]*)</li>")


def on_file(text: str, label: str) -> str | None:
    """The day beside a label of the page's facts, before its reasons; None where none is known."""
    (value,) = re.findall(rf"<dt>{label}</dt><dd>(.*?)(?:<details|</dd>)", text, re.DOTALL)
    found = CHINESE_DAY.search(value)
    return found and iso(found)


def iso(found: re.Match[str]) -> str:
    return date(*map(int, found.groups())).isoformat()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_law_the_case_and_the_pages_say_the_same_days(both: Town, seed: int) -> None:
    drawn = draw(seed)
    case_id = lived(both.registry, drawn)
    case = both.registry.case(case_id)
    asked = asked_of(case)

    with on(drawn.looked_at):
        both.pass_on()
        shown = registry_desk.page(both.handler, f"/registry/cases/{case_id}")
        found = case_as_of(both.peers(), CLI, case_ref=case.ref)
        history = registry_desk.page(both.handler, f"/registry/cases/{case_id}?part=timeline")
        tests = windows_on_the_page(both, case.ref)

    last = said("last-day", *asked)["last_day"]
    assert on_file(shown, "期满") == last == found["last_day"]
    assert said("deadline", "--from", str(drawn.served_on), "--days", "15")["deadline"] == str(
        case.due_on
    )
    assert argued_on_the_page(shown) <= set(told_by_law("last-day", *asked)) | {last}
    assert tests == said("windows", *asked, "--plan", "PLAN_22")["windows"]
    mine = [it for it in found["timeline"] if it["department"] == "registry"]
    assert days_of(it["summary"] for it in mine) <= {
        iso(it) for it in CHINESE_DAY.finditer(history)
    }


@pytest.mark.parametrize("number", range(4))
def test_all_say_the_day_that_somebody_chose(both: Town, number: int) -> None:
    """Recovery of six months with a detention, counted as each of the readings has it."""
    drawn = replace(
        draw(0),
        kind=RECOVERY,
        months=6,
        credit=0,
        reported_on=draw(0).served_on,
        spans=((draw(0).served_on + 30 * DAY, draw(0).served_on + 40 * DAY),),
        corrected=False,
        looked_at=draw(0).served_on + 100 * DAY,
    )
    case_id = lived(both.registry, drawn)
    case = both.registry.case(case_id)
    last_day = case.readings[number].last_day
    assert last_day is not None

    with on(drawn.looked_at):
        both.registry.choose_reading(case_id=case_id, last_day=last_day, why="按此算法")
    with on(drawn.looked_at):
        both.pass_on()
        shown = registry_desk.page(both.handler, f"/registry/cases/{case_id}")
        found = case_as_of(both.peers(), CLI, case_ref=case.ref)
        tests = windows_on_the_page(both, case.ref)
        api = both.handler.get(
            f"/registry/api/cases/{case_id}", headers={"Authorization": "Bearer jingban01"}
        ).json

    read = said("windows", *asked_of(case), "--plan", "PLAN_22", "--readings")["readings"][number]
    assert on_file(shown, "期满") == found["last_day"] == (api or {})["last_day"] == str(last_day)
    assert (read["last_day"], read["windows"]) == (str(last_day), tests)
    assert str(last_day) in told_by_law("last-day", *asked_of(case))


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_every_day_on_every_page_of_a_case_is_one_that_the_law_or_the_case_says(
    both: Town, seed: int
) -> None:
    """Of all parts of both files; which rule table a reason rests on is the table's own day."""
    drawn = draw(seed)
    case_id = lived(both.registry, drawn)
    case = both.registry.case(case_id)

    with on(drawn.looked_at):
        both.registry.run_clock()
        both.pass_on()
        both.supervision.run_clock()
        found = case_as_of(both.peers(), CLI, case_ref=case.ref)
        shown = parts_of(both, case_id, case.ref)

    known = {*by_law(asked_of(case), drawn.served_on), *by_case(found), str(drawn.looked_at)}
    known |= {str(it.dated) for it in book.BOOK.tables}
    assert {
        part: days_on(text) - known for part, text in shown.items() if days_on(text) - known
    } == {}
    assert len(set().union(*map(days_on, shown.values()))) > 5


def test_every_reading_of_a_case_from_elsewhere_stands_on_its_page_as_the_law_has_it(
    both: Town,
) -> None:
    """A detention of 15 days, and ten on the way: eight readings."""
    with on(town.TODAY):
        takes_part(both.registry)
        person_id = town.registered(both.registry)
    with on(town.TODAY):
        done = both.registry.accept_transfer_in(
            person_id=person_id,
            decision=town.decision(served_on=date(2026, 1, 5)),
            received_on=town.TODAY,
            reported_on=date(2026, 1, 10),
            left_on=date(2026, 11, 13),
            suspensions=[(date(2026, 3, 1), date(2026, 3, 16))],
            counters={},
            origin="燕子河镇",
            document_no="燕函2号",
        )
    case_id = UUID(done.answer["case_id"])
    case = both.registry.case(case_id)

    with on(town.TODAY):
        both.pass_on()
        shown = registry_desk.page(both.handler, f"/registry/cases/{case_id}")
        tests = windows_on_the_page(both, case.ref)
    law = said("windows", *asked_of(case), "--plan", "PLAN_22", "--readings")

    assert [days_in(it) for it in READING.findall(shown)] == [
        [it["counted_from"], it["last_day"], *(day for span in it["left_out"] for day in span)]
        for it in law["readings"]
    ]
    assert len(law["readings"]) == 8
    assert "2026年11月13日（周五）变更执行地" in shown
    assert tests == law["windows"][-len(tests) :]


def parts_of(both: Town, case_id: UUID, case_ref: str) -> dict[str, str]:
    """The main part of every page of a case, at the office and at the police station."""
    shown = {}
    for part in (registry_parts.WORK, registry_parts.TIMELINE):
        path = f"/registry/cases/{case_id}?part={part}"
        shown[f"registry {part}"] = registry_desk.page(both.handler, path)
    file_id = opened(both, case_ref)
    for part, _label, _right in supervision_parts.PARTS:
        answer = both.police.get(f"/supervision/cases/{file_id}?part={part}")
        assert answer.status_code == 200
        shown[f"supervision {part}"] = answer.get_data(as_text=True)
    return {part: MAIN.findall(text)[0] for part, text in shown.items()}


def by_law(asked: list[str], served_on: date) -> set[str]:
    """Every day that the three verbs of `guihang law` say."""
    return {
        *told_by_law("last-day", *asked),
        *told_by_law("windows", *asked, "--plan", "PLAN_22"),
        *told_by_law("deadline", "--from", str(served_on), "--days", "15"),
    }


def by_case(found: Any) -> set[str]:
    """Every day that `guihang case` says: in words, as a day, or as an instant of recording."""
    days = {str(found["last_day"]), *(it["happened"] for it in found["timeline"])}
    for it in found["timeline"]:
        days |= {*days_on(it["summary"]), str(datetime.fromisoformat(it["recorded"]).date())}
        days.add(str(datetime.fromisoformat(it["recorded"]).astimezone(clock.SHANGHAI).date()))
    return days


def days_on(text: str) -> set[str]:
    return {iso(it) for it in ANY_DAY.finditer(text)}


def days_in(text: str) -> list[str]:
    """In the order of the text."""
    return [iso(it) for it in CHINESE_DAY.finditer(text)]


def days_of(summaries: Iterable[str]) -> set[str]:
    return {iso(it) for said in summaries for it in CHINESE_DAY.finditer(said)}


def argued_on_the_page(text: str) -> set[str]:
    """The first and the last of the last days that can be argued, as the page has them."""
    (told,) = re.findall(r"最早于.*?算法不同的日子里", text)
    return {iso(it) for it in CHINESE_DAY.finditer(told)}


def windows_on_the_page(both: Town, case_ref: str) -> list[list[str]]:
    """First and last days of all windows of the file at the police station, the first one first."""
    file_id = opened(both, case_ref)
    answer = both.police.get(f"/supervision/cases/{file_id}?part=tests")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, text[:2000]
    rows = (ISO_DAY.findall(row)[:2] for row in ROW.findall(text) if " – " in row)
    return sorted(rows)
