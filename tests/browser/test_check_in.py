"""The station's check-in in a real browser: the link drops, and each entry is stored once.

Entries are counted where the station reads them: in the person's file.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import Demonstration
from tests.browser.seeing import (
    KIOSK_TARGET,
    PHONE,
    WIDE,
    axe,
    kept_for_a_reload,
    overflow,
    small_targets,
)
from tests.support.waiting import eventually

WORKER = "shegong01"
HOME = "/supervision/check-in"
KEPT = "**/supervision/api/check-ins"
STORED = "Object.keys(localStorage).filter(it => it.startsWith('guihang.kept.')).length"


@pytest.fixture(params=[WIDE, PHONE], ids=["1280px", "360px"])
def width(request: pytest.FixtureRequest) -> int:
    """How wide the screen is."""
    return int(request.param)


@pytest.fixture
def tablet(town: Demonstration, open_page: OpenPage, width: int) -> Page:
    """The first screen, of a worker who is on duty."""
    page = town.enter(open_page(width), WORKER)
    page.goto(f"{town.url}{HOME}")
    return page


@pytest.fixture
def cases(town: Demonstration, open_page: OpenPage, width: int) -> Cases:
    """The files of the worker's station, seen in another browser."""
    return Cases(town, town.enter(open_page(WIDE), WORKER), skip=0 if width == WIDE else 5)


class Cases:
    """Some cases of the station, and what their files say of comings."""

    def __init__(self, town: Demonstration, page: Page, *, skip: int) -> None:
        self.town, self.page = town, page
        page.goto(f"{town.url}/supervision/cases")
        links = page.get_by_role("table").get_by_role("link").all()
        self.files = [link.get_attribute("href") for link in links][skip:]
        rows = page.get_by_role("row").filter(has=page.get_by_role("link")).all()
        self.refs = [row.inner_text().split()[0] for row in rows][skip:]

    def entries(self, turn: int) -> Locator:
        """The entries in a case's file; what the demonstration itself noted is older."""
        self.page.goto(f"{self.town.url}{self.files[turn]}?part=tests")
        return self.page.get_by_role("table", name="现场签到").locator("tbody tr")


def offline(context: BrowserContext, *, yes: bool) -> None:
    """Cut the link, or bring it back."""
    context.set_offline(yes)


def in_order(page: Page) -> None:
    """Accessible, no wider than the screen, large enough for a finger."""
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []
    assert small_targets(page, least=KIOSK_TARGET, inside=".kiosk") == []


def asked(page: Page, case_ref: str) -> None:
    """The number on the notice is typed on the first screen."""
    page.locator("[data-connected]").get_by_label("案件编号").fill(case_ref)


def note(page: Page, case_ref: str, pressed: str) -> None:
    """An entry on the form that is there while the link is down."""
    form = page.locator("[data-disconnected] form[data-keep]")
    form.get_by_label("案件编号").fill(case_ref)
    form.get_by_role("button", name=pressed).click()


def test_a_person_is_checked_in_and_nothing_of_them_stays(tablet: Page, cases: Cases) -> None:
    in_order(tablet)
    asked(tablet, cases.refs[0])
    tablet.get_by_role("button", name="下一步").click()
    expect(tablet.get_by_role("region", name="档案")).to_contain_text(cases.refs[0])
    in_order(tablet)
    tablet.get_by_role("button", name="到场", exact=True).click()

    expect(tablet.locator("[data-state=arrived]")).to_contain_text("已登记")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("现场签到")
    expect(tablet.get_by_text(cases.refs[0])).to_have_count(0)
    assert tablet.evaluate(STORED) == 0
    expect(cases.entries(0)).to_have_count(1)


def test_whoever_brings_no_notice_is_found_by_the_end_of_the_identity_number(
    tablet: Page, cases: Cases, town: Demonstration, open_page: OpenPage
) -> None:
    ref = cases.refs[14]
    tail = tail_of(town.enter(open_page(WIDE), "jingban01"), town, ref)
    tablet.locator("[data-connected]").get_by_label("末四位").fill(tail)
    tablet.get_by_role("button", name="下一步").click()
    if tablet.get_by_text("请选择").is_visible():
        in_order(tablet)
        tablet.get_by_role("link", name=ref).click()

    expect(tablet.get_by_role("region", name="档案")).to_contain_text(ref)
    expect(tablet.get_by_text(tail)).to_have_count(0)
    in_order(tablet)


def tail_of(office: Page, town: Demonstration, case_ref: str) -> str:
    """The end of a person's identity number, as the office reads it for a purpose."""
    office.goto(f"{town.url}/registry/people")
    office.get_by_role("searchbox").fill(case_ref)
    office.get_by_role("searchbox").press("Enter")
    office.get_by_role("table").get_by_role("link").first.click()
    office.get_by_label("查看用途").fill("核对本人身份")
    office.get_by_role("button", name="查看", exact=True).click()
    number = office.locator("dt", has_text="身份证号").locator("xpath=following-sibling::dd[1]")
    return number.inner_text().strip()[-4:]


def test_entries_made_without_a_link_are_stored_once_each(
    tablet: Page, cases: Cases, town: Demonstration
) -> None:
    asked(tablet, cases.refs[1])
    offline(tablet.context, yes=True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    in_order(tablet)
    expect(tablet.locator("#lost-case")).to_have_value(cases.refs[1])
    note(tablet, cases.refs[1], "到场")
    note(tablet, cases.refs[2], "未到")
    expect(tablet.locator("[data-state=waiting]")).to_have_count(2)
    in_order(tablet)
    assert tablet.evaluate(STORED) == 2

    offline(tablet.context, yes=False)

    expect(tablet.locator("[data-state=arrived]")).to_have_count(2)
    assert tablet.evaluate(STORED) == 0
    tablet.goto(f"{town.url}{HOME}")
    expect(cases.entries(1)).to_have_count(1)
    expect(cases.entries(2)).to_have_count(1)
    expect(cases.entries(2)).to_contain_text("未到")


def test_what_was_typed_is_kept_when_the_link_turns_out_to_be_down(
    tablet: Page, cases: Cases
) -> None:
    """The network is there, the server does not answer: the browser itself notices nothing."""
    tablet.route("**/keep.js", lambda route: route.abort())
    asked(tablet, cases.refs[1])
    tablet.get_by_role("button", name="下一步").click()

    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    expect(tablet.locator("#lost-case")).to_have_value(cases.refs[1])


def test_an_entry_whose_answer_was_lost_survives_a_reload_and_is_not_doubled(
    tablet: Page, cases: Cases
) -> None:
    answers: list[int] = []

    def lose(route: Route) -> None:
        answers.append(route.fetch().status)
        route.abort()

    tablet.route(KEPT, lose)
    offline(tablet.context, yes=True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    note(tablet, cases.refs[3], "到场")
    offline(tablet.context, yes=False)
    expect(tablet.locator("[data-state=waiting]")).to_have_count(1)
    tablet.reload()
    expect(tablet.locator("[data-state=waiting]")).to_have_count(1)
    while len(answers) < 2:
        tablet.wait_for_timeout(50)

    tablet.unroute_all(behavior="wait")
    tablet.reload()

    expect(tablet.locator("[data-state=arrived]")).to_have_count(1)
    assert tablet.evaluate(STORED) == 0
    assert set(answers) == {201}
    expect(cases.entries(3)).to_have_count(1)


def test_a_reload_without_a_link_neither_loses_nor_doubles_an_entry(
    tablet: Page, cases: Cases
) -> None:
    kept_for_a_reload(tablet)
    offline(tablet.context, yes=True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    note(tablet, cases.refs[10], "到场")
    expect(tablet.locator("[data-state=waiting]")).to_have_count(1)

    tablet.reload()

    expect(tablet.locator("[data-state=waiting]")).to_contain_text(cases.refs[10])
    in_order(tablet)
    note(tablet, cases.refs[11], "未到")
    tablet.reload()
    expect(tablet.locator("[data-state=waiting]")).to_have_count(2)
    offline(tablet.context, yes=False)
    expect(tablet.locator("[data-state=arrived]")).to_have_count(2, timeout=15_000)
    assert tablet.evaluate(STORED) == 0
    tablet.reload()
    expect(tablet.locator("[data-connected]")).to_be_visible()
    for turn, said in ((10, "到场"), (11, "未到")):
        expect(cases.entries(turn)).to_have_count(1)
        expect(cases.entries(turn)).to_contain_text(said)


def test_nothing_of_anybody_is_kept_for_a_reload(tablet: Page, cases: Cases) -> None:
    """Not even after a person was on the screen: one page without names, and the files it needs."""
    kept_for_a_reload(tablet)
    asked(tablet, cases.refs[0])
    tablet.get_by_role("button", name="下一步").click()
    expect(tablet.get_by_role("region", name="档案")).to_be_visible()

    kept = tablet.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const answer = await cache.match(request);
              found.push([new URL(request.url).pathname, await answer.text()]);
            }
          }
          return found;
        }"""
    )

    pages = {path: text for path, text in kept if not path.startswith("/static/")}
    assert list(pages) == ["/supervision/check-in/offline"]
    assert [ref for ref in cases.refs if ref in pages["/supervision/check-in/offline"]] == []
    offline(tablet.context, yes=True)
    tablet.reload()
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    expect(tablet.get_by_text(cases.refs[0])).to_have_count(0)
    offline(tablet.context, yes=False)
    tablet.wait_for_url(f"**{HOME}")


def test_what_the_server_refuses_stays_in_sight_until_somebody_decides(tablet: Page) -> None:
    offline(tablet.context, yes=True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    note(tablet, "梅社戒〔1999〕0001", "到场")
    offline(tablet.context, yes=False)

    refused = tablet.locator("[data-state=refused]")
    expect(refused).to_contain_text("没有这个案件的档案")
    tablet.reload()
    expect(refused).to_contain_text("未被接受")
    in_order(tablet)
    refused.get_by_role("button", name="从本机删除").click()
    expect(refused).to_have_count(0)
    assert tablet.evaluate(STORED) == 0


def test_after_a_rest_the_first_screen_is_back(
    town: Demonstration, open_page: OpenPage, width: int, cases: Cases
) -> None:
    page = town.enter(open_page(width), WORKER)
    page.clock.install()
    file_id = str(cases.files[0]).rsplit("/", 1)[-1]
    page.goto(f"{town.url}{HOME}/{file_id}")
    expect(page.get_by_role("region", name="档案")).to_be_visible()

    page.clock.fast_forward(31_000)

    page.wait_for_url(f"**{HOME}")


def test_a_button_pressed_twice_is_one_entry(tablet: Page, cases: Cases, width: int) -> None:
    """Whether the page's script has begun by then, or the form is sent as it is."""
    turn = 12 if width == WIDE else 13
    before = cases.entries(turn).count()
    asked(tablet, cases.refs[turn])
    tablet.get_by_role("button", name="下一步").click()
    tablet.get_by_role("button", name="到场", exact=True).dblclick()

    tablet.wait_for_url(f"**{HOME}")
    eventually(lambda: tablet.evaluate(STORED) == 0, within=10.0)
    expect(cases.entries(turn)).to_have_count(before + 1)


def test_two_tablets_that_lost_the_link_each_send_their_own_entries_once(
    town: Demonstration, open_page: OpenPage, width: int, cases: Cases
) -> None:
    if width == PHONE:
        pytest.skip("one of the two is a phone already")
    tablets = [town.enter(open_page(each), WORKER) for each in (WIDE, PHONE)]
    turns = (20, 22)
    for page in tablets:
        page.goto(f"{town.url}{HOME}")
        offline(page.context, yes=True)
        expect(page.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    for page, turn in zip(tablets, turns, strict=True):
        note(page, cases.refs[turn], "到场")
        note(page, cases.refs[turn + 1], "未到")

    for page in tablets:
        offline(page.context, yes=False)
        expect(page.locator("[data-state=arrived]")).to_have_count(2)
        assert page.evaluate(STORED) == 0

    for turn in (*turns, turns[0] + 1, turns[1] + 1):
        expect(cases.entries(turn)).to_have_count(1)


def test_it_is_a_plain_form_without_scripts(
    town: Demonstration, open_page: OpenPage, width: int, cases: Cases
) -> None:
    if width == PHONE:
        pytest.skip("scripts or none, the form is the same at every width")
    page = town.enter(open_page(PHONE, script=False), WORKER)
    page.goto(f"{town.url}{HOME}")
    asked(page, cases.refs[4])
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="改期申请").first.click()

    expect(page.get_by_role("status").first).to_contain_text("签到已登记")
    expect(cases.entries(4)).to_have_count(1)
