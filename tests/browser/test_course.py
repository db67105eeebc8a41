"""The office's own work in a real browser: a case from decision to release, the census, the staff.

Each story is told on an office screen and on a phone; every form of it and where it leads to in the
end are looked at by axe.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from deploy.demo.people import number_of
from tests.browser.clerks import MEMBERS
from tests.browser.conftest import OpenPage
from tests.browser.demonstration import DAY, Demonstration
from tests.browser.seeing import PHONE, WIDE
from tests.browser.test_register import in_order, registered

OFFICE = "jingban01"
SERVED, REPORTED, HELD, FREED = "2026-11-02", "2026-11-05", "2026-11-10", "2026-11-20"
LAST, MOVED = "2029-11-04", "2029-11-14"  # the ten days from HELD to FREED are added to the term
PAPER = {"authority": "金寨县公安局（演示）", "document_no": "金公（演）〔2026〕31号"}
DECISION = {
    "decision_no": "金公（演）〔2026〕30号",
    "authority": "金寨县公安局（演示）",
    "decided_on": SERVED,
    "served_on": SERVED,
    "term_months": "36",
    "credit_days": "0",
}


@dataclass
class Clerk:
    """Somebody of the office at one screen, who looks at every page that comes."""

    page: Page
    town: Demonstration
    width: int

    def number(self, turn: int, *, year: int | None = None) -> str:
        """An identity number that nobody has, another one for each screen and each turn."""
        dice = random.Random(f"course {self.width} {turn}")
        born = date(year or dice.randint(1970, 2000), dice.randint(1, 9), dice.randint(1, 28))
        return number_of(born)

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(f"{self.town.url}{path}")
        in_order(self.page)

    def act(
        self, what: str, typed: Mapping[str, str] | None = None, *, checked: tuple[str, ...] = ()
    ) -> None:
        """Follow an act's link, fill its form in, send it; say why if it is asked so late."""
        self.page.get_by_role("link", name=what, exact=True).first.click()
        in_order(self.page)
        for name, value in (typed or {}).items():
            self.fill(name, value)
        for label in checked:
            self.page.get_by_label(label, exact=True).check()
        before = self.page.url
        self.send()
        if self.page.url == before and self.page.locator("#field-reason").count():
            self.page.locator("#field-reason").fill("文书昨日才寄到（演示）")
            self.send()
        self.page.get_by_role("status").filter(has_text="已").first.wait_for()

    def fill(self, name: str, value: str) -> None:
        """Type into a field, or choose from it."""
        field = self.page.locator(f"#field-{name}")
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def send(self) -> None:
        """Press the form's button, and wait for the answer."""
        with self.page.expect_navigation():
            self.page.locator("main form.form button[data-once]").click()

    def register(self, name: str, turn: int) -> None:
        """Put somebody on the register, and stay on the file."""
        registered(self.page, self.town, name=name, id_no=self.number(turn))
        self.page.get_by_role("link", name="接收决定书").wait_for()


@pytest.fixture(params=[WIDE, PHONE], ids=["1280px", "360px"])
def clerk(request: pytest.FixtureRequest, town: Demonstration, open_page: OpenPage) -> Clerk:
    """The handler of the office at a screen of each width."""
    width = int(request.param)
    return Clerk(town.enter(open_page(width), OFFICE), town, width)


def under_measure(clerk: Clerk, *, turn: int) -> None:
    """A person whose decision came, who reported in, has a group, and signed."""
    clerk.register(f"邹程{'甲乙'[clerk.width == PHONE]}{turn}", turn)
    clerk.act("接收决定书", DECISION, checked=("社区戒毒",))
    clerk.act("登记报到", {"reported_on": REPORTED})
    clerk.act("成立监护小组", {f"{kind}_name": it for kind, it in MEMBERS.items()})
    clerk.act("登记协议", {"agreement_no": f"梅协程{clerk.width}{turn}", "town_signer": "周经办"})


def test_a_case_goes_from_decision_to_agreement_rests_goes_on_and_moves(clerk: Clerk) -> None:
    page = clerk.page
    under_measure(clerk, turn=1)
    expect(page.get_by_role("region", name="档案")).to_contain_text("执行中")
    expect(page.get_by_text(f"至{LAST}")).to_be_visible()

    clerk.act("登记中止", {"suspended_on": HELD, "cause": "detention", **PAPER})
    expect(page.get_by_text("2026年11月10日（周二）起中止，尚未恢复")).to_be_visible()
    in_order(page)
    clerk.act("登记恢复", {"resumed_on": FREED, **PAPER})

    expect(page.get_by_text(f"至{MOVED}")).to_be_visible()
    expect(page.get_by_text("起中止，2026年11月20日（周五）恢复")).to_be_visible()
    expect(page.get_by_role("region", name="档案")).to_contain_text("执行中")
    in_order(page)

    clerk.act(
        "变更执行地", {"ordered_on": DAY, "destination": "霍山县某镇", "reason": "随家人迁居"}
    )
    clerk.act("登记移送材料", {"sent_on": DAY, "document_no": "梅戒移〔2026〕1号"})
    clerk.act("登记接收地回执", {"received_on": DAY, "document_no": "霍戒收〔2026〕1号"})

    expect(page.get_by_text("已移交外地").first).to_be_visible()
    in_order(page)


def test_a_case_that_another_town_began_is_carried_on(clerk: Clerk) -> None:
    page = clerk.page
    clerk.register(f"邹转{'甲乙'[clerk.width == PHONE]}", 2)

    clerk.act(
        "登记转入",
        DECISION
        | {
            "origin": "霍山县某镇",
            "document_no": "霍戒移〔2026〕9号",
            "reported_on": REPORTED,
            "left_on": FREED,
            "received_on": DAY,
            "suspensions": f"{HELD}/2026-11-15",
        },
        checked=("社区戒毒", "移送材料写明了中止情况"),
    )

    expect(page.get_by_text("至2029-11-09")).to_be_visible()  # five days of rest, told by the paper
    expect(page.get_by_text("起中止，2026年11月15日（周日）恢复")).to_be_visible()
    expect(page.get_by_text("还没有签订有效的协议")).to_be_visible()
    in_order(page)


def test_a_census_round_is_begun_walked_and_ended(clerk: Clerk) -> None:
    page, title = clerk.page, f"逐户调查{clerk.width}"
    clerk.open("/registry/census")
    clerk.act("开始一轮调查", {"title": title, "mode": "listed", "started_on": DAY})
    page.get_by_role("link", name=title).click()
    in_order(page)
    before = page.get_by_role("link", name="登记走访").count()
    village = page.get_by_role("table", name="各村进度").get_by_role("row").nth(1)
    visited = int(village.get_by_role("cell").nth(2).inner_text())
    village.get_by_role("link").click()
    in_order(page)

    page.get_by_role("link", name="登记走访").first.click()
    in_order(page)
    clerk.fill("visited_on", DAY)
    clerk.fill("visitors", "李社工\n钱干部")
    clerk.fill("outcome", "met")
    clerk.send()

    assert before > 0
    village = page.get_by_role("table", name="各村进度").get_by_role("row").nth(1)
    expect(village.get_by_role("cell").nth(2)).to_have_text(str(visited + 1))
    clerk.act("结束本轮调查", {"closed_on": DAY})
    expect(page.get_by_text("已结束", exact=True)).to_be_visible()
    in_order(page)


def test_a_worker_of_56_is_recorded_and_does_not_count(clerk: Clerk) -> None:
    page = clerk.page
    clerk.open("/registry/staff")
    qualified = staffing(page)
    one, other = f"柏社工{clerk.width}", f"柳社工{clerk.width}"
    candidates = f"{one} 86\n{other} 80"
    held_on = DAY if clerk.width == PHONE else "2026-11-22"
    clerk.act("登记比选", {"held_on": held_on, "posts": "2", "candidates": candidates})
    hired: dict[str, str] = {"hired_on": DAY, "station": "station-1", "education": "bachelor"}
    clean = {"record_checked_on": DAY, "record_check_no": "无犯罪〔2026〕1号"}
    fit = (
        "专职",
        "经考察热心禁毒工作，有沟通、语言和写作能力，能够胜任",
        "查询结果为没有违法犯罪记录",
    )

    young = {"name": one, "id_no": clerk.number(3, year=1990)}
    hire(clerk, hired | clean | young, fit)
    counted = staffing(page)
    old = {"name": other, "id_no": clerk.number(4, year=1970)}
    hire(clerk, hired | clean | old, fit)

    line = page.get_by_role("row").filter(has_text=old["name"])
    expect(line).to_contain_text("不计入")
    expect(line).to_contain_text("聘用时超过规定的最高年龄")
    expect(line).not_to_contain_text("不在比选候选人之列")
    expect(page.get_by_role("row").filter(has_text=young["name"])).not_to_contain_text("不计入")
    assert counted == qualified + 1
    assert staffing(page) == counted
    in_order(page)


def hire(clerk: Clerk, typed: dict[str, str], fit: tuple[str, ...]) -> None:
    """Record that a worker was hired after the last selection."""
    page = clerk.page
    page.get_by_role("link", name="登记聘用", exact=True).click()
    in_order(page)
    for name, value in typed.items():
        clerk.fill(name, value)
    page.locator("#field-selection_id").select_option(index=1)  # the latest
    for label in fit:
        page.get_by_label(label).check()
    clerk.send()
    page.get_by_role("status").filter(has_text="聘用已登记").first.wait_for()


def staffing(page: Page) -> int:
    """How many workers count."""
    term = page.locator("dl.facts div").filter(has_text="合格在岗").first
    return int(term.locator("dd").inner_text())
