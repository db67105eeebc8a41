"""Keeps what was in an exception out of the log: nameko logs its text, which may hold a name.

The class of the exception and the places in the code stay; they are enough to find the fault.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType

LOGGERS = ("nameko.containers",)
MOST = 12  # places of a traceback, the innermost
PLACES = "places"  # where a record holds them for whoever prints it


class Discretion(logging.Filter):
    """Replaces exceptions by their class, and tracebacks by places."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in record.args
            )
        if isinstance(record.exc_info, tuple):
            kind, _, where = record.exc_info
            record.exc_info = None
            record.exc_text = f"{kind.__name__ if kind else 'error'} {places_of(where)}"
            record.__dict__[PLACES] = record.exc_text
        return True


def keep_content_out_of_logs() -> None:
    """Once a process; more often does no harm."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, Discretion) for known in logger.filters):
            logger.addFilter(Discretion())


def places_of(where: TracebackType | None) -> str:
    """The places that an exception came through, the innermost first; no value, no text."""
    frames = reversed(traceback.extract_tb(where)[-MOST:])
    return " < ".join(f"{'/'.join(Path(it.filename).parts[-2:])}:{it.lineno}" for it in frames)
