"""Whom a token stands for, asked of the one service that knows, and proved by its signature.

A department that answers browsers has no session of its own: it asks ``identity``, which answers
with a context for this department and one for each department that it may call in that person's
name. The token itself never travels: its digest is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from shared.access.actor import Actor
from shared.access.context import SPEAKS_FOR_PEOPLE, Unproven, verify
from shared.access.keys import KeyRing
from shared.access.secrets import digest_of

FRESH_SECONDS = 30.0
"""How long an answer may be remembered: its contexts live sixty seconds, so half are left."""


class SessionsOfIdentity:
    """Ask ``identity`` whom a token stands for: `call` is the way to another service."""

    def __init__(
        self, *, ring: KeyRing, call: Callable[..., Any], audiences: Iterable[str] = ()
    ) -> None:
        self.ring = ring
        self.call = call
        self.audiences = sorted({ring.service, *audiences})

    def actor_of(self, token: str) -> Actor | None:
        """Return the actor with the proofs that other services accept; None if nobody is meant."""
        proofs: dict[str, str] | None = self.call(
            SPEAKS_FOR_PEOPLE,
            "contexts_of",
            actor=Actor.of_service(self.ring.service),
            digest=digest_of(token),
            audiences=self.audiences,
        )
        if proofs is None:
            return None
        own = verify(proofs[self.ring.service], keys=self.ring.public, audience=self.ring.service)
        return replace(own, proofs=proofs)


def proof_of(actor: Actor, audience: str) -> str:
    """Return the context with which a call to that service is made in the person's name."""
    proof = actor.proofs.get(audience)
    if proof is None:
        raise Unproven(f"identity gave no context for {audience}")
    return proof
