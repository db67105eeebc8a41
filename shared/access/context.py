"""The signed actor context: what a call carries so that the callee need not believe the broker.

Whoever holds broker credentials can write any header (nameko's context data are plain AMQP
headers), so each call names its actor in a token that the calling service signed for one
audience and at most a minute. A service speaks for itself; only ``identity``, which saw the
session, speaks for a person.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature

from shared.access.actor import SYSTEM, Actor, Forbidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

LONGEST = 60  # seconds; the clock is the real one: a drill's business date proves nothing
SKEW = 5  # seconds that two servers' clocks may differ
LARGEST = 8192  # characters; a header, not a document
SPEAKS_FOR_PEOPLE = "identity"


class Unproven(Forbidden):
    """The context is missing, forged, expired, or meant for somebody else."""

    def __init__(self, reason: str) -> None:
        super().__init__("无法确认来者身份，请重新登录")
        self.reason = reason


def sign(
    actor: Actor, *, issuer: str, key: Ed25519PrivateKey, audience: str, ttl: int = LONGEST
) -> str:
    """Let `issuer` tell `audience` who acts, for `ttl` seconds (at most sixty)."""
    if not 0 < ttl <= LONGEST:
        msg = f"a context lives at most {LONGEST} seconds"
        raise ValueError(msg)
    issued = int(time.time())
    claims = _claims_of(actor) | {
        "iss": issuer,
        "aud": audience,
        "iat": issued,
        "exp": issued + ttl,
    }
    body = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{_text(body)}.{_text(key.sign(body))}"


def verify(token: str, *, keys: Mapping[str, Ed25519PublicKey], audience: str) -> Actor:
    """Return the actor that the token proves to `audience`; `Unproven` if it proves nothing."""
    body, signature = _parts(token)
    claims = _claims_in(body)
    key = keys.get(str(claims.get("iss")))
    if key is None:
        raise Unproven("unknown issuer")
    try:
        key.verify(signature, body)
    except InvalidSignature:
        raise Unproven("bad signature") from None
    _require_meant_for(claims, audience)
    _require_fresh(claims, time.time())
    actor = _actor_in(claims)
    _require_entitled(str(claims["iss"]), actor)
    return actor


def _claims_of(actor: Actor) -> dict[str, Any]:
    return {
        "sub": actor.account,
        "role": actor.role,
        "unit": actor.unit,
        "villages": actor.villages,
        "name": actor.name,
    }


def _parts(token: str) -> tuple[bytes, bytes]:
    if len(token) > LARGEST or token.count(".") != 1:
        raise Unproven("not a context")
    body, signature = token.split(".")
    try:
        return _bytes(body), _bytes(signature)
    except (binascii.Error, ValueError):
        raise Unproven("not a context") from None


def _claims_in(body: bytes) -> dict[str, Any]:
    try:
        claims = json.loads(body)
    except (ValueError, RecursionError):
        raise Unproven("not a context") from None
    if not isinstance(claims, dict):
        raise Unproven("not a context")
    return claims


def _require_meant_for(claims: dict[str, Any], audience: str) -> None:
    if claims.get("aud") != audience:
        raise Unproven("meant for another service")


def _require_fresh(claims: dict[str, Any], now: float) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        raise Unproven("not a context")
    if not 0 < expires - issued <= LONGEST or issued > now + SKEW:
        raise Unproven("lives too long")
    if now >= expires:
        raise Unproven("expired")


def _actor_in(claims: dict[str, Any]) -> Actor:
    texts = {name: claims.get(name) for name in ("sub", "role", "unit", "name")}
    villages = claims.get("villages")
    if not isinstance(villages, list) or not all(
        isinstance(text, str) for text in (*texts.values(), *villages)
    ):
        raise Unproven("not a context")
    return Actor(
        account=claims["sub"],
        role=claims["role"],
        unit=claims["unit"],
        villages=tuple(villages),
        name=claims["name"],
    )


def _require_entitled(issuer: str, actor: Actor) -> None:
    """Let a service speak for itself, in no role, and only identity for a person."""
    itself = actor.account == f"{SYSTEM}:{issuer}" and actor.role == SYSTEM
    a_person = issuer == SPEAKS_FOR_PEOPLE and not actor.is_system and actor.role != SYSTEM
    if not (itself or a_person):
        raise Unproven("speaks for somebody else")


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
