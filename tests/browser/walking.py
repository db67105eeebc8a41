"""Walks a desk as a reader would: every link that is shown is followed, one page of each kind.

Two addresses are of one kind when only ids, days, names, filters and page numbers tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.seeing import PHONE, WIDE, axe, overflow

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MEASURE = re.compile(r"(?<=/rates/)\w+")
ACCOUNT = re.compile(r"(?<=/accounts/)(?!new\b)\w+")
NO_PAGES = re.compile(r"/static/|/api/openapi\.json|/asyncapi\.json")
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+")
PREFERENCES = {"lang", "text"}
TABS = {"part"}
"""Names in a query that choose another page rather than other rows of the same one."""
HEIGHT = 800
SPOKEN = ("aria-label", "title", "placeholder", "alt")
MUTE = {"script", "style"}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A page that was opened: where it led, and where it leads on to."""

    url: str
    status: int
    links: list[str]

    @property
    def kind(self) -> str:
        """What kind of page it is."""
        return kind_of(self.url)


def kind_of(url: str) -> str:
    """What pages of one kind have in common: the path without ids, and what the query speaks of."""
    at = urlsplit(url)
    path = ACCOUNT.sub("~", MEASURE.sub("~", UUID.sub("~", at.path)))
    asked = {
        f"{name}={value}" if name in TABS else name
        for name, value in parse_qsl(at.query)
        if name not in PREFERENCES
    }
    return "?".join(filter(None, [path, "&".join(sorted(asked))]))


def walk(look: Callable[[str], Opened], start: str) -> Iterator[Opened]:
    """Open the start and one page of each kind that can be reached from it by links."""
    host = urlsplit(start).netloc
    ahead, known = [start], set[str]()
    while ahead:
        url = ahead.pop(0)
        if kind_of(url) in known:
            continue
        opened = look(url)
        known |= {kind_of(url), opened.kind}
        yield opened
        ahead += [it for it in opened.links if _is_ours(it, host) and kind_of(it) not in known]


def in_sight(page: Page) -> Callable[[str], Opened]:
    """Open pages on the screen."""

    def look(url: str) -> Opened:
        answer = page.goto(url)
        links = page.eval_on_selector_all("a[href]", "all => all.map(it => it.href)")
        status = answer.status if answer is not None else 0
        return Opened(url=page.url, status=status, links=[it.partition("#")[0] for it in links])

    return look


@dataclass
class Reader:
    """Opens pages without showing them, in the name and with the cookies of a page."""

    page: Page
    language: str
    said: str = ""

    def look(self, url: str) -> Opened:
        """Read a page; what it says is kept until the next one."""
        answer = self.page.context.request.get(url, headers={"Accept-Language": self.language})
        text = Text(answer.url)
        text.feed(answer.text())
        self.said = "\n".join(text.said)
        return Opened(url=answer.url, status=answer.status, links=text.links)


class Text(HTMLParser):
    """What a page says to eyes and ears, and its links; parts in another language left out."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._url = url
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, and what is said by attributes."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(urljoin(self._url, told["href"]).partition("#")[0])
        if self._left_out or tag in MUTE or (tag != "html" and "lang" in told):
            self._left_out += [tag] if not self._left_out or tag in self._left_out else []
            return
        self.said += [told[name] for name in SPOKEN if name in told]

    def handle_endtag(self, tag: str) -> None:
        """A part that was left out may end here."""
        if self._left_out and self._left_out[-1] == tag:
            self._left_out.pop()

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        if not self._left_out:
            self.said.append(data)


def faults_of(page: Page, examined: set[str]) -> list[str]:
    """What is wrong with a page as it stands, on a wide screen and on a phone.

    axe looks at what it has not seen yet: an element of a sort that stood in no page before, or an
    order of headings and regions. Where only the words differ it would find the same again.
    """
    parts = {f"{urlsplit(page.url).path.split('/')[1]} {it}" for it in _parts(page)}
    is_new = not parts <= examined and not urlsplit(page.url).path.endswith("/api/docs")
    examined |= parts
    wide = axe(page) if is_new else []
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    beyond, narrow = overflow(page), axe(page) if is_new else []
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    too_wide = [f"{beyond} pixels too wide"] if beyond else []
    return [*wide, *(f"{PHONE}px: {it}" for it in [*narrow, *too_wide])]


def listen(page: Page) -> list[str]:
    """Note what the page's console complains about from now on."""
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            heard.append(message.text)

    page.on("console", note)
    return heard


def _parts(page: Page) -> list[str]:
    """Each sort of element that a page has, by its parent; and its headings and regions in turn."""
    found: list[str] = page.evaluate(
        """() => {
          const sort = it => [it.tagName, it.className.baseVal ?? it.className,
            it.getAttribute("role"), it.type, it.hasAttribute("aria-label")].join(".");
          const parts = [...document.querySelectorAll("body *")].map(
            it => sort(it.parentElement) + ">" + sort(it));
          const turns = [...document.querySelectorAll("h1, h2, h3, h4, nav, section, aside")].map(
            it => it.tagName).filter((it, n, all) => it !== all[n - 1]);
          return [...new Set([...parts, turns.join(" ")])];
        }"""
    )
    return found


def _is_ours(url: str, host: str) -> bool:
    return urlsplit(url).netloc == host and not NO_PAGES.search(urlsplit(url).path)
