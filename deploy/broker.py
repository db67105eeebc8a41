"""RabbitMQ's users, one a service, with rights to what is its own: `python -m deploy.broker`.

Prints a definitions file to import (`rabbitmqctl import_definitions`). A service may publish to the
shared exchanges in its own name, and read its own queues; topic rights keep it from binding what is
meant for another audience (RabbitMQ's topic authorisation goes by routing key).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

SERVICES = (
    "registry",
    "supervision",
    "assistance",
    "treatment",
    "legal_aid",
    "reporting",
    "identity",
)
COMMAND_LINE = "cli"
VHOST = "guihang"
EXCHANGES = {
    "guihang.events": "topic",
    "guihang.dead": "topic",
    "guihang.rpc": "topic",
    "guihang.replies": "direct",
}


@click.command()
@click.option("--vhost", default=VHOST, show_default=True)
@click.option(
    "--passwords",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    required=True,
    help="folder with one file a service, holding its broker password",
)
def main(vhost: str, passwords: Path) -> None:
    """Print the definitions for RabbitMQ."""
    names = (*SERVICES, COMMAND_LINE)
    known = {name: (passwords / name).read_text("utf-8").strip() for name in names}
    click.echo(json.dumps(definitions(known, vhost=vhost), indent=2))


def definitions(passwords: Mapping[str, str], *, vhost: str = VHOST) -> dict[str, Any]:
    """Users, rights and exchanges, as RabbitMQ imports them."""
    return {
        "users": [_user(name, password) for name, password in passwords.items()],
        "vhosts": [{"name": vhost}],
        "permissions": [_permission(name, vhost) for name in passwords],
        "topic_permissions": [row for name in passwords for row in _topics(name, vhost)],
        "exchanges": [_exchange(name, kind, vhost) for name, kind in EXCHANGES.items()],
    }


def _user(name: str, password: str) -> dict[str, Any]:
    """RabbitMQ's salted SHA-256: base64(salt + SHA256(salt + password)), salt of four bytes."""
    salt = os.urandom(4)
    digest = hashlib.sha256(salt + password.encode()).digest()
    return {
        "name": name,
        "password_hash": base64.b64encode(salt + digest).decode(),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
    }


def _permission(name: str, vhost: str) -> dict[str, str]:
    shared = _one_of(re.escape(exchange) for exchange in EXCHANGES)
    own = rf"guihang\.{name}|guihang\.dead|guihang\.rpc\.{name}|guihang\.replies\.{name}\..*"
    both = f"^({shared}|{own})$"
    return {"user": name, "vhost": vhost, "configure": both, "write": both, "read": both}


def _topics(name: str, vhost: str) -> list[dict[str, str]]:
    rows = {
        # It speaks in its own name to anybody, and hears what is meant for it.
        "guihang.events": (rf"^[a-z_]+\.{name}\.[a-z_]+$", rf"^{name}\..*$"),
        # It asks anybody, and answers what is asked of it.
        "guihang.rpc": (r"^[a-z_]+\.[a-z_]+$", rf"^{name}\..*$"),
    }
    return [
        {"user": name, "vhost": vhost, "exchange": exchange, "write": write, "read": read}
        for exchange, (write, read) in rows.items()
    ]


def _exchange(name: str, kind: str, vhost: str) -> dict[str, Any]:
    return {
        "name": name,
        "vhost": vhost,
        "type": kind,
        "durable": True,
        "auto_delete": False,
        "internal": False,
        "arguments": {},
    }


def _one_of(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


if __name__ == "__main__":
    main()
