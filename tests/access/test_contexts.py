"""The signed context: what it proves, and everything that it does not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shared.access.actor import Actor
from shared.access.context import Unproven, _text, sign, verify
from shared.access.keys import KeyRing, make_keys

CLERK = Actor(
    account="jingban01", role="office_handler", unit="office", villages=("青石社区",), name="周经办"
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder, ["identity", "registry", "supervision"])
    return folder


@pytest.fixture(scope="module")
def identity(keys: Path) -> KeyRing:
    return KeyRing.load(keys, "identity")


@pytest.fixture(scope="module")
def supervision(keys: Path) -> KeyRing:
    return KeyRing.load(keys, "supervision")


def said_by(ring: KeyRing, actor: Actor, *, audience: str = "registry") -> str:
    return sign(actor, issuer=ring.service, key=ring.private, audience=audience)


def forged(ring: KeyRing, **claims: object) -> str:
    now = int(time.time())
    usual = {
        "iss": ring.service,
        "aud": "registry",
        "iat": now,
        "exp": now + 60,
        "sub": CLERK.account,
        "role": CLERK.role,
        "unit": CLERK.unit,
        "villages": [],
        "name": "",
    }
    body = json.dumps(usual | claims).encode()
    return f"{_text(body)}.{_text(ring.private.sign(body))}"


def refused(token: str, ring: KeyRing, *, audience: str = "registry") -> str:
    with pytest.raises(Unproven) as unproven:
        verify(token, keys=ring.public, audience=audience)
    return unproven.value.reason


def test_identity_speaks_for_a_person(identity: KeyRing) -> None:
    token = said_by(identity, CLERK)

    proved = verify(token, keys=identity.public, audience="registry")

    assert proved == CLERK
    assert proved.name == "周经办"


def test_a_service_speaks_for_itself(supervision: KeyRing) -> None:
    itself = Actor.of_service("supervision")

    proved = verify(said_by(supervision, itself), keys=supervision.public, audience="registry")

    assert proved == itself


def test_a_service_does_not_speak_for_a_person(supervision: KeyRing) -> None:
    assert refused(said_by(supervision, CLERK), supervision) == "speaks for somebody else"


def test_a_service_does_not_speak_for_another_service(supervision: KeyRing) -> None:
    token = said_by(supervision, Actor.of_service("registry"))

    assert refused(token, supervision) == "speaks for somebody else"


def test_a_service_has_no_persons_role(supervision: KeyRing) -> None:
    posing = Actor(account="system:supervision", role="police_station", unit="police")

    assert refused(said_by(supervision, posing), supervision) == "speaks for somebody else"


@pytest.mark.parametrize(
    "posing",
    [
        Actor(account="system:registry", role="office_handler", unit="office"),
        Actor(account="jingban01", role="system", unit="office"),
    ],
)
def test_identity_does_not_make_a_person_of_a_program(identity: KeyRing, posing: Actor) -> None:
    assert refused(said_by(identity, posing), identity) == "speaks for somebody else"


def test_a_context_is_for_one_audience(identity: KeyRing) -> None:
    token = said_by(identity, CLERK, audience="supervision")

    assert refused(token, identity) == "meant for another service"


def test_a_context_that_was_changed_proves_nothing(identity: KeyRing) -> None:
    body, signature = said_by(identity, CLERK).split(".")

    assert refused(f"{body}.{signature[:-4]}AAAA", identity) == "bad signature"


def test_the_key_of_another_service_does_not_sign_for_identity(
    identity: KeyRing, supervision: KeyRing
) -> None:
    token = forged(supervision, iss="identity")

    assert refused(token, identity) == "bad signature"


def test_an_unknown_issuer_proves_nothing(identity: KeyRing) -> None:
    assert refused(forged(identity, iss="stranger"), identity) == "unknown issuer"


def test_a_context_expires_by_the_real_clock(
    identity: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drill that moves the business date neither lengthens nor shortens a context."""
    monkeypatch.setenv("GUIHANG_TODAY", "2030-01-01")
    now = int(time.time())

    assert verify(said_by(identity, CLERK), keys=identity.public, audience="registry") == CLERK
    assert refused(forged(identity, iat=now - 61, exp=now - 1), identity) == "expired"


@pytest.mark.parametrize(("began", "lives"), [(0, 61), (0, 3600), (6, 60), (0, 0), (0, -5)])
def test_nobody_signs_for_longer_than_a_minute(identity: KeyRing, began: int, lives: int) -> None:
    issued = int(time.time()) + began

    token = forged(identity, iat=issued, exp=issued + lives)

    assert refused(token, identity) == "lives too long"


def test_sign_refuses_a_longer_life(identity: KeyRing) -> None:
    with pytest.raises(ValueError, match="60"):
        sign(CLERK, issuer="identity", key=identity.private, audience="registry", ttl=61)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": 5},
        {"villages": "青石社区"},
        {"villages": [1]},
        {"exp": "soon"},
        {"iat": True},
        {"name": None},
        {"role": ["office_handler"]},
    ],
)
def test_a_context_of_another_shape_proves_nothing(
    identity: KeyRing, claims: dict[str, object]
) -> None:
    assert refused(forged(identity, **claims), identity) == "not a context"


@given(token=some.one_of(some.text(), some.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")))
def test_garbage_proves_nothing_and_breaks_nothing(identity: KeyRing, token: str) -> None:
    with pytest.raises(Unproven):
        verify(token, keys=identity.public, audience="registry")


@pytest.mark.parametrize("body", [b"[]", b"5", b"{" * 5000, b"\xff", b"{}"])
def test_a_signed_body_that_is_no_context_proves_nothing(identity: KeyRing, body: bytes) -> None:
    assert refused(f"{_text(body)}.{_text(identity.private.sign(body))}", identity)


def test_a_name_stays_out_of_what_gets_logged() -> None:
    assert "周经办" not in repr(CLERK)
