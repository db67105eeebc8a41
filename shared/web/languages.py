"""Chinese or English, normal or large text: chosen by a link, kept in a cookie, without JavaScript.

Chinese sentences are the message ids. The English catalogues are read as text when they are first
needed, so no compiled file can be forgotten or be older than its source.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import has_request_context, redirect, request
from flask_babel import Babel, Domain  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from shared.web.face import face, is_api
from shared.web.speech import speaks_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

SOURCE = "zh"
LANGUAGES = (SOURCE, "en")
SIZES = ("normal", "large")
CHOICES = {"lang": LANGUAGES, "text": SIZES}
YEAR = 365 * 24 * 3600
KERNEL = Path(__file__).with_name("translations")


class Catalogues(Domain):  # type: ignore[misc]  # flask-babel ships no py.typed
    """The kernel's sentences and the department's own, as one catalogue a language."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self.folders = tuple(folders)
        self.read: dict[str, Translations] = {}

    def get_translations(self) -> Translations:
        """Give the catalogue of the language in which this request is answered."""
        asked = "en" if speaks_english() else SOURCE  # flask-babel remembers it for the request
        if asked not in self.read:
            self.read[asked] = self._read(asked)
        return self.read[asked]

    def _read(self, language: str) -> Translations:
        whole = Translations()
        for folder in self.folders:
            file = folder / language / "LC_MESSAGES" / "messages.po"
            if file.exists():
                whole.merge(load(file, language))
        return whole


def load(file: Path, language: str) -> Translations:
    """Read a catalogue as its translators write it."""
    with file.open("rb") as text:
        catalogue = read_po(text, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def speak(app: Flask, folders: Sequence[Path]) -> None:
    """Answer in the reader's language, with the kernel's sentences and those of these folders."""
    babel = Babel(
        app,
        default_locale=SOURCE,
        default_timezone="Asia/Shanghai",
        locale_selector=language,
    )
    babel.domain_instance = Catalogues([KERNEL, *folders])
    app.before_request(_remember_choice)
    app.jinja_env.globals.update(switch=switch, is_large=is_large, language=language)


def language() -> str:
    """Tell the language: asked for, remembered, preferred by the browser, else Chinese."""
    if not has_request_context():
        return SOURCE
    asked = request.args.get("lang") or request.cookies.get(_cookie("lang"))
    if asked in LANGUAGES:
        return str(asked)
    return request.accept_languages.best_match(LANGUAGES, SOURCE) or SOURCE


def is_large() -> bool:
    """Tell whether the reader asked for large text (大字, 20 px)."""
    return request.cookies.get(_cookie("text")) == "large"


def switch(name: str, value: object) -> str:
    """Give the address of this page with another language, text size or page number."""
    query = MultiDict(request.args.items(multi=True))
    query[name] = str(value)
    return _address(query)


def _remember_choice() -> ResponseReturnValue | None:
    """Keep what a link chose, and go to the page itself, so that its address can be passed on."""
    if request.method != "GET" or is_api():
        return None
    chosen = {name: request.args[name] for name in CHOICES if _is_choice(name)}
    if not chosen:
        return None
    rest = MultiDict((k, v) for k, v in request.args.items(multi=True) if k not in chosen)
    response = redirect(_address(rest), 303)
    for name, value in chosen.items():
        _keep(response, name, value)
    return response


def _is_choice(name: str) -> bool:
    return request.args.get(name) in CHOICES[name]


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        _cookie(name),
        value,
        max_age=YEAR,
        path="/",
        secure=face().settings.https,
        httponly=True,
        samesite="Lax",
    )


def _address(query: MultiDict[str, str]) -> str:
    return f"{request.path}?{urlencode(list(query.items(multi=True)))}" if query else request.path


def _cookie(name: str) -> str:
    return f"guihang_{name}"
