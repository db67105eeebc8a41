"""Whoever is no longer entitled is refused at other desks at once, in processes of their own.

What a desk remembers of a session is half a minute old at most; these desks are told sooner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from deploy.departments import DEPARTMENTS
from tests.journeys.program import Program
from tests.support.services import Broker
from tests.support.town import SeparateTown
from tests.support.waiting import eventually

AT_ONCE = 2.0  # seconds
PASSWORD = "梅山水库的水面又宽又静"
LAST_DAY = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
CLERK, OTHER, ADMIN = "jingban01", "jingban02", "admin01"
EVERYWHERE = "duban01"  # an inspection sees every desk
DESKS = [name for name in DEPARTMENTS if name != "identity"]
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
OPEN, SHUT, UNKNOWN = 200, 303, 401


@pytest.fixture(scope="module")
def town(
    broker: Broker, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SeparateTown]:
    """Every department."""
    made = SeparateTown(
        tmp_path_factory.mktemp("revocation"),
        postgres=postgres_server,
        amqp=broker.add_vhost(),
    )
    try:
        made.start()
        made.add_user(ADMIN, role="sysadmin", unit="town-office", password=PASSWORD)
        for clerk in (CLERK, OTHER):
            made.add_user(clerk, role="office_handler", unit="town-office", password=PASSWORD)
        made.add_user(EVERYWHERE, role="auditor", unit="county", password=PASSWORD, until=LAST_DAY)
        yield made
    finally:
        made.stop()


class Browser:
    """Keeps cookies, follows nothing."""

    def __init__(self, town: SeparateTown) -> None:
        self.port = town.port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        """Open a page."""
        return self._ask("GET", path)

    def send(self, form: str, typed: dict[str, str], *, to: str | None = None) -> int:
        """Fill in a form, and send it."""
        hidden = dict(HIDDEN.findall(self.get(form)[1]))
        return self._ask("POST", to or form, urlencode(hidden | typed))[0]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or ():
                self.cookies |= {name: it.value for name, it in SimpleCookie(line).items()}
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def test_a_session_that_ended_opens_no_other_desk(town: SeparateTown) -> None:
    browser = Browser(town)
    browser.send("/identity/sign-in", {"account": CLERK, "password": PASSWORD})
    assert browser.get("/registry/")[0] == OPEN  # from now on the desk remembers who it is
    copied = Browser(town)
    copied.cookies = dict(browser.cookies)

    browser.send("/registry/", {}, to="/identity/sign-out")

    eventually(lambda: copied.get("/registry/")[0] == SHUT, within=AT_ONCE)


def test_a_role_that_ended_opens_no_other_desk_to_programs_either(town: SeparateTown) -> None:
    admin = Program(town.url, town.token(ADMIN))
    path = f"/identity/api/accounts/{OTHER}"
    program = Program(town.url, town.token(OTHER))
    assert program.ask("GET", "/registry/api/duties").status == OPEN

    (grant,) = admin.get(path)["grants"]
    admin.ask("DELETE", f"{path}/roles/{grant['id']}")

    eventually(lambda: program.ask("GET", "/registry/api/duties").status == UNKNOWN, within=AT_ONCE)


def test_a_closed_account_opens_no_desk_at_all(town: SeparateTown) -> None:
    browser = Browser(town)
    browser.send("/identity/sign-in", {"account": EVERYWHERE, "password": PASSWORD})
    assert {name: browser.get(f"/{name}/")[0] for name in DESKS} == dict.fromkeys(DESKS, OPEN)

    Program(town.url, town.token(ADMIN)).ask("DELETE", f"/identity/api/accounts/{EVERYWHERE}")

    eventually(lambda: {browser.get(f"/{name}/")[0] for name in DESKS} == {SHUT}, within=AT_ONCE)
