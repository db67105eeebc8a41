"""Every page of every department, as each role that may see it, in the demonstration town.

A long walk, run by hand, of twenty minutes or so on two cores:
`GUIHANG_UNPATCHED=1 .venv/bin/python -m pytest tests/browser/every_page.py`. With `-k jingban01` it
is one role's; with `GUIHANG_TEST_DEMONSTRATION=http://…` it goes through a town that runs already.
The suite takes the short walk of `test_every_desk.py`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.data import is_data
from tests.browser.demonstration import Demonstration
from tests.browser.seeing import axe, overflow
from tests.browser.test_every_desk import LEAST
from tests.browser.walking import CHINESE, Reader, faults_of, in_sight, listen, walk


@pytest.fixture(scope="module")
def examined() -> set[str]:
    """What axe has looked at, of all pages and for all roles."""
    return set()


@pytest.mark.parametrize("account", LEAST)
def test_each_page_that_a_role_can_reach_is_in_order(
    town: Demonstration, open_page: OpenPage, examined: set[str], account: str
) -> None:
    """It opens, is accessible, fits a phone, and the console stays silent."""
    page = town.enter(open_page(), account)
    heard = listen(page)

    faults, kinds = [], set()
    for opened in walk(in_sight(page), f"{town.url}/"):
        found = faults_of(page, examined) if opened.status == 200 else [f"{opened.status}"]
        faults += [f"{opened.kind}: {it}" for it in [*found, *heard]]
        kinds.add(opened.kind)
        heard.clear()

    assert faults == []
    assert len(kinds) >= LEAST[account]


@pytest.mark.parametrize("account", LEAST)
def test_in_english_only_what_people_wrote_is_chinese(
    town: Demonstration, desktop: Page, account: str
) -> None:
    reader = Reader(town.enter(desktop, account), "en")

    left = {
        (opened.kind, piece)
        for opened in walk(reader.look, f"{town.url}/")
        for piece in CHINESE.findall(reader.said)
        if not is_data(piece)
    }

    assert left == set()


def test_the_door_is_in_order_for_whoever_stands_before_it(town: Demonstration, page: Page) -> None:
    heard = listen(page)
    page.goto(f"{town.url}/")

    assert page.get_by_text("演示系统").is_visible()
    assert [*axe(page), *heard] == []
    assert overflow(page) == 0
