"""Reading a roster: file bytes in, every line that speaks of a person out, with its outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from services.registry.roster.cells import stated, tidy
from services.registry.roster.headings import (
    LABELS,
    OF_CASEWORK,
    SPEAKS_OF_DRUGS,
    Headings,
    find_headings,
)
from services.registry.roster.judging import Judge
from services.registry.roster.people import Line, lines_of_people
from services.registry.roster.rows import RejectedRow, Roster, RosterRow
from services.registry.roster.sheets import read_sheets
from services.registry.roster.table import MOST_PEOPLE, Sheet, too_many_rows
from services.registry.roster.villages import village_of_roster
from shared.law import Refusal

FEWEST_FOR_A_HEADING = 3  # fewer known words in a row do not make it the headings of a roster


@dataclass(frozen=True, kw_only=True)
class Found:
    """A table of the file that is a roster, with its headings and its people."""

    sheet: Sheet
    headings: Headings
    lines: Sequence[Line]

    @property
    def titles(self) -> list[str]:
        """What stands above the headings, and the name of the sheet."""
        above = self.sheet.rows[: self.headings.first_row]
        return [*(text for row in above for text in map(tidy, row) if text), self.sheet.name]


def read_roster(content: bytes, *, filename: str) -> Roster:
    """Read a village's roster (xlsx, xls, csv).

    A file that is no roster, too large or unsafe is refused (`Refusal`, field `file`). Otherwise
    every line of a person is among the rows or the rejected rows, in the order of the file.
    """
    found = _roster_in(read_sheets(content), name=PurePath(filename).stem)
    village = _village(found, filename)
    judge = Judge(village=village, term_unit=found.headings.term_unit)
    judged = [judge.judge(line) for line in found.lines]
    return Roster(
        village=village,
        rows=tuple(row for row in judged if isinstance(row, RosterRow)),
        rejected=tuple(row for row in judged if isinstance(row, RejectedRow)),
        digest=hashlib.sha256(content).hexdigest(),
        unread=found.headings.unread,
    )


def _roster_in(sheets: Iterable[Sheet], *, name: str) -> Found:
    """Find the one table of the file that is a roster with people in it."""
    read = [(sheet, find_headings(sheet.rows)) for sheet in sheets]
    candidates = [_found(sheet, headings) for sheet, headings in read if headings]
    rosters = [found for found in candidates if not _objection(found, name=name)]
    filled = [found for found in rosters if found.lines]
    if len(filled) > 1:
        raise _several(filled)
    if not filled:
        raise _no_roster(candidates, name=name)
    if len(filled[0].lines) > MOST_PEOPLE:
        raise too_many_rows()
    return filled[0]


def _found(sheet: Sheet, headings: Headings) -> Found:
    lines = () if headings.missing else tuple(lines_of_people(sheet, headings))
    return Found(sheet=sheet, headings=headings, lines=lines)


def _objection(found: Found, *, name: str) -> Refusal | None:
    """Why this table is no roster of people who use drugs; None if it is one."""
    headings = found.headings
    if headings.missing:
        return Refusal(
            "表头缺少“{column}”一列。请补上后再导入。",
            field="file",
            column=LABELS[headings.missing[0]],
        )
    speaks = any(SPEAKS_OF_DRUGS.search(title) for title in (*found.titles, name))
    if speaks or OF_CASEWORK & headings.columns.keys():
        return None
    return Refusal(
        "这张表有姓名和身份证号，但看不出是吸毒人员名册：没有现状、决定、报到等任何一列。"
        "请确认选对了文件。",
        field="file",
    )


def _no_roster(candidates: Sequence[Found], *, name: str) -> Refusal:
    """Say what is wrong with the table that comes nearest to a roster."""
    nearest = max(candidates, key=lambda found: len(found.headings.columns), default=None)
    if nearest is None or len(nearest.headings.columns) < FEWEST_FOR_A_HEADING:
        return Refusal(
            "没有找到名册的表头。表头要有“姓名”和“身份证号”等列，请用名册模板填写后再导入。",
            field="file",
        )
    return _objection(nearest, name=name) or Refusal(
        "表头下面没有人员。请选择填好的名册。", field="file"
    )


def _several(found: Sequence[Found]) -> Refusal:
    return Refusal(
        "文件里有 {count} 张工作表都是名册。请每个文件只留一张，分别导入。",
        field="file",
        count=len(found),
    )


def _village(found: Found, filename: str) -> str | None:
    return village_of_roster(
        column=[text for line in found.lines if (text := stated(line.cell("village")))],
        preamble=[*found.titles, PurePath(filename).stem],
        addresses=(
            address
            for line in found.lines
            for each in ("residence", "domicile")
            if (address := stated(line.cell(each)))
        ),
    )
