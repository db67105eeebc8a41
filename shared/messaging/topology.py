"""What we declare on the broker. The broker is a doorbell: all of this may be wiped at any time.

| what                    | kind   | holds                                                      |
|-------------------------|--------|------------------------------------------------------------|
| guihang.events          | topic  | messages, routing key `<audience>.<event name>`            |
| guihang.<audience>      | quorum | what one audience has not yet taken; one consumer at a time |
| guihang.dead            | topic  | what is no message at all, kept in `guihang.dead.letters`   |
| guihang.rpc             | topic  | questions, routing key `<service>.<method>`                |
| guihang.rpc.<service>   | queue  | questions to a service; gone with its last process         |
| guihang.replies         | direct | answers, routing key = the name of the asker's queue       |
| guihang.replies.<service>.… | queue | what is for one connection of a service; gone with it    |

`permissions` says what the account of a service may do: it can bind what is for it, publish as
itself, and take questions to itself. Topic permissions go by prefix, so nobody can bind what is not
their own.
"""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from kombu.entity import Exchange, Queue

from shared.access.context import SPEAKS_FOR_PEOPLE

EVENTS = Exchange("guihang.events", type="topic", durable=True)
DEAD = Exchange("guihang.dead", type="topic", durable=True)
RPC = Exchange("guihang.rpc", type="topic", durable=True)
REPLIES = Exchange("guihang.replies", type="direct", durable=True)

DELIVERIES = 3  # said explicitly: none in RabbitMQ 3.10, 20 in 4.0 (rabbitmq-server#15387)
DEAD_LETTERS = 10_000  # kept; older ones go

QUORUM: dict[str, Any] = {
    "x-queue-type": "quorum",
    "x-single-active-consumer": True,
    "x-delivery-limit": DELIVERIES,
    "x-dead-letter-exchange": DEAD.name,
    # At-least-once dead-lettering works only together with reject-publish.
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
}


@dataclass(frozen=True, kw_only=True)
class Permissions:
    """What the broker account of one service may do, as RabbitMQ wants it: regular expressions.

    `topics` holds, for an exchange, the routing keys that may be written and read (bound).
    """

    configure: str
    write: str
    read: str
    topics: dict[str, tuple[str, str]]


def permissions(service: str) -> Permissions:
    """The least rights with which a service works."""
    own = rf"{service}|rpc\.{service}|replies\.{service}\..*"
    shared = "events|rpc|replies|dead"
    mine = rf"{service}\..*"
    return Permissions(
        configure=rf"^guihang\.({shared}|dead\.letters|{own})$",
        write=rf"^guihang\.({shared}|dead\.letters|{own})$",
        read=rf"^guihang\.({shared}|{own})$",
        topics={
            EVENTS.name: (rf"^[^.]+\.{service}\.", rf"^{mine}$"),
            RPC.name: (".*", rf"^{mine}$"),
        },
    )


def inbox(audience: str) -> Queue:
    """The queue of one audience."""
    return Queue(
        f"guihang.{audience}",
        exchange=EVENTS,
        routing_key=f"{audience}.#",
        durable=True,
        queue_arguments=QUORUM,
    )


def standing(audience: str) -> Queue:
    """What identity says of accounts, for one process of an audience; gone with its connection."""
    return Queue(
        f"guihang.replies.{audience}.{uuid.uuid4().hex}",
        exchange=EVENTS,
        routing_key=f"{audience}.{SPEAKS_FOR_PEOPLE}.#",
        durable=False,
        exclusive=True,
        auto_delete=True,
    )


def dead_letters() -> Queue:
    """What is no message at all, kept for a person to look at."""
    return Queue(
        f"{DEAD.name}.letters",
        exchange=DEAD,
        routing_key="#",
        durable=True,
        queue_arguments={"x-queue-type": "quorum", "x-max-length": DEAD_LETTERS},
    )


def questions(service: str) -> Queue:
    """The questions to a service: gone with its last process, so that askers learn it at once."""
    return Queue(
        f"guihang.rpc.{service}",
        exchange=RPC,
        routing_key=f"{service}.*",
        durable=True,
        auto_delete=True,
    )


def answers(asker: str) -> Queue:
    """The answers to one connection of one asker; another connection has another name.

    A queue that is exclusive to a connection the broker has not yet noticed to be dead is locked.
    """
    name = f"guihang.replies.{asker}.{uuid.uuid4().hex}"
    return Queue(
        name, exchange=REPLIES, routing_key=name, durable=False, exclusive=True, auto_delete=True
    )
