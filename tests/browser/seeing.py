"""What tests look at on a page: violations of accessibility, overflow, small targets, strangers."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route

from tests.support.waiting import eventually

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = 1280, 360
TARGET = 44  # pixels, WCAG 2.5.5
KIOSK_TARGET = 56  # pixels: a tablet at a counter, pressed while standing
HOME = {"127.0.0.1", "localhost"}
AXE = next((Path(__file__).parent / "vendor").glob("axe-*")) / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOUD = ("Content Security Policy", "Uncaught", "Refused to")


class Watch:
    """Notes what no page may do: leave the host, break its own content policy, raise an error."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.route("**/*", self._at_home)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.seen.append(f"error {error.error}"))

    def _at_home(self, route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in HOME:
            route.continue_()
            return
        self.seen.append(f"request {request.url}")
        route.abort()

    def _heard(self, message: ConsoleMessage) -> None:
        if any(word in message.text for word in LOUD):
            self.seen.append(f"console {message.text}")


def sign_in(page: Page, address: str, token: str, *, cookie: str = "guihang_session") -> Page:
    """Give a page a session by its token."""
    page.context.add_cookies([{"name": cookie, "value": token, "url": address}])
    return page


def dressed(page: Page) -> None:
    """Wait until a page that a click led to has its styles: text can be seen before they come."""
    page.wait_for_load_state("load")


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong: one line a place, with the rule, the element and why."""
    dressed(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'],"
        " runOnly: {type: 'tag', values: rules}})",
        RULES,
    )
    return [
        f"{rule['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    dressed(page)
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


def small_targets(page: Page, *, least: int = TARGET, inside: str = "body") -> list[str]:
    """Visible buttons, inputs and menu links that a finger may miss; links in text are exempt."""
    dressed(page)
    found: list[str] = page.evaluate(
        """([least, inside]) => [...document.querySelectorAll(
            "button, select, textarea, summary, header a, .btn, label.choice, "
            + "input:not([type=hidden]):not([type=checkbox]):not([type=radio])")]
          .filter(it => it.closest(inside) && it.offsetParent !== null)
          .filter(it => !it.closest(".why, .skip"))
          .map(it => [it.outerHTML.slice(0, 80), it.getBoundingClientRect().height])
          .filter(([, height]) => height > 0 && height < least - 0.5)
          .map(([html, height]) => `${height}px ${html}`)""",
        [least, inside],
    )
    return found


def kept_for_a_reload(page: Page) -> None:
    """Wait until the browser has what it needs to open the check-in without a link.

    Asked again and again from here: Playwright's own waiting takes a promise for an answer.
    """
    ready = """async () => navigator.serviceWorker.controller !== null
        && (await caches.match("/supervision/check-in/offline")) !== undefined"""
    eventually(lambda: page.evaluate(ready), within=10.0, every=0.1)
