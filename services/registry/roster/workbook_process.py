"""The process that opens one workbook: bytes in, cells out as JSON, then it ends.

It is run as a script, apart from everything else (see `workbooks`), and imports nothing of ours.
A merged area's value is given to each row of its first column: a village written once beside
twenty people is the village of all twenty, but a remark written across ten columns is one remark.
Errors (#N/A) reach us as empty cells; nothing is computed, formulas bring their stored values.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
# One long text, stored once, may stand in every cell; a full roster has about 4 million signs.
MOST_SIGNS = 30_000_000


class Oversize(Exception):
    """A sheet has more rows, columns or text than are wanted."""


def main() -> None:
    """Answer on standard output; whatever goes wrong otherwise ends the process."""
    limit_resources()
    rows, columns = (int(argument) for argument in sys.argv[1:])
    answer = answer_to(sys.stdin.buffer.read(), rows=rows, columns=columns)
    sys.stdout.buffer.write(json.dumps(answer, default=_plain).encode())


def limit_resources() -> None:
    """Let the system end us before a crafted file takes the machine's memory or time."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_to(content: bytes, *, rows: int, columns: int) -> dict[str, Any]:
    """Give the visible sheets, or what kind of trouble there is."""
    try:
        with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
            return {"sheets": [_cells(sheet, rows, columns) for sheet in _visible(workbook)]}
    except PasswordError:
        return {"trouble": "locked"}
    except CalamineError:
        return {"trouble": "unreadable"}
    except Oversize as oversize:
        return {"trouble": str(oversize)}


def _visible(workbook: CalamineWorkbook) -> list[CalamineSheet]:
    return [
        workbook.get_sheet_by_name(sheet.name)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _cells(sheet: CalamineSheet, rows: int, columns: int) -> dict[str, Any]:
    bottom, right = sheet.end or (0, 0)
    if bottom >= rows:
        raise Oversize("rows")
    if right >= columns:
        raise Oversize("columns")
    cells = sheet.to_python(skip_empty_area=False)
    if sum(len(cell) for row in cells for cell in row if isinstance(cell, str)) > MOST_SIGNS:
        raise Oversize("text")
    for (top, left), (last, _) in sheet.merged_cell_ranges or ():
        for row in cells[top + 1 : last + 1]:
            if left < len(row):
                row[left] = cells[top][left]
    return {"name": sheet.name, "rows": cells}


def _plain(value: object) -> object:
    """A day without its hour; other times are no cells that a roster has."""
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
