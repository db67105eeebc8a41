"""What clerks do on the screen with one person, from the roster to the dossier, chapter by chapter.

Everybody sits at a browser of the same sort: a wide screen, a phone, a phone without JavaScript.
Each chapter ends on the page that shows what was just done.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from deploy.demo.people import Invented, invent
from tests.browser.demonstration import DAY, Demonstration
from tests.browser.seeing import PHONE, WIDE, Watch
from tests.browser.station import kit_in_stock
from tests.support.waiting import eventually

VILLAGE = "青石社区"
OFFICE, WORKER, FAMILIES, AUDITOR = "jingban01", "shegong01", "shehui01", "duban01"
SERVED = "2026-11-16"
SOON = 20.0
HEADINGS = (
    "姓名,性别,民族,公民身份号码,户籍地址,现居住地址,联系电话,滥用毒品种类,现状,"
    "决定书文号,决定日期,送达日期,期限(月),报到日期,协议签订日期,备注"
)
MEMBERS = {
    "full_time_worker": "李社工",
    "community_cadre": "钱干部",
    "community_police": "陈警官",
    "community_medic": "许医生",
    "family_member": "家属",
}


@dataclass(frozen=True)
class Seat:
    """A sort of browser, and whom the clerks who sit there take in."""

    id: str
    width: int
    script: bool
    name: str
    pinyin: str
    initials: str


SEATS = (
    Seat("1280px", WIDE, script=True, name="邹宛童", pinyin="zouwantong", initials="zwt"),
    Seat("360px", PHONE, script=True, name="邹沐阳", pinyin="zoumuyang", initials="zmy"),
    Seat("no scripts", PHONE, script=False, name="邹映雪", pinyin="zouyingxue", initials="zyx"),
)


class Clerks:
    """The people of the town at their browsers."""

    def __init__(self, browser: Browser, town: Demonstration, seat: Seat) -> None:
        self.browser = browser
        self.town = town
        self.seat = seat
        self.watches: list[Watch] = []
        dice = random.Random(seat.name)
        self.person, self.neighbour = (invent(dice, village=VILLAGE, taken=set()) for _ in range(2))
        self._pages: dict[str, Page] = {}

    def at(self, account: str) -> Page:
        """The page of somebody who is signed in."""
        if account not in self._pages:
            self._pages[account] = self.town.enter(self._context().new_page(), account)
        return self._pages[account]

    def leave(self) -> None:
        """Close all browsers."""
        for page in self._pages.values():
            page.context.close()

    def _context(self) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": self.seat.width, "height": 800},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=self.seat.script,
        )
        context.set_default_timeout(15_000)
        self.watches.append(Watch(context))
        return context

    # The town office.

    @cached_property
    def roster(self) -> bytes:
        """A roster of three: one with an order, one who works away, one with a wrong number."""
        rows = [
            HEADINGS,
            self._row(
                self.seat.name, self.person, f"社区戒毒,金公（演）〔2026〕9号,{SERVED},{SERVED},36"
            ),
            self._row("邹某", self.neighbour, "外出务工,,,,"),
            self._row(
                "邹误", replace(self.neighbour, id_no=_miscopied(self.neighbour)), "登记在册,,,,"
            ),
        ]
        return "\n".join(rows).encode("gb18030")

    def _row(self, name: str, who: Invented, rest: str) -> str:
        lives = f"{VILLAGE}3组5号"
        return (
            f"{name},,汉族,\t{who.id_no},金寨县梅山镇{lives},{lives},13800000000,海洛因,{rest},,,"
        )

    @cached_property
    def tried(self) -> Page:
        """The result of a dry run."""
        page = self.open(OFFICE, "/registry/rosters")
        page.get_by_label("名册文件").set_input_files(
            {"name": "青石社区.csv", "mimeType": "text/csv", "buffer": self.roster}
        )
        page.get_by_role("button", name="试运行").click()
        return page

    @cached_property
    def imported(self) -> Page:
        """The result of the import."""
        page = self.tried
        page.get_by_role("button", name="按此结果导入").click()
        return page

    def sought(self, words: str) -> Page:
        """The answer to a search."""
        _ = self.case_ref
        page = self.open(OFFICE, "/registry/people")
        page.get_by_label("查找人员或者案件").fill(words)
        page.get_by_role("button", name="查找", exact=True).click()
        return page

    @cached_property
    def case_ref(self) -> str:
        """The number of the case that the import opened."""
        link = self.imported.get_by_role("link", name="梅社戒").first
        return link.inner_text()

    @cached_property
    def case(self) -> str:
        """The address of the case, reached by looking for the person."""
        page = self.sought(self.seat.name)
        page.get_by_role("link", name=self.case_ref).click()
        return page.url

    @cached_property
    def signed(self) -> Page:
        """The case after report-in, group and agreement."""
        page = self.at(OFFICE)
        page.goto(self.case)
        self._act(page, "登记报到", {})
        self._act(page, "成立监护小组", {f"{kind}_name": it for kind, it in MEMBERS.items()})
        paper = {"agreement_no": f"梅协{self.seat.pinyin}", "town_signer": "周经办"}
        self._act(page, "登记协议", paper)
        return page

    # The station.

    @cached_property
    def file(self) -> str:
        """The address of the station's file, reached through the list of what is due."""
        _ = self.signed
        page = self.open(WORKER, "/supervision/")
        self.until(page, lambda: self._narrowed(page).get_by_role("link", name=self.seat.name))
        page.get_by_role("link", name=self.seat.name).first.click()
        return page.url

    def _narrowed(self, page: Page) -> Page:
        page.goto(f"{self.town.url}/supervision/")
        page.get_by_label("村（社区）").select_option(VILLAGE)
        page.get_by_role("button", name="筛选").click()
        return page

    @cached_property
    def tested(self) -> Page:
        """The file after a notice and a test."""
        page = self.at(WORKER)
        kit = kit_in_stock(page, self.town)
        page.goto(self.file)
        self._act(
            page,
            "通知检测",
            {"appear_at": f"{DAY}T23:59", "place": "工作站"},
            ("当面", "本人签收的回执"),
        )
        test = {
            "tester_1": "检测员甲",
            "tester_2": "检测员乙",
            "officer": "陈警官",
            "kit_expires_on": "2027-12-31",
            **kit,
        }
        self._act(page, "登记检测", test, ("阴性", "女", "本人已在报告书上签名"))
        return page

    @cached_property
    def talked(self) -> Page:
        """The file after a talk in which a need came up."""
        _ = self.tested
        page = self.at(WORKER)
        page.goto(self.file)
        talk = {"talkers": "李社工", "summary": "家里有困难"}
        self._act(page, "登记谈话", talk, ("救助", "本人同意转介"))
        return page

    # The social affairs centre.

    @cached_property
    def accepted(self) -> Page:
        """The centre's file after the need was taken up."""
        _ = self.talked
        page = self.open(FAMILIES, "/assistance/")
        self.until(page, lambda: self._news(page).get_by_text(self.case_ref))
        line = page.get_by_role("listitem").filter(has_text=self.case_ref)
        line.get_by_role("button", name="接收").first.click()
        return page

    def _news(self, page: Page) -> Page:
        page.goto(f"{self.town.url}/assistance/")
        return page

    @cached_property
    def closed(self) -> Page:
        """The centre's file after the need was answered."""
        page = self.accepted
        page.get_by_role("link", name="办结").click()
        page.get_by_label("已提供帮助").check()
        self._send(page).click()
        return page

    @cached_property
    def answered(self) -> Page:
        """The station's list of needs once the answer is back."""
        _ = self.closed
        page = self.open(WORKER, "/supervision/needs")
        self.until(page, lambda: self._needs(page).get_by_text("已办结"))
        return page

    def _needs(self, page: Page) -> Locator:
        page.reload()
        return page.get_by_role("row").filter(has_text=self.case_ref)

    # The auditor.

    @cached_property
    def dossier(self) -> Page:
        """The case across departments, as it is now."""
        _ = self.answered
        page = self.at(AUDITOR)
        self.until(page, lambda: self._listed(page))
        self._listed(page).click()
        return page

    def _listed(self, page: Page) -> Locator:
        """The case's link, leafing from the page where it is or else from the first to the last."""
        link = page.get_by_role("link", name=self.case_ref)
        if link.count():
            return link
        page.goto(f"{self.town.url}/reporting/cases/")
        further = page.get_by_role("link", name="下一页")
        while not link.count() and further.count():
            with page.expect_navigation():  # a click returns before the next page is there
                further.click()
        return link

    def dossier_as_of(self, day: str) -> Page:
        """The same on an earlier day."""
        page = self.dossier
        page.get_by_label("截至日期").fill(day)
        page.get_by_role("button", name="查看").click()
        return page

    # How it is done.

    def open(self, account: str, path: str) -> Page:
        """Somebody opens a page."""
        page = self.at(account)
        page.goto(f"{self.town.url}{path}")
        return page

    def until(self, page: Page, look: Callable[[], Locator]) -> None:
        """Look again until it is there; what one office does, the others know soon."""
        eventually(lambda: look().count(), within=SOON, every=0.3, saying=f"not on {page.url}")

    def _act(
        self, page: Page, act: str, typed: dict[str, str], chosen: tuple[str, ...] = ()
    ) -> None:
        """Press an act's button, fill its form in, send it: back on the page with a message."""
        page.get_by_role("link", name=act, exact=True).first.click()
        for name, value in typed.items():
            page.locator(f"#field-{name}").fill(value)
        for label in chosen:
            page.get_by_label(label, exact=True).check()
        self._send(page).click()
        page.get_by_role("status").filter(has_text="已登记").first.wait_for()

    def _send(self, page: Page) -> Locator:
        return page.locator("main form.form button[data-once]")


def _miscopied(who: Invented) -> str:
    last = who.id_no[-1]
    return who.id_no[:-1] + ("1" if last != "1" else "2")
