"""Every status and due date of the town's own affairs says by which rule, page and program."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.registry.application import RegistryApplication
from services.registry.rules.affairs.book import BOOK
from services.registry.web.affairs.words import RULES
from shared.law import Citation
from shared.web.wording import cited
from tests.registry.affairs.registers import call
from tests.registry.affairs.story import of_affairs
from tests.registry.desk import page

REGISTERS = {
    "/staff": {"users_per_worker", "candidates_min"},
    "/budgets": {"funding_every_year", "special_fund"},
    "/census": {"census_by", "census_visitors"},
    "/meetings": {"meetings", "leaders_attend"},
    "/unit-tasks": {"unit_tasks"},
    "/station-rooms": {"stations", "station_equipment"},
    "/leading-group": {"leading_group"},
}
PAGES = {"/budgets": "/budget"}


def whys(told: Any, key: str = "why") -> list[dict[str, Any]]:
    """All that an answer says under a key, however deep."""
    if isinstance(told, list):
        return [why for it in told for why in whys(it, key)]
    if not isinstance(told, dict):
        return []
    here = told.get(key) or []
    deeper = [why for name, it in told.items() if name != key for why in whys(it, key)]
    return [*(here if isinstance(here, list) else [here]), *deeper]


@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_says_by_which_rules_and_cites_them(
    office: RegistryApplication, app: Flask, handler: FlaskClient, register: str
) -> None:
    """The same ones on the page and by the API, each with law, article and its table's day."""
    of_affairs(office)

    told = whys(call(app, "GET", register))
    shown = page(handler, f"/registry{PAGES.get(register, register)}")

    assert {it["rule"] for it in told} >= REGISTERS[register]
    for it in told:
        rule = BOOK.as_of(date.fromisoformat(it["rule_table"]))[it["rule"]]
        assert (it["law"], it["article"]) == (rule.citation.law, rule.citation.article)
        assert cited(Citation(it["law"], it["article"])) in shown


def test_what_something_falls_short_of_is_said_with_its_rule(
    office: RegistryApplication, app: Flask
) -> None:
    of_affairs(office)

    (worker,) = call(app, "GET", "/staff")["workers"]

    assert "over_age" in worker["why_not"]
    assert [it["code"] for it in worker["grounds"]] == worker["why_not"]
    assert {it["why"]["rule"] for it in worker["grounds"]} == {
        RULES[code] for code in worker["why_not"]
    }


def test_each_matter_of_a_meeting_and_each_task_says_why_it_is_due(
    office: RegistryApplication, app: Flask
) -> None:
    of_affairs(office)

    rows = [*call(app, "GET", "/meetings")["issues"], *call(app, "GET", "/unit-tasks")]

    assert rows
    assert all(it["due_on"] and it["status"] and it["why"] for it in rows)
