"""Which PostgreSQL, RabbitMQ and browser the tests use: a running one, else one of their own.

| what       | named by                    | else looked for at                  |
|------------|-----------------------------|-------------------------------------|
| PostgreSQL | GUIHANG_TEST_POSTGRES_URL   | 127.0.0.1:5432, user postgres       |
| RabbitMQ   | GUIHANG_TEST_AMQP_URI       | 127.0.0.1:5672, user guest          |
| Chromium   | GUIHANG_TEST_CHROMIUM       | chromium on the PATH                |

A server named by its variable must answer; one merely looked for may be absent, and then the
tests start a private one from the installed programs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from tests.support import postgres, rabbit

POSTGRES_URL = "postgresql://postgres@127.0.0.1:5432/postgres"
AMQP_URI = "amqp://guest:guest@127.0.0.1:5672//"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Unreachable(Exception):
    """A server was named in the environment and does not answer."""


def running_postgres() -> str | None:
    """Find a running PostgreSQL that lets us in."""
    return _running("GUIHANG_TEST_POSTGRES_URL", POSTGRES_URL, postgres.answers)


def running_rabbit() -> str | None:
    """Find a running RabbitMQ that lets us in."""
    return _running("GUIHANG_TEST_AMQP_URI", AMQP_URI, rabbit.answers)


def chromium() -> Path | None:
    """Find the browser's executable."""
    if named := os.environ.get("GUIHANG_TEST_CHROMIUM"):
        if not os.access(named, os.X_OK):
            raise Unreachable(f"GUIHANG_TEST_CHROMIUM names {named}, which is no program")
        return Path(named)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


class Broker(Protocol):
    """A RabbitMQ on which virtual hosts come and go."""

    def add_vhost(self) -> str:
        """Make an empty virtual host; return its address."""
        ...

    def drop_vhosts(self) -> None:
        """Remove all that were made."""
        ...


class RunningBroker:
    """The machine's own broker: we may add virtual hosts, never stop it."""

    def __init__(self, uri: str) -> None:
        self._at = urlsplit(uri)
        self._made: list[str] = []
        self._user = f"guihang-tests-{uuid.uuid4().hex[:12]}"

    def add_vhost(self) -> str:
        """Make an empty virtual host for a user of our own; return its address.

        Not for the broker's guest: a service refuses to start as an account that all know.
        """
        name = f"guihang-test-{uuid.uuid4().hex[:12]}"
        if not self._made:
            _rabbitmqctl("add_user", self._user, rabbit.PASSWORD)
        self._made.append(name)
        _rabbitmqctl("add_vhost", name)
        _rabbitmqctl("set_permissions", "-p", name, self._user, *[".*"] * 3)
        host = f"{self._at.hostname}:{self._at.port or 5672}"
        at = f"{self._user}:{quote(rabbit.PASSWORD)}@{host}"
        return self._at._replace(netloc=at, path=f"/{quote(name)}").geturl()

    def drop_vhosts(self) -> None:
        """Remove all that were made, and the user."""
        if self._made:
            _rabbitmqctl("delete_user", self._user)
        while self._made:
            _rabbitmqctl("delete_vhost", self._made.pop())


class PrivateBroker:
    """A broker that this test run started for itself."""

    def __init__(self) -> None:
        self._instance = rabbit.RabbitInstance().start()

    def add_vhost(self) -> str:
        """Make an empty virtual host; return its address."""
        name = f"guihang-test-{uuid.uuid4().hex[:12]}"
        self._instance.control("add_vhost", name)
        self._instance.control("set_permissions", "-p", name, rabbit.USER, *[".*"] * 3)
        return self._instance.url_of(name)

    def drop_vhosts(self) -> None:
        """The whole broker goes."""
        self._instance.remove()


def broker() -> Broker:
    """Use the running broker where we may add virtual hosts to it, else start one."""
    uri = running_rabbit()
    if uri and _may_add_vhosts():
        return RunningBroker(uri)
    return PrivateBroker()


def _running(variable: str, usual: str, answers: Callable[[str], bool]) -> str | None:
    named = os.environ.get(variable)
    address = named or usual
    if answers(address):
        return address
    if named:
        raise Unreachable(f"{variable} names a server that does not answer")
    return None


def _may_add_vhosts() -> bool:
    if os.geteuid() != 0 or not shutil.which("rabbitmqctl"):
        return False
    with suppress(subprocess.SubprocessError):
        _rabbitmqctl("list_vhosts")
        return True
    return False


def _rabbitmqctl(*words: str) -> None:
    subprocess.run(["rabbitmqctl", "--quiet", *words], check=True, capture_output=True, timeout=60)
