"""A talk and a visit on one screen of a phone: every field can be reached, and none is covered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import DAY, Demonstration
from tests.browser.seeing import PHONE, WIDE, axe, overflow, small_targets
from tests.browser.station import OFFICE, WORKER, Person, reported_in, sent

WHOLE, KEYBOARD_UP = 640, 420  # the heights of a small phone, and of one that shows its keyboard
MOST = 60  # more fields than any of these forms has

# Every control that is typed into or chosen, by name; and the one that has the focus: whether all
# of it is on the screen and clear of the buttons, and is what a finger meets there.
FIELDS = """[...new Set([...document.querySelectorAll(
  "main form input:not([type=hidden]), main form textarea, main form select")]
  .map(it => it.name))].sort()"""
FOCUSED = """() => {
  const it = document.activeElement, form = it.closest("main form");
  if (!form) return null;
  const box = it.getBoundingClientRect(), bar = form.querySelector(".form-end");
  const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const inBar = bar.contains(it);
  return {
    name: it.name ?? "",
    ours: !inBar && it.tagName !== "SUMMARY",
    clear: inBar || (box.top >= 0 && box.bottom <= bar.getBoundingClientRect().top + 0.5),
    met: it === met || it.contains(met),
  };
}"""

Forms = Callable[[Page, str], Page]


@pytest.fixture(scope="module")
def people() -> dict[str, Person]:
    """Who was made for these tests, once."""
    return {}


@pytest.fixture
def form(town: Demonstration, open_page: OpenPage, people: dict[str, Person]) -> Forms:
    """The form of a talk or a visit with one person, all of it unfolded."""
    if not people:
        office, worker = (town.enter(open_page(WIDE), it) for it in (OFFICE, WORKER))
        people["li"] = reported_in(office, worker, town, on=date(2026, 10, 24))

    def opened(page: Page, path: str) -> Page:
        town.enter(page, WORKER).goto(f"{people['li'].file}/{path}/new")
        for folded in page.locator("main form summary").all():
            folded.click()
        return page

    return opened


@pytest.mark.parametrize("path", ["talks", "visits"])
@pytest.mark.parametrize("script", [True, False], ids=["scripts", "plain"])
def test_no_field_is_covered_by_the_button(
    open_page: OpenPage, form: Forms, *, path: str, script: bool
) -> None:
    page = form(open_page(PHONE, script=script), path)
    for height in (WHOLE, KEYBOARD_UP):
        page.set_viewport_size({"width": PHONE, "height": height})

        reached = focused_one_by_one(page)

        assert sorted({it["name"] for it in reached if it["ours"]}) == page.evaluate(FIELDS)
        assert [it for it in reached if not (it["clear"] and it["met"])] == []


def focused_one_by_one(page: Page) -> list[dict[str, Any]]:
    """What the key Tab comes to in the form, and how it lies on the screen."""
    page.emulate_media(reduced_motion="reduce")  # what has the focus is where it will stay
    page.evaluate("scrollTo(0, 0)")
    page.locator("main form input:not([type=hidden])").first.focus()
    reached: list[dict[str, Any]] = []
    for _ in range(MOST):
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        reached.append(found)
        page.keyboard.press("Tab")
    return reached


@pytest.mark.parametrize("path", ["talks", "visits"])
def test_the_button_stays_in_sight_and_fingers_hit_what_they_aim_at(
    open_page: OpenPage, form: Forms, path: str
) -> None:
    page = open_page(PHONE)
    page.set_viewport_size({"width": PHONE, "height": WHOLE})
    form(page, path).evaluate("scrollTo(0, 0)")

    expect(page.get_by_role("button", name="登记", exact=True)).to_be_in_viewport(ratio=1)
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []


def test_a_need_is_raised_in_the_entry_of_the_visit_without_scripts(
    open_page: OpenPage, form: Forms
) -> None:
    page = form(open_page(PHONE, script=False), "visits")
    said = {"visited_on": DAY, "visitors": "李社工\n钱干部", "result": "想学手艺"}
    for name, value in said.items():
        page.locator(f"#field-{name}").fill(value)
    page.get_by_label("技能培训").check()
    page.get_by_label("本人同意转介").check()

    sent(page)

    expect(page.locator("main")).to_contain_text("想学手艺")
    expect(page.get_by_role("table", name="需求").locator("tbody tr").first).to_be_visible()
