"""Every kind of page that a role can reach answers; each desk fits a phone.

The short walk: pages are read, and only the first few of one role a desk are looked at on the
screen. `every_page.py` looks at them all.
"""

from __future__ import annotations

from itertools import islice

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import Demonstration
from tests.browser.walking import Reader, faults_of, in_sight, listen, walk

LEAST = {
    "jingban01": 40,
    "shegong01": 30,
    "minjing01": 25,
    "shuji01": 12,
    "yisheng01": 9,
    "shehui01": 9,
    "sifa01": 9,
    "lingdao01": 7,
    "duban01": 45,
    "admin01": 8,
    "anquan01": 6,
    "shenji01": 5,
    "jiashu01": 1,
}
"""One account a role, and how many kinds of pages it has at the least: no walk may stop early."""

DESKS = ("jingban01", "shegong02", "shehui01", "yisheng01", "sifa01", "lingdao01", "admin01")
"""Whose desk it is: one account a department."""
FIRST = 3  # pages of each that are looked at
OK = 200


@pytest.fixture(scope="module")
def examined() -> set[str]:
    """What axe has looked at, of all pages and for all roles."""
    return set()


@pytest.mark.parametrize("account", LEAST)
def test_every_link_that_a_role_is_shown_leads_to_a_page(
    town: Demonstration, desktop: Page, account: str
) -> None:
    reader = Reader(town.enter(desktop, account), "en")

    opened = list(walk(reader.look, f"{town.url}/"))

    assert [(it.kind, it.status) for it in opened if it.status != OK] == []
    assert len({it.kind for it in opened}) >= LEAST[account]


@pytest.mark.parametrize("account", DESKS)
def test_a_desk_and_what_it_leads_to_first_are_in_order(
    town: Demonstration, open_page: OpenPage, examined: set[str], account: str
) -> None:
    """Accessible, no wider than a phone, and the console stays silent."""
    page = town.enter(open_page(), account)
    heard = listen(page)

    faults = []
    for opened in islice(walk(in_sight(page), f"{town.url}/"), FIRST):
        faults += [f"{opened.kind}: {it}" for it in [*faults_of(page, examined), *heard]]
        heard.clear()

    assert faults == []
