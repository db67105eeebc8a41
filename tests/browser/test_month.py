"""A station's work in a real browser, a month at a time: each story at a desk, and on a phone.

Where a story stops to look, axe looks too, and nothing is wider than the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import DAY, Demonstration
from tests.browser.seeing import PHONE, WIDE, axe, overflow
from tests.browser.station import (
    OFFICE,
    POLICE,
    WORKER,
    Person,
    assigned,
    do,
    kit_in_stock,
    reported_in,
)

Desk = Callable[[str], Page]
TEST = {
    "place": "第一工作站",
    "tester_1": "陈警官",
    "tester_2": "李社工",
    "officer": "陈警官",
    "kit_expires_on": "2027-12-31",
}
SIGNED = ("男", "本人已在报告书上签名")
ONE_SHORT = 2  # refusals, of the three that are a serious breach (戒毒条例 20)
SERVED = ("当面", "本人签收的回执")


@pytest.fixture(params=[WIDE, PHONE], ids=["1280px", "360px"])
def at(town: Demonstration, open_page: OpenPage, request: pytest.FixtureRequest) -> Desk:
    """The page of somebody who is signed in, as wide as the story says."""
    return lambda account: town.enter(open_page(request.param), account)


@pytest.fixture
def worker(at: Desk) -> Page:
    """The social worker's page."""
    return at(WORKER)


def opened(page: Page, person: Person, part: str = "tests") -> Page:
    """A file, open at one part."""
    page.goto(f"{person.file}?part={part}")
    return page


def in_order(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    assert axe(page) == []
    assert overflow(page) == 0


def warned_of(page: Page, town: Demonstration, person: Person) -> Locator:
    """What the desk warns of in this case."""
    page.goto(f"{town.url}/supervision/")
    link = page.locator(f'a[href*="{person.file.rsplit("/", 1)[1]}"]')
    return page.get_by_role("region", name="警示").get_by_role("listitem").filter(has=link)


def listed(page: Page, town: Demonstration, village: str, when: str) -> Page:
    """The due list of a village."""
    page.goto(f"{town.url}/supervision/?village={village}&when={when}")
    return page


def sampling(kit: dict[str, str], at: str, result: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is filled in of a test in which nothing is wrong."""
    return {"collected_at": at, **TEST, **kit}, (result, *SIGNED)


def test_a_month_of_work_empties_the_due_list(town: Demonstration, at: Desk, worker: Page) -> None:
    kit = kit_in_stock(worker, town)
    office = at(OFFICE)
    person = reported_in(office, worker, town, on=date(2026, 10, 24))
    assigned(office, town, person)
    in_order(office)
    expect(
        listed(worker, town, person.village, "today").get_by_text(person.case_ref).first
    ).to_be_visible()
    in_order(worker)
    duties = opened(worker, person, "duties").get_by_role("table", name="应办事项")
    expect(duties.locator("tbody tr")).to_have_count(4)
    in_order(worker)

    talk = {"started_at": "2026-10-26T09:00", "ended_at": "2026-10-26T09:40", "summary": "谈近况"}
    do(worker, "登记谈话", talk | {"talkers": "李社工"})
    notice = {"served_at": "2026-11-01T10:00", "appear_at": "2026-11-02T09:00", "place": "工作站"}
    do(opened(worker, person), "通知检测", notice, SERVED, {"window": "1"})
    do(worker, "登记检测", *sampling(kit, "2026-11-02T09:30", "阴性"))
    visit = {"visited_on": "2026-11-10", "visitors": "李社工\n钱干部", "result": "家中平静"}
    do(worker, "登记家访", visit)
    report = {"received_on": "2026-11-16", "about_on": "2026-11-16", "received_by": "李社工"}
    do(worker, "登记定期汇报", report, ("书面",))
    in_order(worker)

    opened(worker, person, "duties")
    expect(worker.get_by_text("现在没有应办事项")).to_be_visible()
    in_order(worker)
    for when in ("overdue", "today", "week"):
        expect(
            listed(worker, town, person.village, when).get_by_text("没有要安排的检测")
        ).to_be_visible()
    in_order(worker)


def test_a_positive_strip_goes_to_the_laboratory_and_the_police(
    town: Demonstration, at: Desk, worker: Page
) -> None:
    kit = kit_in_stock(worker, town)
    person = reported_in(at(OFFICE), worker, town, on=date(2026, 11, 1))
    do(opened(worker, person), "登记检测", *sampling(kit, "2026-11-21T09:00", "阳性（初筛）"))
    strip = worker.get_by_role("table", name="初筛阳性的处理")
    expect(strip).to_contain_text("等待结论")
    in_order(worker)
    asked = {"told_on": "2026-11-21", "requested_on": "2026-11-21"}
    do(worker, "申请实验室检测", asked, ("本人",), {"test_id": 1})
    expect(strip).to_contain_text("等待结果")
    signs = {"observed_on": "2026-11-21", "source": "检测", "facts": "初筛阳性，本人不认可"}
    do(worker, "登记涉嫌吸毒", signs)
    expect(worker.get_by_text("须向公安机关报告")).to_be_visible()
    in_order(worker)
    do(worker, "向公安机关报告", {"facts": "初筛阳性"}, ("检测报告书",), {"matter": 1})
    expect(worker.get_by_text("须向公安机关报告")).to_have_count(0)

    police = opened(at(POLICE), person)
    found = {
        "sent_on": "2026-11-21",
        "received_on": DAY,
        "institution": "市公安局毒品实验室",
        "report_no": f"检{uuid4().hex[:8]}",
    }
    do(police, "登记实验室结果", found, ("阳性",), {"test_id": 1})
    finding = {
        "used_on": "2026-11-20",
        "decided_on": DAY,
        "document_no": f"金公（认）〔2026〕{uuid4().hex[:8]}号",
        "substance": "甲基苯丙胺",
    }
    do(police, "登记公安机关的吸毒认定", finding, (), {"test_id": 2, "matter": 2})

    expect(opened(police, person).get_by_role("table", name="初筛阳性的处理")).to_contain_text(
        "公安机关认定吸毒"
    )
    in_order(police)
    expect(opened(police, person, "breaches").get_by_text("须向公安机关报告")).to_have_count(0)
    in_order(police)


def test_three_refusals_are_a_serious_breach_and_the_police_give_a_receipt(
    town: Demonstration, at: Desk, worker: Page
) -> None:
    person = reported_in(at(OFFICE), worker, town, on=date(2026, 9, 1))
    opened(worker, person)
    for window, day in enumerate(("2026-09-10", "2026-10-10", "2026-11-21"), start=1):
        notice = {"served_at": f"{day}T08:00", "appear_at": f"{day}T15:00", "place": "工作站"}
        do(worker, "通知检测", notice, SERVED, {"window": str(window)})
        refusal = {"refused_on": day, "how": "当面拒绝", "witnesses": "王某\n赵某"}
        do(worker, "登记拒检", refusal, (), {"notice_id": 1})
        if window == ONE_SHORT:
            expect(warned_of(worker, town, person)).to_contain_text("再1次即构成严重违反")
            in_order(worker)
            opened(worker, person)
    expect(worker.get_by_text("须向公安机关报告")).to_be_visible()
    expect(warned_of(worker, town, person)).to_contain_text("严重违反协议")
    opened(worker, person)
    in_order(worker)
    do(worker, "向公安机关报告", {"facts": "三次拒绝检测"}, (), {"matter": 1})
    counters = opened(worker, person, "breaches").get_by_role("table", name="计次")
    expect(counters).to_contain_text("已构成严重违反")
    reports = worker.get_by_role("table", name="向公安机关的报告")
    expect(reports).to_contain_text("等待回执")
    in_order(worker)

    police = opened(at(POLICE), person, "breaches")
    do(police, "登记公安回执", {"receipt_no": "回执一号"}, (), {"report_id": 1})
    in_order(police)

    worker.reload()
    expect(reports).to_contain_text("回执一号")


def test_a_leave_that_overstays_is_counted_until_the_return(
    town: Demonstration, at: Desk, worker: Page
) -> None:
    person = reported_in(at(OFFICE), worker, town, on=date(2026, 10, 10))
    leave = {
        "written_on": "2026-10-18",
        "depart_on": "2026-10-19",
        "return_on": "2026-10-23",
        "destination": "合肥市",
        "because": "务工",
    }
    do(opened(worker, person, "breaches"), "登记外出报告", leave)
    in_order(worker)
    overstay = {"from_on": "2026-10-23", "found_by": "李社工", "proof": "电话核实"}
    do(worker, "登记擅自离开", overstay, ("逾假未归",), {"leave_id": 2})
    expect(worker.get_by_role("table", name="外出和擅自离开")).to_contain_text("尚未返回")
    expect(worker.get_by_text("须向公安机关报告")).to_be_visible()
    counters = worker.get_by_role("table", name="计次")
    expect(counters.get_by_role("row").filter(has_text="擅自离开（日）")).to_contain_text("31")
    in_order(worker)
    do(worker, "登记擅自离开后返回", {"returned_on": DAY}, (), {"absence_id": 1})

    expect(worker.get_by_role("table", name="外出和擅自离开")).to_contain_text(DAY)
    expect(worker.get_by_text("须向公安机关报告")).to_be_visible()
    in_order(worker)
