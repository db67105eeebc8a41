"""Processes that tests start, and the only ones that they may end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.waiting import eventually


def free_port() -> int:
    """Name a port of this machine that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def alive(pid: int) -> bool:
    """Whether a process of this id still does or holds anything; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


class OwnProcess:
    """A process started here, together with everything that it forks.

    It is ended by process id, never by name, so a machine's own servers are out of reach.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self.command = list(command)
        self.log = log
        self._env = {**os.environ, **(env or {})}
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id; an error before the first start."""
        if self._process is None:
            raise ProcessLookupError("not started yet")
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process itself is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, its output going to the log."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=self._env,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                start_new_session=True,
            )

    def stop(self, *, how: signal.Signals = signal.SIGTERM, within: float = 20.0) -> None:
        """Ask it to end; what has not ended in time is killed."""
        if self._process is None:
            return
        family = self._family()
        self._process.send_signal(how)
        with suppress(TimeoutError):
            eventually(lambda: not self.running, within=within)
        self._end(family)

    def send(self, how: signal.Signals) -> None:
        """Send it a signal, and do not wait."""
        os.kill(self.pid, how)

    def ended(self, *, within: float) -> int:
        """Its exit status; fails if it has not ended within so many seconds."""
        eventually(lambda: not self.running, within=within)
        return self._process.returncode if self._process is not None else 0

    def kill9(self) -> None:
        """Kill it and all that it forked at once, as a power cut would."""
        self._end(self._family())

    def said(self) -> str:
        """What it wrote so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _end(self, family: Sequence[int]) -> None:
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait(timeout=10)
        eventually(lambda: not any(alive(pid) for pid in family), within=10)

    def _family(self) -> list[int]:
        return [self.pid, *_descendants(self.pid)] if self.running else []


def _descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found: list[int] = []
    queue = [root]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found
