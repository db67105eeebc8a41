"""The calendar on the wall and the list of who bears which case, at a desk and on a phone."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import DAY, Demonstration
from tests.browser.seeing import WIDE, axe, overflow, small_targets
from tests.browser.station import OFFICE, WORKER, Person, assigned, reported_in, sent

COLLEAGUE, FORBIDDEN = "minjing01", 403
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(scope="module")
def people() -> dict[str, Person]:
    """Who was made for these tests, once."""
    return {}


@pytest.fixture
def person(town: Demonstration, open_page: OpenPage, people: dict[str, Person]) -> Person:
    """Somebody whose case lies at the first station, and whose first test is due by 22 December."""
    if not people:
        office, worker = (town.enter(open_page(WIDE), it) for it in (OFFICE, WORKER))
        people["li"] = reported_in(office, worker, town, on=date(2026, 11, 23))
    return people["li"]


def in_order(page: Page) -> None:
    """Accessible, no wider than the screen, large enough for a finger."""
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []


def test_the_calendar_shows_the_month_and_leads_to_the_file(
    town: Demonstration, page: Page, person: Person
) -> None:
    town.enter(page, WORKER).goto(f"{town.url}/supervision/calendar")
    expect(page.locator(".is-today time").first).to_have_attribute("datetime", DAY)
    free = page.locator(".calendar > .is-free").first
    expect(free).to_be_visible(visible=page.viewport_size == {"width": WIDE, "height": 800})
    in_order(page)

    page.get_by_role("link", name="下个月").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("2026年12月应办日历")
    in_order(page)
    last_day = page.get_by_role("listitem").filter(
        has=page.locator('h2 time[datetime="2026-12-22"]')
    )
    link = last_day.locator(f'a[href$="{person.file.rsplit("/", 1)[1]}"]').first
    link.click()
    page.wait_for_url(f"{person.file}**")


def test_a_case_is_assigned_and_handed_over(
    town: Demonstration, page: Page, open_page: OpenPage
) -> None:
    office, worker = (town.enter(open_page(WIDE), it) for it in (OFFICE, WORKER))
    case = reported_in(office, worker, town, on=date(2026, 11, 20))
    town.enter(page, OFFICE).goto(f"{town.url}/supervision/bearers")
    in_order(page)
    assigned(page, town, case)
    assert borne_by(worker, case) == WORKER
    in_order(page)

    for former, bearer in ((WORKER, COLLEAGUE), (COLLEAGUE, WORKER)):
        page.goto(f"{town.url}/supervision/bearers/hand-over?from={former}")
        page.locator("#field-bearer").select_option(bearer)
        page.locator("#field-why").fill("休假")
        sent(page)
        assert borne_by(worker, case) == bearer
    expect(page.get_by_role("table", name="最近的移交")).to_contain_text(COLLEAGUE)
    in_order(page)


def borne_by(page: Page, case: Person) -> str:
    """Whose the duties of a case are, as its file says."""
    page.goto(f"{case.file}?part=duties")
    said = page.locator("main").inner_text()
    return next(it for it in (WORKER, COLLEAGUE) if it in said)


def test_a_training_that_was_entered_twice_is_struck_out_on_paper(
    town: Demonstration, page: Page
) -> None:
    town.enter(page, OFFICE).goto(f"{town.url}/registry/training/new")
    topic = f"重复登记的培训{uuid4().hex[:6]}"
    page.locator("#field-topic").fill(topic)
    page.locator("#field-hours").fill("2")
    page.locator("#field-trainer").fill("某教官")
    page.locator("#field-attendees").fill("专职社工 某人 已签 80")
    sent(page)
    in_order(page)

    page.get_by_role("link", name=f"作废 {topic}").click()
    in_order(page)
    page.locator("#field-why").fill("同一场培训登记了两次")
    sent(page)
    row = page.get_by_role("row").filter(has_text=topic)
    expect(row).to_contain_text("待审批")
    in_order(page)
    row.get_by_role("link").click()
    in_order(page)
    page.get_by_label("同意作废").check()
    page.locator("#field-signer").fill("冯组长")
    page.locator("#field-signed_on").fill(DAY)
    page.get_by_label("审批件扫描件").set_input_files(
        {"name": "审批件.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    sent(page)

    expect(row).to_contain_text(f"纸质审批（冯组长，{DAY}签字）")
    expect(row.get_by_role("link", name="审批件")).to_be_visible()
    page.goto(f"{town.url}/registry/training")
    expect(page.get_by_role("heading", name=topic)).to_have_count(0)


def test_a_family_member_sees_the_own_relatives_dates_and_no_other_page(
    town: Demonstration, page: Page
) -> None:
    town.enter(page, "jiashu01").goto(f"{town.url}/")
    page.wait_for_url("**/supervision/family")

    expect(page.get_by_role("heading", level=1)).to_have_text("我的亲属")
    expect(page.get_by_role("table", name="应办日期")).to_contain_text("检测")
    assert page.get_by_role("navigation", name="本部门").get_by_role("link").count() == 1
    in_order(page)

    assert page.goto(f"{town.url}/supervision/cases").status == FORBIDDEN  # type: ignore[union-attr]  # a page came
