"""Which sentences there are, and which of them nobody has put into English yet.

`python -m shared.web.catalogue` adds new messages to the English catalogues, where a translator
finds them empty; a test fails as long as one is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from shared.web.extraction import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "babel.cfg"
ENGLISH = Path("en") / "LC_MESSAGES" / "messages.po"
HOLES = re.compile(r"\{\w+\}|%\(\w+\)[sd]")


@dataclass(frozen=True, order=True)
class Message:
    """A sentence and where it stands; English has two forms where it counts something."""

    text: str
    file: str
    line: int
    counts: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True)
class Owner:
    """A part of the program with a catalogue of its own: the kernel, or a department."""

    folder: Path
    file: Path

    def messages(self) -> list[Message]:
        """All messages of this part."""
        return sorted(set(messages_in(self.folder)))

    def english(self) -> dict[str, tuple[str, ...]]:
        """What is translated: one form, or two; an empty translation is none."""
        if not self.file.exists():
            return {}
        with self.file.open("rb") as text:
            return {
                _forms(it.id)[0]: _forms(it.string)
                for it in read_po(text, locale="en")
                if it.id and all(_forms(it.string)) and not it.fuzzy
            }

    def update(self) -> None:
        """Add what is new, where a translator finds it empty; drop nothing."""
        known, found = self.english(), self.messages()
        counting = {it.text for it in found if it.counts}
        catalog = Catalog(locale="en", fuzzy=False)
        for text in sorted(known.keys() | {it.text for it in found}):
            where = sorted({it.file for it in found if it.text == text})
            one, *more = known.get(text, ("",))
            two = more[0] if more else ""
            message, said = ((text, text), (one, two)) if text in counting else (text, one)
            catalog.add(message, said, locations=[(file, 0) for file in where])
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("wb") as text_file:
            write_po(text_file, catalog, width=100, omit_header=True, include_lineno=False)


def owners(root: Path = ROOT) -> list[Owner]:
    """The kernel, and every department that there is."""
    departments = sorted(it.parent for it in (root / "services").glob("*/__init__.py"))
    kernel = Owner(root / "shared", root / "shared" / "web" / "translations" / ENGLISH)
    return [kernel, *(Owner(it, it / "translations" / ENGLISH) for it in departments)]


def missing(part: Owner, common: Mapping[str, tuple[str, ...]]) -> list[Message]:
    """Messages without English; the kernel's catalogue, `common`, serves the departments too."""
    known = {**common, **part.english()}
    return [it for it in part.messages() if len(known.get(it.text, ())) < 1 + it.counts]


def crooked(part: Owner) -> list[str]:
    """Translations that lose or invent a value: `{day}` must stay `{day}`."""
    return [
        text
        for text, english in part.english().items()
        if any(set(HOLES.findall(text)) != set(HOLES.findall(form)) for form in english)
    ]


def messages_in(folder: Path) -> Iterator[Message]:
    """Read all messages of a folder, as `babel.cfg` says."""
    with CONFIG.open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    for file, line, text, _, _ in extract_from_dir(
        folder, methods, options, keywords=DEFAULT_KEYWORDS | {"_l": None}
    ):
        forms = _forms(text)
        if CHINESE.search(forms[0]):
            place = (folder / file).relative_to(folder.parent)
            yield Message(forms[0], str(place), line, counts=len(forms) > 1)


def _forms(text: Any) -> tuple[str, ...]:
    """Babel gives one text, or several where something is counted."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def main() -> None:
    """Bring the catalogues up to date, and say what is missing."""
    parts = owners()
    for part in parts:
        part.update()
    common = parts[0].english()
    for message in (it for part in parts for it in missing(part, common)):
        print(message)  # noqa: T201 - a tool for developers


if __name__ == "__main__":
    main()
