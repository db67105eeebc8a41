"""Departments ask each other; what is asked is proved, what is answered is plain."""

# mypy: disable-error-code="no-untyped-call"
# kombu is typed in parts only.

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import eventlet
import pytest
import time_machine
from kombu.connection import Connection
from kombu.messaging import Producer

from shared.access.actor import Actor
from shared.access.context import Unproven, sign
from shared.access.keys import KeyRing
from shared.messaging.asking import PeerAway, PeerFailed, PeerRefused, deadline_in, question
from shared.messaging.peers import LocalPeers, PeerClient, StandalonePeers
from shared.messaging.topology import RPC
from tests.messaging.support.departments import SECRET, PostService, stamped
from tests.messaging.support.proxy import Wire
from tests.messaging.support.town import Town
from tests.support.logs import printed
from tests.support.waiting import eventually

WORKER = Actor(account="shegong01", role="full_time_worker", unit="station-1", name=SECRET)


def test_a_question_is_answered(town: Town) -> None:
    town.serve_post()

    answer = town.client().call("post", "echo", text="你好", on=date(2026, 11, 23))

    assert answer == {"caller": "system:desk", "text": "你好", "on": "2026-11-23"}


def test_many_questions_are_answered_at_once(town: Town) -> None:
    town.serve_post()
    client = town.client()

    asked = [
        eventlet.spawn(client.call, "post", "echo", text=str(number), on="", timeout=10)
        for number in range(50)
    ]

    assert [answer.wait()["text"] for answer in asked] == [str(number) for number in range(50)]


def test_a_service_asks_with_its_own_peers(town: Town) -> None:
    town.serve_post()
    town.serve_desk()
    stamped(town.post)(1)

    health = eventually(lambda: of_one_follower(town.client("post")))

    assert (health["upstream"], health["tracked"], health["error"]) == ("post", 2, None)


def of_one_follower(client: PeerClient) -> dict[str, Any]:
    """The desk's line, once it is level."""
    (state,) = client.call("desk", "message_health")["followers"]
    return dict(state) if state["tracked"] == 2 else {}


def test_identity_speaks_for_people(town: Town) -> None:
    town.serve_post()

    answer = town.client("identity").call("post", "echo", actor=WORKER, text="", on="")

    assert answer["caller"] == "shegong01"


def test_a_service_shows_what_identity_signed_for_a_person(town: Town) -> None:
    town.serve_post()
    identity = town.credentials("identity")
    client = town.client(for_people=identity.token)

    answer = client.call("post", "echo", actor=WORKER, text="", on="")

    assert answer["caller"] == "shegong01"


def test_a_service_cannot_speak_for_people(town: Town) -> None:
    with pytest.raises(Unproven):
        town.client().call("post", "echo", actor=WORKER, text="", on="")


def forged(town: Town) -> str:
    ring = KeyRing.load(town.folder / "keys", "stranger")
    return sign(WORKER, issuer="identity", key=ring.private, audience="post")


def meant_for_another(town: Town) -> str:
    return town.credentials("desk").token(None, "court")


def expired(town: Town) -> str:
    with time_machine.travel(time.time() - 61):
        return town.credentials("desk").token(None, "post")


def nothing(_town: Town) -> None:
    return None


@pytest.mark.parametrize("context", [forged, meant_for_another, expired, nothing])
def test_a_context_that_proves_nothing_is_refused(
    town: Town, context: Callable[[Town], str | None]
) -> None:
    town.serve_post()
    client = town.client()
    client._credentials.token = lambda *_: context(town)  # type: ignore[method-assign,assignment]

    with pytest.raises(PeerRefused) as refused:
        client.call("post", "echo", text="", on="")

    assert refused.value.kind == "Unproven"


ERRORS: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "refuse": ({}, PeerRefused, "不能告诉{name}"),
    "fail": ({}, PeerFailed, "incident"),
    "burn": ({}, PeerFailed, "incident"),
    "echo": ({"colour": "red"}, PeerFailed, "incident"),
    "app": ({}, PeerFailed, "incident"),
}


@pytest.mark.parametrize("method", ERRORS)
def test_an_error_tells_the_asker_nothing_of_what_was_in_it(
    town: Town, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    caplog.set_level(logging.DEBUG)
    asked, error, says = ERRORS[method]
    town.serve_post()

    with pytest.raises(error) as told:
        town.client().call("post", method, **asked)

    assert says in f"{told.value} {getattr(told.value, 'sentence', '')}"
    assert SECRET not in str(told.value)
    assert SECRET not in caplog.text + printed(caplog)


def test_nobody_there_is_said_at_once(town: Town) -> None:
    client = town.client()

    with eventlet.Timeout(1.0), pytest.raises(PeerAway, match="nobody listens"):
        client.call("post", "echo", text="", on="", timeout=60)


def test_patience_ends_at_its_deadline(town: Town) -> None:
    town.serve_post()
    client = town.client()
    began = time.monotonic()

    with pytest.raises(PeerAway, match="no answer in time"):
        client.call("post", "dawdle", seconds=1, timeout=0.2)

    assert time.monotonic() - began < 0.5


def test_what_nobody_waits_for_any_more_is_not_answered(town: Town) -> None:
    town.serve_post()
    ask(town, deadline=deadline_in(-1))
    ask(town, deadline=None)

    town.client().call("post", "dawdle", seconds=0)

    assert town.post.dawdled == ["system:desk"]  # type: ignore[attr-defined]


def ask(town: Town, *, deadline: int | None) -> None:
    """A question of the stranger's, with a deadline of its own."""
    headers = {"context": town.credentials("stranger").token(None, "post"), "deadline": deadline}
    with Connection(town.bus) as connection:
        Producer(connection.channel()).publish(
            question("dawdle", {"seconds": 0}),
            exchange=RPC.name,
            routing_key="post.dawdle",
            content_type="application/json",
            content_encoding="utf-8",
            headers=headers,
        )


@pytest.mark.parametrize("body", [SECRET.encode(), b"[]", b'{"method": 1, "asked": {}}'])
def test_what_is_no_question_stops_nothing(
    town: Town, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    town.serve_post()
    client = town.client()

    with Connection(town.bus) as connection:
        Producer(connection.channel()).publish(
            body,
            exchange=RPC.name,
            routing_key="post.echo",
            headers={"deadline": deadline_in(5)},
            content_type="text/plain",
            content_encoding="utf-8",
        )

    assert client.call("post", "echo", text="1", on="")["text"] == "1"
    assert SECRET not in caplog.text + printed(caplog)


def test_only_the_audience_itself_reads_its_feed(town: Town) -> None:
    town.serve_post()
    stamped(town.post)(1)

    page = town.client("desk").call("post", "read_feed", audience="desk", after=0, limit=10)

    assert page["level"] == 2
    with pytest.raises(PeerRefused):
        town.client("stranger").call("post", "read_feed", audience="desk", after=0, limit=10)


def test_asking_survives_the_broker(rabbit_town: Town) -> None:
    """Both sides connect anew and declare anew, and are asked again."""
    wire = Wire(rabbit_town.bus)
    rabbit_town.serve_post(uri=wire.uri)
    rabbit_town.bus = wire.uri
    client = rabbit_town.client()
    assert client.call("post", "echo", text="1", on="")["text"] == "1"

    wire.cut()
    with pytest.raises(PeerAway):
        client.call("post", "echo", text="2", on="", timeout=0.5)
    wire.mend()

    assert eventually(lambda: echoed(client, "3"), within=15)
    rabbit_town.end()
    wire.cut()


def test_who_waits_when_the_connection_breaks_is_told_at_once(rabbit_town: Town) -> None:
    wire = Wire(rabbit_town.bus)
    rabbit_town.serve_post()
    rabbit_town.bus = wire.uri
    client = rabbit_town.client()
    waiting = eventlet.spawn(client.call, "post", "dawdle", seconds=2, timeout=60)
    eventually(lambda: client._waiting)
    eventlet.sleep(0.2)

    wire.cut()

    with eventlet.Timeout(2.0), pytest.raises(PeerAway):
        waiting.wait()
    rabbit_town.end()


def echoed(client: PeerClient, text: str) -> bool:
    """Whether the post answers."""
    try:
        return bool(client.call("post", "echo", text=text, on="")["text"] == text)
    except PeerAway:
        return False


def test_a_black_hole_costs_no_more_than_the_patience(rabbit_town: Town) -> None:
    wire = Wire(rabbit_town.bus)
    rabbit_town.serve_post()
    rabbit_town.bus = wire.uri
    client = rabbit_town.client()
    client.call("post", "echo", text="1", on="")

    wire.swallow()
    began = time.monotonic()
    with pytest.raises(PeerAway):
        client.call("post", "echo", text="2", on="", timeout=1.0)

    assert time.monotonic() - began < 1.5
    rabbit_town.end()
    wire.cut()


def test_the_command_line_asks_while_its_block_lasts(town: Town) -> None:
    town.serve_post()

    with StandalonePeers(town.bus, credentials=town.credentials("desk")) as peers:
        assert peers.call("post", "echo", text="1", on="")["text"] == "1"


def test_the_command_line_waits_three_seconds_for_a_broker_and_no_longer(
    rabbit_town: Town,
) -> None:
    wire = Wire(rabbit_town.bus, cut=True)
    began = time.monotonic()

    with (
        StandalonePeers(wire.uri, credentials=rabbit_town.credentials("desk")) as peers,
        pytest.raises(PeerAway, match="no broker"),
    ):
        peers.call("post", "echo", text="1", on="")

    assert 2.5 < time.monotonic() - began < 4.5


@pytest.fixture
def local() -> LocalPeers:
    """The post's service in this process, asked without any bus."""
    return LocalPeers({"post": PostService()}, service="desk")


def test_in_one_process_the_same_is_asked_without_a_bus(local: LocalPeers) -> None:
    asked = local.call("post", "echo", text="1", on=date(2026, 11, 23))

    assert asked == {"caller": "system:desk", "text": "1", "on": "2026-11-23"}
    assert local.call("post", "echo", actor=WORKER, text="", on="")["caller"] == "shegong01"


@pytest.mark.parametrize(
    ("service", "method", "error"),
    [
        ("court", "echo", PeerAway),
        ("post", "burn", PeerFailed),
        ("post", "fail", PeerFailed),
        ("post", "refuse", PeerRefused),
    ],
)
def test_in_one_process_errors_are_as_plain(
    local: LocalPeers, service: str, method: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        local.call(service, method)

    assert SECRET not in str(told.value)


def test_arguments_that_are_no_json_are_the_askers_fault(local: LocalPeers) -> None:
    with pytest.raises(TypeError):
        local.call("post", "echo", text=object(), on="")


def test_questions_are_json() -> None:
    assert json.loads(question("echo", {"on": date(2026, 1, 2)})) == {
        "method": "echo",
        "asked": {"on": "2026-01-02"},
    }
