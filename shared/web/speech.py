"""Saying a sentence in the reader's language: the one typed door to flask-babel.

The Chinese sentence is the message id. `babel.cfg` finds the messages by the names of these
functions, so they are imported as they are, or as `_` and `_l`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import flask_babel  # type: ignore[import-untyped]  # it ships no py.typed


def gettext(sentence: str, /, **values: object) -> str:
    """Say the sentence now; `%(name)s` in it is filled from the values."""
    return cast("str", flask_babel.gettext(sentence, **values))


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """Say a sentence about `%(num)d` things."""
    return cast("str", flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(sentence: str) -> str:
    """Say the sentence later, whenever it is shown: for what is written down while starting.

    It behaves as text wherever text is shown or formatted; use `str(…)` where it must be text.
    """
    return cast("str", flask_babel.lazy_gettext(sentence))


def later(say: Callable[[], str]) -> str:
    """Say what is known only later; it behaves as `lazy_gettext` does."""
    return cast("str", flask_babel.LazyString(say))


def speaks_english() -> bool:
    """Tell whether the reader gets English; where nobody asks, it is Chinese."""
    locale = flask_babel.get_locale()
    return locale is not None and locale.language == "en"
