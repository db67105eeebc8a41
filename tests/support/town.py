"""A whole town that tests start: in one process, or every service as a process of its own.

Both are run by the command `guihang`, as an operator would, and have the same face: an address for
browsers and programs, and the command line.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.support.processes import OwnProcess, free_port
from tests.support.waiting import eventually

DEPARTMENTS = (
    "registry",
    "supervision",
    "assistance",
    "treatment",
    "legal_aid",
    "reporting",
    "identity",
)
GUIHANG = (sys.executable, "-m", "deploy.cli")
START_SECONDS, COMMAND_SECONDS = 90.0, 120.0


class Town:
    """What both kinds have in common."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder = folder
        self.env = {"PYTHONUNBUFFERED": "1", **env}
        self.port = free_port()

    @property
    def url(self) -> str:
        """The address of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def guihang(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a verb of the command line and wait for it."""
        return subprocess.run(
            [*GUIHANG, *words],
            env={**os.environ, **self.env, **env},
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def add_user(
        self, account: str, *, role: str, unit: str, password: str, until: str = ""
    ) -> None:
        """Open an account at the command line."""
        done = self.guihang(
            *("user", "add", account, "--name", account, "--role", role),
            *("--unit", unit, "--password", password),
            *(("--until", until) if until else ()),
        )
        if done.returncode:
            raise RuntimeError(done.stderr)

    def token(self, account: str) -> str:
        """A bearer token for an account."""
        done = self.guihang("user", "token", account)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def wait_until_ready(self, names: Iterable[str] = DEPARTMENTS) -> None:
        """Return once every department answers."""
        for name in names:
            eventually(
                lambda name=name: self.answers(f"/{name}/healthz"),  # type: ignore[misc]  # bound now
                within=START_SECONDS,
                every=0.1,
                saying=f"{name} did not start:\n{self.said()[-4000:]}",
            )

    def answers(self, path: str) -> bool:
        """Whether a page answers 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def said(self) -> str:
        """All that its processes wrote."""
        return "".join(log.read_text(errors="replace") for log in self.folder.glob("*.log"))


class EmbeddedTown(Town):
    """All departments in one process, SQLite, no broker."""

    def __init__(self, folder: Path, **env: str) -> None:
        super().__init__(folder, {"GUIHANG_DATA_DIR": str(folder / "data"), **env})
        self.env["GUIHANG_HTTP"] = f"127.0.0.1:{self.port}"
        self.process = OwnProcess([*GUIHANG, "up"], log=folder / "up.log", env=self.env)

    def start(self) -> EmbeddedTown:
        """Start it; return once it answers."""
        self.process.start()
        self.wait_until_ready()
        return self

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        self.process.stop()


class SeparateTown(Town):
    """Every service a process of its own, over RabbitMQ and PostgreSQL, with least rights."""

    def __init__(
        self,
        folder: Path,
        *,
        postgres: str,
        amqp: str,
        names: Iterable[str] = DEPARTMENTS,
        **env: str,
    ) -> None:
        self.names = tuple(names)
        self.server = postgres
        self.prefix = f"t{uuid.uuid4().hex[:10]}_"
        super().__init__(
            folder,
            {
                "GUIHANG_DATA_DIR": str(folder / "data"),
                "GUIHANG_KEYS": str(folder / "keys"),
                "GUIHANG_AMQP_URI": amqp,
                "GUIHANG_DATABASE_URL": self._url("{service}", user=f"{self.prefix}{{service}}"),
                "GUIHANG_OWNER_DATABASE_URL": self._url("{service}"),
                **env,
            },
        )
        self.ports = {name: free_port() for name in self.names}
        self.processes = {name: self._process(name) for name in self.names}
        routes = [f"{name}={port}" for name, port in self.ports.items()]
        self.front = OwnProcess(
            [sys.executable, "-m", "tests.support.front", str(self.port), *routes],
            log=folder / "front.log",
        )

    def start(self) -> SeparateTown:
        """Make databases, roles and keys, start every process; return once all answer."""
        self._create()
        for verb in (("keys",), ("migrate", *DEPARTMENTS)):
            done = self.guihang(*verb)
            if done.returncode:
                raise RuntimeError(done.stderr)
        for process in (*self.processes.values(), self.front):
            process.start()
        self.wait_until_ready(self.names)
        return self

    def stop(self) -> None:
        """Stop every process and remove what was made."""
        for process in (self.front, *self.processes.values()):
            process.stop()
        self._drop()

    def again(self, name: str, **env: str) -> OwnProcess:
        """Start a service's process anew, after it was killed."""
        self.processes[name] = self._process(name, **env)
        self.processes[name].start()
        return self.processes[name]

    def database(self, name: str) -> str:
        """A department's database, as the superuser."""
        return self._url(name)

    def _process(self, name: str, **env: str) -> OwnProcess:
        own = {"GUIHANG_HTTP": f"127.0.0.1:{self.ports[name]}", **env}
        return OwnProcess(
            [*GUIHANG, "serve", name],
            log=self.folder / f"{name}.log",
            env={**self.env, **own},
        )

    def _url(self, name: str, *, user: str | None = None) -> str:
        parts = urlsplit(self.server)
        address = re.sub(r"^.*@", "", parts.netloc)
        return f"postgresql://{user or parts.username}@{address}/{self.prefix}{name}"

    def _create(self) -> None:
        for name in DEPARTMENTS:
            self._order(f"CREATE ROLE {self.prefix}{name} LOGIN NOSUPERUSER")
            self._order(f"CREATE DATABASE {self.prefix}{name} TEMPLATE template0 ENCODING 'UTF8'")

    def _drop(self) -> None:
        for name in DEPARTMENTS:
            self._order(f"DROP DATABASE IF EXISTS {self.prefix}{name} WITH (FORCE)")
            self._order(f"DROP ROLE IF EXISTS {self.prefix}{name}")

    def _order(self, sql: str) -> None:
        with closing(psycopg2.connect(self.server)) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql)
