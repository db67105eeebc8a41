"""Flask applications, handed from test to test: to put one together takes longer than most tests.

What differs between two tests is its face, and each test installs its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import Flask

from shared.web.face import Face
from shared.web.factory import create_app
from shared.web.settings import WebSettings

CONFIG = "configuration when it was made"

_idle: dict[tuple[str, WebSettings], list[Flask]] = defaultdict(list)
_taken: list[tuple[tuple[str, WebSettings], Flask]] = []


def app_with(mine: Face, *, pages: Sequence[Any], **parts: Any) -> Flask:
    """The application of the face's department, made by `create_app` if none is idle.

    A test that changes more of it than its configuration makes its own.
    """
    key = (mine.desk.id, mine.settings)
    if _idle[key]:
        app = _idle[key].pop()
        app.config.clear()
        app.config.update(app.extensions[CONFIG])
        mine.install(app)
    else:
        app = create_app(mine, pages=pages, **parts)
        app.extensions[CONFIG] = dict(app.config)
    _taken.append((key, app))
    return app


def hand_back() -> None:
    """Let the next test have what this one had."""
    while _taken:
        key, app = _taken.pop()
        _idle[key].append(app)
