"""The way from the socket to a page and back, under nameko as in production."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import eventlet
import pytest
import requests

from shared.web import server as serving
from shared.web.gateway import DepartmentRequests
from shared.web.sessions import COOKIE
from tests.support.processes import OwnProcess, free_port
from tests.support.waiting import eventually
from tests.web.conftest import hidden

ROOT = Path(__file__).parents[2]


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    """A browser with the clerk's session."""
    with requests.Session() as session:
        session.cookies.set(COOKIE, "token-of-the-clerk")
        yield session


def connected(server: str) -> socket.socket:
    """A bare connection."""
    at = urlsplit(server)
    return socket.create_connection((at.hostname or "", at.port or 0), timeout=30)


def until_closed(connection: socket.socket) -> bytes:
    """Everything that comes until the other side hangs up."""
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def test_two_departments_answer_on_one_port(server: str, browser: requests.Session) -> None:
    assert "来访登记" in browser.get(f"{server}/sample/").text
    assert "这里没有事项" in browser.get(f"{server}/door/").text


def test_the_root_leads_to_the_own_desk(server: str, browser: requests.Session) -> None:
    answer = browser.get(f"{server}/", allow_redirects=False)

    assert answer.headers["Location"] == "/sample/"


def test_the_root_leads_a_stranger_to_the_door(server: str) -> None:
    answer = requests.get(f"{server}/", allow_redirects=False, timeout=10)

    assert answer.headers["Location"] == "/door/sign-in?next=%2F"


def test_one_signs_in_at_one_desk_and_works_at_another(server: str) -> None:
    """The door's session and form token are good for all departments."""
    with requests.Session() as browser:
        asked = browser.get(f"{server}/sample/visits/new")
        come = browser.post(
            asked.url, data={**hidden(asked.text), "account": "clerk", "password": "x"}
        )
        form = {"name": "李明", "visited_on": "2026-11-23", "kind": "talk"}
        done = browser.post(come.url, data={**hidden(come.text), **form})
        out = browser.post(f"{server}/door/sign-out", data=_token(done.text))

    assert come.url == f"{server}/sample/visits/new"
    assert "来访已登记。" in done.text
    assert out.url == f"{server}/door/sign-in"
    assert COOKIE not in browser.cookies


def test_a_view_reaches_the_nameko_worker(server: str, browser: requests.Session) -> None:
    assert browser.get(f"{server}/sample/worker").text == "SampleWeb"


def test_health_is_asked_of_each_department(server: str) -> None:
    for path in ("/sample/healthz", "/door/readyz"):
        assert requests.get(f"{server}{path}", timeout=10).status_code == 200


def test_a_path_of_nobody_is_a_page_too(server: str, browser: requests.Session) -> None:
    answer = browser.get(f"{server}/nobody/here")

    assert answer.status_code == 404
    assert "没有找到" in answer.text


@pytest.mark.parametrize("method", ["BREW", "PATCH", "DELETE"])
def test_an_odd_method_is_answered_with_those_that_are_taken(
    server: str, browser: requests.Session, method: str
) -> None:
    answer = browser.request(method, f"{server}/sample/healthz")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_head_has_no_body(server: str, browser: requests.Session) -> None:
    answer = browser.head(f"{server}/sample/")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_defect_does_not_reach_the_reader(server: str, browser: requests.Session) -> None:
    answer = browser.get(f"{server}/sample/boom")

    assert answer.status_code == 500
    assert "ValueError" not in answer.text


def test_an_upload_that_is_too_large_is_told_so(server: str, browser: requests.Session) -> None:
    """Refused by its length, and the client still reads the answer."""
    form = hidden(browser.get(f"{server}/sample/visits/new").text)

    answer = browser.post(
        f"{server}/sample/visits/new", data=form, files={"scan": b"x" * 28 * 1024 * 1024}
    )

    assert answer.status_code == 413
    assert answer.headers["Connection"] == "close"
    assert "文件太大" in answer.text


def test_a_body_without_length_is_measured_as_it_comes(
    server: str, browser: requests.Session
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(28):
            yield b"x" * 1024 * 1024

    answer = browser.post(
        f"{server}/sample/api/visits",
        data=endless(),
        headers={"Content-Type": "application/json", "Authorization": "Bearer token-of-the-clerk"},
    )

    assert answer.status_code == 413


def test_a_connection_serves_many_requests(server: str) -> None:
    at = urlsplit(server)
    with closing(http.client.HTTPConnection(at.hostname or "", at.port)) as connection:
        for _ in range(3):
            connection.request("GET", "/sample/healthz")
            assert connection.getresponse().read() == b'{"status":"alive"}\n'


def test_thirty_readers_at_once_are_all_answered(server: str) -> None:
    cookies = {COOKIE: "token-of-the-clerk"}
    pool = eventlet.GreenPool(30)

    answers = list(
        pool.imap(
            lambda _: requests.get(f"{server}/sample/", cookies=cookies, timeout=30).status_code,
            range(30),
        )
    )

    assert answers == [200] * 30


def test_by_default_only_this_machine_is_served() -> None:
    assert serving.DEFAULT_ADDRESS.startswith("127.0.0.1:")


def test_headers_that_dribble_in_are_hung_up_on() -> None:
    """Each byte comes in time, all of them together do not."""
    listener, address = _hurried()
    with closing(connected(address)) as connection:
        began = time.monotonic()
        dribble = eventlet.spawn(_dribble, connection, b"GET / HTTP/1.1\r\nHost: x\r\nA: ")
        received = until_closed(connection)
        dribble.kill()
    listener.close()

    assert received == b""
    assert time.monotonic() - began < 5


def test_a_silent_connection_is_hung_up_on() -> None:
    listener, address = _hurried()
    with closing(connected(address)) as connection:
        received = until_closed(connection)
    listener.close()

    assert received == b""


def test_it_stops_when_it_is_told_to(tmp_path: Path) -> None:
    """Also with an idle connection open, and the port is free again."""
    port = free_port()
    process = OwnProcess(
        [sys.executable, "-c", STOPS, str(port)],
        log=tmp_path / "log",
        env={"PYTHONPATH": str(ROOT)},
    )
    process.start()
    eventually(lambda: "ready" in process.said(), within=30)
    with closing(connected(f"http://127.0.0.1:{port}")) as idle:
        idle.sendall(b"GET /sample/healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        eventually(lambda: b"alive" in idle.recv(65536))
        idle.sendall(b"GET /door/healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        rest = until_closed(idle)
    eventually(lambda: not process.running, within=20)

    assert b"200 OK" in rest
    assert process.said().split()[-1] == "stopped"


def test_the_gateway_says_nothing_of_what_failed_outside_flask() -> None:
    answer = DepartmentRequests().response_from_exception(ValueError("342400199603079982"))

    assert answer.status_code == 500
    assert "3424" not in answer.get_data(as_text=True)
    assert re.search(r"\w{4}-\w{4}", answer.get_data(as_text=True))


def test_the_server_refuses_to_run_unpatched() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "from shared.hub import require_patched as r; r()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode != 0
    assert "NotPatched" in ran.stderr


def _token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return {"csrf_token": found.group(1)} if found else {}


def _hurried() -> tuple[serving.Listener, str]:
    """A listener that has little patience."""
    port = free_port()
    listener = serving.Listener(
        f"127.0.0.1:{port}", body_limit=1000, header_seconds=0.5, idle_seconds=0.5
    )
    return listener, f"http://127.0.0.1:{port}"


def _dribble(connection: socket.socket, head: bytes) -> None:
    connection.sendall(head)
    while True:
        connection.sendall(b"x")
        eventlet.sleep(0.1)


STOPS = """
import sys, warnings
warnings.simplefilter("ignore")
import eventlet
eventlet.monkey_patch()
from nameko.containers import ServiceContainer
from shared.web.server import ADDRESS
from tests.web.serve import DoorWeb, SampleWeb
config = {ADDRESS: f"127.0.0.1:{sys.argv[1]}"}
containers = [ServiceContainer(kind, config) for kind in (SampleWeb, DoorWeb)]
for container in containers:
    container.start()
print("ready", flush=True)
eventlet.sleep(1)
for container in containers:
    container.stop()
eventlet.listen(("127.0.0.1", int(sys.argv[1]))).close()
print("stopped", flush=True)
"""
