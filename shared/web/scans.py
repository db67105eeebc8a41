"""A scan as a page or a program gets it: to be kept or printed, never shown in the page."""

from __future__ import annotations

from flask import Response

from shared.scans import SUFFIXES


def scan_answer(content: bytes, *, media_type: str, name: str) -> Response:
    """The bytes of a scan under `name` with its suffix, never kept by the browser."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{SUFFIXES[media_type]}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
