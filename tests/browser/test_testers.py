"""The result of a test at the station's tablet, in a real browser: two who test, two codes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.demonstration import Demonstration
from tests.browser.seeing import PHONE, axe, kept_for_a_reload, overflow, small_targets
from tests.browser.switching import PIN, SharedMachine
from tests.support.waiting import eventually

TABLET = 800
HOME = "/supervision/check-in"
NOTHING = 204
"""An answer that leaves the browser where it is; without one, its own page comes in later."""
STORED = "Object.keys(localStorage).filter(it => it.startsWith('guihang.kept.')).length"
KEPT = "JSON.stringify(Object.values(localStorage))"
ONE, OTHER = "shegong01", "minjing01"


@pytest.fixture(params=[TABLET, PHONE], ids=["800px", "360px"])
def width(request: pytest.FixtureRequest) -> int:
    """How wide the screen is."""
    return int(request.param)


def bound(page: Page, town: Demonstration) -> Page:
    """A shared machine of the first station; an officer and a worker signed in this shift."""
    SharedMachine(page, town).prepare((OTHER, ONE))
    return page


@pytest.fixture
def tablet(town: Demonstration, open_page: OpenPage, width: int) -> Page:
    """The station's tablet."""
    return bound(open_page(width), town)


def case_of(page: Page, town: Demonstration, turn: int) -> str:
    """The id of one of the station's files."""
    page.goto(f"{town.url}/supervision/cases")
    link = page.get_by_role("table").get_by_role("link").nth(turn).get_attribute("href")
    assert link is not None
    return link.rsplit("/", 1)[-1]


def fill_in(page: Page) -> None:
    """What the strip showed."""
    page.get_by_label("阴性", exact=True).check()
    page.get_by_label("负责检测的民警").fill("陈民警（演示）")


def give(page: Page, turn: int, account: str, pin: str = PIN) -> None:
    """One who tests chooses the own name and enters the own PIN."""
    page.locator(f"#field-account_{turn}").select_option(account)
    page.locator(f"#field-pin_{turn}").fill(pin)


def in_order(page: Page) -> None:
    """Accessible, no wider than the screen, large enough for a finger."""
    assert axe(page) == []
    assert overflow(page) == 0
    assert small_targets(page) == []


def listed_tests(page: Page, town: Demonstration, case: str) -> Locator:
    """The tests that the file lists, the latest first."""
    page.goto(f"{town.url}/supervision/cases/{case}?part=tests")
    return page.get_by_role("table", name="检测记录").locator("tbody tr")


def people_of_the_last_test(page: Page, town: Demonstration, case: str) -> str:
    """Who tested, as the file lists it."""
    return listed_tests(page, town, case).first.inner_text()


def test_two_who_test_answer_for_a_result_with_their_own_codes(
    tablet: Page, town: Demonstration, width: int
) -> None:
    case = case_of(tablet, town, 0 if width == TABLET else 1)
    tablet.goto(f"{town.url}{HOME}/{case}/result")
    in_order(tablet)
    fill_in(tablet)
    give(tablet, 1, ONE)
    give(tablet, 2, OTHER, pin="482617")
    tablet.get_by_role("button", name="登记", exact=True).click()
    expect(tablet.locator(".error-summary")).to_contain_text("PIN 不对")
    in_order(tablet)
    expect(tablet.get_by_label("负责检测的民警")).to_have_value("陈民警（演示）")
    expect(tablet.locator("#field-pin_1")).to_have_value("")

    give(tablet, 1, ONE)
    give(tablet, 2, OTHER)
    tablet.get_by_role("button", name="登记", exact=True).click()

    expect(tablet.get_by_role("status").first).to_contain_text("检测已登记")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("现场签到")
    said = people_of_the_last_test(tablet, town, case)
    assert ONE in said
    assert OTHER in said
    assert "检测人员不足两名" not in said


def test_it_is_a_plain_form_without_scripts_and_one_code_grounds_nothing(
    town: Demonstration, open_page: OpenPage, width: int
) -> None:
    if width == PHONE:
        pytest.skip("scripts or none, the form is the same at every width")
    page = bound(open_page(PHONE, script=False), town)
    case = case_of(page, town, 2)
    page.goto(f"{town.url}{HOME}/{case}/result")
    fill_in(page)
    give(page, 1, ONE)
    page.get_by_role("button", name="登记", exact=True).click()

    expect(page.get_by_text("已照实保存，但不计入：检测人员不足两名")).to_be_visible()
    assert "检测人员不足两名" in people_of_the_last_test(page, town, case)


def test_a_phone_that_is_not_bound_says_where_the_codes_can_be_given(
    town: Demonstration, open_page: OpenPage, width: int
) -> None:
    page = town.enter(open_page(width), "shegong03")
    page.goto(f"{town.url}/supervision/cases")
    link = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    page.goto(f"{town.url}{HOME}/{str(link).rsplit('/', 1)[-1]}/result")

    expect(page.get_by_text("设备没有绑定为公用电脑")).to_be_visible()
    expect(page.get_by_role("link", name="在档案里登记检测")).to_be_visible()
    in_order(page)


def waits_for_codes(page: Page) -> Locator:
    """The results that wait on the device."""
    return page.locator("[data-state=coded]")


def nothing_waits(page: Page) -> None:
    """What the server has is forgotten on the device, once the page has loaded."""
    eventually(lambda: page.evaluate(STORED) == 0, within=5.0, every=0.05)


def confirm(page: Page) -> None:
    """Both give their codes for a result that waited."""
    waits_for_codes(page).get_by_role("button", name="核对并输入 PIN").click()
    expect(page.get_by_label("负责检测的民警")).to_have_value("陈民警（演示）")
    give(page, 1, ONE)
    give(page, 2, OTHER)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("检测已登记")


def test_a_result_typed_when_the_link_drops_waits_without_codes_and_is_recorded_once(
    tablet: Page, town: Demonstration, width: int
) -> None:
    case = case_of(tablet, town, 3 if width == TABLET else 4)
    before = listed_tests(tablet, town, case).count()
    tablet.goto(f"{town.url}{HOME}/{case}/result")
    fill_in(tablet)
    give(tablet, 1, ONE)
    give(tablet, 2, OTHER)
    tablet.context.set_offline(True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    expect(waits_for_codes(tablet)).to_contain_text("等待检测人员输入 PIN")
    expect(tablet.get_by_role("button", name="核对并输入 PIN")).to_have_count(0)
    in_order(tablet)
    assert PIN not in tablet.evaluate(KEPT)

    tablet.context.set_offline(False)
    tablet.goto(f"{town.url}{HOME}")
    in_order(tablet)
    confirm(tablet)

    expect(waits_for_codes(tablet)).to_have_count(0)
    nothing_waits(tablet)
    assert listed_tests(tablet, town, case).count() == before + 1


def test_a_result_entered_without_a_link_survives_a_reload_and_waits_for_the_codes(
    tablet: Page, town: Demonstration, width: int
) -> None:
    case = case_of(tablet, town, 5 if width == TABLET else 6)
    ref = tablet.get_by_role("row").filter(has=tablet.locator(f"a[href$='{case}']"))
    number = ref.inner_text().split()[0]
    before = listed_tests(tablet, town, case).count()
    tablet.goto(f"{town.url}{HOME}")
    kept_for_a_reload(tablet)
    tablet.context.set_offline(True)
    expect(tablet.get_by_role("heading", name="联系不上服务器")).to_be_visible()
    tablet.reload()
    tablet.get_by_text("登记检测结果").click()
    form = tablet.locator("[data-disconnected] form[data-keep-coded]")
    form.get_by_label("案件编号").fill(number)
    fill_in(tablet)
    in_order(tablet)
    form.get_by_role("button", name="存在本机").click()
    expect(waits_for_codes(tablet)).to_have_count(1)
    tablet.reload()
    expect(waits_for_codes(tablet)).to_contain_text(number)
    tablet.context.set_offline(False)
    tablet.wait_for_url(f"**{HOME}", timeout=15_000)
    expect(tablet.locator("[data-connected]")).to_be_visible()

    confirm(tablet)

    nothing_waits(tablet)
    assert listed_tests(tablet, town, case).count() == before + 1


def test_a_result_whose_answer_was_lost_is_not_recorded_again(
    tablet: Page, town: Demonstration, width: int
) -> None:
    if width == PHONE:
        pytest.skip("what the server does is the same at every width")
    case = case_of(tablet, town, 7)
    before = listed_tests(tablet, town, case).count()
    tablet.goto(f"{town.url}{HOME}/{case}/result")
    fill_in(tablet)
    give(tablet, 1, ONE)
    give(tablet, 2, OTHER)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        lost.append(route.fetch(max_redirects=0).status)
        return route.fulfill(status=NOTHING)

    tablet.route("**/result", lose)
    tablet.get_by_role("button", name="登记", exact=True).click()
    while not lost:
        tablet.wait_for_timeout(50)
    tablet.unroute_all(behavior="wait")
    tablet.goto(f"{town.url}{HOME}")
    confirm(tablet)

    assert lost == [303]
    nothing_waits(tablet)
    assert listed_tests(tablet, town, case).count() == before + 1


def test_after_a_rest_a_half_filled_result_waits_and_nothing_of_it_stays_in_sight(
    town: Demonstration, open_page: OpenPage, width: int
) -> None:
    page = bound(open_page(width), town)
    case = case_of(page, town, 8)
    page.clock.install()
    page.goto(f"{town.url}{HOME}/{case}/result")
    fill_in(page)

    page.clock.fast_forward(31_000)

    page.wait_for_url(f"**{HOME}")
    expect(waits_for_codes(page)).to_have_count(1)
    expect(page.get_by_text("陈民警（演示）")).to_have_count(0)
    waits_for_codes(page).get_by_role("button", name="从本机删除").click()
    nothing_waits(page)
