"""A department asks identity whom a token stands for, and believes the signature alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.access.actor import Actor
from shared.access.context import Unproven, sign, verify
from shared.access.keys import KeyRing, make_keys
from shared.access.secrets import digest_of
from shared.access.sessions import SessionsOfIdentity

WORKER = Actor(account="shegong01", role="full_time_worker", unit="station-1", name="李社工")
TOKEN = "what the browser holds"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    make_keys(tmp_path, ["identity", "registry", "supervision"])
    return tmp_path


class Wire:
    """The way to identity, with a stranger who may sit on it."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self.asked: list[dict[str, Any]] = []

    def __call__(self, service: str, method: str, **asked: Any) -> dict[str, str] | None:
        self.asked.append({"service": service, "method": method, **asked})
        if asked["digest"] != digest_of(TOKEN):
            return None
        return {
            audience: sign(
                WORKER, issuer=self.ring.service, key=self.ring.private, audience=audience
            )
            for audience in asked["audiences"]
        }


def test_the_actor_comes_with_proofs_for_those_whom_the_desk_calls(keys: Path) -> None:
    supervision = KeyRing.load(keys, "supervision")
    wire = Wire(KeyRing.load(keys, "identity"))
    sessions = SessionsOfIdentity(ring=supervision, call=wire, audiences=["registry"])

    actor = sessions.actor_of(TOKEN)

    assert actor == WORKER
    assert actor is not None
    assert verify(actor.proofs["registry"], keys=supervision.public, audience="registry") == WORKER


def test_the_token_itself_is_not_sent(keys: Path) -> None:
    wire = Wire(KeyRing.load(keys, "identity"))

    SessionsOfIdentity(ring=KeyRing.load(keys, "registry"), call=wire).actor_of(TOKEN)

    assert TOKEN not in str(wire.asked)
    assert wire.asked[0]["actor"] == Actor.of_service("registry")


def test_an_unknown_token_is_nobody(keys: Path) -> None:
    wire = Wire(KeyRing.load(keys, "identity"))
    sessions = SessionsOfIdentity(ring=KeyRing.load(keys, "registry"), call=wire)

    assert sessions.actor_of("another") is None


def test_an_answer_that_identity_did_not_sign_is_not_believed(keys: Path) -> None:
    stranger = Wire(KeyRing.load(keys, "supervision"))
    sessions = SessionsOfIdentity(ring=KeyRing.load(keys, "registry"), call=stranger)

    with pytest.raises(Unproven):
        sessions.actor_of(TOKEN)


def test_proofs_stay_out_of_what_gets_logged(keys: Path) -> None:
    wire = Wire(KeyRing.load(keys, "identity"))

    actor = SessionsOfIdentity(ring=KeyRing.load(keys, "registry"), call=wire).actor_of(TOKEN)

    assert actor is not None
    assert actor.proofs["registry"] not in repr(actor)
