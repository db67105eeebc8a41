"""SIGTERM: who is in finishes, nobody else gets in, and the process ends well and soon."""

from __future__ import annotations

import json
import shutil
import signal
import socket
from pathlib import Path

import pytest

from deploy.running import STOP_SECONDS
from tests.support.processes import OwnProcess
from tests.support.town import GUIHANG, EmbeddedTown
from tests.support.waiting import eventually

ASKED = json.dumps({"account": "nobody", "password": "nothing at all"}).encode()


@pytest.fixture
def running(made: Path, tmp_path: Path) -> EmbeddedTown:
    """The town in one process."""
    shutil.copytree(made, tmp_path / "data")
    return EmbeddedTown(tmp_path)


def refused(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_who_is_in_finishes_and_nobody_else_gets_in(running: EmbeddedTown) -> None:
    running.start()
    with socket.create_connection(("127.0.0.1", running.port)) as slow:
        slow.sendall(
            b"POST /registry/api/people HTTP/1.1\r\nHost: town\r\n"
            b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(ASKED)
        )
        slow.sendall(ASKED[:10])
        eventually(lambda: running.answers("/healthz"))

        running.process.send(signal.SIGTERM)
        eventually(lambda: refused(running.port))
        slow.sendall(ASKED[10:])
        answered = slow.recv(65536)

    assert answered.startswith(b"HTTP/1.1 401 ")
    assert running.process.ended(within=STOP_SECONDS) == 0
    last = json.loads(running.said().splitlines()[-1])
    assert (last["event"], last["level"]) == ("stopped", "info")


def test_a_town_that_has_moved_is_not_served_here(running: EmbeddedTown) -> None:
    (running.folder / "data" / "moved.json").write_text("{}")

    done = running.guihang("up")

    assert (done.returncode, done.stdout) == (1, "")
    assert "moved.json" in done.stderr


def test_systemd_is_told_of_it_all(running: EmbeddedTown, tmp_path: Path) -> None:
    """READY=1 once it answers, WATCHDOG=1 while it lives, STOPPING=1 when it was told to stop."""
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.settimeout(60)
        process = OwnProcess(
            [*GUIHANG, "up"],
            log=tmp_path / "up.log",
            env={**running.env, "NOTIFY_SOCKET": address, "WATCHDOG_USEC": "400000"},
        )
        process.start()
        told = [systemd.recv(64) for _ in range(3)]
        process.send(signal.SIGTERM)
        while told[-1] != b"STOPPING=1":
            told.append(systemd.recv(64))

    assert told[:3] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
    assert process.ended(within=STOP_SECONDS) == 0
