"""Who may enter which view. Deny by default: a view that says nothing is not served at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import current_app, g, redirect, request
from werkzeug.exceptions import Unauthorized

from shared.access.actor import Forbidden
from shared.web.face import face, is_api
from shared.web.sessions import current_actor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from uuid import UUID

    from flask import Flask
    from flask.typing import ResponseReturnValue

    from shared.access.actor import Actor
    from shared.access.rights import Reach

V = TypeVar("V", bound=Callable[..., Any])

MARK = "guihang_needs"
ANYBODY = "anybody"
SIGNED_IN = "signed in"
READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Unguarded(Exception):
    """A view does not say who may enter it."""


def needs(permission: str) -> Callable[[V], V]:
    """Let in whom the permission opens anything to; the view then asks `allow` about its file."""

    def mark(view: V) -> V:
        setattr(view, MARK, permission)
        return view

    return mark


def signed_in(view: V) -> V:
    """Let in anybody who is signed in."""
    return needs(SIGNED_IN)(view)


def public(view: V) -> V:
    """Let in anybody at all."""
    return needs(ANYBODY)(view)


def allow(
    permission: str,
    *,
    village: str | None = None,
    unit: str | None = None,
    named: Collection[str] = (),
    state: str | None = None,
) -> Actor:
    """Give the actor, who may do this to a file so placed and so far; `Forbidden` otherwise."""
    actor = _somebody()
    face().rights.require(actor, permission, village=village, unit=unit, named=named, state=state)
    return actor


def reach(permission: str) -> Reach:
    """Tell how far the permission reaches for whoever asks: lists filter by it."""
    return face().rights.require_some(_somebody(), permission)


def may(
    permission: str,
    *,
    village: str | None = None,
    unit: str | None = None,
    named: Collection[str] = (),
    state: str | None = None,
) -> bool:
    """Whether to offer an act on the page; the act's own view asks again."""
    actor = current_actor()
    return actor is not None and face().rights.may(
        actor, permission, village=village, unit=unit, named=named, state=state
    )


def local_path(target: str | None) -> str | None:
    """Give a `next` address back only if it stays on this host (no open redirect, CWE-601)."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc or not target.isprintable() else target


def guard(app: Flask) -> None:
    """Check every request against its view's mark, and every mark against the table of rights."""
    marks = dict(_marks(app))
    permissions = set(marks.values()) - {ANYBODY, SIGNED_IN}
    app.before_request(_check)
    with app.app_context():
        face().rights.expect(*permissions, *(item.needs for item in face().desk.nav))


def guard_files(app: Flask) -> None:
    """Ask about the file of a change before what was sent is read: who may not learns no more."""
    app.before_request(_check_file)


def _marks(app: Flask) -> Iterator[tuple[str, str]]:
    for endpoint, view in app.view_functions.items():
        mark = getattr(view, MARK, None)
        if mark is None:
            msg = f"{endpoint} must say who may enter: needs(…), signed_in or public"
            raise Unguarded(msg)
        yield endpoint, mark


def _mark() -> str:
    """What opens the view that is asked for; an address that is none answers for itself."""
    view = current_app.view_functions.get(request.endpoint or "")
    mark: str = getattr(view, MARK, ANYBODY)
    return mark


def _check_file() -> None:
    mark, parts = _mark(), request.view_args or {}
    if request.method in READS or mark in {ANYBODY, SIGNED_IN}:
        return
    for name, ask in face().files.items():
        if name in parts:
            g.checked = (parts[name], ask(parts[name], mark))


def just_checked(file_id: UUID) -> Any:
    """What that check has loaded for this request, once, so that no file is loaded twice for it."""
    checked, found = g.pop("checked", (None, None))
    return found if checked == file_id else None


def _check() -> ResponseReturnValue | None:
    mark = _mark()
    if mark == ANYBODY:
        return None
    actor = current_actor()
    if actor is None:
        return _sign_in_first()
    if mark != SIGNED_IN and not face().rights.opens(actor, mark):
        raise Forbidden(permission=mark)
    return None


def _sign_in_first() -> ResponseReturnValue:
    """Send a reader to sign in; a form stays where it is, so that nothing typed is lost."""
    if request.method not in READS or is_api():
        raise Unauthorized
    here = request.full_path if request.query_string else request.path
    return redirect(sign_in_address(here), 303)


def sign_in_address(back_to: str) -> str:
    """Give the address where one signs in, and from which one comes back here."""
    return f"{face().town.sign_in}?{urlencode({'next': back_to})}"


def _somebody() -> Actor:
    actor = current_actor()
    if actor is None:
        raise Unauthorized
    return actor
