"""What a rule of law looks like in code: its source, its two outcomes, its dated numbers.

A rule refuses an *act* of the system (`Refusal`) or marks a *fact* that happened (`Defect`); it
never refuses to believe a fact. Numbers that a law or the town fixes are kept in dated tables
(`RuleBook`), each with its citation, so that a decision can say which rule it rests on.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UNITS = "条款项"  # article, paragraph, item: the order in which Chinese law is cited
NUMBERED = re.compile(r"\d+(\(\d+\)){0,2}")
Value = TypeVar("Value", int, bool)


@dataclass(frozen=True)
class Citation:
    """Where a rule stands: `Citation("戒毒条例", "38(1)")` reads 《戒毒条例》第38条第1款."""

    law: str
    article: str = ""

    def __str__(self) -> str:
        """Say it as Chinese officials cite; an article that is no number is quoted as it is."""
        if not NUMBERED.fullmatch(self.article):
            return f"《{self.law}》{self.article}"
        numbers = re.findall(r"\d+", self.article)
        places = (f"第{n}{unit}" for n, unit in zip(numbers, UNITS, strict=False))
        return f"《{self.law}》" + "".join(places)


class Refusal(Exception):
    """A rule refuses an act of the system.

    `sentence` is the message to translate, with `{placeholders}` filled from `values`; `field` is
    the input it speaks of. `str()` is the Chinese sentence, filled in, with its citation.
    """

    def __init__(
        self,
        sentence: str,
        citation: Citation | None = None,
        *,
        field: str | None = None,
        **values: object,
    ) -> None:
        self.sentence = sentence
        self.citation = citation
        self.field = field
        self.values = values
        said = sentence.format(**values)
        super().__init__(f"{said}（{citation}）" if citation else said)


class Conflict(Refusal):
    """Somebody else changed the file meanwhile."""


class Misuse(Refusal):
    """The same command id came back with other input."""


class Unknown(Refusal):
    """What was asked for is not on file."""


@dataclass(frozen=True)
class Defect:
    """A rule marks a fact: it is kept as it happened, and meets no duty and enters no rate."""

    code: str
    sentence: str
    citation: Citation


def defects(*found: Defect | None) -> tuple[str, ...]:
    """Collect the codes of those that were found, in the order in which they were looked for."""
    return tuple(defect.code for defect in found if defect)


@dataclass(frozen=True)
class Rule:
    """One line of a rule table: the value, the text it rests on, since when it has held."""

    name: str
    value: Any
    citation: Citation
    since: date
    text: str
    table: date

    @property
    def number(self) -> int:
        """The value, which must be a whole number."""
        return self._of(int)

    @property
    def flag(self) -> bool:
        """The value, which must be yes or no."""
        return self._of(bool)

    def _of(self, kind: type[Value]) -> Value:
        if type(self.value) is not kind:
            raise TypeError(f"{self.name} of {self.table} is no {kind.__name__}: {self.value!r}")
        return self.value


@dataclass(frozen=True)
class Due:
    """A day that a rule fixes, with the rule, so that a duty can say why it falls due."""

    on: date
    rule: Rule


@dataclass(frozen=True)
class RuleTable:
    """The rules as dated on one day."""

    dated: date
    rules: Mapping[str, Rule]

    def __getitem__(self, name: str) -> Rule:
        """Find a rule by name; a missing one is a fault of the table, not of the case."""
        return self.rules[name]


class RuleBook:
    """The dated rule tables of one folder, each file named by the day from which it is used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def tables(self) -> tuple[RuleTable, ...]:
        """All tables, the oldest first."""
        files = sorted(self.folder.glob("????-??-??.toml"))
        return tuple(_table(file) for file in files)

    def as_of(self, day: date) -> RuleTable:
        """Find the table in use on that day; days before the first table go by the first.

        A case may have begun before the software: what is decided about it is decided by the
        oldest rules on record, each of which says since when it has held.
        """
        used = [table for table in self.tables if table.dated <= day]
        return used[-1] if used else self.tables[0]


def _table(file: Path) -> RuleTable:
    rows = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    dated = date.fromisoformat(file.stem)
    rules = {name: _rule(name, row, dated) for name, row in rows.items()}
    return RuleTable(dated=dated, rules=rules)


def _rule(name: str, row: dict[str, Any], dated: date) -> Rule:
    return Rule(
        name=name,
        value=row["value"],
        citation=Citation(row["law"], row.get("article", "")),
        since=row["since"],
        text=row["text"],
        table=dated,
    )
