"""Hand-overs: what goes from one to the next, on a sheet that both sign."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask

from services.identity.application import IdentityApplication
from shared import clock
from shared.law import Refusal
from tests.identity.browser import Browser
from tests.identity.conftest import PASSWORD, PASSWORD_HASH, by, worker
from tests.identity.test_api import Program, bearer

LINES = ["档案柜钥匙一把", "未办完：3件"]


@pytest.fixture
def sheet(request: pytest.FixtureRequest, office: IdentityApplication) -> UUID:
    """What the worker leaves to another, in a town hall that is open."""
    request.getfixturevalue("town_hall")
    worker(office, "shegong02")
    office.set_password(account="shegong02", password_hash=PASSWORD_HASH)
    return drawn_up(office, giver="shegong01", taker="shegong02")


def drawn_up(office: IdentityApplication, *, giver: str, taker: str, **other: object) -> UUID:
    said: dict[str, object] = {"items": LINES, "role": "full_time_worker", "unit": "station-1"}
    with by("admin01"):
        done = office.draw_up_hand_over(
            giver=giver,
            taker=taker,
            hands_over_on=clock.today(),
            **(said | other),  # type: ignore[arg-type]  # one of them is wrong on purpose
        )
    return UUID(done.answer)


def signed_by(app: Flask, account: str, sheet: UUID) -> str:
    browser, page = Browser(app), f"/identity/hand-overs/{sheet}"
    browser.sign_in(account, PASSWORD)
    return browser.press(page, f"{page}/sign").text


def test_it_is_whole_when_both_have_signed(
    town_hall: Flask, office: IdentityApplication, sheet: UUID
) -> None:
    signed_by(town_hall, "shegong01", sheet)
    half = office.hand_over(sheet).whole
    page = signed_by(town_hall, "shegong02", sheet)

    assert not half
    assert office.hand_over(sheet).whole
    assert all(line in page for line in LINES)
    assert page.count("已在系统签字") == 2


def test_nobody_else_signs_it_or_reads_it(
    town_hall: Flask, office: IdentityApplication, sheet: UUID
) -> None:
    worker(office, "shegong03")
    program = Program(town_hall, bearer(office, "shegong03"))

    assert program.ask("POST", f"/hand-overs/{sheet}/signature").status_code == 403
    assert program.ask("GET", "/hand-overs").json == []
    with by("admin01"), pytest.raises(Refusal, match="移交人和接收人"):
        office.sign_hand_over(hand_over_id=sheet)


def test_each_signs_once_in_the_system_or_on_paper(
    office: IdentityApplication, sheet: UUID
) -> None:
    with by("admin01"):
        office.note_paper_signature(hand_over_id=sheet, side="giver")

    with by("shegong01"), pytest.raises(Refusal, match="已经签字"):
        office.sign_hand_over(hand_over_id=sheet)
    assert office.hand_over(sheet).on_paper == ("giver",)


def test_an_administrator_draws_it_up_on_the_page_and_prints_it(
    town_hall: Flask, office: IdentityApplication, sheet: UUID
) -> None:
    admin = Browser(town_hall)
    admin.sign_in("admin01", PASSWORD)

    page = admin.send(
        "/identity/hand-overs/new",
        giver="shegong02",
        taker="shegong01",
        role="full_time_worker",
        unit="station-1",
        hands_over_on=str(clock.today()),
        items="\n".join(LINES),
    )

    assert "工作交接单" in page.text
    assert "__________" in page.text
    assert office.hand_over(sheet).giver in admin.get("/identity/hand-overs").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"taker": "shegong01"}, "taker"),
        ({"items": [" "]}, "items"),
        ({"unit": "station-9"}, "unit"),
        ({"role": "mayor"}, "role"),
        ({"taker": "nobody01"}, "account"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(
    office: IdentityApplication, wrong: dict[str, object], field: str
) -> None:
    worker(office)
    worker(office, "shegong02")

    with pytest.raises(Refusal) as refused:
        drawn_up(office, **({"giver": "shegong01", "taker": "shegong02"} | wrong))  # type: ignore[arg-type]  # the same

    assert refused.value.field == field


def test_what_is_handed_over_is_sealed(office: IdentityApplication, sheet: UUID) -> None:
    (entry,) = office.entries(names=["identity.hand_over_drawn_up"])

    assert office.hand_over(sheet).lines == LINES
    assert LINES[0].encode() not in entry.row.fact.state + (entry.row.fact.sealed or b"")
