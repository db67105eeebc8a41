"""Who held which role on any day, replayed: what came later changes no earlier day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from shared import clock
from tests.identity.browser import Browser
from tests.identity.conftest import PASSWORD
from tests.identity.test_api import Program, bearer

FIRST = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def told(fresh_office: IdentityApplication) -> IdentityApplication:
    """A store in which the time of recording is that of the story."""
    with clock.use(FIRST):
        fresh_office.start_demonstration()
        for unit in ("office", "station-1"):
            fresh_office.register_unit(unit=unit, title=unit)
    return fresh_office


@pytest.fixture
def changed(told: IdentityApplication) -> IdentityApplication:
    """A worker from the 20th, at the office from the 24th, closed on the 27th."""
    office = told
    with clock.use(FIRST):
        office.open_account(account="shegong01", name="李社工")
        office.grant_role(account="shegong01", role="full_time_worker", unit="station-1")
    with clock.use(FIRST.replace(day=24)):
        office.end_role(account="shegong01")
        office.grant_role(account="shegong01", role="office_handler", unit="office")
    with clock.use(FIRST.replace(day=27)):
        office.close_account(account="shegong01")
    return office


def roles_on(office: IdentityApplication, day: int) -> list[str] | None:
    on = FIRST.replace(day=day).date()
    then = office.account_as_of("shegong01", on)
    return None if then is None else [it.role for it in then.grants_on(on).values()]


def test_an_account_is_what_the_log_knew_when_the_day_ended(changed: IdentityApplication) -> None:
    assert [roles_on(changed, day) for day in (19, 20, 23, 24, 26, 27)] == [
        None,
        ["full_time_worker"],
        ["full_time_worker"],
        ["office_handler"],
        ["office_handler"],
        [],
    ]


def test_a_role_that_was_given_late_in_the_evening_counts_for_that_day_in_town(
    told: IdentityApplication,
) -> None:
    office = told
    with clock.use(datetime(2026, 11, 20, 15, 59, tzinfo=UTC)):  # 23:59 in Shanghai
        office.open_account(account="shegong01", name="李社工")
        office.grant_role(account="shegong01", role="full_time_worker", unit="station-1")

    assert roles_on(office, 20) == ["full_time_worker"]


@pytest.mark.parametrize("later", ["a password", "a role", "a day later"])
def test_no_later_act_changes_an_earlier_day(told: IdentityApplication, later: str) -> None:
    office = told
    with clock.use(FIRST):
        office.open_account(account="shegong01", name="李社工")
        office.grant_role(account="shegong01", role="full_time_worker", unit="station-1")
    before = [roles_on(office, day) for day in range(19, 28)]

    with clock.use(FIRST.replace(day=28)):
        if later == "a password":
            office.set_password(account="shegong01", password_hash="$argon2id$")
        elif later == "a role":
            office.grant_role(account="shegong01", role="office_handler", unit="office")
        else:
            office.end_role(account="shegong01")

    assert [roles_on(office, day) for day in range(19, 28)] == before


def test_the_page_and_the_programs_are_told_the_same(
    town_hall: Flask, office: IdentityApplication
) -> None:
    admin = Browser(town_hall)
    admin.sign_in("admin01", PASSWORD)
    program = Program(town_hall, bearer(office, "admin01"))
    today, before = str(clock.today()), "2020-01-01"

    page = admin.get(f"/identity/standing?on={today}").text
    told = program.ask("GET", f"/standing?on={today}").json or []

    assert {it["account"] for it in told} == {"admin01", "anquan01", "shegong01"}
    assert all(it["account"] in page for it in told)
    assert program.ask("GET", f"/standing?on={before}").json == []
    assert "这一天没有人在岗" in admin.get(f"/identity/standing?on={before}").text
    assert "请填写日期" in admin.get("/identity/standing?on=yesterday").text
    assert program.ask("GET", "/standing?on=yesterday").status_code == 422
