"""A scan as a page or a program gets it: to be kept or printed, never shown in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from shared.eventstore.attachments import Upload
from shared.scans import SUFFIXES

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage


def uploaded(came: FileStorage) -> Upload:
    """A file that came with a form; it lies on the disk meanwhile, not in memory."""
    return Upload(came.stream, filename=came.filename or "")


def scan_answer(content: bytes, *, media_type: str, name: str) -> Response:
    """The bytes of a scan under `name` with its suffix, never kept by the browser."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{SUFFIXES[media_type]}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
