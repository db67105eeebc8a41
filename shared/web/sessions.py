"""Who asks: an opaque token, in a cookie for people and in a header for programs.

The token means nothing by itself; a `SessionSource` says whom it stands for (reliability.md, 4.12).
One department keeps the sessions, the others ask it and remember the answer for a minute at most.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask import g, request, session

from shared.messaging.ports import NotNow
from shared.web.face import face

if TYPE_CHECKING:
    from flask import Response

    from shared.access.actor import Actor

COOKIE = "guihang_session"
MACHINE_COOKIE = "guihang_machine"
BEARER = "bearer "
LONGEST_SECONDS = 60.0


class SessionSource(Protocol):
    """Whoever knows whom a token stands for now."""

    def actor_of(self, token: str) -> Actor | None:
        """Give the actor; None if the token is unknown, expired or revoked."""


@dataclass
class Remembered:
    """Whom a token stood for when it was last asked, and when to ask again."""

    actor: Actor | None
    heard_at: float
    ask_at: float


class RemoteSessions:
    """Another department's sessions: asked once, remembered for a minute (a refusal for seconds).

    With `seconds` below a minute it is asked earlier; if nobody answers then, who was let in stays
    in until the minute is over, so a broker that starts anew stops nobody's work. Only digests of
    tokens are kept in memory. `forget` makes a revocation that was heard of take effect at once.
    """

    def __init__(
        self,
        ask: Callable[[str], Actor | None],
        *,
        seconds: float = LONGEST_SECONDS,
        refusal_seconds: float = 5.0,
        most: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ask = ask
        self.seconds = seconds
        self.refusal_seconds = refusal_seconds
        self.most = most
        self.clock = clock
        self._known: OrderedDict[bytes, Remembered] = OrderedDict()
        self._changes = 0

    def actor_of(self, token: str) -> Actor | None:
        """Answer from memory while it is fresh, else ask."""
        digest = hashlib.sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known is not None and known.ask_at > self.clock():
            return known.actor
        if known is None or known.actor is None or self._is_too_old(known):
            return self._ask(digest, token)
        known.ask_at = self.clock() + self.refusal_seconds  # others need not wait for the answer
        try:
            return self._ask(digest, token)
        except NotNow:
            return known.actor

    def forget(self, account: str) -> None:
        """Drop what is remembered of an account: its session ended, or its rights changed.

        An answer that is on its way meanwhile may be older than that, and is not remembered.
        """
        self._changes += 1
        for key, known in list(self._known.items()):
            if known.actor is not None and known.actor.account == account:
                del self._known[key]

    def _is_too_old(self, known: Remembered) -> bool:
        return known.heard_at + LONGEST_SECONDS <= self.clock()

    def _ask(self, digest: bytes, token: str) -> Actor | None:
        changes = self._changes
        actor = self.ask(token)
        if changes != self._changes:
            self._known.pop(digest, None)
            return actor
        lasting = self.seconds if actor else self.refusal_seconds
        now = self.clock()
        self._known[digest] = Remembered(actor, heard_at=now, ask_at=now + lasting)
        self._known.move_to_end(digest)
        while len(self._known) > self.most:
            self._known.popitem(last=False)
        return actor


def bearer_token() -> str | None:
    """Give the token of `Authorization: Bearer …` (RFC 6750); None if the header is not there."""
    header = request.headers.get("Authorization", "")
    return header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else None


def session_token() -> str | None:
    """Give the token of this request. A bearer token goes before the cookie, also a wrong one."""
    bearer = bearer_token()
    return bearer if bearer is not None else request.cookies.get(cookie_name())


def current_actor() -> Actor | None:
    """Tell who asks; None if nobody is signed in. Asked at most once a request."""
    if "actor" not in g:
        token = session_token()
        g.actor = face().sessions.actor_of(token) if token else None
    actor: Actor | None = g.actor
    return actor


def known_actor() -> Actor | None:
    """Tell who asks if that is known already: for error pages, which must not ask anybody."""
    actor: Actor | None = g.get("actor")
    return actor


def cookie_name() -> str:
    """`__Host-` under HTTPS: the browser takes it from this host alone (RFC 6265bis)."""
    return f"__Host-{COOKIE}" if face().settings.https else COOKIE


def machine_cookie() -> str:
    """The name under which a browser keeps that its machine is a shared one."""
    return f"__Host-{MACHINE_COOKIE}" if face().settings.https else MACHINE_COOKIE


def at_shared_machine() -> bool:
    """Whether to offer changing places; who keeps the sessions knows whether that is possible."""
    return bool(face().town.switch_user) and machine_cookie() in request.cookies


def begin_session(response: Response, token: str, *, account: str) -> Response:
    """Give the browser its new token.

    A form that the same account had open before its session ran out can still be sent; another
    account at the same browser starts with a new form session.
    """
    if session.get("account") != account:
        session.clear()
        session["account"] = account
    response.set_cookie(
        cookie_name(),
        token,
        path="/",
        httponly=True,
        secure=face().settings.https,
        samesite="Strict",
    )
    return response


def end_session(response: Response) -> Response:
    """Take the token and the form session from the browser."""
    session.clear()
    response.delete_cookie(
        cookie_name(), path="/", httponly=True, secure=face().settings.https, samesite="Strict"
    )
    return response
