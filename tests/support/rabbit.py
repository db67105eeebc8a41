"""A RabbitMQ of the test's own: started on free ports, killed, wiped and thrown away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import amqp

from tests.support.processes import OwnProcess, free_port
from tests.support.waiting import eventually

# Debian's wrapper on the PATH insists on the package's own user; the scripts behind it do not.
BINARIES = Path("/usr/lib/rabbitmq/bin")

USER, PASSWORD = "tests", "only-in-tests"  # a service refuses to start as guest
CONFIG = f"""\
default_user = {USER}
default_pass = {PASSWORD}
disk_free_limit.absolute = 50MB
log.console = true
log.console.level = warning
log.file = false
"""


def rabbit_binaries() -> Path | None:
    """Find the server's scripts; None if it is not installed."""
    return BINARIES if (BINARIES / "rabbitmq-server").exists() and shutil.which("epmd") else None


def connection(uri: str) -> amqp.Connection:
    """Connect to a broker, for use in a `with`; it gives up after a few seconds."""
    at = urlsplit(uri)
    return amqp.Connection(
        host=f"{at.hostname}:{at.port or 5672}",
        userid=at.username or "guest",
        password=unquote(at.password or "guest"),
        virtual_host=unquote(at.path.removeprefix("/")) or "/",
        connect_timeout=3,
        read_timeout=3,
    )


def answers(uri: str) -> bool:
    """Whether a broker lets us in at this address."""
    try:
        with connection(uri):
            return True
    except (OSError, amqp.exceptions.AMQPError):
        return False


class RabbitInstance:
    """A private broker with its own port mapper, cookie, data and log."""

    def __init__(self) -> None:
        binaries = rabbit_binaries()
        if binaries is None:
            raise FileNotFoundError("RabbitMQ's server programs are not installed")
        self._binaries = binaries
        self._home = Path(tempfile.mkdtemp(prefix="guihang-rabbit-"))
        self.port = free_port()
        self._mapper_port = free_port()
        self._env = self._environment()
        (self._home / "rabbitmq.conf").write_text(CONFIG)
        (self._home / "enabled_plugins").write_text("[].\n")
        # Erlang would leave a port mapper running behind our back, so we run one ourselves.
        self._mapper = OwnProcess(
            ["epmd", "-address", "127.0.0.1", "-port", str(self._mapper_port)],
            log=self._home / "epmd.log",
        )
        self._process = OwnProcess(
            [str(binaries / "rabbitmq-server")], log=self._home / "server.log", env=self._env
        )

    @property
    def url(self) -> str:
        """The address of its default virtual host."""
        return self.url_of("/")

    def url_of(self, vhost: str, *, user: str = USER, password: str = PASSWORD) -> str:
        """Tell the address of one of its virtual hosts."""
        return f"amqp://{user}:{quote(password)}@127.0.0.1:{self.port}/{vhost}"

    def start(self) -> RabbitInstance:
        """Start it; return once it answers."""
        if not self._mapper.running:
            self._mapper.start()
            eventually(self._mapper_answers, within=10, saying="epmd did not start")
        self._process.start()
        eventually(self._answers, within=90, every=0.1, saying="RabbitMQ did not start")
        return self

    def stop(self) -> None:
        """Stop it in good order; its data stays."""
        self._process.stop(within=60)

    def kill9(self) -> None:
        """Kill it at once; its data stays as it was at that instant."""
        self._process.kill9()

    def wipe(self) -> None:
        """Kill it, delete every queue, exchange and message, and start it empty."""
        self.kill9()
        shutil.rmtree(self._home / "mnesia", ignore_errors=True)
        self.start()

    def remove(self) -> None:
        """End it and leave nothing behind."""
        self.kill9()
        self._mapper.kill9()
        shutil.rmtree(self._home, ignore_errors=True)

    def control(self, *words: str) -> str:
        """Give it an order through rabbitmqctl; return what it answered."""
        done = subprocess.run(
            [str(self._binaries / "rabbitmqctl"), "-n", self._node, "--quiet", *words],
            env={**os.environ, **self._env},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    @property
    def _node(self) -> str:
        return f"guihang{self.port}@localhost"

    def _environment(self) -> dict[str, str]:
        nowhere = str(self._home / "none")
        return {
            "HOME": str(self._home),
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self._node,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self._home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._home / "log"),
            "RABBITMQ_CONFIG_FILE": str(self._home / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._home / "enabled_plugins"),
            # The machine's own settings must not leak into ours.
            "RABBITMQ_CONF_ENV_FILE": nowhere,
            "RABBITMQ_ADVANCED_CONFIG_FILE": nowhere,
        }

    def _mapper_answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._mapper_port)) == 0

    def _answers(self) -> bool:
        if not self._process.running:
            raise RuntimeError(f"RabbitMQ ended at once:\n{self._process.said()[-2000:]}")
        return answers(self.url)
