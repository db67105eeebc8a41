"""The register in a real browser: reconciled with the police's list, merged, warned, one file each.

Each story is told on an office screen and on a phone; every page of it is looked at by axe.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from deploy.demo.people import number_of
from tests.browser.conftest import OpenPage
from tests.browser.demonstration import Demonstration
from tests.browser.seeing import PHONE, WIDE, axe, overflow

OFFICE, POLICE = "jingban01", "minjing01"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
Desk = Callable[[str], Page]


@pytest.fixture(params=[WIDE, PHONE], ids=["1280px", "360px"])
def width(request: pytest.FixtureRequest) -> int:
    """How wide the screen is."""
    return int(request.param)


@pytest.fixture
def at(town: Demonstration, open_page: OpenPage, width: int) -> Desk:
    """The page of somebody who is signed in."""
    return lambda account: town.enter(open_page(width), account)


def somebody(width: int, turn: int) -> str:
    """A number that nobody has, another one for each screen and each turn."""
    dice = random.Random(f"register {width} {turn}")
    return number_of(
        date(1962, 1, 1).replace(year=dice.randint(1962, 2000), day=dice.randint(1, 28))
    )


def in_order(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    assert axe(page) == []
    assert overflow(page) == 0


def open_(page: Page, town: Demonstration, path: str) -> Page:
    page.goto(f"{town.url}{path}")
    return page


def registered(page: Page, town: Demonstration, *, name: str, id_no: str) -> None:
    """Search first, register after."""
    open_(page, town, "/registry/people")
    page.get_by_label("查找人员或者案件").fill(id_no)
    page.get_by_role("button", name="查找", exact=True).click()
    page.get_by_role("link", name="没有此人，去登记").click()
    page.locator("#field-name").fill(name)
    page.locator("#field-id_no").fill(id_no)
    page.locator("#field-village").select_option("青石社区")
    page.get_by_role("button", name="登记", exact=True).click()


def test_a_list_of_the_police_is_reconciled(town: Demonstration, at: Desk, width: int) -> None:
    page, id_no = at(OFFICE), somebody(width, 1)
    rows = f"姓名,身份证号,现状\n邹核对,\t{id_no},社区戒毒\n"

    open_(page, town, "/registry/police-lists/new")
    in_order(page)
    page.get_by_label("公安名单").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": rows.encode("gb18030")}
    )
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("link", name="只在公安名单 1/1")).to_be_visible()
    in_order(page)
    page.get_by_role("table").get_by_role("link", name="查看").click()
    expect(page.get_by_text(id_no)).to_be_visible()
    in_order(page)
    page.get_by_label("登记在册，并以名单核实").check()
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.get_by_role("link", name="只在公安名单 0/1")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="邹核对")).to_contain_text(OFFICE)
    open_(page, town, "/registry/police-lists")
    expect(page.get_by_text("还不能使用")).to_be_visible()
    in_order(page)


def test_a_person_is_registered_after_a_warning_merged_and_parted(
    town: Demonstration, at: Desk, width: int
) -> None:
    office, police = at(OFFICE), at(POLICE)
    name, one, other = f"邹并{'甲乙'[width == PHONE]}", somebody(width, 2), somebody(width, 3)
    registered(office, town, name=name, id_no=one)
    registered(office, town, name=name, id_no=other)
    expect(office.get_by_role("heading", name="登记册里同名或者同电话的人")).to_be_visible()
    in_order(office)
    office.get_by_label("已核对，不是同一人").check()
    office.get_by_role("button", name="登记", exact=True).click()
    file = office.url

    office.get_by_role("link", name="合并重复档案").click()
    in_order(office)
    office.locator("#field-into").select_option(index=1)  # the only other one of that name
    office.locator("#field-proof").fill("户籍证明（演示）")
    office.get_by_role("button", name="登记", exact=True).click()
    expect(office.get_by_text("等待他人审批：")).to_be_visible()
    police.goto(file)
    in_order(police)
    police.get_by_role("button", name="同意合并").click()
    expect(police.get_by_text("这份档案已并入另一份")).to_be_visible()
    office.goto(file)
    office.get_by_role("link", name="修改记录").click()
    expect(office.get_by_role("row").filter(has_text="并入另一份档案").first).to_contain_text(
        POLICE
    )
    in_order(office)
    office.goto(file)
    office.get_by_role("link", name="拆分档案").click()
    office.locator("#field-why").fill("经核实为两人（演示）")
    office.get_by_role("button", name="登记", exact=True).click()

    expect(office.get_by_text("档案已拆分")).to_be_visible()
    in_order(office)


def test_a_paper_is_filed_with_its_scan(town: Demonstration, at: Desk) -> None:
    page = open_(at(OFFICE), town, "/registry/dossiers")
    in_order(page)
    page.get_by_role("table").get_by_role("link").first.click()
    in_order(page)
    page.get_by_role("link", name="材料归档").click()
    in_order(page)
    page.get_by_label("扫描件").set_input_files(
        {"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("材料项目").select_option("01")
    page.get_by_label("材料日期").fill("2026-11-20")
    page.get_by_label("页数").fill("2")
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.get_by_role("row").filter(has_text="01 决定书").first).to_contain_text("待核对")
    in_order(page)
    with page.expect_download() as scan:
        page.get_by_role("link", name="扫描件").first.click()
    assert scan.value.suggested_filename.startswith("01-")
