"""The watch over a browser's pages, seen to catch what it is for."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.seeing import Watch, axe, overflow, small_targets


def test_a_request_that_leaves_the_host_is_seen(browser: Browser) -> None:
    context = browser.new_context()
    watch = Watch(context)

    context.new_page().set_content('<img src="http://elsewhere.example/spy.png">')

    assert watch.seen == ["request http://elsewhere.example/spy.png"]
    context.close()


def test_an_inline_script_under_our_policy_is_seen(browser: Browser, sample: str) -> None:
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    page.goto(f"{sample}/sample/nothing")

    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )

    assert any("Content Security Policy" in it for it in watch.seen)
    context.close()


def test_what_is_unreadable_too_wide_or_too_small_is_seen(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 600})
    page.set_content(
        "<html lang=zh><title>x</title><main><h1>x</h1><button style='height:20px'>x</button>"
        "<p style='width:500px;color:#ccc'>灰色</p></main>"
    )

    assert [it.split(":")[0] for it in axe(page)] == ["color-contrast"]
    assert overflow(page) == 140 + 8
    assert len(small_targets(page)) == 1
    page.context.close()
