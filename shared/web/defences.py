"""What every answer tells the browser, and which requests are not believed.

Sources: OWASP ASVS 5.0 3.4 (headers), 3.5 (requests from other sites); reliability.md, 4.12.
"""

from __future__ import annotations

import errno
import secrets
from typing import TYPE_CHECKING

from flask import g, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestTimeout
from werkzeug.middleware.proxy_fix import ProxyFix

from shared.eventstore.records import NoRoom
from shared.hub import time_limit
from shared.web.acts import CHANGES
from shared.web.face import face, is_api
from shared.web.sessions import bearer_token, cookie_name

if TYPE_CHECKING:
    from flask import Flask, Response

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"
OTHER_SITES = frozenset({"cross-site", "same-site"})


class StaleForm(BadRequest):
    """The form's token is missing or belongs to another form session."""


class FormTokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Flask-WTF's protection with our own answer: its reasons are for developers."""

    def _error_response(self, reason: str) -> None:
        raise StaleForm(reason)


def defend(app: Flask, *, secret: str, https: bool, proxies: int) -> None:
    """Set the headers of every answer, and check the origin of every change.

    The token lives as long as the form session: a form that is filled in slowly must not be lost.
    The Referer that Flask-WTF would ask for under HTTPS is what our Referrer-Policy withholds;
    Sec-Fetch-Site says the same and cannot be set by a page.
    """
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Host-guihang_form" if https else "guihang_form",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    tokens = FormTokens(app)
    app.before_request(_receive)
    app.before_request(lambda: _refuse_forgeries(tokens))
    app.after_request(_set_headers)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask's documentation says
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def nonce() -> str:
    """Give the nonce of this answer: what carries it was written by us."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    made: str = g.nonce
    return made


def _receive() -> None:
    """Read the whole body within its time, so that a slow sender holds no worker for long."""
    if request.method not in CHANGES:
        return
    try:
        with time_limit(face().settings.body_seconds):
            size = len(request.get_data()) if request.is_json else len(request.form)
    except TimeoutError:
        raise RequestTimeout from None
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise NoRoom(error) from error  # a large file lies on the disk until the form is read
    if size >= face().settings.body_limit:  # Werkzeug cuts a body that came in chunks there
        raise RequestEntityTooLarge


def _refuse_forgeries(tokens: FormTokens) -> None:
    """A cookie travels by itself, so a change needs a token too; a bearer token does not."""
    if request.method not in CHANGES or bearer_token() is not None:
        return
    if is_api() and cookie_name() not in request.cookies:
        return
    if request.headers.get("Sec-Fetch-Site") in OTHER_SITES:
        raise StaleForm
    tokens.protect(apply_exemptions=True)


def _set_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _content_policy())
    response.headers.setdefault("Cache-Control", "no-store")
    if face().settings.https:
        response.headers["Strict-Transport-Security"] = HSTS
    return response


def _content_policy() -> str:
    return (
        "default-src 'self'; "
        f"script-src 'self' 'nonce-{nonce()}'; "
        f"style-src 'self' 'nonce-{nonce()}'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
