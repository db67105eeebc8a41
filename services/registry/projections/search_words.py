"""Under which words a person is found: as they are written, spoken, abbreviated, numbered.

A word is turned into a keyed token before it is stored or looked for; no name lies in a table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any

PURPOSE = "search"
MOST_READINGS = 64  # of a name: 单仇解 has dozens, and nobody types the rest
SIGN, SOUND, SOUNDS, INITIALS = "sign", "sound", "sounds", "initials"
NUMBER, TAIL, PHONE = "number", "tail", "phone"
TAIL_LENGTH = 4

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
WHOLE_NUMBER = re.compile(r"\d{17}[\dx]")
PAPER_NUMBER = re.compile(r"[a-z]{1,5}\d{4,15}")
PHONE_NUMBER = re.compile(r"1\d{10}")
NUMBER_TAIL = re.compile(r"\d{3}[\dx]")
SHAPES = (
    *((NUMBER, WHOLE_NUMBER), (NUMBER, PAPER_NUMBER)),
    *((PHONE, PHONE_NUMBER), (TAIL, NUMBER_TAIL)),
)
CASE_REF = re.compile(r"(?:梅?社?([戒康]))?\D{0,3}(20\d{2})\D{1,3}(\d{1,4})\D?")
SERIES = ("戒", "康")
UMLAUT = ("v", "u", "yu")  # 吕 is typed lv, lu, or lyu as in passports


def words_of(personal: Mapping[str, Any]) -> set[str]:
    """Every word under which somebody with these details is found; none once the key is gone."""
    if not personal.get("name"):
        return set()
    number = personal["id_no"].lower()
    said = " ".join((personal["phone"] or "", dict(personal["background"]).get("other_phone", "")))
    phones = re.findall(r"\d{7,}", said)
    return {
        *_words_of_name(personal["name"]),
        _word(NUMBER, number),
        _word(TAIL, number[-TAIL_LENGTH:]),
        *(_word(PHONE, phone) for phone in phones),
    }


def words_sought(query: str) -> list[set[str]]:
    """What a query asks for: of each set one word at least must be a person's; [] asks nothing."""
    text = _plain(query)
    solid = re.sub(r"[\s·.'-]", "", text)
    for kind, shape in SHAPES:
        if shape.fullmatch(solid):
            return [{_word(kind, solid)}]
    if HAN.search(solid):
        return [{_word(SIGN, sign)} for sign in dict.fromkeys(solid)]
    if not (solid.isascii() and solid.isalpha()):
        return []
    spoken = text.split()
    if len(spoken) > 1:
        return [{_word(SOUND, sound)} for sound in spoken]
    return [{_word(SOUNDS, solid), _word(INITIALS, solid), _word(SOUND, solid)}]


def tail_sought(typed: str) -> str | None:
    """The word for the last four of an identity number; None if that is not what was typed."""
    tail = _plain(typed)
    return _word(TAIL, tail) if NUMBER_TAIL.fullmatch(tail) else None


def case_refs_sought(query: str) -> list[str]:
    """The references that a query can mean: 梅社戒[2026]17 is 梅社戒〔2026〕0017."""
    found = CASE_REF.fullmatch(_plain(query).replace(" ", ""))
    if found is None:
        return []
    series, year, number = found.groups()
    meant = (series,) if series else SERIES
    return [f"梅社{each}〔{year}〕{int(number):04}" for each in meant]


def _words_of_name(name: str) -> Iterator[str]:
    signs = re.sub(r"[\s·.'-]", "", _plain(name))
    for sign in signs:
        yield _word(SIGN, sign)
    readings = [_readings(sign) for sign in signs]
    for sound in {sound for each in readings for sound in each}:
        yield _word(SOUND, sound)
    for spoken in islice(product(*readings), MOST_READINGS):
        yield _word(SOUNDS, "".join(spoken))
        yield _word(INITIALS, "".join(sound[0] for sound in spoken))


def _readings(sign: str) -> list[str]:
    """Every way in which a character is read, surnames included, as it is typed."""
    # A dictionary of 40 MB, which no command and no department but the one that names people needs.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    ((*read,),) = pinyin(sign, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return list(dict.fromkeys(_typed(read)))


def _typed(readings: Iterable[str]) -> Iterator[str]:
    for reading in readings:
        sound = _plain(reading).replace("ü", "v")
        yield from (sound.replace("v", other) for other in UMLAUT) if "v" in sound else (sound,)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _word(kind: str, value: str) -> str:
    return f"{kind}:{value}"
