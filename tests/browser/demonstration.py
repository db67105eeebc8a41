"""The demonstration town, built once for all that looks at it, and the people who work there.

A town that runs already on the day of `DAY` can be named in `GUIHANG_TEST_DEMONSTRATION`: then a
long walk can be taken in pieces, one role after the other.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.support.processes import OwnProcess, free_port
from tests.support.town import GUIHANG
from tests.support.waiting import eventually

DAY = "2026-11-23"  # a Monday
BUILT_WITHIN = 240.0
ACCOUNTS = Path(__file__).parents[2] / "services/identity/web/demonstration.toml"


def _password() -> str:
    """The password that all accounts share; read from the file, for the hub has no place here."""
    return str(tomllib.loads(ACCOUNTS.read_text(encoding="utf-8"))["password"])


@dataclass
class Demonstration:
    """A running demonstration, and the password of all its accounts."""

    url: str
    password: str = field(default_factory=_password)
    sessions: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def enter(self, page: Page, account: str) -> Page:
        """Sign an account in by the form, once; later pages of it keep the cookies."""
        if account in self.sessions:
            page.context.add_cookies(self.sessions[account])  # type: ignore[arg-type]  # its own
            return page
        page.goto(f"{self.url}/")
        page.locator("#field-account").fill(account)
        page.locator("#field-password").fill(self.password)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        self.sessions[account] = _cookies(page.context)
        return page


@contextmanager
def demonstration(folder: Path) -> Iterator[Demonstration]:
    """Build the town in an empty folder and serve it, unless one is named."""
    if running := os.environ.get("GUIHANG_TEST_DEMONSTRATION"):
        yield Demonstration(running)
        return
    address = f"127.0.0.1:{free_port()}"
    process = OwnProcess(
        [*GUIHANG, "demo", "--keep", str(folder / "town")],
        log=folder / "demonstration.log",
        env={"GUIHANG_HTTP": address, "GUIHANG_TODAY": DAY, "PYTHONUNBUFFERED": "1"},
    )
    process.start()
    try:
        eventually(
            lambda: "归航已就绪" in process.said() or not process.running,
            within=BUILT_WITHIN,
            every=0.2,
        )
        if not process.running:
            raise ProcessLookupError(process.said())
        yield Demonstration(f"http://{address}")
    finally:
        process.stop()


def _cookies(context: BrowserContext) -> list[dict[str, object]]:
    return [dict(cookie) for cookie in context.cookies()]
