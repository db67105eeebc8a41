"""A PostgreSQL of the test's own: started on a free port, killed, restarted and thrown away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg2

from tests.support.processes import OwnProcess, free_port
from tests.support.waiting import eventually

BINARIES = Path("/usr/lib/postgresql")


def postgres_binaries() -> Path | None:
    """Find the newest installed server's programs; None if there is none."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def answers(url: str) -> bool:
    """Whether a server lets us in at this address."""
    try:
        psycopg2.connect(url, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


class PostgresInstance:
    """A private server that trusts everybody on this machine's loopback."""

    def __init__(self, *, settings: Mapping[str, str] | None = None) -> None:
        binaries = postgres_binaries()
        if binaries is None:
            raise FileNotFoundError("PostgreSQL's server programs are not installed")
        self._binaries = binaries
        # PostgreSQL refuses to run as root, so root hands the folder to the package's own user.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._home = Path(tempfile.mkdtemp(prefix="guihang-postgres-"))
        self._data = self._home / "data"
        self.port = free_port()
        self._process = OwnProcess(
            self._command(settings or {}), log=self._home / "server.log", user=self._user
        )

    @property
    def url(self) -> str:
        """The address of its maintenance database."""
        return self.url_of("postgres")

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        return self._process.pid

    def url_of(self, database: str, *, user: str = "postgres") -> str:
        """Tell the address of one of its databases."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def order(self, statement: str, *, database: str = "postgres") -> None:
        """Give it an order as its superuser."""
        with closing(psycopg2.connect(self.url_of(database))) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    def start(self) -> PostgresInstance:
        """Start it, the first time on an empty cluster; return once it answers."""
        if not self._data.exists():
            self._make_cluster()
        self._process.start()
        eventually(self._answers, within=60, saying="PostgreSQL did not start")
        return self

    def stop(self) -> None:
        """Stop it in good order; its data stays."""
        self._process.stop(how=signal.SIGINT)

    def kill9(self) -> None:
        """Kill the postmaster and every backend; its data stays as it was at that instant."""
        self._process.kill9()

    def wipe(self) -> None:
        """Throw its data away and start on an empty cluster."""
        self.kill9()
        shutil.rmtree(self._data)
        self.start()

    def remove(self) -> None:
        """End it and leave nothing behind."""
        self.kill9()
        shutil.rmtree(self._home, ignore_errors=True)

    def _command(self, settings: Mapping[str, str]) -> list[str]:
        chosen = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self._home),
            "max_connections": "200",
            "timezone": "Asia/Shanghai",
            **settings,
        }
        return [
            str(self._binaries / "postgres"),
            *("-D", str(self._data), "-p", str(self.port)),
            *(word for name, value in chosen.items() for word in ("-c", f"{name}={value}")),
        ]

    def _make_cluster(self) -> None:
        if self._user:
            shutil.chown(self._home, self._user, self._user)
        subprocess.run(
            [
                str(self._binaries / "initdb"),
                *("-D", str(self._data), "-U", "postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
            cwd=self._home,
            check=True,
            capture_output=True,
        )

    def _answers(self) -> bool:
        if not self._process.running:
            raise RuntimeError(f"PostgreSQL ended at once:\n{self._process.said()[-2000:]}")
        return answers(self.url)
