"""Which lines below the headings speak of a person, and which are furniture of the sheet.

Totals, signatures, notes, headings repeated on the next page, section titles and prepared empty
lines are no rows. In doubt a line is a person's: a row rejected in plain sight does no harm, a
person passed over in silence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.registry.roster.cells import Cell, states_nothing, tidy
from services.registry.roster.headings import Headings, field_of
from services.registry.roster.table import Sheet

# Fields that are filled in for somebody; a dragged-down sex or address does not make a person.
PERSONAL = (
    *("name", "id_no", "phone", "drug", "status", "decision_no"),
    *("decided_on", "served_on", "reported_on", "signed_on"),
)
DIGITS_OF_A_PERSON = 14  # an identity number, if not all of it
FEWEST_REPEATED = 3
FEWEST_COUNTED = 3

# A line of furniture says what it is in its first text; a person's begins with a number, a name or
# a village.
TOTAL = re.compile(
    r"(?:以上|本页|[全本][村镇县社区]+|本表)?(?:[合总共小累]计|总人数|总数|总共|共有?\d+[人名])"
    r"(?:[:：\d人名(（].*)?"
)
LEADING_TEXTS = 2  # a total may stand under the name, beside a number
SIGNATURE = re.compile(
    r"填表|填报|制表|统计|审核|复核|审批|核对|经办|报送|上报|签字|签名|签章|盖章|公章|落款"
    r"|(?:负责|联系|责任)人|领导|书记|主任|所长|站长"
)
NOTE = re.compile(
    r"(?:附?注|备注|说明|注意事项)(?:[:：\d].*)?|以[上下].*|\d*年\d*月\d*日", re.DOTALL
)
EXAMPLE = re.compile(r"(?:示例|样例|范例|例)(?:[:：].*|\d*)")
COUNTED = re.compile(r"[(（]?\d{1,2}[)）]?|[甲乙丙丁戊]")
NAME_LIKE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,15}|[A-Za-z .'·]{3,60}")
PLACE_LIKE = re.compile(r".*(?:村|社区|组|居委会|镇|名单|人员|名册)")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line below the headings: its number on the sheet and its cells by field."""

    number: int
    cells: Mapping[str, Cell]
    texts: tuple[str, ...]

    def cell(self, field: str) -> Cell:
        """The cell of a field; an empty one where the roster has no such column."""
        return self.cells.get(field, "")

    @cached_property
    def said(self) -> Mapping[str, str]:
        """What the fields state, as text."""
        texts = ((field, tidy(cell)) for field, cell in self.cells.items())
        return {field: text for field, text in texts if not states_nothing(text)}


def lines_of_people(sheet: Sheet, headings: Headings) -> Iterator[Line]:
    """Give the lines that speak of a person, from top to bottom."""
    for index in range(headings.last_row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row):
            continue
        cells = {field: row[column] for field, column in headings.columns.items()}
        texts = tuple(text for text in map(tidy, row) if not states_nothing(text))
        line = Line(number=index + 1, cells=cells, texts=texts)
        if _is_of_a_person(line):
            yield line


def _is_of_a_person(line: Line) -> bool:
    if not any(field in line.said for field in PERSONAL) or _is_an_example(line):
        return False
    return _is_identified(line) or not (
        _is_a_total(line)
        or _is_a_signature_or_note(line)
        or _is_alone(line)
        or _repeats_headings(line)
        or _counts_columns(line)
    )


def _is_identified(line: Line) -> bool:
    """Whether an identity number is there, however misspelt: no furniture has one."""
    number = line.said.get("id_no", "")
    return sum(sign.isdigit() for sign in number) >= DIGITS_OF_A_PERSON


def _is_an_example(line: Line) -> bool:
    return bool(EXAMPLE.fullmatch(line.texts[0]))


def _is_a_total(line: Line) -> bool:
    return any(TOTAL.fullmatch(text) for text in line.texts[:LEADING_TEXTS])


def _is_a_signature_or_note(line: Line) -> bool:
    first = line.texts[0].replace(" ", "")
    return bool(SIGNATURE.search(first) or NOTE.fullmatch(first))


def _is_alone(line: Line) -> bool:
    """Whether a single text fills the line: a section's title, unless it could be a name."""
    if len(set(line.texts)) > 1:
        return False
    name = line.said.get("name", "")
    return not NAME_LIKE.fullmatch(name) or bool(PLACE_LIKE.fullmatch(name))


def _repeats_headings(line: Line) -> bool:
    repeated = (field_of(text) for text in line.texts)
    return len({named for named in repeated if named}) >= FEWEST_REPEATED


def _counts_columns(line: Line) -> bool:
    return len(line.texts) >= FEWEST_COUNTED and all(COUNTED.fullmatch(t) for t in line.texts)
