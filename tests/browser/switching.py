"""How long it takes to change places at a shared machine: `python -m tests.browser.switching`.

In the demonstration town an administrator binds this browser, two workers sign in with their
passwords and choose PINs, and then take turns. A turn is timed from the press on 换人, through the
choice of a name and the typing of a PIN, to the page on which the header says who works now.
The bar is three seconds, because otherwise people share an account. Of each turn it says how much
was waiting for the server (from a request to the last byte of its answer, documents only) and how
much was the browser: drawing, choosing, typing.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import click
from playwright.sync_api import Page, Request, sync_playwright

from tests.browser.demonstration import Demonstration, demonstration
from tests.browser.seeing import ARGUMENTS, WIDE
from tests.support import services

BAR_SECONDS = 3.0
PIN = "907316"
WORKERS = {"shegong01": "李社工", "shegong02": "王社工"}


@dataclass(frozen=True)
class Turn:
    """One change of places, in seconds."""

    seconds: float
    server: float

    @property
    def browser(self) -> float:
        """What is left for the browser."""
        return self.seconds - self.server


@dataclass(frozen=True)
class SharedMachine:
    """One browser at the counter of a station of the demonstration town."""

    page: Page
    town: Demonstration
    waits: list[float] = field(default_factory=list)

    def watch(self) -> None:
        """From now on note how long each page kept the browser waiting, in seconds."""
        self.page.on(  # Playwright marks the function that it is given: a frozen object's cannot be
            "requestfinished",
            lambda request: self._note(request),  # noqa: PLW0108 - for that reason
        )

    def _note(self, request: Request) -> None:
        if request.resource_type == "document":
            timing = request.timing
            self.waits.append((timing["responseEnd"] - timing["requestStart"]) / 1000)

    def prepare(self, accounts: Iterable[str] = WORKERS) -> None:
        """Bind it, and have these give the whole proof and choose a PIN, the last one stays."""
        self._sign_in("admin01")
        self.page.goto(f"{self.town.url}/identity/machines/bind")
        self.page.locator("#field-title").fill("第一工作站接待台")
        self.page.locator("#field-unit").select_option("station-1")
        self._send()
        for account in accounts:
            self._sign_in(account)
            self.page.goto(f"{self.town.url}/identity/me/pin")
            self.page.locator("#field-current").fill(self.town.password)
            self.page.locator("#field-pin").fill(PIN)
            self._send()

    def turn(self, account: str) -> Turn:
        """Change places; how long that took, and how much of it was the server."""
        self.waits.clear()
        seconds = self.switch_to(account)
        return Turn(seconds=seconds, server=sum(self.waits))

    def switch_to(self, account: str) -> float:
        """Change places; how many seconds it took."""
        began = time.perf_counter()
        self.page.locator("header a.tool-link").first.click()
        self.page.locator(f'input[name="account"][value="{account}"]').check()
        self.page.locator("#field-pin").press_sequentially(PIN)
        self._send()
        self.page.locator("header details.user summary", has_text=WORKERS[account]).wait_for()
        return time.perf_counter() - began

    def _sign_in(self, account: str) -> None:
        self.page.goto(f"{self.town.url}/identity/sign-in")
        self.page.locator("#field-account").fill(account)
        self.page.locator("#field-password").fill(self.town.password)
        self._send()

    def _send(self) -> None:
        here = self.page.url
        self.page.locator("main form.form button").first.click()
        self.page.wait_for_url(lambda url: url != here)


@click.command(help=__doc__)
@click.option("--turns", default=20, show_default=True)
def main(turns: int) -> None:
    """Print the figure; exit 1 if the bar is missed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder)) as town,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDE, "height": 800}, locale="zh-CN")
        machine = SharedMachine(page, town)
        machine.prepare()
        machine.watch()
        took = [machine.turn(list(WORKERS)[turn % 2]) for turn in range(turns)]
        browser.close()
    told = {
        "turns": turns,
        "median_seconds": round(statistics.median(it.seconds for it in took), 2),
        "median_server_seconds": round(statistics.median(it.server for it in took), 2),
        "median_browser_seconds": round(statistics.median(it.browser for it in took), 2),
        "longest_seconds": round(max(it.seconds for it in took), 2),
        "bar_seconds": BAR_SECONDS,
    }
    click.echo(json.dumps(told))
    if max(it.seconds for it in took) > BAR_SECONDS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
