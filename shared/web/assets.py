"""Static files: an address changes when the content does, so a browser keeps each for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, send_from_directory

STATIC = Path(__file__).with_name("static")
VENDOR = STATIC / "vendor"
YEAR = 365 * 24 * 3600


@cache
def version() -> str:
    """Tell the version of all static files: a digest of their content."""
    digest = hashlib.sha256()
    for file in sorted(it for it in STATIC.rglob("*") if it.is_file()):
        digest.update(file.relative_to(STATIC).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def asset(name: str) -> str:
    """Give the address of one of our own files."""
    return f"/static/{version()}/{name}"


@cache
def vendored(package: str, file: str) -> str:
    """Give the address of a vendored file, whatever its version is."""
    folder = next(VENDOR.glob(f"{package}-*"))
    return asset(f"vendor/{folder.name}/{file}")


def serve(asked: str, name: str) -> Response:
    """Send a static file. An address of another version is served, but not kept."""
    current = asked == version()
    response = send_from_directory(STATIC, name, max_age=YEAR if current else 0)
    if current:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
