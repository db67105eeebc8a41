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

Key = tuple[str, WebSettings]


class _Made:
    """An application, and what it held when it was made."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._config, self._extensions = dict(app.config), dict(app.extensions)

    def wear(self, face: Face) -> Flask:
        """The application as it was made, with another face."""
        for now, then in (
            (self.app.config, self._config),
            (self.app.extensions, self._extensions),
        ):
            now.clear()
            now.update(then)
        face.install(self.app)
        return self.app


_idle: dict[Key, list[_Made]] = defaultdict(list)
_taken: list[tuple[Key, _Made]] = []


def app_with(face: Face, *, pages: Sequence[Any], **parts: Any) -> Flask:
    """The application of the face's department, made by `create_app` if none is idle.

    A test that changes more of it than its configuration makes its own.
    """
    key = (face.desk.id, face.settings)
    made = _idle[key].pop() if _idle[key] else _Made(create_app(face, pages=pages, **parts))
    _taken.append((key, made))
    return made.wear(face)


def hand_back() -> None:
    """Let the next test have what this one had."""
    while _taken:
        key, made = _taken.pop()
        _idle[key].append(made)
