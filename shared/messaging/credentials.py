"""What a service shows to others, and how it checks what others show.

Anybody with credentials for the broker can write any header, so every call and every delivery
carries a context signed by its sender (`shared.access.context`). A service speaks for itself; for a
person it shows what identity signed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from shared.access.actor import Actor
from shared.access.context import SPEAKS_FOR_PEOPLE, Unproven, sign, verify
from shared.access.keys import KeyRing
from shared.access.letters import opened_letter, sealed_letter

CONTEXT = "context"  # the header that carries it
KEPT = 30.0  # seconds for which a service's own context is used again; it lives sixty


class Credentials:
    """The keys of one service, in use."""

    def __init__(
        self, ring: KeyRing, *, for_people: Callable[[Actor, str], str] | None = None
    ) -> None:
        """`for_people` gets the context of a person for an audience from identity."""
        self._ring = ring
        self._for_people = for_people
        self._own: dict[str, tuple[str, float]] = {}

    @property
    def service(self) -> str:
        """Whose they are."""
        return self._ring.service

    def token(self, actor: Actor | None, audience: str) -> str:
        """A context for the audience: of the service itself, or of the person it works for."""
        if actor is None or actor == Actor.of_service(self.service):
            return self._token_of_service(audience)
        if self.service == SPEAKS_FOR_PEOPLE:
            return sign(actor, issuer=self.service, key=self._ring.private, audience=audience)
        if self._for_people is None:
            raise Unproven("only identity speaks for people")
        return self._for_people(actor, audience)

    def actor(self, token: object) -> Actor:
        """Who is proved by a context that came to us; `Unproven` if nobody is."""
        if not isinstance(token, str):
            raise Unproven("no context")
        return verify(token, keys=self._ring.public, audience=self.service)

    def proves(self, token: object, service: str) -> bool:
        """Whether a context that came to us is one of that service itself."""
        try:
            return self.actor(token) == Actor.of_service(service)
        except Unproven:
            return False

    def letter(self, text: str, to: str) -> str:
        """Write what only that service can read; `LookupError` if its public key is not here."""
        return sealed_letter(text, to=self._ring.public[to])

    def read(self, letter: str) -> str:
        """Read a letter that came to us; `Unreadable` if it is not for us."""
        return opened_letter(letter, by=self._ring.private)

    def _token_of_service(self, audience: str) -> str:
        """By the wall clock: what was signed while it was wrong is not shown once it is right."""
        token, signed_at = self._own.get(audience, ("", 0.0))
        if 0 <= time.time() - signed_at < KEPT:
            return token
        signed_at = time.time()
        token = sign(
            Actor.of_service(self.service),
            issuer=self.service,
            key=self._ring.private,
            audience=audience,
        )
        self._own[audience] = (token, signed_at)
        return token
