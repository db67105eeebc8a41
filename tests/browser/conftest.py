"""A headless Chromium for tests: pages at two widths, one without JavaScript, and axe.

    def test_the_desk_is_readable(page, address):
        page.goto(f"{address}/registry/")
        assert axe(page) == []                 # from tests.browser.seeing
        assert overflow(page) == 0

`page` runs twice, 1280 and 360 pixels wide; `desktop`, `phone` and `no_js` are single pages. Every
test fails on a request that leaves this host, on a violation of the content policy and on an
uncaught error of a script. The server under test is always another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.demonstration import Demonstration, demonstration
from tests.browser.seeing import ARGUMENTS, PHONE, WIDE, Watch
from tests.web.running import served_sample

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """The machine's own Chromium; it is told to call nobody."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages, as many as the test asks for; each is watched, and closed with the test."""
    with ExitStack() as opened:
        watches: list[Watch] = []

        def make(
            width: int = WIDE, *, script: bool = True, locale: str = "zh-CN", print_: bool = False
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                locale=locale,
                timezone_id="Asia/Shanghai",
                java_script_enabled=script,
            )
            opened.callback(context.close)
            watches.append(Watch(context))
            page = context.new_page()
            page.set_default_timeout(10_000)
            if print_:
                page.emulate_media(media="print")
            return page

        yield make
        seen = [it for watch in watches for it in watch.seen]
    assert seen == []


@pytest.fixture(params=[WIDE, PHONE], ids=["1280px", "360px"])
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page as wide as an office screen, and again one as narrow as a phone."""
    return open_page(request.param)


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    """A page on an office screen."""
    return open_page(WIDE)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone."""
    return open_page(PHONE)


@pytest.fixture
def no_js(open_page: OpenPage) -> Page:
    """A page in a browser that runs no scripts."""
    return open_page(WIDE, script=False)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample department."""
    with served_sample(tmp_path_factory.mktemp("sample")) as address:
        yield address


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration town: three years of it, built once."""
    with demonstration(tmp_path_factory.mktemp("demonstration")) as running:
        yield running
