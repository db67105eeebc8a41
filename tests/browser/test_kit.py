"""The kit's pages in a real browser: readable, reachable, and working without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.seeing import WIDE, axe, overflow, sign_in, small_targets

PATHS = [
    "/sample/",
    "/sample/visits",
    "/sample/visits/new",
    "/sample/nothing",
    "/door/sign-in",
]
CLERK = "token-of-the-clerk"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_and_fits(page: Page, sample: str, path: str) -> None:
    sign_in(page, sample, CLERK).goto(f"{sample}{path}")

    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("path", ["/sample/", "/sample/visits/new"])
def test_large_text_and_english_fit_too(page: Page, sample: str, path: str) -> None:
    sign_in(page, sample, CLERK).goto(f"{sample}{path}?text=large&lang=en")

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("path", ["/sample/", "/sample/visits", "/sample/visits/new"])
def test_what_one_clicks_is_large_enough(page: Page, sample: str, path: str) -> None:
    sign_in(page, sample, CLERK).goto(f"{sample}{path}")

    assert small_targets(page) == []


def test_the_viewer_of_the_api_runs_under_our_policy(page: Page, sample: str) -> None:
    sign_in(page, sample, CLERK).goto(f"{sample}/sample/api/docs")

    expect(page.locator(".opblock")).to_have_count(2)
    assert overflow(page) == 0


def test_a_form_works_without_scripts(no_js: Page, sample: str) -> None:
    sign_in(no_js, sample, CLERK).goto(f"{sample}/sample/visits/new")
    no_js.get_by_label("手机号码").fill("123")
    no_js.get_by_label("谈话").check()
    no_js.get_by_role("button", name="登记", exact=True).click()
    wrong = no_js.get_by_role("alert").inner_text()
    no_js.get_by_label("姓名").fill("李明")
    no_js.get_by_label("手机号码").fill("")
    no_js.get_by_role("button", name="登记", exact=True).click()

    assert "姓名：请填写这一项" in wrong
    expect(no_js.get_by_role("status")).to_contain_text("来访已登记。")


def test_menus_and_choices_work_without_scripts(no_js: Page, sample: str) -> None:
    sign_in(no_js, sample, CLERK).goto(f"{sample}/sample/")
    no_js.get_by_text("其他部门").click()
    expect(no_js.get_by_role("link", name="阅览室")).to_be_visible()

    no_js.get_by_role("link", name="English").click()

    assert no_js.url == f"{sample}/sample/"
    expect(no_js.get_by_role("heading", level=1)).to_have_text("Today's work")


def test_what_is_wrong_is_read_first_and_leads_to_its_field(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/visits/new")
    desktop.get_by_role("button", name="登记", exact=True).click()
    expect(desktop.get_by_role("alert")).to_be_focused()

    desktop.get_by_role("link", name="姓名：请填写这一项").click()

    expect(desktop.get_by_label("姓名")).to_be_focused()
    assert axe(desktop) == []


def test_a_double_click_is_sent_once(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/visits/new")
    desktop.get_by_label("姓名").fill("李明")
    desktop.get_by_label("谈话").check()
    sent: list[str] = []
    desktop.on("request", lambda it: sent.append(it.method) if it.method == "POST" else None)

    desktop.get_by_role("button", name="登记", exact=True).dblclick()

    expect(desktop.get_by_role("status")).to_contain_text("来访已登记。")
    assert sent == ["POST"]


def test_the_keyboard_reaches_search_and_rows(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/visits")
    desktop.keyboard.press("/")
    expect(desktop.get_by_role("searchbox").or_(desktop.locator("#q"))).to_be_focused()
    desktop.locator("h1").click()

    desktop.keyboard.press("j")
    desktop.keyboard.press("j")
    desktop.keyboard.press("k")

    expect(desktop.locator("[data-row] a").first).to_be_focused()


def test_the_first_key_skips_to_the_content(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_text("跳到正文")).to_be_focused()

    desktop.keyboard.press("Enter")

    expect(desktop.locator("main")).to_be_focused()


def test_an_open_menu_closes_by_escape(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/")
    desktop.locator(".user summary").click()
    expect(desktop.get_by_role("button", name="退出登录")).to_be_visible()

    desktop.keyboard.press("Escape")

    expect(desktop.get_by_role("button", name="退出登录")).to_be_hidden()


def test_a_live_part_is_fetched_anew_in_place(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/")

    with desktop.expect_response(lambda it: it.request.headers.get("hx-request") == "true"):
        desktop.mouse.move(5, 5)

    expect(desktop.locator("#inbox")).to_have_count(1)
    expect(desktop.locator("#inbox h2")).to_have_text("来件")


def test_a_lost_connection_is_said_while_it_lasts(desktop: Page, sample: str) -> None:
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/visits")
    desktop.context.set_offline(offline=True)
    expect(desktop.get_by_text("网络已断开")).to_be_visible()

    desktop.context.set_offline(offline=False)

    expect(desktop.get_by_text("网络已断开")).to_be_hidden()


def test_a_browser_without_a_network_that_reaches_the_server_says_nothing(
    desktop: Page, sample: str
) -> None:
    """A laptop in a village: the town runs on it, and no network is near."""
    sign_in(desktop, sample, CLERK).goto(f"{sample}/sample/visits")

    with desktop.expect_response(lambda it: it.request.method == "HEAD") as asked:
        desktop.evaluate("window.dispatchEvent(new Event('offline'))")

    assert asked.value.ok
    expect(desktop.get_by_text("网络已断开")).to_be_hidden()


def test_paper_shows_the_content_and_no_controls(open_page: OpenPage, sample: str) -> None:
    page = sign_in(open_page(WIDE, print_=True), sample, CLERK)
    page.goto(f"{sample}/sample/")

    expect(page.get_by_text("尿检（第4次/12）")).to_be_visible()
    expect(page.get_by_text("演示系统")).to_be_visible()
    expect(page.get_by_role("link", name="登记来访")).to_have_count(0)


def test_a_form_whose_session_ended_can_still_be_sent(desktop: Page, sample: str) -> None:
    """Sign in in another tab, come back, refresh: what was typed arrives."""
    desktop.goto(f"{sample}/sample/visits/new")
    _enter(desktop)
    desktop.get_by_label("姓名").fill("李明")
    desktop.get_by_label("谈话").check()
    desktop.context.clear_cookies(name="guihang_session")
    desktop.get_by_role("button", name="登记", exact=True).click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("请先登录")
    assert axe(desktop) == []

    with desktop.expect_popup() as opened:
        desktop.get_by_role("link", name="在新标签页登录").click()
    _enter(opened.value)
    opened.value.wait_for_url("**/sample/")
    desktop.reload()

    expect(desktop.get_by_role("status").first).to_contain_text("来访已登记。")


def _enter(page: Page) -> None:
    page.get_by_label("账号").fill("clerk")
    page.get_by_label("密码").fill("x")
    page.get_by_role("button", name="登录").click()
